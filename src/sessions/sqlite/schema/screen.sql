-- The number of a chat's newest message with buttons was kept and never used.
ALTER TABLE chats DROP COLUMN screen;
