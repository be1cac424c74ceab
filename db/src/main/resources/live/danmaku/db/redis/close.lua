-- Closes a topic's timeline: later appends add nothing. A timeline that does not exist stays absent; one that merged
-- messages are still to come to stays open.
--
-- KEYS 1 hash         meta, as in append.lua
--      2.. sorted set what is still to come, see merge.lua: to be shown, and due
-- Answers 1 when nothing can be added any more, else 0

for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    return 0
  end
end
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'closed', '1')
end
return 1
