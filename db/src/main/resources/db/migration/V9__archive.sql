-- How far each room's log is archived, see ArchiveProgress. version changes with every change of what can be read. live_until:
-- when the live timeline may go, in ms since 1970; NULL when it is gone. outline: see Outline; NULL until the archive is complete.
CREATE TABLE archives (
  room       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  epoch      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place      BIGINT      NOT NULL,
  since      BIGINT      NOT NULL,
  complete   BOOLEAN     NOT NULL,
  version    BIGINT      NOT NULL,
  messages   BIGINT      NOT NULL,
  live_until BIGINT      NULL,
  outline    LONGBLOB    NULL,
  KEY archives_by_live_until (live_until)
) CHARACTER SET utf8mb4;

-- What was taken from the log, by type, kept in the transactions that take it, see Digest.
CREATE TABLE archive_totals (
  room     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  count    BIGINT      NOT NULL,
  checksum BIGINT      NOT NULL,
  PRIMARY KEY (room, type)
) CHARACTER SET utf8mb4;

-- The messages, in the log's order, so that archiving writes at a room's end and a piece of stream time lies together, too.
-- at_ms: ms since the stream began; payload: the message's JSON, byte by byte as it was live; crc: its CRC-32. A message
-- is kept once per id and bytes: an id that a client uses for something else, an hour later, is another message.
CREATE TABLE archived_messages (
  room    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place   BIGINT      NOT NULL,
  id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at_ms   BIGINT      NOT NULL,
  crc     BIGINT      NOT NULL,
  payload MEDIUMBLOB  NOT NULL,
  PRIMARY KEY (room, place, id),
  UNIQUE KEY archived_messages_by_id (room, id, crc),
  KEY archived_messages_by_time (room, at_ms, place, type)
) CHARACTER SET utf8mb4;
