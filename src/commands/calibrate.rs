//! `lotse eval --calibrate`: draws the lines of deciding where they serve the guide's golden questions best.
//!
//! The goal: as many questions as possible treated right, that is answered with the right place first or refused where
//! the guide has no answer; under the condition that at most 4 % of the answerable questions are refused and at least
//! 95 % of those on another theme are. At most 2 % of the questions on the guide's theme may be called foreign, and 96
//! % of the answers that come without a choice must be right. Of equally good lines the middle of the widest stretch is
//! taken. The same content always gives the same lines. Since lines fit best the questions they were drawn on, the
//! figures are also told for questions that had no part in drawing them (cross-validated in ten parts).

use std::fmt::Write as _;

use crate::answer::{Library, Question, Thresholds, answer_with};
use crate::knowledge::{Expectation, GoldenQuestion, calibration};

use super::eval::{Judged, judge};

/// The largest share of answerable questions that may be refused.
const WRONG_REFUSALS: f64 = 0.04;
/// The smallest share of questions on another theme that must be refused.
const OFF_TOPIC: f64 = 0.95;
/// The smallest share of sure answers that must be right, where a line can see to that.
const SURE: f64 = 0.96;
/// The largest share of questions on the guide's theme that may be called foreign.
const CALLED_FOREIGN: f64 = 0.02;
/// Parts of the cross-validation.
const PARTS: usize = 10;
/// Below this many answerable and this many unanswerable questions lines would follow chance.
const FEWEST: (usize, usize) = (50, 20);
/// Above every probability: nothing that was ranked is presented.
const NEVER: f32 = 1.1;

/// Lines that were drawn, with what they do.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The lines.
    pub thresholds: Thresholds,
    /// What they do to the questions they were drawn on.
    pub figures: Figures,
    /// What lines drawn without a question do to it.
    pub validated: Figures,
    /// What other lines for an answer would do.
    pub curve: Vec<(f32, Figures)>,
    /// Right answers and all answers that are presented as sure.
    pub sure: (usize, usize),
}

/// What lines do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Answerable questions.
    pub answerable: usize,
    /// Those of them that were answered.
    pub answered: usize,
    /// Those of them that were answered with the right place first.
    pub right: usize,
    /// Questions on another theme, and those of them refused.
    pub off_topic: (usize, usize),
    /// Questions that the guide does not answer for another reason, and those of them refused.
    pub absent: (usize, usize),
}

/// Why no lines were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "für Schwellen sind es zu wenige Prüffragen: {answerable} mit Antwort und {others} ohne, nötig sind {} und {}",
    FEWEST.0, FEWEST.1
)]
pub struct TooFew {
    answerable: usize,
    others: usize,
}

/// Draws the lines for a library's guide.
///
/// # Errors
/// When its golden questions are too few.
pub fn draw(library: &Library) -> Result<Drawn, TooFew> {
    let golden = &library.guide.golden.questions;
    let is_place = |one: &&GoldenQuestion| matches!(one.expect, Expectation::Places(_));
    let answerable = golden.iter().filter(is_place).count();
    let others = golden.len() - answerable;
    if answerable < FEWEST.0 || others < FEWEST.1 {
        return Err(TooFew { answerable, others });
    }
    let courses: Vec<Course> = golden
        .iter()
        .map(|question| Course::of(library, question))
        .collect();
    let all: Vec<&Course> = courses.iter().collect();
    let theme = theme(&courses);
    let answer = best_line(&all).max(theme);
    let (sure, counted) = sure(&courses, answer);
    Ok(Drawn {
        thresholds: Thresholds {
            answer,
            theme,
            sure,
        },
        figures: Figures::at(&all, answer),
        validated: validated(&courses),
        curve: (1..=16)
            .map(|step| step as f32 * 0.05)
            .map(|line| (line, Figures::at(&all, line)))
            .collect(),
        sure: counted,
    })
}

/// A golden question with how its response is judged, depending on the line for an answer.
struct Course {
    kind: Kind,
    /// How probable it is that the first candidate answers; above every line where nothing was ranked.
    probability: f32,
    /// Up to which line it is judged how, ascending; the last goes on for ever.
    judged: Vec<(f32, Judged)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Answerable,
    OffTopic,
    Absent,
}

