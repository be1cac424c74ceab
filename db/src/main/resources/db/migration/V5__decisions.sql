-- What the system decided by itself. Time is ms since 1970; inputs is an object of whole numbers. At one moment there is one
-- decision of a kind about a subject, so a repeated insert is told by the key. Old rows may be deleted at any time.
CREATE TABLE decisions (
  at           BIGINT        NOT NULL,
  kind         VARCHAR(32)   COLLATE utf8mb4_bin NOT NULL,
  subject      VARCHAR(200)  COLLATE utf8mb4_bin NOT NULL,
  value_before VARCHAR(200)  NOT NULL,
  value_after  VARCHAR(200)  NOT NULL,
  reason       VARCHAR(1000) NOT NULL,
  inputs       JSON          NOT NULL,
  PRIMARY KEY (at, kind, subject),
  KEY decisions_by_kind (kind, at)
) CHARACTER SET utf8mb4;
