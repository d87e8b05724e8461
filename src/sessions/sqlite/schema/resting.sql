-- `journal.resting` is what everybody is told instead of an answer, since those who run the bot asked for it.
ALTER TABLE journal ADD COLUMN resting TEXT;
