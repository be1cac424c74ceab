-- Closes a topic's timeline: later appends add nothing. A timeline that does not exist stays absent.
--
-- KEYS 1 hash   meta, as in append.lua
-- Answers 1 when there was a timeline, else 0

if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], 'closed', '1')
return 1
