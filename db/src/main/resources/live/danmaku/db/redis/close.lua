-- Closes a topic's timeline: later appends add nothing, and nobody is watching any more. A timeline that does not exist stays
-- absent; one that merged messages are still to come to stays open.
--
-- KEYS 1 hash         meta, as in append.lua
--      2, 3 sorted set viewers and seen, 4 hash names, as in enter.lua
--      5.. sorted set what is still to come, see merge.lua: to be shown, and due
-- Answers 1 when nothing can be added any more, else 0

for i = 5, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    return 0
  end
end
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'closed', '1')
end
redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4])
return 1
