-- Looks for a message by how it begins, in some messages of one list, from the newest on. Writes nothing.
--
-- KEYS 1 sorted set a list of messages, as in append.lua
-- ARGV 1 text   how the message begins: {"id":"<id>",
--      2 place  where to begin: '+inf', or '(' and the place that an answer gave
--      3 int    how many messages to look at
-- Answers {'FOUND', message, place}
--      or {'NEXT', place}             not among these; go on below this place
--      or {'END'}                     not in this list

local messages = redis.call('ZRANGE', KEYS[1], ARGV[2], '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, ARGV[3], 'WITHSCORES')
local length = #ARGV[1]
for i = 1, #messages, 2 do
  if string.sub(messages[i], 1, length) == ARGV[1] then
    return {'FOUND', messages[i], messages[i + 1]}
  end
end
if #messages < 2 * tonumber(ARGV[3]) then
  return {'END'}
end
return {'NEXT', messages[#messages]}
