-- Makes one process the leader for some time; the leader may ask again.
--
-- KEYS 1 string  who leads
-- ARGV 1 text    who asks
--      2 ms      for how long
-- Answers 1 when who asks leads now, else 0

local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
