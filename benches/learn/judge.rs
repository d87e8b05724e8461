//! Judging answers as a person with the guide at hand would: place, town and content in what is shown.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use lotse::answer::Library;
use lotse::commands::json::{AnswerKind, AnswerStatus, AskLine};
use lotse::conversation::{ChatKind, Event, InReplyTo, Moment, Occasion, Role, Session, respond};
use lotse::knowledge::{Passage, PassageKind};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Fallible;

/// Characters of an answer that are judged.
const SHOWN: usize = 900;

/// A question with what is right.
#[derive(Debug, Deserialize)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) kind: String,
    pub(crate) expect: Expect,
}

/// A talk whose last answer is judged.
#[derive(Debug, Deserialize)]
pub(crate) struct Chain {
    pub(crate) id: String,
    pub(crate) turns: Vec<String>,
    pub(crate) expect: Expect,
}

/// What is right.
#[derive(Debug, Deserialize)]
pub(crate) struct Expect {
    #[serde(default)]
    sections: Vec<String>,
    #[serde(default)]
    municipalities: Vec<String>,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default, deserialize_with = "truth")]
    pub(crate) abstain: bool,
}

/// Any value but null and false is true.
fn truth<'de, D: serde::Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(!matches!(
        value,
        serde_json::Value::Null | serde_json::Value::Bool(false)
    ))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Right,
    Wrong,
    Refused,
    Abstained,
    Answered,
}

pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Fallible<Vec<T>> {
    let text =
        std::fs::read_to_string(path).map_err(|fault| format!("`{}`: {fault}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// What comes back to one question in a chat of its own.
pub(crate) fn ask(library: &Library, question: &str) -> AskLine {
    talk(library, &[question.to_owned()])
}

/// What comes back to the last of these.
pub(crate) fn talk(library: &Library, turns: &[String]) -> AskLine {
    let mut session = Session::default();
    let mut line = None;
    for (at, turn) in turns.iter().enumerate() {
        let event = Event {
            moving: lotse::conversation::Moving::default(),
            chat: ChatKind::Private,
            addressed: true,
            reply: InReplyTo::default(),
            role: Role::Unknown,
            occasion: Occasion::Text(turn.replace('\n', " ")),
        };
        let (next, replies) = respond(library, session, &event, Moment(1_000_000 + 60 * at as i64));
        session = next;
        line = Some(AskLine::of(library, turn, &replies, 0));
    }
    line.unwrap_or_else(|| AskLine::of(library, "", &[], 0))
}

/// Whether a golden question's wish is this passage.
pub(crate) fn is_wanted(library: &Library, passage: &Passage, wanted: &str) -> bool {
    let short = passage.id.rsplit('/').next().unwrap_or_default();
    let number = passage
        .place
        .as_ref()
        .and_then(|id| library.guide.place(id));
    let number = number.map_or("", |place| place.number.as_str());
    match passage.kind {
        PassageKind::Term => wanted == format!("term:{short}"),
        PassageKind::Background => wanted == library.guide.background_label,
        PassageKind::Example if wanted == short => true,
        _ => number == wanted || !wanted.contains('.') && number.starts_with(&format!("{wanted}.")),
    }
}

impl Expect {
    /// Whether a passage answers: by content, and by place or, where one is asked for, by town.
    pub(crate) fn is_met_by(&self, library: &Library, passage: &Passage) -> bool {
        let guide = &library.guide;
        let town = passage
            .municipality
            .as_ref()
            .and_then(|id| guide.municipality(id));
        let named = self.town(&format!(
            "{} {}",
            passage.text,
            town.map_or("", |town| &town.name)
        ));
        let number = passage
            .place
            .as_ref()
            .and_then(|id| guide.place(id))
            .map(|place| place.number.clone());
        let place = match passage.kind {
            PassageKind::Term => Some("Glossar".to_owned()),
            PassageKind::Background => Some("Orientierungsrahmen".to_owned()),
            _ => number,
        };
        self.content(&passage.text)
            && named != Some(false)
            && (self.place(place.as_deref()) != Some(false) || named == Some(true))
    }

    fn content(&self, text: &str) -> bool {
        self.all.iter().all(|pattern| found(pattern, text))
            && (self.any.is_empty() || self.any.iter().any(|pattern| found(pattern, text)))
    }

    fn place(&self, got: Option<&str>) -> Option<bool> {
        if self.sections.is_empty() {
            return None;
        }
        let same = |place: &str| match place {
            "4" => "4.1".to_owned(),
            "6" => "6.1".to_owned(),
            other => other.to_owned(),
        };
        Some(got.is_some_and(|got| {
            self.sections.iter().any(|wanted| {
                same(got) == same(wanted)
                    || !wanted.contains('.') && got.starts_with(&format!("{wanted}."))
            })
        }))
    }

    fn town(&self, text: &str) -> Option<bool> {
        if self.municipalities.is_empty() {
            return None;
        }
        let text = text.to_lowercase();
        let named = |town: &String| {
            let town = town.to_lowercase();
            text.contains(&town)
                || town
                    .split([' ', '-'])
                    .any(|word| word.len() > 5 && text.contains(word))
        };
        Some(self.municipalities.iter().any(named))
    }

    fn judge(&self, line: &AskLine) -> Verdict {
        let is_list =
            line.kind == Some(AnswerKind::List) || line.text.trim_start().starts_with("Beispiele");
        let refused = line.status == AnswerStatus::NotFound && !is_list;
        if self.abstain {
            return if refused {
                Verdict::Abstained
            } else {
                Verdict::Answered
            };
        }
        if refused {
            return Verdict::Refused;
        }
        let mut shown: String = line.text.chars().take(SHOWN).collect();
        let first = line.passages.iter().take(3);
        if is_list {
            for passage in first.clone() {
                shown += &format!("\n{} {}", passage.title, passage.text);
            }
        }
        let towns: Vec<&str> = first
            .filter_map(|passage| passage.municipality.as_deref())
            .collect();
        let town = self.town(&format!(
            "{shown} {} {}",
            line.municipality.as_deref().unwrap_or_default(),
            towns.join(" ")
        ));
        let place = match line.kind {
            Some(AnswerKind::Term) => Some("Glossar"),
            Some(AnswerKind::Background) => Some("Orientierungsrahmen"),
            _ => line.place.as_deref(),
        };
        let mut placed = self.place(place);
        if !self.municipalities.is_empty() && placed == Some(false) {
            placed = None;
        }
        if self.content(&shown) && town != Some(false) && placed != Some(false) {
            Verdict::Right
        } else {
            Verdict::Wrong
        }
    }
}

impl Labelled {
    pub(crate) fn judge(&self, line: &AskLine) -> Verdict {
        self.expect.judge(line)
    }
}

impl Chain {
    pub(crate) fn judge(&self, line: &AskLine) -> Verdict {
        self.expect.judge(line)
    }
}

fn found(pattern: &str, text: &str) -> bool {
    let regex = RegexBuilder::new(pattern).case_insensitive(true).build();
    let text = text.replace('\u{ad}', "");
    regex.is_ok_and(|regex: Regex| regex.is_match(&text))
}

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    singles: BTreeMap<String, BTreeMap<Verdict, usize>>,
    follow: (usize, usize),
    /// Of what was right alone, and of what was rightly refused alone.
    after: [(usize, usize); 2],
}

impl Tally {
    pub(crate) fn single(&mut self, kind: &str, verdict: Verdict) {
        *self
            .singles
            .entry(kind.to_owned())
            .or_default()
            .entry(verdict)
            .or_default() += 1;
    }

    /// What is right, or rightly refused, by itself, asked after something else.
    pub(crate) fn after(&mut self, alone: Verdict, after: Verdict) {
        let counted = &mut self.after[usize::from(alone == Verdict::Abstained)];
        counted.0 += usize::from(after == alone);
        counted.1 += 1;
    }

    pub(crate) fn follow(&mut self, verdict: Verdict) {
        self.follow.0 += usize::from(matches!(verdict, Verdict::Right | Verdict::Abstained));
        self.follow.1 += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all: BTreeMap<Verdict, usize> = BTreeMap::new();
        for (kind, counts) in &self.singles {
            writeln!(f, "  {kind}: {counts:?}")?;
            for (verdict, count) in counts {
                *all.entry(*verdict).or_default() += count;
            }
        }
        let of = |verdict: Verdict| all.get(&verdict).copied().unwrap_or_default() as f64;
        let answerable = of(Verdict::Right) + of(Verdict::Wrong) + of(Verdict::Refused);
        let absent = of(Verdict::Abstained) + of(Verdict::Answered);
        let percent = |part: f64, whole: f64| 100.0 * part / whole.max(1.0);
        writeln!(
            f,
            "left out, shown: right {:.1} %, wrong {:.1} %, refused {:.1} % of {answerable}; abstained {:.1} % of {absent}",
            percent(of(Verdict::Right), answerable),
            percent(of(Verdict::Wrong), answerable),
            percent(of(Verdict::Refused), answerable),
            percent(of(Verdict::Abstained), absent),
        )?;
        write!(
            f,
            "follow-ups, left out: {} of {}; right alone and also after another theme: {} of {}; refused alone and also after one: {} of {}",
            self.follow.0,
            self.follow.1,
            self.after[0].0,
            self.after[0].1,
            self.after[1].0,
            self.after[1].1,
        )
    }
}
