-- What people changed, for good. The version grows with every change; time is ms since 1970.
CREATE TABLE audit (
  version      BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at           BIGINT        NOT NULL,
  who          VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  what         VARCHAR(200)  NOT NULL,
  value_before JSON          NOT NULL,
  value_after  JSON          NOT NULL,
  why          VARCHAR(1000) NOT NULL
) CHARACTER SET utf8mb4;
