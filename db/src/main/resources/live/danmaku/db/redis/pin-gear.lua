-- Pins a flow's gear, or ends its pin, and forgets pins that have ended.
--
-- KEYS 1 hash  pins: flow -> <gear> <until, ms since 1970>
--      2 text  version: another one after every change
-- ARGV 1 text  the flow
--      2 int   gear
--      3 ms    how long; 0 ends the pin
--      4 text  a version that was never used
-- Answers until when, in ms since 1970

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local pins = redis.call('HGETALL', KEYS[1])
for i = 1, #pins, 2 do
  if tonumber(string.match(pins[i + 1], ' (%d+)$')) <= now then
    redis.call('HDEL', KEYS[1], pins[i])
  end
end
local until_ms = string.format('%.0f', now + ARGV[3])
if ARGV[3] == '0' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. until_ms)
end
redis.call('SET', KEYS[2], ARGV[4])
return until_ms
