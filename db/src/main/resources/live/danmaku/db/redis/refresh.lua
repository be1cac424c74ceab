-- Keeps viewers from ageing out; those who are not in the room stay away.
--
-- KEYS 1 sorted set seen, as in enter.lua
-- ARGV 1.. text uids
-- Answers the uids of those who are not there

local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local missing = {}
for i = 1, #ARGV do
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) then
    redis.call('ZADD', KEYS[1], now, ARGV[i])
  else
    missing[#missing + 1] = ARGV[i]
  end
end
return missing
