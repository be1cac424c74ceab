-- What rooms' moderators have set; a room without a row has no rules. muted and banned are lists of uids, words is a list
-- of {"word","action"}. The version grows with every change, and a change is made to the version it was based on only.
CREATE TABLE room_moderation (
  room              VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  slow_mode_seconds INT         NOT NULL,
  muted             JSON        NOT NULL,
  banned            JSON        NOT NULL,
  words             JSON        NOT NULL,
  version           BIGINT      NOT NULL
) CHARACTER SET utf8mb4;
