-- Appends a batch to a topic's timeline: dedupes by id and sender, gives places, inserts, trims and tells the hint, in one step.
-- Giving a place and inserting are one script on purpose: a reader's cursor must never pass a message on its way.
--
-- KEYS 1 hash         meta: epoch, start, clock, closed, done:<sequence>, floor:<type>, archived; replid, the replication id
--                     of the server that appended last; breaks, see losses.lua; by-sender, see ids.lua
--      2 set          names of the batch's dedupe bucket, see ids.lua
--      3, 4, 5 set    names of the bucket after and of the two buckets before. After, too: the repeat of a message may have
--                     an earlier time than the message, by another front end's clock
--      6 channel      hints (sharded pub/sub)
--      7 hash         deleted: message id -> 'removing' until the message was looked for, then 'removed'
--      8.. sorted set one per list in the batch, a list being a message type or one user's own messages: place -> message
--      last sorted set, if the batch expires: ms (unix) of expiring -> place of a message of the batch's type
-- ARGV 1 text   epoch to begin with when there is none
--      2 ms     stream start (unix), for the first batch
--      3 text   the sequence these offsets belong to: <Kafka partition>:<type> or <Kafka partition>:<type>:<part>
--      4 int    highest of those offsets the writer was told is appended, or -1
--      5 text   epoch of the timeline as the writer knows it, '0' when it knows none
--      6 place  clock of the timeline as the writer knows it. Where there is less, all places given later are above it, but
--               for that no more than ten minutes ahead of now
--      7 int    messages of a type that are kept at least
--      8 ms     how long a message is kept at least
--      9 s      how long ids are remembered
--      10 ms    Kafka timestamp of the batch's oldest record (unix)
--      11 ms    when all of the batch has expired (unix), 0 when it does not expire. A batch that does has one list
--     12.. text type name of the lists in order, empty for one user's own messages; then per record: offset, index of its
--               list (1..), name as in ids.lua, payload, id of the messages it deletes or empty
-- Answers {'APPENDED', epoch, previous clock, clock, outcomes, id ...}
--               outcomes: one letter a record: A appended, D duplicate, S stale, C new in a closed timeline
--               ids: deleted messages that the caller has to look for and remove; they cannot come back any more
--      or {'REWIND', highest offset known}                       lost is what the writer knows of; no message written

-- INCLUDE losses.lua
-- INCLUDE ids.lua

local FENCE_REACH_MS = 600000
local TRIM_CHUNK = 100
local OWN_MESSAGES = 100
-- Clocks differ; what has expired by a sender's may not have by a reader's.
local EXPIRY_GRACE_MS = 60000
-- A topic whose messages expire is itself forgotten when nothing was appended for so long. It is long because the next
-- message then begins a new epoch.
local KEEP_QUIET_MS = 30 * 86400000

local expires = tonumber(ARGV[11])
local lists = #KEYS - 7 - (expires > 0 and 1 or 0)
local first = 12 + lists
local count = (#ARGV - first + 1) / 5
local done_field = 'done:' .. ARGV[3]

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'start', 'clock', 'closed', done_field, 'archived',
  'replid', 'breaks', 'by-sender')
local closed = meta[4]
local done = tonumber(meta[5] or '-1')
local epoch = meta[1] or ARGV[1]
local start = tonumber(meta[2] or ARGV[2])
local previous = tonumber(meta[3] or '0')
local clock = previous
local known_epoch, known_place = ARGV[5], tonumber(ARGV[6])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local since_start = math.max(0, now - start)
local place_of_now = since_start * PLACES_PER_MS

-- A server that goes on from what another one had may lack its newest part, which nobody can see from here. So places go
-- on above whatever that can have reached. So they do where a writer knows of more than there is.
local server = replication_id()
local misses_offsets = done < tonumber(ARGV[4])
local is_behind = known_epoch == epoch and known_place > clock
if meta[1] and (meta[7] ~= server or is_behind or (misses_offsets and known_epoch == '0')) then
  local fence = math.min(known_place, (since_start + FENCE_REACH_MS) * PLACES_PER_MS)
  local last = math.max(math.max(clock, place_of_now) + BREAK_MS * PLACES_PER_MS, fence)
  local breaks = with_break(meta[8], clock, last)
  redis.call('HSET', KEYS[1], 'breaks', breaks, 'clock', string.format('%.0f', last + 1), 'replid', server)
  meta[8], clock = breaks, last + 1
end
if misses_offsets or is_lost(meta[1], clock, meta[8], known_epoch, known_place) then
  return {'REWIND', string.format('%.0f', done)}
end

local names = {}
for i = 1, count do
  names[i] = ARGV[first + (i - 1) * 5 + 2]
end
local seen = seen_among(names, has_bare_ids(KEYS[1], meta[9], now, ARGV[9]) and ids_of(names))
-- By id: a moderator deletes what has it, whoever sent that. Nothing is deleted in most topics.
local deleted = redis.call('EXISTS', KEYS[7]) == 1 and redis.call('HMGET', KEYS[7], unpack(ids_of(names))) or {}

