//! Learns the weights of ranking and doubting from labelled questions, and says what they are worth on questions that
//! were left out.
//!
//! ```text
//! cargo bench --bench learn -- --questions fresh.jsonl [--followups chains.jsonl]      figures, nothing written
//! cargo bench --bench learn -- --questions fresh.jsonl --write                         …and language/de/ranking.yaml
//! cargo bench --bench learn -- --by-words …                                            without the encoder
//! ```
//!
//! Learns from the golden questions of the guide, from the tests of the language pack's intents, and from the labelled
//! questions: a JSON object a line with `id`, `question` and `expect` (`sections`, `municipalities`, `all` and `any` as
//! regular expressions, or `abstain`). The first letter of an id says who wrote it or which way of asking it is; each in
//! turn is left out of the learning and asked, through the whole conversation, and only these answers are counted. Goal
//! of ranking: the mean logarithm of the probability of all right candidates together, less a little for big weights;
//! of doubting: that of a logistic regression on questions to be answered and to be refused, both weighing the same.

#[path = "learn/judge.rs"]
mod judge;
#[path = "learn/model.rs"]
mod model;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Parser;
use lotse::answer::{Library, QuestionEvidence, Ranker, Sign, Signs, signs};
use lotse::knowledge::{Expectation, PassageKind};
use lotse::understanding::Asked;

use judge::{Chain, Labelled, Verdict};

