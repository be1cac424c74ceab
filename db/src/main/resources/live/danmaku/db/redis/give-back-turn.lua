-- Undoes a turn that take-turn.lua gave, unless another message has taken one since.
--
-- KEYS 1 string slow:<uid>, as in take-turn.lua
-- ARGV 1 text   message id
-- Answers 1 when it is undone, else 0

local last = redis.call('GET', KEYS[1])
if last and string.match(last, '^%d+:(.*)$') == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
