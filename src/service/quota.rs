//! How much of a person and of a chat is answered in a minute.
//!
//! A minute begins with the first thing asked in it. What is declined does not count, so whoever goes on too fast is
//! answered again when the minute is over. Memory is bounded: at most [`MAX_WATCHED`] people and chats are watched at once,
//! and when more come in one minute, the rest is let through.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::conversation::Moment;
use crate::sessions::ChatKey;

/// How many people and chats are watched at once; about 5 MB.
const MAX_WATCHED: usize = 100_000;
/// Seconds of a minute.
const MINUTE: i64 = 60;

/// Keeps the quota; people and chats share their numbers: a person alone with the bot is a chat.
#[derive(Debug)]
pub(crate) struct Quota {
    /// How much is answered in a minute; zero means everything.
    most: usize,
    watched: Mutex<Watched>,
}

#[derive(Debug, Default)]
struct Watched {
    minutes: HashMap<ChatKey, Minute>,
    swept: Moment,
}

#[derive(Debug, Clone, Copy)]
struct Minute {
    begun: Moment,
    answered: usize,
    told: bool,
}

/// What the quota says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuotaVerdict {
    /// Answer it.
    Answer,
    /// Say that it is too much.
    Tell,
    /// It was said already.
    Ignore,
}

/// One question to the quota, to be taken back if nothing came of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuotaTicket {
    person: ChatKey,
    chat: ChatKey,
    verdict: QuotaVerdict,
}

impl Quota {
    pub(crate) fn new(most: u32) -> Self {
        Self {
            most: usize::try_from(most).unwrap_or(usize::MAX),
            watched: Mutex::default(),
        }
    }

    /// Asks for one more event of a person in a chat, and counts it if it is to be answered.
    pub(crate) fn ask(
        &self,
        person: ChatKey,
        chat: ChatKey,
        now: Moment,
    ) -> (QuotaVerdict, QuotaTicket) {
        let verdict = self.decide(person, chat, now);
        let asked = QuotaTicket {
            person,
            chat,
            verdict,
        };
        (verdict, asked)
    }

    /// Takes back what was asked for events that will be delivered again.
    pub(crate) fn take_back(&self, asked: &[QuotaTicket]) {
        let mut watched = self.lock();
        for asked in asked {
            for key in keys(asked.person, asked.chat) {
                let Some(minute) = watched.minutes.get_mut(&key) else {
                    continue;
                };
                match asked.verdict {
                    QuotaVerdict::Answer => minute.answered = minute.answered.saturating_sub(1),
                    QuotaVerdict::Tell => minute.told = false,
                    QuotaVerdict::Ignore => {}
                }
            }
        }
    }

