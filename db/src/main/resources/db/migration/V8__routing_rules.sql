-- The rules that say who gets long connections, every version of them. An item is "grey", or an entry of a list such as
-- "black uid 42". At a version it has the value of its last row up to that version; NULL: it is not there. Versions are the
-- audit's.
CREATE TABLE routing_rules (
  item    VARCHAR(100)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version BIGINT        NOT NULL,
  value   JSON          NULL,
  who     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  why     VARCHAR(1000) NOT NULL,
  PRIMARY KEY (item, version)
) CHARACTER SET utf8mb4;

-- The last version, in one row that every change locks, so that one change comes after the other.
CREATE TABLE routing_version (
  one     TINYINT NOT NULL PRIMARY KEY,
  version BIGINT  NOT NULL
);
INSERT INTO routing_version VALUES (1, 0);
