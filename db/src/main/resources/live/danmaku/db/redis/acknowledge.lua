-- Notes how far a recipient has seen a topic.
--
-- KEYS 1 hash  acks: <uid> <device> -> <epoch>-<place in decimal>
-- ARGV 1 text  the recipient
--      2 text  epoch
--      3 place
--      4 ms    how long it is kept
-- Answers 1 when it is noted, 0 when it was behind

local kept = redis.call('HGET', KEYS[1], ARGV[1])
if kept then
  local epoch, place = string.match(kept, '^(%w+)-(%d+)$')
  if epoch == ARGV[2] and tonumber(place) >= tonumber(ARGV[3]) then
    return 0
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '-' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
