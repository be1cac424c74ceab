-- Which messages a timeline has seen, for append.lua and merge.lua.
--
-- Clients choose ids, so an id alone identifies no message: sets of ids hold names: <id>/<uid> of
-- the sender, or the id of a message without a sender. No id and no uid has a '/'.
--
-- Versions before this one noted ids alone. A timeline that one of them may have written to is asked for those as well,
-- for as long as ids are remembered, so that what is read again after an upgrade is not doubled. Its field by-sender in
-- meta says since when there are names, in ms (unix); 0 when there never was anything else.

local function id_of(name)
  return string.match(name, '^[^/]+')
end

local function ids_of(names)
  local ids = {}
  for i = 1, #names do
    ids[i] = id_of(names[i])
  end
  return ids
end

-- Whether ids alone may still be in sets.
local function has_bare_ids(meta_key, since, now, remembered_s)
  if not since then
    since = redis.call('EXISTS', meta_key) == 1 and string.format('%.0f', now) or '0'
    redis.call('HSET', meta_key, 'by-sender', since)
  end
  return now < tonumber(since) + tonumber(remembered_s) * 1000
end

-- Which of these names are in one of the sets KEYS 2 to 5: true by index. more: other names of the same, or nil.
local function seen_among(names, more)
  local count, all, seen = #names, names, {}
  if more then
    all = {unpack(names)}
    for i = 1, count do
      all[count + i] = more[i]
    end
  end
  for key = 2, 5 do
    local found = redis.call('SMISMEMBER', KEYS[key], unpack(all))
    for i = 1, #all do
      if found[i] == 1 then
        seen[(i - 1) % count + 1] = true
      end
    end
  end
  return seen
end
