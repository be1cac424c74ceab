-- Orders that a node be left, in place of an earlier order.
--
-- KEYS 1 hash  drains: node -> <until, ms since 1970> <node last announced, ms since 1970>
-- ARGV 1 text  node
--      2 ms    over how long
-- Answers until when, in ms since 1970

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local until_ms = string.format('%.0f', now + ARGV[2])
redis.call('HSET', KEYS[1], ARGV[1], until_ms .. string.format(' %.0f', now))
return until_ms
