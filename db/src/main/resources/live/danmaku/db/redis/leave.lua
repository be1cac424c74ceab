-- Lets viewers leave a room: all of those named, or those of them whom nobody has refreshed for some time.
--
-- KEYS 1 sorted set viewers, 2 sorted set seen, 3 hash names, 4 sorted set untold, 5 hash news, as in enter.lua
-- ARGV 1 ms   for how long nobody has; -1: all of them
--      2 text what the ids of the changes begin with
--      3 ms   for how long they are the caller's to tell
--      4 ms   for how long what is untold is kept
--      5.. text uids
-- Answers id, what is to be told, id, what is to be told ... of those who left

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local latest = now - tonumber(ARGV[1])
local answer = {}
for i = 5, #ARGV do
  local uid = ARGV[i]
  local seen = redis.call('ZSCORE', KEYS[2], uid)
  if ARGV[1] == '-1' or seen and tonumber(seen) <= latest then
    local name = redis.call('HGET', KEYS[3], uid) or uid
    redis.call('ZREM', KEYS[2], uid)
    redis.call('HDEL', KEYS[3], uid)
    if redis.call('ZREM', KEYS[1], uid) == 1 then
      local id = ARGV[2] .. i
      local news = 'leave ' .. uid .. ' ' .. name
      redis.call('ZADD', KEYS[4], string.format('%.0f', now + ARGV[3]), id)
      redis.call('HSET', KEYS[5], id, news)
      answer[#answer + 1] = id
      answer[#answer + 1] = news
    end
  end
end
if #answer > 0 then
  redis.call('PEXPIRE', KEYS[4], ARGV[4])
  redis.call('PEXPIRE', KEYS[5], ARGV[4])
end
return answer
