//! What the golden questions were answered with, kept in a file to compare a later state with.
//!
//! An edit that helps one question can cost another; comparing says which questions now get another answer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::answer::{Library, Outcome, Response};

use super::json::{AnswerKind, AnswerStatus, AskLine};

/// The answers to all golden questions, with the figures they came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Figures by name, as fractions.
    pub figures: BTreeMap<String, f64>,
    /// One entry a question.
    pub questions: Vec<GoldenAnswer>,
}

/// What one question was answered with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoldenAnswer {
    /// The question.
    pub ask: String,
    /// Whether content was presented as the answer.
    pub status: AnswerStatus,
    /// What the answer is.
    pub kind: AnswerKind,
    /// The number of the place it stands at.
    pub place: Option<String>,
    /// The name of the passage that was cited.
    pub passage: Option<String>,
    /// Whether that is what the file expects.
    pub right: bool,
}

impl GoldenAnswer {
    /// Notes what a question was answered with.
    pub fn of(library: &Library, line: AskLine, response: Option<&Response>, right: bool) -> Self {
        let cited = match response.map(|response| &response.outcome) {
            Some(Outcome::Answer(answer)) => Some(&answer.citation.target),
            _ => None,
        };
        let mut passages = library.passages.iter();
        let passage = passages.find(|passage| Some(&passage.target) == cited);
        Self {
            ask: line.question,
            status: line.status,
            kind: line.kind.unwrap_or(AnswerKind::Notice),
            place: line.place,
            passage: passage.map(|passage| passage.id.clone()),
            right,
        }
    }

    fn same_answer(&self, other: &Self) -> bool {
        (self.status, self.kind, &self.place, &self.passage)
            == (other.status, other.kind, &other.place, &other.passage)
    }

    fn told(&self) -> String {
        let status = match self.status {
            AnswerStatus::Answered => "beantwortet",
            AnswerStatus::Unsure => "unsicher",
            AnswerStatus::NotFound => return "abgelehnt".to_owned(),
        };
        let place = self.place.iter().map(String::as_str);
        let words: Vec<&str> = place.chain(self.passage.as_deref()).collect();
        format!("{} ({status})", words.join(" "))
    }
}

impl Record {
    /// Reads a record that was saved.
    ///
    /// # Errors
    /// When the file cannot be read or is none.
    pub fn open(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("`{}` lässt sich nicht lesen", path.display()))?;
        serde_json::from_str(&text).with_context(|| {
            format!(
                "`{}` wurde nicht von `lotse eval --save` geschrieben",
                path.display()
            )
        })
    }

    /// Writes the record to a file, one question a line, so that two of them can be compared line by line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        let lines: Vec<String> = self
            .questions
            .iter()
            .map(serde_json::to_string)
            .collect::<Result<_, _>>()?;
        let figures = serde_json::to_string(&self.figures)?;
        let text = format!(
            "{{\"figures\": {figures},\n\"questions\": [\n{}\n]}}\n",
            lines.join(",\n")
        );
        fs::write(path, text)
            .with_context(|| format!("`{}` lässt sich nicht schreiben", path.display()))
    }

    /// What is different from an earlier record, one line each: questions first, then figures.
    pub fn changes_since(&self, earlier: &Self) -> Vec<String> {
        let (before, now) = (earlier.by_question(), self.by_question());
        let changed = self.questions.iter().filter_map(|given| {
            let Some(old) = before.get(given.ask.as_str()) else {
                return Some(format!("{:?}: neu, {}", given.ask, given.told()));
            };
            if old.same_answer(given) && old.right == given.right {
                return None;
            }
            let verdict = match (old.right, given.right) {
                (true, false) => ", jetzt falsch",
                (false, true) => ", jetzt richtig",
                _ => "",
            };
            let (was, is) = (old.told(), given.told());
            Some(format!("{:?}: {was} → {is}{verdict}", given.ask))
        });
        let gone = earlier
            .questions
            .iter()
            .filter(|old| !now.contains_key(old.ask.as_str()));
        let gone = gone.map(|old| format!("{:?}: nicht mehr gestellt", old.ask));
        let figures = self.figures.iter().filter_map(|(name, figure)| {
            let before = earlier.figures.get(name).copied().unwrap_or(0.0);
            let [before, now] = [before, *figure].map(|figure| format!("{:.1} %", figure * 100.0));
            (before != now).then(|| format!("{name}: {before} → {now}"))
        });
        changed.chain(gone).chain(figures).collect()
    }

    /// Whether the right place is first less often than in an earlier record.
    pub fn falls_behind(&self, earlier: &Self) -> bool {
        let first = |record: &Self| record.figures.get("hit_at_1").copied().unwrap_or(0.0);
        // Figures went through a file as decimals.
        first(self) < first(earlier) - 1e-9
    }

    fn by_question(&self) -> BTreeMap<&str, &GoldenAnswer> {
        self.questions
            .iter()
            .map(|given| (given.ask.as_str(), given))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(ask: &str, place: &str, right: bool) -> GoldenAnswer {
        GoldenAnswer {
            ask: ask.to_owned(),
            status: AnswerStatus::Answered,
            kind: AnswerKind::Section,
            place: Some(place.to_owned()),
            passage: Some(format!("p{place}/opening")),
            right,
        }
    }

    fn record(hit: f64, questions: Vec<GoldenAnswer>) -> Record {
        Record {
            figures: [("hit_at_1".to_owned(), hit)].into(),
            questions,
        }
    }

    #[test]
    fn an_edit_is_told_by_the_questions_that_get_another_answer() {
        let mut refused = given("c", "1.3", false);
        refused.status = AnswerStatus::NotFound;
        let before = record(
            0.75,
            vec![
                given("a", "1.1", true),
                given("b", "1.2", true),
                given("c", "1.3", true),
                given("d", "2", true),
            ],
        );
        let after = record(
            0.5,
            vec![
                given("a", "1.1", true),
                given("b", "1.3", false),
                refused,
                given("e", "3", true),
            ],
        );
        insta::assert_snapshot!(after.changes_since(&before).join("\n"), @r#"
        "b": 1.2 p1.2/opening (beantwortet) → 1.3 p1.3/opening (beantwortet), jetzt falsch
        "c": 1.3 p1.3/opening (beantwortet) → abgelehnt, jetzt falsch
        "e": neu, 3 p3/opening (beantwortet)
        "d": nicht mehr gestellt
        hit_at_1: 75.0 % → 50.0 %
        "#);
        assert!(after.falls_behind(&before) && !before.falls_behind(&after));
        assert_eq!(before.changes_since(&before), Vec::<String>::new());
    }

    #[test]
    fn a_record_comes_back_from_its_file_as_it_was() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("vorher.json");
        let saved = record(1.0 / 3.0, vec![given("wer \"genau\"?", "1.1", true)]);
        saved.save(&path).expect("written");
        let opened = Record::open(&path).expect("it is there");
        assert_eq!(opened.changes_since(&saved), Vec::<String>::new());
        fs::write(&path, "{}").expect("written");
        assert!(
            Record::open(&path)
                .expect_err("it is none")
                .to_string()
                .contains("--save")
        );
    }
}
