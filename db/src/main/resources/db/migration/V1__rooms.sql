-- Live streams' rooms. Times are ms since 1970.
CREATE TABLE rooms (
  room       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  title      VARCHAR(200) NOT NULL,
  area       VARCHAR(64)  NOT NULL,
  host_uid   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  host_name  VARCHAR(200) NOT NULL,
  state      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  started_at BIGINT       NOT NULL,
  ended_at   BIGINT       NULL,
  KEY rooms_by_state (state, started_at)
) CHARACTER SET utf8mb4;
