-- How likes merge, for merge.lua: one message in PACE_MS, which tells how many it adds and the room's counter.
--
-- State: total the counter; count not shown yet; shown_at Redis's time of the last message

local PACE_MS = 1000
-- The counter lives as long as the timeline.
local KEEP_S = nil

local function fold(state, like)
  state.total, state.count = number(state.total) + like.count, number(state.count) + like.count
  return true
end

local function wake(state, now, show)
  if number(state.count) == 0 then
    return nil
  end
  local paced = number(state.shown_at) + PACE_MS
  if now < paced then
    return paced
  end
  show(state, 'like', number(state.count), 0, number(state.total))
  state.count, state.shown_at = 0, now
  return nil
end
