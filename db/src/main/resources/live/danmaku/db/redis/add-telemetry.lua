-- Adds counts to a slice of telemetry.
--
-- KEYS 1 hash    the slice: cohort and what is counted → how often
-- ARGV 1 ms      how long the slice is kept
--      2 number  how many fields it may have; what would be a further one is left out
--      then, for each count: the field, by how much it grows
-- Answers how many counts were left out

local fields = redis.call('HLEN', KEYS[1])
local most = tonumber(ARGV[2])
local leftOut = 0
for i = 3, #ARGV, 2 do
  local isNew = redis.call('HEXISTS', KEYS[1], ARGV[i]) == 0
  if isNew and fields >= most then
    leftOut = leftOut + 1
  else
    redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
    if isNew then
      fields = fields + 1
    end
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return leftOut