    fn decide(&self, person: ChatKey, chat: ChatKey, now: Moment) -> QuotaVerdict {
        if self.most == 0 {
            return QuotaVerdict::Answer;
        }
        let mut watched = self.lock();
        let is_full = |key| {
            let minute: Option<&mut Minute> = watched.minute(key, now);
            minute.is_some_and(|minute| minute.answered >= self.most)
        };
        let full: Vec<bool> = keys(person, chat).map(is_full).collect();
        if full.contains(&true) {
            let was_told = watched
                .minute(chat, now)
                .is_none_or(|minute| std::mem::replace(&mut minute.told, true));
            return if was_told {
                QuotaVerdict::Ignore
            } else {
                QuotaVerdict::Tell
            };
        }
        for key in keys(person, chat) {
            if let Some(minute) = watched.minute(key, now) {
                minute.answered += 1;
            }
        }
        QuotaVerdict::Answer
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The numbers that an event counts for, each once.
fn keys(person: ChatKey, chat: ChatKey) -> impl Iterator<Item = ChatKey> {
    let other = (person != chat).then_some(person);
    std::iter::once(chat).chain(other)
}

impl Watched {
    /// The current minute of a number; `None` if there is no room to watch it.
    fn minute(&mut self, key: ChatKey, now: Moment) -> Option<&mut Minute> {
        if !self.minutes.contains_key(&key) && self.minutes.len() >= MAX_WATCHED {
            // Once a second is enough, or a flood of new numbers would sweep for each of them.
            if self.swept != now {
                self.swept = now;
                self.minutes.retain(|_, minute| !minute.is_over(now));
            }
            if self.minutes.len() >= MAX_WATCHED {
                return None;
            }
        }
        let new = Minute {
            begun: now,
            answered: 0,
            told: false,
        };
        let minute = self.minutes.entry(key).or_insert(new);
        if minute.is_over(now) {
            *minute = new;
        }
        Some(minute)
    }
}

impl Minute {
    /// A clock that was put back ends it too.
    fn is_over(&self, now: Moment) -> bool {
        !(self.begun.0..self.begun.0.saturating_add(MINUTE)).contains(&now.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use QuotaVerdict::{Answer, Ignore, Tell};

    /// Asks for events given as (second, person, chat).
    fn check(most: u32, events: &[(i64, i64, i64)], expected: &[QuotaVerdict]) {
        let quota = Quota::new(most);
        let verdicts: Vec<_> = events
            .iter()
            .map(|(second, person, chat)| {
                quota
                    .ask(ChatKey::new(*person), ChatKey::new(*chat), Moment(*second))
                    .0
            })
            .collect();
        assert_eq!(verdicts, expected);
    }

    #[test]
    fn after_so_many_in_a_minute_one_word_is_said_and_the_next_minute_is_free() {
        check(
            2,
            &[(0, 7, 7), (1, 7, 7), (2, 7, 7), (59, 7, 7), (60, 7, 7)],
            &[Answer, Answer, Tell, Ignore, Answer],
        );
    }

    #[test]
    fn a_person_is_counted_across_chats_and_told_in_each() {
        check(
            2,
            &[(0, 7, -1), (0, 7, -2), (0, 7, -1), (0, 7, -2), (0, 8, -2)],
            &[Answer, Answer, Tell, Tell, Answer],
        );
    }

    #[test]
    fn a_group_is_counted_across_its_people() {
        check(
            2,
            &[(0, 7, -1), (0, 8, -1), (0, 9, -1), (0, 9, 9)],
            &[Answer, Answer, Tell, Answer],
        );
    }

    #[test]
    fn zero_answers_everything_and_a_clock_put_back_locks_nobody_out() {
        check(0, &[(0, 7, 7); 100], &[Answer; 100]);
        check(
            1,
            &[(9_000, 7, 7), (9_001, 7, 7), (5, 7, 7)],
            &[Answer, Tell, Answer],
        );
    }

    #[test]
    fn what_came_to_nothing_is_taken_back() {
        let quota = Quota::new(1);
        let ask = || quota.ask(ChatKey::new(7), ChatKey::new(-1), Moment(0));
        let (_, asked) = ask();
        quota.take_back(&[asked]);
        assert_eq!(ask().0, Answer);
        let (verdict, asked) = ask();
        assert_eq!(verdict, Tell);
        quota.take_back(&[asked]);
        assert_eq!((ask().0, ask().0), (Tell, Ignore));
    }

    #[test]
    fn memory_is_bounded_and_makes_room_after_a_minute() {
        let quota = Quota::new(1);
        let ask = |person, second| {
            let person = ChatKey::new(person);
            quota.ask(person, person, Moment(second)).0
        };
        for person in 1..=MAX_WATCHED as i64 + 50 {
            assert_eq!(ask(person, 0), Answer);
        }
        assert_eq!(quota.lock().minutes.len(), MAX_WATCHED);
        assert_eq!(ask(1, 59), Tell);
        assert_eq!(ask(-5, 60), Answer);
        assert_eq!(quota.lock().minutes.len(), 1);
    }
}
