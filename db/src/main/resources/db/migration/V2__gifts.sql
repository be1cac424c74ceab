-- The price table. The value of one piece is in the platform's smallest coin.
CREATE TABLE gifts (
  gift  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name  VARCHAR(200) NOT NULL,
  value BIGINT       NOT NULL
) CHARACTER SET utf8mb4;

INSERT INTO gifts (gift, name, value) VALUES
  ('rose', 'Rose', 1),
  ('heart', 'Heart', 10),
  ('firework', 'Firework', 100),
  ('rocket', 'Rocket', 1000);