impl Course {
    /// Asks once with no line at all and once with lines that nothing crosses: between them the probability decides.
    fn of(library: &Library, golden: &GoldenQuestion) -> Self {
        let question = Question {
            text: golden.ask.clone(),
            ..Question::default()
        };
        let judged = |line: f32| {
            let lines = Thresholds {
                answer: line,
                theme: 0.0,
                sure: line,
            };
            let response = answer_with(library, &question, lines);
            let turn = response
                .account
                .signs
                .map_or(NEVER, |_| response.confidence);
            (turn, judge(library, &golden.expect, &response))
        };
        let (turn, open) = judged(0.0);
        let (_, shut) = judged(NEVER);
        Self {
            kind: Kind::of(&golden.expect),
            probability: turn,
            judged: vec![(turn, open), (NEVER, shut)],
        }
    }

    fn at(&self, line: f32) -> Judged {
        let fallback = Judged {
            refused: true,
            right: false,
        };
        let covering = self.judged.iter().find(|(upto, _)| line <= *upto);
        covering
            .or(self.judged.last())
            .map_or(fallback, |(_, judged)| *judged)
    }
}

impl Kind {
    fn of(expect: &Expectation) -> Self {
        match expect {
            Expectation::Places(_) => Self::Answerable,
            Expectation::Refusal(kind) if kind == "off_topic" => Self::OffTopic,
            Expectation::Refusal(_) => Self::Absent,
        }
    }
}

impl Figures {
    fn at(courses: &[&Course], line: f32) -> Self {
        let mut figures = Self::default();
        for course in courses {
            figures.add(course.kind, course.at(line));
        }
        figures
    }

    fn add(&mut self, kind: Kind, judged: Judged) {
        let refusals = match kind {
            Kind::Answerable => {
                self.answerable += 1;
                self.answered += usize::from(!judged.refused);
                self.right += usize::from(judged.right);
                return;
            }
            Kind::OffTopic => &mut self.off_topic,
            Kind::Absent => &mut self.absent,
        };
        refusals.0 += 1;
        refusals.1 += usize::from(judged.refused);
    }

    /// Questions that were treated right.
    pub fn treated_right(&self) -> usize {
        self.right + self.off_topic.1 + self.absent.1
    }

    /// All questions.
    pub fn all(&self) -> usize {
        self.answerable + self.off_topic.0 + self.absent.0
    }

    /// The share of answers that are right, over answerable questions.
    pub fn precision(&self) -> f64 {
        share(self.right, self.answered)
    }

    /// The share of answerable questions that were refused.
    pub fn wrong_refusals(&self) -> f64 {
        share(self.answerable - self.answered, self.answerable)
    }

    /// How far both conditions are missed.
    fn missed(&self) -> f64 {
        let off_topic = if self.off_topic.0 == 0 {
            1.0
        } else {
            share(self.off_topic.1, self.off_topic.0)
        };
        (self.wrong_refusals() - WRONG_REFUSALS).max(0.0) + (OFF_TOPIC - off_topic).max(0.0)
    }

    /// Whether these are better: conditions first, then what is treated right.
    fn beats(&self, other: &Self) -> bool {
        let (missed, other_missed) = (self.missed(), other.missed());
        missed < other_missed
            || missed <= other_missed && self.treated_right() > other.treated_right()
    }
}

