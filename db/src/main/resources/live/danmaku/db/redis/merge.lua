-- Folds messages of one topic and type into few, and decides which are to be shown now and when to look again. What is to
-- be shown goes to a list first, from where it is appended and then removed, so each step may be repeated. Runs with the
-- type's rules (merge-<type>.lua) pasted in where the line below says so; they define KEEP_S, fold and wake.
--
-- KEYS 1 hash        meta, as in append.lua; merged:<type>: number of the last message that was to be shown
--      2 set         names of the batch's dedupe bucket, see ids.lua; a folded message is '/' .. name
--      3, 4, 5 set   names of the bucket after and of the two buckets before
--      6 sorted set  to be shown: number -> '<number> <stream start> <recorded at> <id> <form> <count> <value> <total>\n'
--                    and the payload it is made of; form: plain, like, combo, final
--      7 sorted set  due: Redis's ms of looking again -> name
--      8.. hash      state of one name each: id, payload, recorded_at, start of the last message folded in, and what the
--                    rules keep
-- ARGV 1 text  message type
--      2 text  the sequence these offsets belong to, as in append.lua
--      3 int   highest of those offsets the writer was told is folded, or -1
--      4 text  epoch of the timeline as the writer knows it, '0' when it knows none
--      5 place clock of the timeline as the writer knows it
--      6 s     how long ids are remembered
--      7 ms    Kafka timestamp of the batch's oldest record (unix)
--      8 ms    stream start (unix)
--      9.. text names of KEYS 8.. in order; then per record: offset, index of its name (1..; 0: shown as it is), its
--               name as in ids.lua, count, value, ms of sending (unix), payload. No record at all: only looks at the names
--               again
-- Answers {'FOLDED', epoch or '', clock, outcomes, wait, to be shown ...}
--               outcomes: one letter a record: N new, D duplicate, C new in a closed timeline
--               wait: ms until something else of this topic and type is due, or -1; to be shown: the oldest 20
--      or {'REWIND', highest offset known}                       lost is what the writer knows of; nothing written

local MOST_SHOWN = 20

local function number(text)
  return tonumber(text or '0')
end

local function print_number(value)
  return type(value) == 'number' and string.format('%.0f', value) or value
end

-- INCLUDE losses.lua
-- INCLUDE ids.lua
-- RULES

local names = #KEYS - 7
local first = 9 + names
local count = (#ARGV - first + 1) / 7
local done_field, number_field = 'done:' .. ARGV[2], 'merged:' .. ARGV[1]

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'clock', 'closed', done_field, number_field, 'breaks', 'by-sender')
local closed = meta[3]
local done_before = tonumber(meta[4] or '-1')
if done_before < tonumber(ARGV[3]) or is_lost(meta[1], number(meta[2]), meta[6], ARGV[4], tonumber(ARGV[5])) then
  return {'REWIND', string.format('%.0f', done_before)}
end
local last_number = number(meta[5])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function show(message, form, pieces, value, total)
  last_number = last_number + 1
  local head = string.format('%.0f %s %s %s %s %.0f %.0f %.0f\n', last_number, message.start, message.recorded_at,
    message.id, form, pieces, value, total)
  redis.call('ZADD', KEYS[6], string.format('%.0f', last_number), head .. message.payload)
end

local states = {}
for i = 1, names do
  local flat, state = redis.call('HGETALL', KEYS[7 + i]), {}
  for field = 1, #flat, 2 do
    state[flat[field]] = flat[field + 1]
  end
  states[i] = state
end

local done, outcomes, new_folded, in_batch = done_before, {}, {}, {}
if count > 0 then
  local ids, folded = {}, {}
  for i = 1, count do
    local name = ARGV[first + (i - 1) * 7 + 2]
    ids[i] = id_of(name)
    folded[i] = '/' .. name
  end
  local bare = nil
  if has_bare_ids(KEYS[1], meta[7], now, ARGV[6]) then
    bare = {}
    for i = 1, count do
      bare[i] = '/' .. ids[i]
    end
  end
  local seen = seen_among(folded, bare)
  -- Beyond the horizon ids are forgotten; what is left is that offsets of one lane are folded in order.
  local forgotten = tonumber(ARGV[7]) < now - tonumber(ARGV[6]) * 1000

  for i = 1, count do
    local at = first + (i - 1) * 7
    local offset, name = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
    local message = {
      id = ids[i], count = tonumber(ARGV[at + 3]), value = tonumber(ARGV[at + 4]),
      sent_at = math.min(tonumber(ARGV[at + 5]), now), payload = ARGV[at + 6], recorded_at = ARGV[7], start = ARGV[8]
    }
    if in_batch[folded[i]] or seen[i] or (forgotten and offset <= done_before) then
      outcomes[i] = 'D'
    elseif closed then
      outcomes[i] = 'C'
    else
      outcomes[i] = 'N'
      in_batch[folded[i]] = true
      new_folded[#new_folded + 1] = folded[i]
      if name == 0 then
        show(message, 'plain', 0, 0, 0)
      elseif fold(states[name], message, now, show) then
        local state = states[name]
        state.id, state.payload, state.recorded_at, state.start = message.id, message.payload, ARGV[7], ARGV[8]
      end
    end
    done = math.max(done, offset)
  end
end

for i = 1, names do
  local key, name, state, flat = KEYS[7 + i], ARGV[8 + i], states[i], {}
  local due = wake(state, now, show)
  for field, value in pairs(state) do
    flat[#flat + 1] = field
    flat[#flat + 1] = print_number(value)
  end
  if #flat > 0 then
    redis.call('HSET', key, unpack(flat))
  end
  if due then
    redis.call('ZADD', KEYS[7], string.format('%.0f', due), name)
    redis.call('PERSIST', key)
  else
    redis.call('ZREM', KEYS[7], name)
    if KEEP_S then
      redis.call('EXPIRE', key, KEEP_S)
    end
  end
end

if #new_folded > 0 then
  redis.call('SADD', KEYS[2], unpack(new_folded))
  redis.call('EXPIRE', KEYS[2], ARGV[6])
end
if count > 0 then
  redis.call('HSET', KEYS[1], done_field, string.format('%.0f', done))
end
if last_number > number(meta[5]) then
  redis.call('HSET', KEYS[1], number_field, string.format('%.0f', last_number))
end

local to_be_shown = redis.call('ZRANGE', KEYS[6], 0, MOST_SHOWN - 1)
local next_due = redis.call('ZRANGE', KEYS[7], 0, 0, 'WITHSCORES')
local wait = next_due[2] and math.max(0, tonumber(next_due[2]) - now) or -1
if #to_be_shown == MOST_SHOWN then
  wait = 0
end
return {'FOLDED', meta[1] or '', meta[2] or '0', table.concat(outcomes), string.format('%.0f', wait), unpack(to_be_shown)}
