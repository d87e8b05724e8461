//! What came of the conversations: for people, and as JSON.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use super::coverage::{CoverageRow, Unreached};
use super::play::TurnFailure;
use crate::knowledge::{ConversationTest, SourceFile};

/// A conversation that was played.
pub(super) struct PlayedTest<'a> {
    pub(super) test: &'a ConversationTest,
    pub(super) file: &'a SourceFile,
    pub(super) failures: Vec<TurnFailure>,
}

/// What came of all.
pub(super) struct TestReport<'a> {
    pub(super) played: Vec<PlayedTest<'a>>,
    pub(super) rows: Vec<CoverageRow>,
    pub(super) unreached: Vec<Unreached>,
}

impl PlayedTest<'_> {
    fn line(&self, failure: &TurnFailure) -> usize {
        self.file.position(failure.span.range.start).0
    }
}

impl TestReport<'_> {
    /// How many conversations were not as they should be.
    pub(super) fn failed(&self) -> usize {
        let played = self.played.iter();
        played.filter(|played| !played.failures.is_empty()).count()
    }

    /// What came of each conversation, then what they reach, with so many of what they do not.
    pub(super) fn render(&self, most_unreached: usize, colour: bool) -> String {
        let paint = |tone: AnsiColor, text: &str| match colour {
            true => {
                let style = Style::new().fg_color(Some(tone.into()));
                format!("{style}{text}{style:#}")
            }
            false => text.to_owned(),
        };
        let mut out = String::new();
        for played in &self.played {
            let mark = match played.failures.is_empty() {
                true => paint(AnsiColor::Green, "ok    "),
                false => paint(AnsiColor::Red, "FEHLER"),
            };
            let path = &played.file.path;
            let _ = writeln!(out, "{mark}  {path}  {}", played.test.about);
            for turn in played
                .failures
                .chunk_by(|one, other| one.turn == other.turn)
            {
                let TurnFailure { input, shown, .. } = &turn[0];
                let _ = writeln!(out, "\n    {input}");
                for failure in turn {
                    let message = paint(AnsiColor::Red, &failure.message);
                    let _ = writeln!(out, "    {path}:{}  {message}", played.line(failure));
                }
                if !shown.is_empty() {
                    let _ = writeln!(out, "    Gezeigt wird: {shown}");
                }
            }
        }
        let _ = writeln!(out, "\n{}\n", self.summary());
        self.coverage(most_unreached, &mut out);
        out
    }

    fn summary(&self) -> String {
        let turns: usize = self
            .played
            .iter()
            .map(|played| played.test.turns.len())
            .sum();
        let failures: usize = self.played.iter().map(|played| played.failures.len()).sum();
        let talks = match self.played.len() {
            1 => "1 Gespräch".to_owned(),
            n => format!("{n} Gespräche"),
        };
        let verdict = match (self.failed(), failures) {
            (0, _) => "alles wie erwartet".to_owned(),
            (1, 1) => "1 Abweichung".to_owned(),
            (1, n) => format!("{n} Abweichungen in einem"),
            (talks, n) => format!("{n} Abweichungen in {talks}"),
        };
        format!("{talks} mit {turns} Eingaben: {verdict}.")
    }

    fn coverage(&self, most: usize, out: &mut String) {
        out.push_str("Erreicht:\n");
        for CoverageRow {
            kind,
            reached,
            of,
            done,
        } in &self.rows
        {
            let done = done.map(|(count, word)| format!(", {count} {word}"));
            let done = done.unwrap_or_default();
            let _ = writeln!(out, "  {kind:<14} {reached:>4} von {of:>3}{done}");
        }
        let left = self.unreached.len();
        if left == 0 {
            return;
        }
        let shown = left.min(most);
        let _ = match shown < left {
            true => writeln!(
                out,
                "\nNicht erreicht: {left}, die ersten {shown}; alle zeigt `lotse test --missing`"
            ),
            false => writeln!(out, "\nNicht erreicht: {left}"),
        };
        for Unreached { file, line, what } in self.unreached.iter().take(shown) {
            let _ = writeln!(out, "  {file}:{line}  {what}");
        }
    }

    /// All of it for programs.
    pub(super) fn to_json(&self) -> Value {
        let played = self.played.iter().map(|played| {
            let failures = played.failures.iter().map(|failure| {
                json!({
                    "line": played.line(failure),
                    "turn": failure.turn,
                    "input": failure.input,
                    "message": failure.message,
                    "shown": failure.shown,
                })
            });
            json!({
                "file": played.file.path,
                "about": played.test.about,
                "turns": played.test.turns.len(),
                "failures": failures.collect::<Vec<Value>>(),
            })
        });
        json!({
            "conversations": played.collect::<Vec<Value>>(),
            "reached": self.rows,
            "unreached": self.unreached,
        })
    }
}
