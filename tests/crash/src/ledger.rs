//! What a chat showed without kills, and how what it shows with kills compares.
//!
//! The lines of a chat are its messages and edits in their order, messages by their number in the chat instead of
//! their id. With kills the same lines must come in the same order; a message that was in flight may stand there twice.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use fake_bot_api::{Happening, ShownMessage};

use crate::ring::Moved;

/// A message or an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The number of the message among those of the bot in this chat.
    message: usize,
    is_edit: bool,
    /// Text and buttons.
    content: u64,
    /// The beginning of the text, for people.
    shown: String,
}

/// Something a person did, as it was in the run without kills.
#[derive(Debug, Clone)]
pub(crate) enum Done {
    /// Typed this.
    Said(String),
    /// Tapped a button with this data under the message of this number.
    Tapped { message: usize, data: String },
}

/// What a person did at once, and what they had seen before.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    /// How many lines there were.
    pub(crate) needs: usize,
    /// What they did.
    pub(crate) deeds: Vec<Done>,
}

/// A chat in the run without kills.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// What the person did.
    pub(crate) turns: Vec<Turn>,
    /// What the bot showed.
    pub(crate) lines: Vec<Line>,
}

/// What was wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// Lines that never came.
    pub(crate) lost: u64,
    /// Lines that came again although others had come since.
    pub(crate) gone_back: u64,
    /// Lines that nobody expected, or not here.
    pub(crate) order: u64,
    /// Edits that showed the same again.
    pub(crate) edits_twice: u64,
    /// Messages that stand there twice.
    pub(crate) sends_twice: u64,
    /// Such beyond one for each kill that caught this very message in flight.
    pub(crate) beyond_one: u64,
    /// Edits that a newer one made pointless: no fault.
    pub(crate) superseded: u64,
    /// What was found of projects that move.
    pub(crate) moved: Moved,
}

/// Reads a chat as it goes on.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    read: usize,
    /// How many of the expected lines have come.
    pub(crate) come: usize,
    numbers: HashMap<i32, usize>,
    latest: HashMap<usize, ShownMessage>,
    /// How many lines had come at each kill that caught a message of this chat in flight.
    caught: Vec<usize>,
    /// How often the last line has come again.
    copies: usize,
    /// The first thing that was wrong, for people.
    pub(crate) first: Option<String>,
}

impl Line {
    fn of(message: usize, is_edit: bool, shown: &ShownMessage) -> Self {
        let mut hash = DefaultHasher::new();
        shown.text.hash(&mut hash);
        shown.media.hash(&mut hash);
        for button in shown.buttons.iter().flatten() {
            (&button.label, &button.data, &button.url).hash(&mut hash);
        }
        Self {
            message,
            is_edit,
            content: hash.finish(),
            shown: shown.text.chars().take(60).collect(),
        }
    }
}

impl Faults {
    /// Adds others.
    pub(crate) fn add(&mut self, other: Self) {
        self.lost += other.lost;
        self.gone_back += other.gone_back;
        self.order += other.order;
        self.edits_twice += other.edits_twice;
        self.sends_twice += other.sends_twice;
        self.beyond_one += other.beyond_one;
        self.superseded += other.superseded;
        self.moved.add(other.moved);
    }
}

impl Reader {
    /// Notes what happened in the run without kills.
    pub(crate) fn record(&mut self, happenings: &[Happening], plan: &mut Plan) {
        for happening in self.unread(happenings) {
            let (is_edit, shown) = match happening {
                Happening::Sent { message } => (false, message),
                Happening::Edited { message } => (true, message),
                _ => continue,
            };
            let next = self.numbers.len();
            let number = *self.numbers.entry(shown.id).or_insert(next);
            self.latest.insert(number, shown.clone());
            plan.lines.push(Line::of(number, is_edit, shown));
        }
        self.come = plan.lines.len();
    }

    /// Notes a kill that caught a message of this chat in flight; everything seen before must have been compared.
    pub(crate) fn is_caught(&mut self) {
        self.caught.push(self.come);
    }

    /// Compares what happened with what was to happen.
    pub(crate) fn compare(&mut self, happenings: &[Happening], plan: &Plan) -> Faults {
        let mut faults = Faults::default();
        for happening in self.unread(happenings) {
            match happening {
                Happening::Sent { message } => self.sent(message, plan, &mut faults),
                Happening::Edited { message } => self.edited(message, plan, &mut faults),
                _ => {}
            }
        }
        faults
    }

    /// The message of a number as it is now.
    pub(crate) fn message(&self, number: usize) -> Option<&ShownMessage> {
        self.latest.get(&number)
    }

    /// The number and the state of the newest message.
    pub(crate) fn newest(&self) -> Option<(usize, &ShownMessage)> {
        let number = self.latest.keys().max()?;
        Some((*number, self.latest.get(number)?))
    }

