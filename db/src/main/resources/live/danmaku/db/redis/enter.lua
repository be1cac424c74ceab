-- Lets a viewer enter a room, or refreshes one who is there. Nobody enters a room whose timeline is closed.
--
-- KEYS 1 sorted set viewers: ms of entering -> uid
--      2 sorted set seen: ms of the last refresh -> uid
--      3 hash       names: uid -> name
--      4 hash       meta, as in append.lua
-- ARGV 1 text uid
--      2 text name
-- Answers 1 when the viewer was not there before, else 0

if redis.call('HEXISTS', KEYS[4], 'closed') == 1 then
  return 0
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local entered = redis.call('ZADD', KEYS[1], 'NX', now, ARGV[1])
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
return entered
