-- Takes a user's turn to comment in a room with slow mode, if the last one is long enough ago.
--
-- KEYS 1 string slow:<uid>: '<ms of the last turn, unix>:<message id>'
-- ARGV 1 text   message id
--      2 ms     the pause between two turns
-- Answers 0 when the turn is taken (or was, by the same message), else the ms to wait

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local pause = tonumber(ARGV[2])

local last = redis.call('GET', KEYS[1])
if last then
  local at, id = string.match(last, '^(%d+):(.*)$')
  -- A clock that stepped back must not make anybody wait longer than the pause.
  local wait = math.min(tonumber(at) + pause - now, pause)
  if wait > 0 then
    return id == ARGV[1] and 0 or wait
  end
end
redis.call('SET', KEYS[1], string.format('%.0f', now) .. ':' .. ARGV[1], 'PX', ARGV[2])
return 0
