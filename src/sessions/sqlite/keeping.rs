//! The step that lets a journal know how long a chat has been left alone: who was warned, and where the bot is gone.
//!
//! - `chats.warned` is how often its people were warned since the last use, `warned_on` the day of the last warning.
//! - `chats.left_on` is the day since which the bot is no longer there.
//!
//! All three are reset by the next use. A chat has a row only if a session of it is kept or was put aside.

/// The statements of the step.
pub(super) const STEP: &str = "
ALTER TABLE chats ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chats ADD COLUMN warned_on INTEGER;
ALTER TABLE chats ADD COLUMN left_on INTEGER;
DELETE FROM chats WHERE session IS NULL AND chat NOT IN (SELECT chat FROM aside);
DROP INDEX chats_by_use;
CREATE INDEX chats_by_warning ON chats (warned, used);
CREATE INDEX chats_by_leaving ON chats (left_on) WHERE left_on IS NOT NULL;
";
