-- `chats.remind` is the second at which its people are to be reminded next, `chats.reckoned` the day on which that was reckoned:
-- one that is still to come was reckoned by a clock that has gone back since.
ALTER TABLE chats ADD COLUMN remind INTEGER;
ALTER TABLE chats ADD COLUMN reckoned INTEGER;
CREATE INDEX chats_by_reminder ON chats (remind) WHERE remind IS NOT NULL;
CREATE INDEX chats_by_reckoning ON chats (reckoned) WHERE reckoned IS NOT NULL;
