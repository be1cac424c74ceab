-- Lets a viewer leave a room.
--
-- KEYS 1 sorted set viewers, 2 sorted set seen, 3 hash names, as in enter.lua
-- ARGV 1 text uid
-- Answers 1 when the viewer was there, else 0

redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return redis.call('ZREM', KEYS[1], ARGV[1])
