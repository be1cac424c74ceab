-- Tells where many topics' timelines end. Writes nothing, so a replica may run it.
--
-- KEYS 1.. hash meta of each topic, as in append.lua; all on one server
-- Answers epoch, clock, epoch, clock ... in the order of the keys; '0', '0' where there is no timeline

local answer = {}
for i = 1, #KEYS do
  local meta = redis.call('HMGET', KEYS[i], 'epoch', 'clock')
  answer[#answer + 1] = meta[1] or '0'
  answer[#answer + 1] = meta[1] and meta[2] or '0'
end
return answer
