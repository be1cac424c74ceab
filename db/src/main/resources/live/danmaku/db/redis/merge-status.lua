-- How updates of one status key merge, for merge.lua: one message in PACE_MS, as it came, and always the last value by the
-- time of sending; of two sent at the same time the one that came later.
--
-- State: sent_at of the last value; waiting 1 when it is not shown yet; shown_at Redis's time of the last message

local PACE_MS = 2000
local KEEP_S = 3600

local function fold(state, status)
  if status.sent_at < number(state.sent_at) then
    return false
  end
  state.sent_at, state.waiting = status.sent_at, 1
  return true
end

local function wake(state, now, show)
  if number(state.waiting) == 0 then
    return nil
  end
  local paced = number(state.shown_at) + PACE_MS
  if now < paced then
    return paced
  end
  show(state, 'plain', 0, 0, 0)
  state.waiting, state.shown_at = 0, now
  return nil
end
