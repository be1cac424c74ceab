-- Writes a witness and tells what was left of the one before. A witness that shows a loss is left as it is, so that the
-- loss is still seen when this answer gets lost.
--
-- KEYS 1 string  the latest witness
-- ARGV 1 ms      this witness: when it was sent, by the writer's own steady clock
--      2 ms      the highest witness that the writer was told is kept, or -1
--      3 text    the replication id that the writer was told with it, or empty
--      4 ms      how long a witness is kept
-- Answers {witness found or -1, the server's replication id}

local server = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
local found = tonumber(redis.call('GET', KEYS[1]) or '-1')

local lost = found < tonumber(ARGV[2]) or (ARGV[3] ~= '' and ARGV[3] ~= server)
-- What a connection of before sends late must not put the witness back.
if not lost and found < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
end
return {string.format('%.0f', found), server}
