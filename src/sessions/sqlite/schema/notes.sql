-- `notes` holds what people wrote down, each note by itself, so that a session can change without them.
CREATE TABLE notes (
  chat INTEGER NOT NULL,
  id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  text BLOB NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (chat, id)
) STRICT, WITHOUT ROWID;
