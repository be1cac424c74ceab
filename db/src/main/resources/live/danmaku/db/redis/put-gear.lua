-- Keeps or forgets a flow's gear.
--
-- KEYS 1 hash  states: flow -> <gear> <since> <move at> <move before> <reason>
--      2 text  version: another one after every change
-- ARGV 1 text  the flow
--      2 text  its state, or empty to forget it
--      3 text  a version that was never used

if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
redis.call('SET', KEYS[2], ARGV[3])
return 1
