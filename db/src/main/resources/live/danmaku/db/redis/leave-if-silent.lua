-- Lets those viewers leave whom nobody has refreshed for some time.
--
-- KEYS 1 sorted set viewers, 2 sorted set seen, 3 hash names, as in enter.lua
-- ARGV 1 ms   for how long
--      2.. text uids
-- Answers the uids of those who left

local time = redis.call('TIME')
local latest = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[1])
local left = {}
for i = 2, #ARGV do
  local seen = redis.call('ZSCORE', KEYS[2], ARGV[i])
  if seen and tonumber(seen) <= latest then
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('ZREM', KEYS[2], ARGV[i])
    redis.call('HDEL', KEYS[3], ARGV[i])
    left[#left + 1] = ARGV[i]
  end
end
return left
