-- A file of the first form, as it lay on the disk.
PRAGMA application_id = 1282372723;
CREATE TABLE journal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  bot INTEGER NOT NULL,
  commits INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  dead INTEGER NOT NULL
) STRICT;
CREATE TABLE chats (
  chat INTEGER PRIMARY KEY,
  used INTEGER NOT NULL,
  screen INTEGER,
  version INTEGER,
  session BLOB,
  sum BLOB
) STRICT;
CREATE INDEX chats_by_use ON chats (used);
CREATE TABLE updates (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX updates_by_age ON updates (at);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  state INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  since INTEGER NOT NULL,
  method TEXT NOT NULL,
  version INTEGER NOT NULL,
  call BLOB NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_by_chat ON outbox (lane, chat);
CREATE TABLE dead (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  method TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_by_age ON dead (since);
CREATE TABLE aside (
  number INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  text BLOB NOT NULL
) STRICT;
INSERT INTO journal VALUES (1, 4711, 3, 1, 0);
INSERT INTO updates VALUES (870000001, 1795395927);
INSERT INTO chats VALUES (1, 20780, 103, 1,
       CAST('{"at":"auftrag","offered":[["Weiter","1n"]]}' AS BLOB), x'48247e33d3e8a1fd');
INSERT INTO outbox VALUES (1, 1, 0, 1, 2, 1795395927, 1795395927, 'sendMessage', 1,
       CAST('{"method":"sendMessage","body":{"chat_id":1,"text":"A"},"plain":"A","lane":"Chat","aim":"New","thread":null,"upload":null}' AS BLOB), x'02924f28442a2c4a');
