-- Notes when merged messages of a topic and type are due. Always changes the score, so that whoever has claimed the member
-- sees that something came meanwhile.
--
-- KEYS 1 sorted set  due: Redis's ms -> '<type> <topic>'
-- ARGV 1 text  member
--      2 ms    how long from now
-- Answers 1

local time = redis.call('TIME')
local due = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
local noted = redis.call('ZSCORE', KEYS[1], ARGV[1])
if noted then
  due = math.min(due, tonumber(noted) - 1)
end
redis.call('ZADD', KEYS[1], string.format('%.0f', due), ARGV[1])
return 1