    fn unread<'a>(&mut self, happenings: &'a [Happening]) -> &'a [Happening] {
        let unread = happenings.get(self.read..).unwrap_or_default();
        self.read = happenings.len();
        unread
    }

    fn sent(&mut self, shown: &ShownMessage, plan: &Plan, faults: &mut Faults) {
        let line = |expected: &Line| Line::of(expected.message, false, shown) == *expected;
        if let Some(expected) = plan.lines.get(self.come).filter(|next| line(next)) {
            self.take(expected.message, shown);
            self.come += 1;
            self.copies = 0;
            return;
        }
        let before = self.come.checked_sub(1).and_then(|at| plan.lines.get(at));
        if let Some(expected) = before.filter(|last| line(last)) {
            faults.sends_twice += 1;
            self.copies += 1;
            if self.copies > self.chances() {
                faults.beyond_one += 1;
                let begin: String = shown.text.chars().take(60).collect();
                let story = format!(
                    "message `{begin}` came {} times again, but only {} kills caught it",
                    self.copies,
                    self.chances()
                );
                self.first.get_or_insert(story);
            }
            self.take(expected.message, shown);
            return;
        }
        self.astray(&line, "message", shown, plan, faults);
    }

    fn edited(&mut self, shown: &ShownMessage, plan: &Plan, faults: &mut Faults) {
        let number = self.numbers.get(&shown.id).copied().unwrap_or(usize::MAX);
        let line = |expected: &Line| Line::of(number, true, shown) == *expected;
        if self.latest.get(&number) == Some(shown) {
            faults.edits_twice += 1;
            return;
        }
        let pointless = |line: &&Line| line.is_edit && line.message == number;
        let rest = plan.lines.get(self.come..).unwrap_or_default();
        let ahead = rest.iter().take_while(pointless).position(line);
        if let Some(ahead) = ahead {
            faults.superseded += u64::try_from(ahead).unwrap_or(0);
            self.take(number, shown);
            self.come += ahead + 1;
            self.copies = 0;
            return;
        }
        self.astray(&line, "edit", shown, plan, faults);
    }

    /// How many kills caught the last line in flight: whether it had come already is not known of a message in flight,
    /// and it may still come after the next kill.
    fn chances(&self) -> usize {
        let last = self.come.saturating_sub(1);
        let caught = self.caught.iter();
        caught
            .filter(|&&come| come == last || come == last + 1)
            .count()
    }

    fn take(&mut self, number: usize, shown: &ShownMessage) {
        self.numbers.insert(shown.id, number);
        self.latest.insert(number, shown.clone());
    }

    /// What is not what comes next: something of before, something of later, or something else.
    fn astray(
        &mut self,
        line: &impl Fn(&Line) -> bool,
        what: &str,
        shown: &ShownMessage,
        plan: &Plan,
        faults: &mut Faults,
    ) {
        let (past, future) = plan.lines.split_at(self.come.min(plan.lines.len()));
        let expected = future.first().map_or("the end", |line| &line.shown);
        let begin: String = shown.text.chars().take(60).collect();
        let story = format!(
            "{what} `{begin}` instead of `{expected}` at line {}",
            self.come
        );
        self.first.get_or_insert(story);
        if past.iter().any(line) {
            faults.gone_back += 1;
        } else if let Some(ahead) = future.iter().position(line) {
            faults.lost += u64::try_from(ahead).unwrap_or(0);
            self.take(future[ahead].message, shown);
            self.come += ahead + 1;
            self.copies = 0;
        } else {
            faults.order += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(id: i32, text: &str) -> Happening {
        let message = ShownMessage {
            id,
            from: "Lotse".to_owned(),
            is_by_bot: true,
            text: text.to_owned(),
            entities: Vec::new(),
            media: None,
            buttons: Vec::new(),
            reply_to: None,
            thread: None,
            is_edited: false,
        };
        Happening::Sent { message }
    }

    /// What is wrong with a chat that was to show `A`, `B`, `C`; `!` is a kill that caught a message in flight.
    fn check(seen: &str, twice: u64, beyond_one: u64) {
        let mut plan = Plan::default();
        let all = ["A", "B", "C"].map(|text| sent(0, text));
        let numbered = (1..).zip(all).map(|(id, happening)| match happening {
            Happening::Sent { message } => Happening::Sent {
                message: ShownMessage { id, ..message },
            },
            other => other,
        });
        let numbered: Vec<_> = numbered.collect();
        Reader::default().record(&numbered, &mut plan);
        let mut reader = Reader::default();
        let (mut happenings, mut faults) = (Vec::new(), Faults::default());
        for (id, sign) in (1..).zip(seen.chars()) {
            if sign == '!' {
                reader.is_caught();
                continue;
            }
            happenings.push(sent(id, &sign.to_string()));
            faults.add(reader.compare(&happenings, &plan));
        }
        let expected = Faults {
            sends_twice: twice,
            beyond_one,
            ..Faults::default()
        };
        assert_eq!(faults, expected, "{seen}");
    }

    #[test]
    fn each_kill_that_caught_a_message_may_show_it_once_more() {
        check("ABC", 0, 0);
        check("A!ABC", 1, 0);
        check("!AABC", 1, 0);
        check("A!A!ABC", 2, 0);
        check("AB!BC!C", 2, 0);
    }

    #[test]
    fn a_copy_may_arrive_when_the_next_kill_is_over() {
        check("A!!AABC", 2, 0);
        check("!!AAABC", 2, 0);
    }

    #[test]
    fn more_copies_than_kills_are_too_many() {
        check("AABC", 1, 1);
        check("A!AABC", 2, 1);
        check("A!ABCC", 2, 1);
        check("!A!BCC", 1, 1);
    }
}
