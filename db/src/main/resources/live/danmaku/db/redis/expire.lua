-- Lets viewers leave whom nobody refreshed for some time, and takes over what others have not told in time.
--
-- KEYS 1 sorted set viewers, 2 sorted set seen, 3 hash names, 4 sorted set untold, 5 hash news, as in enter.lua
-- ARGV 1 ms   oldest allowed refresh, as an age
--      2 int  most viewers to let go, and most changes to take over
--      3 text what the ids of the changes begin with
--      4 ms   for how long they are the caller's to tell
--      5 ms   for how long what is untold is kept
-- Answers id, what is to be told, id, what is to be told ...

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = string.format('%.0f', now + ARGV[4])
local answer = {}
local late = redis.call('ZRANGE', KEYS[4], '-inf', string.format('%.0f', now), 'BYSCORE', 'LIMIT', 0, ARGV[2])
table.sort(late)
for i = 1, #late do
  local news = redis.call('HGET', KEYS[5], late[i])
  if news then
    redis.call('ZADD', KEYS[4], 'XX', due, late[i])
    answer[#answer + 1] = late[i]
    answer[#answer + 1] = news
  else
    redis.call('ZREM', KEYS[4], late[i])
  end
end
local limit = string.format('%.0f', now - ARGV[1])
local uids = redis.call('ZRANGE', KEYS[2], '-inf', '(' .. limit, 'BYSCORE', 'LIMIT', 0, ARGV[2])
for i = 1, #uids do
  local uid = uids[i]
  local news = 'leave ' .. uid .. ' ' .. (redis.call('HGET', KEYS[3], uid) or uid)
  redis.call('ZREM', KEYS[2], uid)
  redis.call('HDEL', KEYS[3], uid)
  if redis.call('ZREM', KEYS[1], uid) == 1 then
    local id = ARGV[3] .. i
    redis.call('ZADD', KEYS[4], due, id)
    redis.call('HSET', KEYS[5], id, news)
    answer[#answer + 1] = id
    answer[#answer + 1] = news
  end
end
if #answer > 0 then
  redis.call('PEXPIRE', KEYS[4], ARGV[5])
  redis.call('PEXPIRE', KEYS[5], ARGV[5])
end
return answer
