-- The last change of each of ops' switches. A switch without a row has its default, as has one whose value is NULL. What is
-- on or off is 1 or 0. until: ms since 1970 by MySQL's clock, when the value ends by itself; 0: when it is changed. The
-- version is the audit's.
CREATE TABLE switches (
  name    VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value   BIGINT        NULL,
  until   BIGINT        NOT NULL,
  version BIGINT        NOT NULL,
  who     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  why     VARCHAR(1000) NOT NULL
) CHARACTER SET utf8mb4;
