-- Notes what is told of one sender's use of a gift id.
--
-- KEYS 1 hash  {gift:<id>}: uid -> 'pending' or 'refused:<reason>'
-- ARGV 1 text  uid
--      2 text  the note
--      3 s     how long it is kept at least
--      4 int   1: it replaces a note of that sender, 0: a note that is there stays
-- Answers nothing

if ARGV[4] == '1' then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
else
  redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
end
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[3]) then
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return false
