-- `handing` holds hashes of the codes by which projects move to another chat, each for the hour that it holds.
CREATE TABLE handing (
  chat INTEGER PRIMARY KEY,
  code BLOB NOT NULL,
  until INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX handing_by_code ON handing (code);
CREATE INDEX handing_by_age ON handing (until);
