//! `lotse eval --calibrate`: draws the lines of deciding where they serve the guide's golden questions best.
//!
//! The goal: as many questions as possible treated right, that is answered with the right place first or refused where
//! the guide has no answer; under the condition that at most 4 % of the answerable questions are refused and at least
//! 95 % of those on another theme are. Where no line does that, the lines stay as they are unless others treat more questions right. At most 2 % of the questions on the guide's theme may be called foreign, and 96
//! % of the answers that come without a choice must be right. Of equally good lines the middle of the widest stretch is
//! taken. Lines drawn from few questions replace others only where they treat clearly more of them right, because one or
//! two more are chance. The same content always gives the same lines. Since lines fit best the questions they were drawn on, the
//! figures are also told for questions that had no part in drawing them (cross-validated in ten parts).

mod figures;
mod told;

use crate::answer::{Library, Thresholds};
use crate::knowledge::Expectation;

use super::golden::{self, GoldenResult};
pub use figures::LineFigures;
use figures::{GoldenKind, Treated, share};

/// The smallest share of sure answers that must be right, where a line can see to that.
const SURE: f64 = 0.96;
/// The largest share of questions on the guide's theme that may be called foreign.
const CALLED_FOREIGN: f64 = 0.02;
/// Parts of the cross-validation.
const PARTS: usize = 10;
/// Below this many questions, and this many answerable and unanswerable ones of them, lines would follow chance.
const FEWEST: (usize, usize, usize) = (20, 10, 5);
/// From this many answerable and unanswerable questions on, lines can be relied on.
const RELIABLE: (usize, usize) = (50, 20);
/// How many more questions lines from fewer may treat right by chance.
const CHANCE: usize = 2;
/// Above every probability: nothing that was ranked is presented.
const NEVER: f32 = 1.1;

/// Lines that were drawn, with what they do.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnLines {
    /// The lines.
    pub thresholds: Thresholds,
    /// What they do to the questions they were drawn on.
    pub figures: LineFigures,
    /// What the lines do to them that hold until now.
    pub before: LineFigures,
    /// What lines drawn without a question do to it.
    pub validated: LineFigures,
    /// What other lines for an answer would do.
    pub curve: Vec<(f32, LineFigures)>,
    /// Right answers and all answers that are presented as sure.
    pub sure: (usize, usize),
}

/// Why no lines were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "für Schwellen sind es zu wenige Prüffragen: {answerable} mit Antwort und {others} ohne, nötig sind {}, davon mindestens {} mit und {} ohne",
    FEWEST.0, FEWEST.1, FEWEST.2
)]
pub struct TooFew {
    answerable: usize,
    others: usize,
}

/// Draws the lines for a library's guide.
///
/// # Errors
/// When its golden questions are too few.
pub fn draw(library: &mut Library) -> Result<DrawnLines, TooFew> {
    let golden = &library.guide.golden.questions;
    let is_place = |expect: &Expectation| matches!(expect, Expectation::Places(_));
    let answerable = golden.iter().filter(|one| is_place(&one.expect)).count();
    let others = golden.len() - answerable;
    if golden.len() < FEWEST.0 || answerable < FEWEST.1 || others < FEWEST.2 {
        return Err(TooFew { answerable, others });
    }
    let before = library.thresholds(!library.has_meaning());
    let courses = LineCourse::of_all(library);
    let all: Vec<&LineCourse> = courses.iter().collect();
    let theme = theme(&courses);
    let answer = best_line(&all).max(theme);
    let (sure, counted) = sure(&courses, answer);
    Ok(DrawnLines {
        thresholds: Thresholds {
            answer,
            theme,
            sure,
        },
        figures: figures_at(&all, answer),
        before: figures_at(&all, before.answer),
        validated: validated(&courses),
        curve: (1..=16)
            .map(|step| step as f32 * 0.05)
            .map(|line| (line, figures_at(&all, line)))
            .collect(),
        sure: counted,
    })
}

/// How a golden question is treated, depending on the line for an answer.
struct LineCourse {
    kind: GoldenKind,
    /// How probable it is that the first candidate answers; above every line where nothing was ranked.
    probability: f32,
    /// How it is treated by lines up to that.
    below: Treated,
    /// How it is treated by lines above.
    above: Treated,
}