-- Beyond the horizon ids are forgotten. What is still kept is found by its bytes; what is newer than everything ever
-- trimmed cannot have been here; the rest nobody can tell.
local horizon = now - tonumber(ARGV[9]) * 1000
local forgotten = tonumber(ARGV[10]) < horizon
local function outcome_beyond_horizon(list, payload)
  -- One user's own messages are kept no longer than ids are.
  if ARGV[11 + list] == '' or redis.call('ZSCORE', KEYS[7 + list], payload) then
    return 'D'
  end
  local floor = tonumber(redis.call('HGET', KEYS[1], 'floor:' .. ARGV[11 + list]) or '0')
  if floor > 0 and (tonumber(ARGV[10]) - start) * PLACES_PER_MS <= floor then
    return 'S'
  end
  return 'A'
end

local outcomes, new_names, inserts, in_batch, deleted_in_batch, to_remove = {}, {}, {}, {}, {}, {}
local deletes_any = false
for i = 1, count do
  local at = first + (i - 1) * 5
  local offset, list, name, payload, deletes = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), names[i], ARGV[at + 3], ARGV[at + 4]
  local outcome = 'A'
  if in_batch[name] or seen[i] then
    outcome = 'D'
  elseif deleted[i] or (deletes_any and deleted_in_batch[id_of(name)]) then
    outcome = 'D'
  elseif forgotten then
    outcome = outcome_beyond_horizon(list, payload)
  end
  if outcome == 'A' and closed then
    outcome = 'C'
  end
  if outcome == 'A' then
    clock = math.max(clock + 1, place_of_now)
    in_batch[name] = true
    new_names[#new_names + 1] = name
    local insert = inserts[list] or {}
    inserts[list] = insert
    insert[#insert + 1] = string.format('%.0f', clock)
    insert[#insert + 1] = payload
  end
  if deletes ~= '' and (outcome == 'A' or outcome == 'D') then
    redis.call('HSETNX', KEYS[7], deletes, 'removing')
    deleted_in_batch[deletes], deletes_any = true, true
    if redis.call('HGET', KEYS[7], deletes) == 'removing' then
      to_remove[#to_remove + 1] = deletes
    end
  end
  outcomes[i] = outcome
  done = math.max(done, offset)
end

for list, insert in pairs(inserts) do
  redis.call('ZADD', KEYS[7 + list], unpack(insert))
end
if #new_names > 0 then
  redis.call('SADD', KEYS[2], unpack(new_names))
  redis.call('EXPIRE', KEYS[2], ARGV[9])
end
redis.call('HSET', KEYS[1], 'epoch', epoch, 'start', string.format('%.0f', start),
  'clock', string.format('%.0f', clock), done_field, string.format('%.0f', done))

if not meta[1] then
  redis.call('HSET', KEYS[1], 'replid', server)
end

-- Whole chunks only, so that most appends trim nothing. A room's messages stay until they are archived.
local keep, oldest_kept = tonumber(ARGV[7]), (since_start - tonumber(ARGV[8])) * PLACES_PER_MS
if string.sub(KEYS[1], 1, 6) == '{room:' then
  oldest_kept = math.min(oldest_kept, tonumber(meta[6] or '0'))
end
for list = 1, lists do
  local key, type_name = KEYS[7 + list], ARGV[11 + list]
  if type_name == '' then
    redis.call('ZREMRANGEBYRANK', key, 0, -OWN_MESSAGES - 1)
    redis.call('EXPIRE', key, ARGV[9])
  elseif redis.call('ZCARD', key) >= keep + TRIM_CHUNK then
    local last = redis.call('ZRANGE', key, TRIM_CHUNK - 1, TRIM_CHUNK - 1, 'WITHSCORES')
    if tonumber(last[2]) <= oldest_kept then
      redis.call('ZREMRANGEBYRANK', key, 0, TRIM_CHUNK - 1)
      redis.call('HSET', KEYS[1], 'floor:' .. type_name, last[2])
    end
  end
end

if expires > 0 then
  local list, expiries = KEYS[8], KEYS[9]
  for _, place in pairs(redis.call('ZRANGE', expiries, '-inf', now - EXPIRY_GRACE_MS, 'BYSCORE', 'LIMIT', 0, TRIM_CHUNK)) do
    redis.call('ZREMRANGEBYSCORE', list, place, place)
    redis.call('ZREM', expiries, place)
  end
  for i = 1, #(inserts[1] or {}), 2 do
    redis.call('ZADD', expiries, ARGV[11], inserts[1][i])
  end
  for key = 8, 9 do
    if redis.call('PEXPIRETIME', KEYS[key]) < expires + EXPIRY_GRACE_MS then
      redis.call('PEXPIREAT', KEYS[key], string.format('%.0f', expires + EXPIRY_GRACE_MS))
    end
  end
  redis.call('PEXPIRE', KEYS[1], KEEP_QUIET_MS)
  redis.call('PEXPIRE', KEYS[7], KEEP_QUIET_MS)
end

local previous_text, clock_text = string.format('%.0f', previous), string.format('%.0f', clock)
if clock > previous then
  redis.call('SPUBLISH', KEYS[6], epoch .. ':' .. previous_text .. ':' .. clock_text)
end
return {'APPENDED', epoch, previous_text, clock_text, table.concat(outcomes), unpack(to_remove)}
