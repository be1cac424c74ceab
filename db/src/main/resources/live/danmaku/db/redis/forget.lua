-- Forgets the messages of a closed timeline. Its meta stays for some time, so that old cursors are told of a gap and late
-- messages find it closed.
--
-- KEYS 1 hash         meta, as in append.lua
--      2 hash         deleted, as in append.lua
--      3.. sorted set one per message type
-- ARGV 1 ms           how long meta stays
--      2.. text       type name of KEYS 3.. in order
-- Answers 1, or 0 when the timeline is open or absent; then nothing changes

local meta = redis.call('HMGET', KEYS[1], 'closed', 'clock')
if not meta[1] then
  return 0
end
for i = 3, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('HSET', KEYS[1], 'floor:' .. ARGV[i - 1], meta[2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 1