impl LineCourse {
    /// Asks everything once with no line at all and once with lines that nothing crosses: between them the probability
    /// decides.
    fn of_all(library: &mut Library) -> Vec<Self> {
        let mut asked = |line: f32| {
            library.lines = Some(Thresholds {
                answer: line,
                theme: 0.0,
                sure: line,
            });
            golden::ask_all(library)
        };
        let (open, shut) = (asked(0.0), asked(NEVER));
        library.lines = None;
        let treated = |result: &GoldenResult| Treated {
            refused: result.refused,
            right: result.answer.right,
        };
        let both = open.iter().zip(&shut);
        both.map(|(open, shut)| Self {
            kind: GoldenKind::of(&open.expect),
            probability: if open.ranked { open.confidence } else { NEVER },
            below: treated(open),
            above: treated(shut),
        })
        .collect()
    }

    fn at(&self, line: f32) -> Treated {
        if line <= self.probability {
            self.below
        } else {
            self.above
        }
    }
}

/// What a line for an answer does to these questions.
fn figures_at(courses: &[&LineCourse], line: f32) -> LineFigures {
    let mut figures = LineFigures::default();
    for course in courses {
        figures.add(course.kind, course.at(line));
    }
    figures
}

/// The line for an answer that serves these questions best: the middle of the widest stretch of equally good ones.
fn best_line(courses: &[&LineCourse]) -> f32 {
    let mut turns: Vec<f32> = courses
        .iter()
        .map(|course| course.probability.min(1.0))
        .chain([0.0, 1.0])
        .collect();
    turns.sort_by(f32::total_cmp);
    turns.dedup();
    let mut best: Option<(LineFigures, f32, f32)> = None;
    let mut running: Option<(LineFigures, f32)> = None;
    for stretch in turns.windows(2) {
        let (from, to) = (stretch[0], stretch[1]);
        let figures = figures_at(courses, to);
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
fn validated(courses: &[LineCourse]) -> LineFigures {
    let mut figures = LineFigures::default();
    for part in 0..PARTS {
        let of_part = |at: usize| at % PARTS == part;
        let others = courses.iter().enumerate().filter(|(at, _)| !of_part(*at));
        let others: Vec<&LineCourse> = others.map(|(_, course)| course).collect();
        let line = best_line(&others);
        for (_, course) in courses.iter().enumerate().filter(|(at, _)| of_part(*at)) {
            figures.add(course.kind, course.at(line));
        }
    }
    figures
}

/// The line between themes: as high as it can be while hardly any question on the guide's theme falls below it, because
/// to be told that one's question has nothing to do with the guide is worse than to be led to the closest place.
fn theme(courses: &[LineCourse]) -> f32 {
    let on_theme = courses
        .iter()
        .filter(|course| course.kind != GoldenKind::OffTopic);
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
fn sure(courses: &[LineCourse], answer: f32) -> (f32, (usize, usize)) {
    let mut answers: Vec<(f32, bool)> = courses
        .iter()
        .filter(|course| course.kind == GoldenKind::Answerable && course.probability < NEVER)
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

fn rounded(line: f32) -> f32 {
    (line * 1000.0).round() / 1000.0
}

impl DrawnLines {
    /// Whether these lines treat more questions right than those that hold until now, also questions that had no part in
    /// drawing them; or as many, and keep their promises no worse. Lines from few questions must treat clearly more right.
    pub fn serve(&self) -> bool {
        let (now, before) = (self.figures, self.before);
        if self.are_of_few() {
            return self.validated.treated_right() > before.treated_right() + CHANCE;
        }
        self.validated.treated_right() > before.treated_right()
            || now.treated_right() == before.treated_right() && now.missed() <= before.missed()
    }

    /// Whether they were drawn from so few questions that they may be chance.
    fn are_of_few(&self) -> bool {
        let answerable = self.figures.answerable;
        answerable < RELIABLE.0 || self.figures.all() - answerable < RELIABLE.1
    }

    /// What the lines that will hold do.
    fn holding(&self) -> &LineFigures {
        match self.serve() {
            true => &self.figures,
            false => &self.before,
        }
    }

    /// Whether the lines that will hold keep what is promised of them.
    pub fn keeps_promises(&self) -> bool {
        self.holding().keeps_promises()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Ranker;

    /// A question that is answered up to a line and refused above it.
    fn course(kind: GoldenKind, probability: f32, right: bool) -> LineCourse {
        let treated = |refused, right| Treated { refused, right };
        let unanswered = kind != GoldenKind::Answerable;
        LineCourse {
            kind,
            probability,
            below: treated(false, right && !unanswered),
            above: treated(true, unanswered),
        }
    }

    #[test]
    fn the_line_is_the_middle_of_the_widest_stretch_that_treats_most_questions_right() {
        let courses = [
            course(GoldenKind::Answerable, 0.9, true),
            course(GoldenKind::Answerable, 0.8, true),
            course(GoldenKind::OffTopic, 0.3, false),
            course(GoldenKind::Absent, 0.4, false),
        ];
        let all: Vec<&LineCourse> = courses.iter().collect();
        let line = best_line(&all);
        assert!((line - 0.6).abs() < 1e-6, "{line}");
        let figures = figures_at(&all, line);
        assert_eq!((figures.treated_right(), figures.all()), (4, 4));
    }

    #[test]
    fn another_theme_is_refused_at_the_price_of_few_answers() {
        let mut courses: Vec<LineCourse> = (0..29)
            .map(|_| course(GoldenKind::Answerable, 0.9, true))
            .collect();
        courses.push(course(GoldenKind::Answerable, 0.2, true));
        courses.push(course(GoldenKind::OffTopic, 0.3, false));
        let all: Vec<&LineCourse> = courses.iter().collect();
        let line = best_line(&all);
        assert!((line - 0.6).abs() < 1e-6, "{line}");
        assert!(figures_at(&all, 0.1).missed() > figures_at(&all, line).missed());
    }

    #[test]
    fn where_no_line_keeps_what_is_promised_none_is_bought_with_wrong_answers() {
        let courses: Vec<LineCourse> = (0..10)
            .map(|at| course(GoldenKind::Answerable, 0.05 * at as f32, at > 5))
            .chain((0..10).map(|_| course(GoldenKind::OffTopic, 0.2, false)))
            .collect();
        let all: Vec<&LineCourse> = courses.iter().collect();
        let (drawn, low) = (figures_at(&all, best_line(&all)), figures_at(&all, 0.05));
        assert!(!drawn.keeps_promises() && !low.keeps_promises());
        assert_eq!(drawn.treated_right(), 14);
        assert_eq!(
            drawn.broken_promises(),
            ["höchstens 4 % zu Unrecht abgelehnt: es sind 50.0 %"]
        );
        assert!(drawn_lines(drawn, low).serve());
        let worse = drawn_lines(low, drawn);
        assert!(!worse.serve() && !worse.keeps_promises());
        assert!(
            worse
                .verdict()
                .contains("\nDie bisherigen Schwellen bleiben: Mit ihnen sind 14 von 20"),
            "{}",
            worse.verdict()
        );
    }

    fn drawn_lines(figures: LineFigures, before: LineFigures) -> DrawnLines {
        DrawnLines {
            thresholds: Thresholds::default(),
            figures,
            before,
            validated: figures,
            curve: Vec::new(),
            sure: (0, 0),
        }
    }

    #[test]
    fn lines_from_few_questions_are_taken_for_a_clear_gain_only() {
        let right = |answerable, right| LineFigures {
            answerable,
            answered: answerable,
            right,
            off_topic: (20, 20),
            ..LineFigures::default()
        };
        let serve = |answerable, now, before| {
            drawn_lines(right(answerable, now), right(answerable, before)).serve()
        };
        assert!(!serve(30, 24, 24) && !serve(30, 26, 24), "chance");
        assert!(serve(30, 27, 24));
        assert!(serve(50, 40, 40) && serve(50, 41, 40), "enough questions");
        let told = |answerable| drawn_lines(right(answerable, 20), right(answerable, 20)).verdict();
        insta::assert_snapshot!(told(30), @"
        Auf Schwellen aus so wenigen Prüffragen (30 mit Antwort, 20 ohne) ist noch kein Verlass: Nötig sind mindestens 50 mit und 20 ohne. Bis dahin gelten neue nur, wenn sie mindestens 3 Fragen mehr richtig behandeln.
        Die bisherigen Schwellen bleiben: Mit ihnen sind 40 von 50 Fragen richtig behandelt, mit neuen, kreuzvalidiert, 40.
        ");
        assert_eq!(told(50), "");
    }

    #[test]
    fn too_few_questions_draw_no_line() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
        let mut library = Library::in_memory(guide).unwrap();
        assert_eq!(library.thresholds(true), Ranker::built_in().by_words.lines);
        assert_eq!(
            draw(&mut library).unwrap_err().to_string(),
            "für Schwellen sind es zu wenige Prüffragen: 3 mit Antwort und 1 ohne, nötig sind 20, davon mindestens 10 mit und 5 ohne"
        );
    }
}
