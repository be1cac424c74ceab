-- What was bought, one row a gift id, for good. Value is that of all pieces; times are ms since 1970.
CREATE TABLE gift_ledger (
  id          VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  room        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  uid         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name        VARCHAR(200) NOT NULL,
  gift        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  count       INT          NOT NULL,
  value       BIGINT       NOT NULL,
  sent_at     BIGINT       NOT NULL,
  recorded_at BIGINT       NOT NULL,
  KEY gift_ledger_by_room (room, sent_at),
  KEY gift_ledger_by_sender (uid, sent_at)
) CHARACTER SET utf8mb4;

-- What each sender gave in a room: the sum of the ledger's rows, kept in the transactions that insert them.
CREATE TABLE gift_totals (
  room  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  uid   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name  VARCHAR(200) NOT NULL,
  value BIGINT       NOT NULL,
  PRIMARY KEY (room, uid),
  KEY gift_totals_ranking (room, value DESC, uid)
) CHARACTER SET utf8mb4;
