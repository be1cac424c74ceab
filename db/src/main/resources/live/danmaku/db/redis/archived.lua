-- Notes how far a topic's timeline is archived, which is how far append.lua may trim it.
--
-- KEYS 1 hash   meta, as in append.lua
-- ARGV 1 text   epoch of the archive's cursor
--      2 place  of the archive's cursor
-- Answers 1 when that is news, else 0

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'archived')
if meta[1] ~= ARGV[1] or tonumber(ARGV[2]) <= tonumber(meta[2] or '0') then
  return 0
end
redis.call('HSET', KEYS[1], 'archived', ARGV[2])
return 1
