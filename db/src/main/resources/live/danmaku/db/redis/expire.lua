-- Lets viewers leave whom nobody refreshed for some time.
--
-- KEYS 1 sorted set viewers, 2 sorted set seen, 3 hash names, as in enter.lua
-- ARGV 1 ms  oldest allowed refresh, as an age
--      2 int most viewers to let go
-- Answers uid, name, uid, name ... of those who left

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit = string.format('%.0f', now - ARGV[1])
local uids = redis.call('ZRANGE', KEYS[2], '-inf', '(' .. limit, 'BYSCORE', 'LIMIT', 0, ARGV[2])
if #uids == 0 then
  return {}
end
local names = redis.call('HMGET', KEYS[3], unpack(uids))
redis.call('ZREM', KEYS[1], unpack(uids))
redis.call('ZREM', KEYS[2], unpack(uids))
redis.call('HDEL', KEYS[3], unpack(uids))
local answer = {}
for i = 1, #uids do
  answer[#answer + 1] = uids[i]
  answer[#answer + 1] = names[i] or uids[i]
end
return answer
