-- Claims what is due, for some time: a member that is not settled by then is due again.
--
-- KEYS 1 sorted set  due, as in note-due.lua
-- ARGV 1 int  how many at most
--      2 ms   how long the claim holds
-- Answers {member, score of the claim, member, score ...}

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local claim = string.format('%.0f', now + tonumber(ARGV[2]))
local answer = {}
for _, member in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, ARGV[1])) do
  redis.call('ZADD', KEYS[1], claim, member)
  answer[#answer + 1] = member
  answer[#answer + 1] = claim
end
return answer
