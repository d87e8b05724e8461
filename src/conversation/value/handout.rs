//! What can be handed out, in which form, and what the last meeting sheets showed.
//!
//! A sheet says what was done since the last one. For that, each tick that a sheet showed is remembered by a mark of four
//! signs, and not by its name: a project of 200 ticks costs 800 bytes. Two ticks of one mark are as rare as one in
//! 16 million pairs, and cost a line on one sheet.

use std::collections::{BTreeMap, BTreeSet};

use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use serde::{Deserialize, Serialize};

use super::event::Moment;
use super::fingerprint;
use crate::knowledge::{FrameId, Guide, PlaceId, TaskId};

/// How many signs a mark has.
const MARK: usize = 4;

/// What can be handed out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Handout {
    /// The state of the project.
    State,
    /// A page for a meeting.
    Meeting,
    /// A document of the guide, filled as far as it can be.
    Frame(FrameId),
}

/// A form in which something is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// For word processors.
    Word,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// What the last meeting sheets showed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// When the last one was made.
    pub at: Moment,
    /// When the one before was made, on an earlier day: what the last one began from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Moment>,
    /// The marks of what was done then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    before: String,
    /// The marks of what was done after it and before the last one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Form {
    /// All of them, the most usual first.
    pub const ALL: [Self; 3] = [Self::Word, Self::Markdown, Self::Text];

    /// How the name of such a file ends; each begins with another letter.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Word => "docx",
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }
}

impl Sheets {
    /// What they are once another sheet is made. Sheets of one day all begin where the first of them began.
    pub fn next(
        last: Option<&Self>,
        guide: &Guide,
        done: &BTreeMap<PlaceId, BTreeSet<TaskId>>,
        now: Moment,
    ) -> Self {
        let (since, before) = match last {
            None => (None, String::new()),
            Some(last) if last.at.day() == now.day() => (last.since, last.before.clone()),
            Some(last) => (Some(last.at), format!("{}{}", last.before, last.after)),
        };
        let mut next = Self {
            at: now,
            since,
            ..Self::default()
        };
        let ticks = done.iter();
        let ticks = ticks.flat_map(|(place, tasks)| tasks.iter().map(move |task| (place, task)));
        for (place, task) in ticks {
            let mark = mark(place.as_str(), task.as_str());
            let was_there = names(guide, place, task)
                .iter()
                .any(|(place, task)| has(&before, &self::mark(place, task)));
            let marks = if was_there {
                &mut next.before
            } else {
                &mut next.after
            };
            marks.push_str(&mark);
        }
        next
    }

    /// Whether a tick is new on the last sheet.
    pub fn is_new(&self, place: &PlaceId, task: &TaskId) -> bool {
        has(&self.after, &mark(place.as_str(), task.as_str()))
    }
}

/// All names that a task has or had, with those of its place.
fn names<'g>(guide: &'g Guide, place: &'g PlaceId, task: &'g TaskId) -> Vec<(&'g str, &'g str)> {
    let known = guide.place(place);
    let tasks = known.map_or(&[][..], |place| &place.tasks[..]);
    let formerly = tasks.iter().find(|known| known.id == *task);
    let tasks = formerly.map_or(&[][..], |task| &task.formerly[..]);
    let places = known.map_or(&[][..], |place| &place.formerly[..]);
    let places = std::iter::once(place.as_str()).chain(places.iter().map(String::as_str));
    let tasks = || std::iter::once(task.as_str()).chain(tasks.iter().map(String::as_str));
    places
        .flat_map(|place| tasks().map(move |task| (place, task)))
        .collect()
}

fn mark(place: &str, task: &str) -> String {
    let print = fingerprint::of(&format!("{place}/{task}")).to_be_bytes();
    BASE64_STANDARD_NO_PAD.encode(&print[1..])
}

fn has(marks: &str, mark: &str) -> bool {
    let mut marks = marks.as_bytes().chunks(MARK);
    marks.any(|other| other == mark.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(tasks: &[&str]) -> BTreeMap<PlaceId, BTreeSet<TaskId>> {
        let tasks = tasks.iter().map(|task| TaskId::parse(task).unwrap());
        BTreeMap::from([(PlaceId::parse("auftrag").unwrap(), tasks.collect())])
    }

    /// What is new on a sheet.
    fn new(sheets: &Sheets, tasks: &[&str]) -> Vec<String> {
        let place = PlaceId::parse("auftrag").unwrap();
        let tasks = tasks.iter().map(|task| TaskId::parse(task).unwrap());
        let new = tasks.filter(|task| sheets.is_new(&place, task));
        new.map(|task| task.to_string()).collect()
    }

    #[test]
    fn a_sheet_begins_where_the_last_one_of_another_day_ended() {
        let guide = Guide::default();
        let all = ["a", "b", "c"];
        let next = |last: Option<&Sheets>, tasks: &[&str], day| {
            Sheets::next(last, &guide, &done(tasks), Moment::of_day(day))
        };
        let first = next(None, &["a"], 1);
        assert_eq!(
            (new(&first, &all), first.since),
            (vec!["a".to_owned()], None)
        );
        let second = next(Some(&first), &["a", "b"], 8);
        assert_eq!(new(&second, &all), ["b"]);
        assert_eq!(second.since, Some(Moment::of_day(1)));
        let again = next(Some(&second), &["a", "b"], 8);
        assert_eq!(again, second, "the same sheet in another form");
        let third = next(Some(&again), &["b", "c"], 15);
        assert_eq!(new(&third, &all), ["c"]);
        let taken_back = next(Some(&third), &[], 22);
        let ticked_again = next(Some(&taken_back), &["c"], 29);
        assert_eq!(new(&ticked_again, &all), ["c"]);
    }
}
