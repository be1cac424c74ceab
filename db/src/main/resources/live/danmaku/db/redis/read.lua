-- Reads one page of a topic's timeline as of one moment. Writes nothing, so a replica may run it.
--
-- KEYS 1 hash         meta, as in append.lua
--      2.. sorted set one per wanted message type, and the reader's own messages where wanted
-- ARGV 1 text   'after', 'newest' or 'start'
--      2 text   epoch of the reader's cursor (for 'after'; '0' is the origin: no epoch yet)
--      3 place  of the reader's cursor (for 'after')
--      4 int    most messages per type
--      5.. text type name of KEYS 2.. in order; none for the reader's own messages
-- Answers {'ABSENT'}                                               there is no such timeline (yet)
--      or {'AHEAD'}                                                the cursor is ahead of this server
--      or {'PAGE', epoch, clock, gap (0 or 1), end of the newest break or '0', list, list ...}
--         a list per key: message, place, message, place ...
--         'newest' lists are newest first, the others oldest first

-- INCLUDE losses.lua

local fields = {'epoch', 'clock', 'breaks'}
for i = 5, #ARGV do
  fields[#fields + 1] = 'floor:' .. ARGV[i]
end
local meta = redis.call('HMGET', KEYS[1], unpack(fields))
local epoch, clock, breaks = meta[1], meta[2], meta[3]
if not epoch then
  return {'ABSENT'}
end

local answer = {'PAGE', epoch, clock, 0, breaks and string.match(breaks, '%d+$') or '0'}
if ARGV[1] == 'newest' then
  for i = 2, #KEYS do
    answer[i + 4] = redis.call('ZRANGE', KEYS[i], '+inf', '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, ARGV[4], 'WITHSCORES')
  end
  return answer
end

local place = '0'
if ARGV[1] == 'after' then
  if ARGV[2] == epoch then
    place = ARGV[3]
    if place == clock then
      for i = 2, #KEYS do
        answer[i + 4] = {}
      end
      return answer
    end
    if tonumber(place) > tonumber(clock) then
      return {'AHEAD'}
    end
    -- What comes is above the break, so reading goes on from there.
    if breaks and is_in_break(breaks, tonumber(place)) then
      answer[4] = 1
    end
  elseif ARGV[2] ~= '0' then
    answer[4] = 1
  end
  for i = 4, #fields do
    if meta[i] and tonumber(place) < tonumber(meta[i]) then
      answer[4] = 1
    end
  end
end
for i = 2, #KEYS do
  answer[i + 4] = redis.call('ZRANGE', KEYS[i], '(' .. place, '+inf', 'BYSCORE', 'LIMIT', 0, ARGV[4], 'WITHSCORES')
end
return answer
