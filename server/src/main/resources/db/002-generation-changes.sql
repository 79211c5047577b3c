-- Which rows a generation's last changes were about, so that a node can follow them one by one.
CREATE TABLE generation_change (
  name      TEXT   NOT NULL,
  number    BIGINT NOT NULL,
  value_old BIGINT NOT NULL,
  value_new BIGINT NOT NULL,
  parts     TEXT   NOT NULL,
  PRIMARY KEY (name, number)
);
