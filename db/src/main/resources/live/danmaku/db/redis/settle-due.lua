-- Ends a claim, unless something was noted meanwhile or somebody else has claimed the member since.
--
-- KEYS 1 sorted set  due, as in note-due.lua
-- ARGV 1 text  member
--      2 text  score of the claim
--      3 ms    how long from now it is due again; -1: never
-- Answers 1

if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then
  if tonumber(ARGV[3]) < 0 then
    redis.call('ZREM', KEYS[1], ARGV[1])
  else
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[3])), ARGV[1])
  end
end
return 1
