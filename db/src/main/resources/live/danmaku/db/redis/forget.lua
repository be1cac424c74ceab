-- Forgets the messages of a closed timeline, and what belongs to them. Its meta stays for some time, so that old cursors are
-- told of a gap and late messages find it closed.
--
-- KEYS 1 hash         meta, as in append.lua
--      2 hash         deleted, as in append.lua
--      3.. sorted set one per message type
--      then           whatever else goes
-- ARGV 1 ms           how long meta stays
--      2.. text       type names, of as many of KEYS 3.. in order
-- Answers how many keys went; -1 when the timeline is open: then nothing changes. There may be none: what is left of it goes

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'closed', 'clock')
if meta[1] and not meta[2] then
  return -1
end
local gone = 0
for i = 3, #KEYS do
  gone = gone + redis.call('UNLINK', KEYS[i])
end
if meta[1] then
  for i = 2, #ARGV do
    redis.call('HSET', KEYS[1], 'floor:' .. ARGV[i], meta[3])
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return gone
