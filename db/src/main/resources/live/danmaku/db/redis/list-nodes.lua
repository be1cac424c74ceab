-- Answers what is said of nodes, and forgets what is old.
--
-- KEYS 1 hash  words: <node> <announcer> -> <microseconds since 1970> <status>, or just the time when the node was withdrawn
--      2 hash  drains: node -> <until, ms since 1970> <node last announced, ms since 1970>
-- ARGV 1 ms    how long an announcement holds
-- Answers {statuses as JSON, oldest first}, {nodes with a withdrawal}, {node, until, ms left, node, until, ...}

local WITHDRAWAL_TOLD_MS = 10000
local ORDER_KEPT_MS = 60000

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local statuses, times, withdrawn = {}, {}, {}
local words = redis.call('HGETALL', KEYS[1])
for i = 1, #words, 2 do
  local at, status = string.match(words[i + 1], '^(%d+) ?(.*)$')
  local age = now - at / 1000
  if age > WITHDRAWAL_TOLD_MS then
    redis.call('HDEL', KEYS[1], words[i])
  elseif status == '' then
    withdrawn[#withdrawn + 1] = string.match(words[i], '^[^ ]+')
  elseif age < tonumber(ARGV[1]) then
    local place = #statuses + 1
    while place > 1 and times[place - 1] > tonumber(at) do
      place = place - 1
    end
    table.insert(statuses, place, status)
    table.insert(times, place, tonumber(at))
  end
end

local drains = {}
local orders = redis.call('HGETALL', KEYS[2])
for i = 1, #orders, 2 do
  local until_ms, seen = string.match(orders[i + 1], '^(%d+) (%d+)$')
  if now - seen > ORDER_KEPT_MS then
    redis.call('HDEL', KEYS[2], orders[i])
  else
    drains[#drains + 1] = orders[i]
    drains[#drains + 1] = until_ms
    drains[#drains + 1] = string.format('%.0f', math.max(0, until_ms - now))
  end
end
return {statuses, withdrawn, drains}