/// Whatever went wrong ends the bench.
pub(crate) type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Debug, Parser)]
struct Args {
    /// The guide.
    #[arg(long, default_value = "knowledge")]
    knowledge: PathBuf,
    /// Labelled questions, one a line.
    #[arg(long)]
    questions: PathBuf,
    /// Talks whose last turn is judged.
    #[arg(long)]
    followups: Option<PathBuf>,
    /// Words alone rank.
    #[arg(long)]
    by_words: bool,
    /// Writes what was learnt from everything.
    #[arg(long)]
    write: bool,
    /// Says of each wrong answer what it was.
    #[arg(long)]
    misses: bool,
    /// `cargo bench` hands this to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A question with what is right.
struct Lesson {
    asked: Asked,
    evidence: QuestionEvidence,
    /// The candidates that are right; none where it is to be refused.
    right: Vec<bool>,
    /// Who wrote it: a letter of the labelled questions, or what else it comes from.
    source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Golden,
    Pack,
    Fresh(char),
}

fn main() -> Fallible<()> {
    let args = Args::parse();
    let library = library(&args)?;
    let fresh: Vec<Labelled> = judge::read(&args.questions)?;
    let chains: Vec<Chain> = match &args.followups {
        Some(path) => judge::read(path)?,
        None => Vec::new(),
    };
    let lessons = lessons(&library, &fresh);
    println!(
        "{} lessons, {} candidates",
        lessons.len(),
        library.candidates()
    );

    let letters: BTreeSet<char> = fresh
        .iter()
        .filter_map(|question| question.id.chars().next())
        .collect();
    let mut tally = judge::Tally::default();
    let mut library = library;
    let mut placed = (0, 0);
    for letter in &letters {
        let left_out = Source::Fresh(*letter);
        let taught: Vec<&Lesson> = lessons
            .iter()
            .filter(|lesson| lesson.source != left_out)
            .collect();
        let learnt = learn(&library, &taught);
        set(&mut library, &args, learnt);
        for lesson in lessons.iter().filter(|lesson| lesson.source == left_out) {
            if lesson.right.iter().any(|right| *right) {
                let weights = library.weights(args.by_words);
                let best = best(&weights.rank(&lesson.evidence.rows, |_| true));
                placed.0 += usize::from(best.is_some_and(|best| lesson.right[best]));
                placed.1 += 1;
            }
        }
        let asked = fresh.iter().enumerate();
        for (at, question) in asked.filter(|(_, question)| question.id.starts_with(*letter)) {
            let line = judge::ask(&library, &question.question);
            let verdict = question.judge(&line);
            if args.misses && verdict != Verdict::Right && verdict != Verdict::Abstained {
                println!(
                    "{verdict:?} {} {} → {:?} {:?} {:?} {}",
                    question.id,
                    question.question,
                    line.place,
                    line.kind,
                    line.confidence,
                    line.text
                        .replace('\n', " ")
                        .chars()
                        .take(200)
                        .collect::<String>()
                );
            }
            tally.single(&question.kind, verdict);
            // Another theme in the middle of a talk: what was talked about must not get into it.
            let before = fresh.iter().cycle().skip(at + fresh.len() / 2);
            let before = before.map(|other| other.question.clone()).take(1);
            let talk: Vec<String> = before.chain([question.question.clone()]).collect();
            if matches!(verdict, Verdict::Right | Verdict::Abstained) {
                let line = judge::talk(&library, &talk);
                let after = question.judge(&line);
                if args.misses && after != verdict {
                    println!(
                        "after {after:?} {} → {:?} {}",
                        talk.join(" / "),
                        line.place,
                        line.text.chars().take(90).collect::<String>()
                    );
                }
                tally.after(verdict, after);
            }
        }
        for chain in chains.iter().filter(|chain| chain.id.starts_with(*letter)) {
            let line = judge::talk(&library, &chain.turns);
            let verdict = chain.judge(&line);
            if args.misses && verdict != Verdict::Right && verdict != Verdict::Abstained {
                println!(
                    "follow-up {verdict:?} {} {} → {:?} {:?} {}",
                    chain.id,
                    chain.turns.join(" / "),
                    line.place,
                    line.kind,
                    line.text
                        .replace('\n', " ")
                        .chars()
                        .take(200)
                        .collect::<String>()
                );
            }
            tally.follow(verdict);
        }
    }
    println!(
        "right passage first, left out: {:.1} % of {}",
        100.0 * placed.0 as f64 / placed.1.max(1) as f64,
        placed.1
    );
    println!("{tally}");

    let all: Vec<&Lesson> = lessons.iter().collect();
    let learnt = learn(&library, &all);
    set(&mut library, &args, learnt);
    own_questions(&library, &lessons, &args);
    if args.write {
        let path = "language/de/ranking.yaml";
        std::fs::write(path, written(&library.ranker)?)?;
        println!("written: {path}");
    }
    Ok(())
}

/// The guide with its index in memory and, unless words alone shall rank, with likeness of meaning.
fn library(args: &Args) -> Fallible<Library> {
    let loaded = lotse::knowledge::load(&args.knowledge)?;
    let guide = loaded
        .guide
        .ok_or("the guide has faults: `lotse check` names them")?;
    let library = Library::in_memory(guide)?;
    if !args.by_words {
        let encoder = lotse::commands::library::encoder(&Default::default())
            .map_err(|fault| format!("{fault:?}"))?;
        let encoder = encoder.ok_or("the encoder inside the program cannot be used")?;
        let kept = std::path::Path::new("target");
        lotse::commands::library::learn(&library, &encoder, Some(kept), |done, all| {
            eprint!("\r{done} of {all}")
        });
    }
    Ok(library)
}

/// Puts what was learnt into the library.
fn set(library: &mut Library, args: &Args, learnt: lotse::answer::Weights) {
    if args.by_words {
        library.ranker.by_words = learnt;
    } else {
        library.ranker.with_meaning = learnt;
    }
}

fn lessons(library: &Library, fresh: &[Labelled]) -> Vec<Lesson> {
    let guide = &library.guide;
    let lesson = |text: &str, right: Vec<bool>, source: Source| {
        let heard = library.reader.read(text);
        let asked = heard.questions.into_iter().next().unwrap_or_else(|| Asked {
            text: text.to_owned(),
            ..Asked::default()
        });
        let evidence = QuestionEvidence::of(library, &asked.text, &asked.towns);
        Lesson {
            asked,
            evidence,
            right,
            source,
        }
    };
    let count = library.candidates();
    let passages = || library.passages.iter().enumerate();
    let golden = guide.golden.questions.iter().map(|golden| {
        let mut right = vec![false; count];
        if let Expectation::Places(wanted) = &golden.expect {
            for (at, passage) in passages() {
                right[at] = wanted
                    .iter()
                    .any(|wanted| judge::is_wanted(library, passage, wanted));
            }
        }
        lesson(&golden.ask, right, Source::Golden)
    });
    let pack = library
        .reader
        .pack()
        .intents
        .iter()
        .enumerate()
        .flat_map(|(at, intent)| {
            let tests = intent.tests.iter().filter(|_| !intent.like.is_empty());
            tests.map(move |test| (at, test))
        });
    let pack = pack.map(|(intent, test)| {
        let mut right = vec![false; count];
        right[library.passages.len() + intent] = true;
        lesson(test, right, Source::Pack)
    });
    let fresh = fresh.iter().map(|question| {
        let mut right = vec![false; count];
        for (at, passage) in passages().filter(|_| !question.expect.abstain) {
            right[at] = question.expect.is_met_by(library, passage);
        }
        let letter = question.id.chars().next().unwrap_or_default();
        lesson(&question.question, right, Source::Fresh(letter))
    });
    golden.chain(pack).chain(fresh).collect()
}

/// Learns both models.
fn learn(library: &Library, lessons: &[&Lesson]) -> lotse::answer::Weights {
    let mut weights = model::rank(
        lessons
            .iter()
            .filter(|lesson| lesson.right.contains(&true))
            .map(|lesson| {
                let weight = match lesson.source {
                    Source::Golden => 1.0,
                    Source::Pack => 0.5,
                    Source::Fresh(_) => 2.0,
                };
                let of_source = lessons
                    .iter()
                    .filter(|other| kind(other.source) == kind(lesson.source))
                    .count();
                (
                    &lesson.evidence.rows[..],
                    &lesson.right[..],
                    weight / of_source as f32,
                )
            }),
    );
    // What is meant for the program is no question, so nothing is to be learnt from it about answering.
    let of_guide = lessons
        .iter()
        .filter(|lesson| lesson.source != Source::Pack);
    let seen = of_guide.map(|lesson| {
        let answerable = lesson.right.contains(&true);
        (signs_of(library, lesson, &weights), answerable)
    });
    let seen: Vec<(Signs, bool)> = seen.collect();
    model::doubt(&mut weights, &seen);
    let probabilities = seen
        .iter()
        .map(|(signs, answerable)| (weights.probability(signs), *answerable));
    weights.lines = model::lines(probabilities);
    weights
}

/// The most probable candidate.
fn best(logs: &[Option<f32>]) -> Option<usize> {
    let log = |at: usize| logs[at].unwrap_or(f32::MIN);
    (0..logs.len()).max_by(|one, other| log(*one).total_cmp(&log(*other)))
}

fn kind(source: Source) -> u8 {
    match source {
        Source::Golden => 0,
        Source::Pack => 1,
        Source::Fresh(_) => 2,
    }
}

/// The signs of a lesson's ranking by these weights.
fn signs_of(library: &Library, lesson: &Lesson, weights: &lotse::answer::Weights) -> Signs {
    let logs = weights.rank(&lesson.evidence.rows, |_| true);
    let mut order: Vec<(usize, f32)> = logs
        .iter()
        .enumerate()
        .filter_map(|(at, log)| Some((at, (*log)?)))
        .collect();
    order.sort_by(|one, other| other.1.total_cmp(&one.1));
    lotse::answer::drop_doubtful_intents(library, &mut order);
    signs(library, &lesson.asked, &lesson.evidence, &order)
}

/// What the guide's own questions and the pack's tests come to with everything learnt: they were in view.
fn own_questions(library: &Library, lessons: &[Lesson], args: &Args) {
    for (name, wanted) in [("golden, in view", 0), ("pack's tests, in view", 1)] {
        let of = lessons
            .iter()
            .filter(|lesson| kind(lesson.source) == wanted && lesson.right.contains(&true));
        let weights = library.weights(args.by_words);
        let (mut right, mut all) = (0, 0);
        for lesson in of {
            let best = best(&weights.rank(&lesson.evidence.rows, |_| true));
            all += 1;
            if best.is_some_and(|best| lesson.right[best]) {
                right += 1;
            } else if args.misses && wanted == 1 {
                let shown = best.and_then(|best| {
                    Some(match library.intent(best) {
                        Some(intent) => library.reader.pack().intents[intent].id.clone(),
                        None => library.passages.get(best)?.id.clone(),
                    })
                });
                println!("pack: {} → {shown:?}", lesson.asked.text);
            }
        }
        println!(
            "{name}: {:.1} % of {all}",
            100.0 * f64::from(right) / f64::from(all.max(1))
        );
    }
    let gaps = library
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Gap)
        .count();
    println!(
        "{gaps} gaps; signs of doubt: {}",
        Sign::ALL.map(|sign| sign.name()).join(", ")
    );
}

fn written(ranker: &Ranker) -> Fallible<String> {
    let head = "# Gewichte der Rangfolge und des Zweifels, gelernt mit `cargo bench --bench learn`; bitte nicht von Hand ändern.\n\
        # Sie gehören zur Sprache und zum Sprachmodell, nicht zu einem Leitfaden. Was sie wiegen, steht in\n\
        # src/answer/ranker.rs.\n";
    Ok(format!("{head}{}", model::yaml(ranker)))
}
