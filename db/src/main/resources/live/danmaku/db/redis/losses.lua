-- How a timeline notices that its newest part is lost, for append.lua and merge.lua.
--
-- A break (before, last] is where places were lost: those above 'before', which is as far as the timeline got here, and up
-- to 'last', which is above whatever can have been given elsewhere. No message of this server is inside of it: what was
-- here is at or below 'before', what comes is above 'last'. So whoever knows a place inside of a break knows of something
-- that is lost, whatever is appended again, and in whatever order. Breaks are kept in meta, '<before>:<last>' each, the
-- oldest first.

local PLACES_PER_MS = 4096
-- More than clocks differ by, and than a place is ahead of its time by.
local BREAK_MS = 10000
-- Of more, the two oldest become one: a gap told for nothing, rather than one not told.
local MOST_BREAKS = 8

-- Changes whenever a Redis goes on from another one's data or from a file, which may lack the newest part.
local function replication_id()
  local info = redis.call('INFO', 'replication')
  local _, before = string.find(info, 'master_replid:', 1, true)
  return before and string.sub(info, before + 1, before + 40) or ''
end

local function is_in_break(breaks, place)
  for before, last in string.gmatch(breaks or '', '(%d+):(%d+)') do
    if place > tonumber(before) and place <= tonumber(last) then
      return true
    end
  end
  return false
end

-- Whether a place that somebody was told of is not in this timeline.
local function is_lost(epoch, clock, breaks, known_epoch, known_place)
  return known_epoch ~= '0' and (known_epoch ~= epoch or known_place > clock or is_in_break(breaks, known_place))
end

local function with_break(breaks, before, last)
  local all = {}
  for each in string.gmatch(breaks or '', '%S+') do
    all[#all + 1] = each
  end
  all[#all + 1] = string.format('%.0f:%.0f', before, last)
  if #all > MOST_BREAKS then
    local oldest = table.remove(all, 1)
    all[1] = string.match(oldest, '^%d+') .. ':' .. string.match(all[1], '%d+$')
  end
  return table.concat(all, ' ')
end