/// The line for an answer that serves these questions best: the middle of the widest stretch of equally good ones.
fn best_line(courses: &[&Course]) -> f32 {
    let mut turns: Vec<f32> = courses
        .iter()
        .flat_map(|course| course.judged.iter().map(|(upto, _)| upto.min(1.0)))
        .chain([0.0])
        .collect();
    turns.sort_by(f32::total_cmp);
    turns.dedup();
    let mut best: Option<(Figures, f32, f32)> = None;
    let mut running: Option<(Figures, f32)> = None;
    for stretch in turns.windows(2) {
        let (from, to) = (stretch[0], stretch[1]);
        let figures = Figures::at(courses, to);
        // Stretches that do the same are one.
        let start = running
            .filter(|(before, _)| *before == figures)
            .map_or(from, |(_, start)| start);
        running = Some((figures, start));
        let better = best.as_ref().is_none_or(|(known, from, upto)| {
            figures.beats(known) || !known.beats(&figures) && to - start > upto - from
        });
        if better {
            best = Some((figures, start, to));
        }
    }
    let middle = best.map_or(Thresholds::default().answer, |(_, from, to)| {
        f32::midpoint(from, to)
    });
    rounded(middle)
}

/// Every tenth question is judged by a line drawn on the others.
fn validated(courses: &[Course]) -> Figures {
    let mut figures = Figures::default();
    for part in 0..PARTS {
        let of_part = |at: usize| at % PARTS == part;
        let others = courses.iter().enumerate().filter(|(at, _)| !of_part(*at));
        let others: Vec<&Course> = others.map(|(_, course)| course).collect();
        let line = best_line(&others);
        for (_, course) in courses.iter().enumerate().filter(|(at, _)| of_part(*at)) {
            figures.add(course.kind, course.at(line));
        }
    }
    figures
}

/// The line between themes: as high as it can be while hardly any question on the guide's theme falls below it, because
/// to be told that one's question has nothing to do with the guide is worse than to be led to the closest place.
fn theme(courses: &[Course]) -> f32 {
    let on_theme = courses
        .iter()
        .filter(|course| course.kind != Kind::OffTopic);
    let mut probabilities: Vec<f32> = on_theme
        .map(|course| course.probability)
        .filter(|probability| *probability < NEVER)
        .collect();
    probabilities.sort_by(f32::total_cmp);
    let below = (probabilities.len() as f64 * CALLED_FOREIGN) as usize;
    let line = probabilities.get(below);
    line.map_or(Thresholds::default().theme, |line| rounded(*line))
}

/// The lowest line from which on enough answers are right, with how many are right of how many above it.
fn sure(courses: &[Course], answer: f32) -> (f32, (usize, usize)) {
    let mut answers: Vec<(f32, bool)> = courses
        .iter()
        .filter(|course| course.kind == Kind::Answerable && course.probability < NEVER)
        .map(|course| (course.probability, course.at(0.0).right))
        .collect();
    answers.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut right, mut best) = (0, None);
    for (at, (probability, is_right)) in answers.iter().enumerate() {
        right += usize::from(*is_right);
        if share(right, at + 1) >= SURE && *probability >= answer {
            best = Some((rounded(*probability), (right, at + 1)));
        }
    }
    best.unwrap_or((Thresholds::default().sure.max(answer), (0, 0)))
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

fn rounded(line: f32) -> f32 {
    (line * 1000.0).round() / 1000.0
}

impl Drawn {
    /// What is written into the guide's folder.
    pub fn file(&self, library: &Library) -> String {
        let Thresholds {
            answer,
            theme,
            sure,
        } = self.thresholds;
        format!(
            "\
# yaml-language-server: $schema=schema/calibration.json
# Ab wann Lotse antwortet. Geschrieben von `lotse eval --calibrate`, aus den Prüffragen dieses Leitfadens.
# Bitte nicht von Hand ändern: Nach Änderungen an Inhalten oder Prüffragen rechnet derselbe Befehl neu.
answer: {answer:.3}
theme: {theme:.3}
sure: {sure:.3}
of: \"{}\"
",
            calibration::basis(&library.guide)
        )
    }

