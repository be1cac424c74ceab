-- Notes what an announcer says of a node, and keeps the node's drain order alive.
--
-- KEYS 1 hash  words: <node> <announcer> -> <microseconds since 1970> <status>
--      2 hash  drains: node -> <until, ms since 1970> <node last announced, ms since 1970>
-- ARGV 1 text  node
--      2 text  announcer
--      3 text  status as JSON
-- Answers {until, ms left} of the order, or nothing

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local precise = string.format('%.0f ', time[1] * 1000000 + time[2]) -- of two words one is the last
redis.call('HSET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], precise .. ARGV[3])
local order = redis.call('HGET', KEYS[2], ARGV[1])
if not order then
  return {}
end
local until_ms = string.match(order, '^%d+')
redis.call('HSET', KEYS[2], ARGV[1], until_ms .. string.format(' %.0f', now))
return {until_ms, string.format('%.0f', math.max(0, until_ms - now))}
