-- Lets a viewer enter a room, or refreshes one who is there. Nobody enters a room whose timeline is closed.
--
-- KEYS 1 sorted set viewers: ms of entering -> uid
--      2 sorted set seen: ms of the last refresh -> uid
--      3 hash       names: uid -> name
--      4 sorted set untold: ms from which on anybody may tell it -> id of a change that the room was not told of
--      5 hash       news: id -> what is to be told: 'enter' or 'leave', uid and name, with a space between
--      6 hash       meta, as in append.lua
-- ARGV 1 text uid
--      2 text name
--      3 text id of the change, if it is one
--      4 ms   for how long it is the caller's to tell
--      5 ms   for how long what is untold is kept
-- Answers 1 when the viewer was not there before, else 0

if redis.call('HEXISTS', KEYS[6], 'closed') == 1 then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local text = string.format('%.0f', now)
local entered = redis.call('ZADD', KEYS[1], 'NX', text, ARGV[1])
redis.call('ZADD', KEYS[2], text, ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
if entered == 1 then
  redis.call('ZADD', KEYS[4], string.format('%.0f', now + ARGV[4]), ARGV[3])
  redis.call('HSET', KEYS[5], ARGV[3], 'enter ' .. ARGV[1] .. ' ' .. ARGV[2])
  redis.call('PEXPIRE', KEYS[4], ARGV[5])
  redis.call('PEXPIRE', KEYS[5], ARGV[5])
end
return entered
