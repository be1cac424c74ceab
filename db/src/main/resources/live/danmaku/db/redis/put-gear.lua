-- Keeps or forgets a flow's gear, unless it was changed since the caller read it.
--
-- KEYS 1 hash  states: flow -> <gear> <since> <move at> <move before> <reason>
--      2 text  version: another one after every change
-- ARGV 1 text  the flow
--      2 text  its state as the caller read it, empty when there was none
--      3 text  its state from now on, or empty to forget it
--      4 text  a version that was never used
-- Answers 1, or 0 when it was changed; then nothing changes

if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then
  return 0
end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
redis.call('SET', KEYS[2], ARGV[4])
return 1