    /// What was computed, in German, with what it does and what other lines would do.
    pub fn render(&self, before: Thresholds) -> String {
        let mut out = format!("Schwellen aus {} Prüffragen\n", self.figures.all());
        for (what, now, was) in [
            ("Antwort ab", self.thresholds.answer, before.answer),
            ("fremdes Thema unter", self.thresholds.theme, before.theme),
            ("sicher ab", self.thresholds.sure, before.sure),
        ] {
            let _ = writeln!(out, "  {what:<22} {now:.3}   bisher {was:.3}");
        }
        out.push_str("\n                          gerechnet   kreuzvalidiert (zehn Teile)\n");
        let (here, there) = (&self.figures, &self.validated);
        let refused = |(all, refused): (usize, usize)| share(refused, all);
        for (what, figure) in [
            (
                "Antworten richtig",
                Figures::precision as fn(&Figures) -> f64,
            ),
            ("zu Unrecht abgelehnt", Figures::wrong_refusals),
        ] {
            let _ = writeln!(
                out,
                "  {what:<22} {}     {}",
                percent(figure(here)),
                percent(figure(there))
            );
        }
        for (what, figure, other) in [
            (
                "Fremdes abgelehnt",
                refused(here.off_topic),
                refused(there.off_topic),
            ),
            (
                "Fehlendes abgelehnt",
                refused(here.absent),
                refused(there.absent),
            ),
            (
                "insgesamt richtig",
                share(here.treated_right(), here.all()),
                share(there.treated_right(), there.all()),
            ),
        ] {
            let _ = writeln!(
                out,
                "  {what:<22} {}     {}",
                percent(figure),
                percent(other)
            );
        }
        let (right, sure) = self.sure;
        let _ = writeln!(
            out,
            "  ohne Vorbehalt beantwortet: {sure} von {}, davon richtig {}",
            here.answered,
            percent(share(right, sure)).trim_start()
        );
        out.push_str(
            "\n  Antwort ab   richtig   zu Unrecht abgelehnt   Fremdes   Fehlendes   insgesamt\n",
        );
        for (line, figures) in &self.curve {
            let _ = writeln!(
                out,
                "  {line:>9.2}    {}               {}   {}     {}     {}",
                percent(figures.precision()),
                percent(figures.wrong_refusals()),
                percent(refused(figures.off_topic)),
                percent(refused(figures.absent)),
                percent(share(figures.treated_right(), figures.all())),
            );
        }
        out
    }
}

fn percent(share: f64) -> String {
    format!("{:5.1} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Ranker;

    /// A question that is answered up to a line and refused above it.
    fn course(kind: Kind, upto: f32, right: bool) -> Course {
        let judged = |refused, right| Judged { refused, right };
        let unanswered = kind != Kind::Answerable;
        Course {
            kind,
            probability: upto,
            judged: vec![
                (upto, judged(false, right && !unanswered)),
                (NEVER, judged(true, unanswered)),
            ],
        }
    }

    #[test]
    fn the_line_is_the_middle_of_the_widest_stretch_that_treats_most_questions_right() {
        let courses = [
            course(Kind::Answerable, 0.9, true),
            course(Kind::Answerable, 0.8, true),
            course(Kind::OffTopic, 0.3, false),
            course(Kind::Absent, 0.4, false),
        ];
        let all: Vec<&Course> = courses.iter().collect();
        let line = best_line(&all);
        assert!((line - 0.6).abs() < 1e-6, "{line}");
        let figures = Figures::at(&all, line);
        assert_eq!((figures.treated_right(), figures.all()), (4, 4));
    }

    #[test]
    fn another_theme_is_refused_at_the_price_of_few_answers() {
        let mut courses: Vec<Course> = (0..29)
            .map(|_| course(Kind::Answerable, 0.9, true))
            .collect();
        courses.push(course(Kind::Answerable, 0.2, true));
        courses.push(course(Kind::OffTopic, 0.3, false));
        let all: Vec<&Course> = courses.iter().collect();
        let line = best_line(&all);
        assert!((line - 0.6).abs() < 1e-6, "{line}");
        assert!(Figures::at(&all, 0.1).missed() > Figures::at(&all, line).missed());
    }

    #[test]
    fn too_few_questions_draw_no_line() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
        let library = Library::in_memory(guide).unwrap();
        assert_eq!(library.thresholds(true), Ranker::built_in().by_words.lines);
        assert_eq!(
            draw(&library).unwrap_err().to_string(),
            "für Schwellen sind es zu wenige Prüffragen: 3 mit Antwort und 1 ohne, nötig sind 50 und 20"
        );
    }
}
