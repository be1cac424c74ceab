-- Repeats changes that the room was shown, where the store has lost them with its last writes. A room whose timeline is
-- closed is not entered; a leave that is older than the entering changes nothing.
--
-- KEYS 1 sorted set viewers, 2 sorted set seen, 3 hash names, 4 hash meta, as in enter.lua
-- ARGV 'enter' or 'leave', uid, name, ms when it was shown, 'enter' or 'leave', uid ...
-- Answers how many changes were lost

local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local closed = redis.call('HEXISTS', KEYS[4], 'closed') == 1
local restored = 0
for i = 1, #ARGV, 4 do
  local uid, at = ARGV[i + 1], ARGV[i + 3]
  if ARGV[i] == 'enter' then
    if not closed and redis.call('ZADD', KEYS[1], 'NX', at, uid) == 1 then
      redis.call('ZADD', KEYS[2], now, uid)
      redis.call('HSET', KEYS[3], uid, ARGV[i + 2])
      restored = restored + 1
    end
  else
    local entered = redis.call('ZSCORE', KEYS[1], uid)
    if entered and tonumber(entered) <= tonumber(at) then
      redis.call('ZREM', KEYS[1], uid)
      redis.call('ZREM', KEYS[2], uid)
      redis.call('HDEL', KEYS[3], uid)
      restored = restored + 1
    end
  end
end
return restored
