-- Notes that a node is gone, as far as an announcer knows.
--
-- KEYS 1 hash  words: <node> <announcer> -> <microseconds since 1970>, and nothing where the status was
-- ARGV 1 text  node
--      2 text  announcer

local time = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], string.format('%.0f', time[1] * 1000000 + time[2]))
return 1
