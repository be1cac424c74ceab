-- Notes the master's time, once a second however many ask.
--
-- KEYS 1 string  ms (unix) of the last heartbeat
-- Answers 1 when it was noted, 0 when somebody else did so just before

local PERIOD_MS = 900

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
-- A clock that was set back must not silence the heart.
if last <= now and now - last < PERIOD_MS then
  return 0
end
redis.call('SET', KEYS[1], string.format('%.0f', now))
return 1
