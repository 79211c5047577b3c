CREATE TABLE half_made (id BIGINT);
CREATE TABLE half_made (id BIGINT);
