-- How gifts merge, for merge.lua. The same gift by the same sender again within WITHIN_MS, by the times of sending, is one
-- combo. Its first message is the first gift as it came; later ones tell what they add and the running total, and the
-- final one comes when nothing has come for QUIET_MS, by Redis's own time. A gift that comes after the final one and
-- belongs to the combo takes it up again, and another final message comes.
--
-- State: sent_at latest time of sending; taps, total since the combo began; count, value not shown yet; final 1 when the
--        final message is out; tapped_at, shown_at Redis's time of the last gift and of the last message

local WITHIN_MS = 2000
-- A little more than WITHIN_MS: what was sent in time takes some time to arrive.
local QUIET_MS = 2300
local PACE_MS = 1000
local KEEP_S = 3600

local function unfinished(state)
  return number(state.taps) > 1 and number(state.final) == 0
end

local function finish(state, show)
  show(state, 'final', number(state.count), number(state.value), number(state.total))
  state.count, state.value, state.final = 0, 0, 1
end

local function fold(state, gift, now, show)
  local since = gift.sent_at - number(state.sent_at)
  if state.id and since < -WITHIN_MS then
    show(gift, 'plain', 0, 0, 0)
    return false
  end
  if state.id and since <= WITHIN_MS then
    state.taps, state.total = number(state.taps) + 1, number(state.total) + gift.count
    state.count, state.value = number(state.count) + gift.count, number(state.value) + gift.value
    state.sent_at = math.max(number(state.sent_at), gift.sent_at)
  else
    if unfinished(state) then
      finish(state, show)
    end
    show(gift, 'plain', 0, 0, 0)
    state.taps, state.total, state.count, state.value = 1, gift.count, 0, 0
    state.sent_at, state.shown_at = gift.sent_at, now
  end
  state.tapped_at, state.final = now, 0
  return true
end

local function wake(state, now, show)
  if not unfinished(state) then
    return nil
  end
  local paced = number(state.shown_at) + PACE_MS
  local ends = math.max(paced, number(state.tapped_at) + QUIET_MS)
  if now >= ends then
    finish(state, show)
    state.shown_at = now
    return nil
  end
  if number(state.count) == 0 then
    return ends
  end
  if now < paced then
    return paced
  end
  show(state, 'combo', number(state.count), number(state.value), number(state.total))
  state.count, state.value, state.shown_at = 0, 0, now
  return math.max(now + PACE_MS, ends)
end
