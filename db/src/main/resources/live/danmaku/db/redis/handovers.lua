-- Processors tell how far they are with what was sent before a flow moved to other partitions, and ask how far others are.
--
-- KEYS 1 hash    handover -> until when somebody waits for it (ms)
--      2.. hash  one per handover that is named below: partition -> everything below this offset is appended
-- ARGV 1 ms     how long a handover stays open after somebody asked
--      2 s      how long progress is kept
--      3 int    how many handovers the caller waits for: the first of KEYS 2..
--      4.. text names of KEYS 2.. in order
--      then     per progress told: index of its handover (1..), partition, offset
-- Answers {open handover names, then per handover waited for: {partition, offset, partition, offset ...}}

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local handovers, waiting = #KEYS - 1, tonumber(ARGV[3])

for i = 1, waiting do
  redis.call('HSET', KEYS[1], ARGV[3 + i], string.format('%.0f', now + ARGV[1]))
end
for at = 4 + handovers, #ARGV, 3 do
  local key = KEYS[1 + ARGV[at]]
  redis.call('HSET', key, ARGV[at + 1], ARGV[at + 2])
  redis.call('EXPIRE', key, ARGV[2])
end

local open, all = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if tonumber(all[i + 1]) > now then
    open[#open + 1] = all[i]
  else
    redis.call('HDEL', KEYS[1], all[i])
  end
end
local answer = {open}
for i = 1, waiting do
  answer[1 + i] = redis.call('HGETALL', KEYS[1 + i])
end
return answer
