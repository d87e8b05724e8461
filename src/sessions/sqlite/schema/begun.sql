-- `begun` holds the updates that are being computed, and how often each was tried by itself.
-- `updates_aside` holds those that ended the process each time, without what they said.
CREATE TABLE begun (
  id INTEGER PRIMARY KEY,
  alone INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX begun_by_age ON begun (at);
CREATE TABLE updates_aside (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX updates_aside_by_age ON updates_aside (at);
