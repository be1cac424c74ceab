-- Reads all gears and pins, unless the reader has them already.
--
-- KEYS 1 hash  states: flow -> <gear> <since> <move at> <move before> <reason>
--      2 hash  pins: flow -> <gear> <until, ms since 1970>
--      3 text  version: another one after every change of the two
-- ARGV 1 text  the version that the reader has, or empty
-- Answers {now in ms since 1970, version}, and {states, pins} after that when the reader's version is another

local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local version = redis.call('GET', KEYS[3]) or ''
if version ~= '' and version == ARGV[1] then
  return {now, version}
end
return {now, version, redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2])}
