-- Lists viewers of a room with their names, in the order they entered. Writes nothing.
--
-- KEYS 1 sorted set viewers, 2 hash names, as in enter.lua
-- ARGV 1 int offset
--      2 int limit
-- Answers uid, name, uid, name ...

local uids = redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[1] + ARGV[2] - 1)
if #uids == 0 then
  return {}
end
local names = redis.call('HMGET', KEYS[2], unpack(uids))
local answer = {}
for i = 1, #uids do
  answer[#answer + 1] = uids[i]
  answer[#answer + 1] = names[i] or uids[i]
end
return answer
