-- Updates that are being computed are noted in the lock's file now, and calls are no longer marked before they are sent.
DROP TABLE begun;
ALTER TABLE outbox DROP COLUMN state;
ALTER TABLE outbox RENAME COLUMN lane TO queue;
ALTER TABLE journal RENAME COLUMN resting TO maintenance;
