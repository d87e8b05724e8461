//! What each ingredient of the ranking brings: everything, then everything but one, on any corpora and on the shipped
//! guide's golden questions. Prints a table in Markdown.
//!
//! ```text
//! cargo bench --bench ablation                                 the golden questions
//! cargo bench --bench ablation -- --set OMoS=passages.jsonl,questions.jsonl --set …
//! cargo bench --bench ablation -- --group-set OMoS=…           the same, each question in its own group
//! ```
//!
//! A corpus has the form that `src/commands/eval_corpus.rs` describes and is scored by MRR@10; golden questions by the
//! share whose right place comes first. What is left out is left out of the index and of the question.

use std::error::Error;
use std::path::Path;

use clap::Parser;
use lotse::answer::Library;
use lotse::commands::eval;
use lotse::commands::eval_corpus::{Passage, Question, rank, read_lines};
use lotse::knowledge::Guide;
use lotse::search::{Document, Index, Ingredients};

/// Whatever went wrong ends the bench.
type Fallible<T> = Result<T, Box<dyn Error>>;

#[derive(Debug, Parser)]
struct Args {
    /// A corpus: its name, its passages, its questions
    #[arg(long = "set", value_name = "NAME=PASSAGES,QUESTIONS")]
    sets: Vec<String>,
    /// The same, with each question asked of the passages of its own group
    #[arg(long = "group-set", value_name = "NAME=PASSAGES,QUESTIONS")]
    group_sets: Vec<String>,
    /// `cargo bench` hands this to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

/// What is left out.
struct Ablation {
    name: &'static str,
    ingredients: Ingredients,
    /// What gender-inclusive writing adds to a word becomes a word.
    gender_forms_apart: bool,
    /// Question forms of editors are not known.
    without_question_forms: bool,
}

fn main() -> Fallible<()> {
    let args = Args::parse();
    let all = args.sets.iter().map(|set| Set::read(set, false));
    let grouped = args.group_sets.iter().map(|set| Set::read(set, true));
    let sets: Vec<Set> = all.chain(grouped).collect::<Fallible<_>>()?;
    let loaded = lotse::knowledge::load::load(Path::new("knowledge"))?;
    let guide = loaded
        .guide
        .ok_or("the guide has faults: `lotse check` names them")?;

    let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
    println!("| | {} | golden questions |", names.join(" | "));
    println!("|---|{}", "---:|".repeat(sets.len() + 1));
    let mut everything = Vec::new();
    for ablation in ablations() {
        let mut figures = Vec::new();
        for set in &sets {
            figures.push(set.score(&ablation)?);
        }
        figures.push(golden(&guide, &ablation)?);
        if everything.is_empty() {
            everything.clone_from(&figures);
        }
        println!("| {} | {} |", ablation.name, row(&figures, &everything));
    }
    Ok(())
}

fn ablations() -> Vec<Ablation> {
    let without = |name, ingredients| Ablation {
        name,
        ingredients,
        gender_forms_apart: false,
        without_question_forms: false,
    };
    const ALL: Ingredients = Ingredients::ALL;
    vec![
        without("everything", ALL),
        without(
            "without compounds",
            Ingredients {
                compounds: false,
                ..ALL
            },
        ),
        without(
            "without speller",
            Ingredients {
                speller: false,
                ..ALL
            },
        ),
        without(
            "without 4-grams",
            Ingredients {
                pieces: false,
                ..ALL
            },
        ),
        without(
            "without pairs",
            Ingredients {
                pairs: false,
                ..ALL
            },
        ),
        without(
            "without titles",
            Ingredients {
                titles: false,
                ..ALL
            },
        ),
        without(
            "without best sentence",
            Ingredients {
                sentences: false,
                ..ALL
            },
        ),
        Ablation {
            gender_forms_apart: true,
            ..without("without gender forms", ALL)
        },
        Ablation {
            without_question_forms: true,
            ..without("without question forms", ALL)
        },
        without(
            "words alone",
            Ingredients {
                compounds: false,
                speller: false,
                titles: false,
                pieces: false,
                pairs: false,
                sentences: false,
            },
        ),
    ]
}

/// The figures of a row, each with what is lost against everything.
fn row(figures: &[f64], everything: &[f64]) -> String {
    let cells = figures.iter().zip(everything).map(|(figure, all)| {
        let lost = 100.0 * (figure - all);
        if lost == 0.0 {
            format!("{:.1}", 100.0 * figure)
        } else {
            format!("{:.1} ({lost:+.1})", 100.0 * figure)
        }
    });
    cells.collect::<Vec<_>>().join(" | ")
}

/// A corpus with its questions.
struct Set {
    name: String,
    passages: Vec<Passage>,
    questions: Vec<Question>,
    in_group: bool,
}

impl Set {
    fn read(set: &str, in_group: bool) -> Fallible<Self> {
        let (name, files) = set
            .split_once('=')
            .ok_or("a set is NAME=PASSAGES,QUESTIONS")?;
        let (passages, questions) = files.split_once(',').ok_or("a set has two files")?;
        Ok(Self {
            name: name.to_owned(),
            passages: read_lines(Path::new(passages))?,
            questions: read_lines(Path::new(questions))?,
            in_group,
        })
    }

    fn score(&self, ablation: &Ablation) -> Fallible<f64> {
        let (mut passages, mut questions) = (self.passages.clone(), self.questions.clone());
        if ablation.gender_forms_apart {
            for passage in &mut passages {
                passage.title = apart(&passage.title);
                passage.text = apart(&passage.text);
            }
            for question in &mut questions {
                question.question = apart(&question.question);
            }
        }
        let (measured, _) = rank(&passages, &questions, self.in_group, ablation.ingredients)?;
        Ok(measured.mrr10)
    }
}

/// The share of golden questions whose right place comes first.
fn golden(guide: &Guide, ablation: &Ablation) -> Fallible<f64> {
    let mut guide = guide.clone();
    let mut passages = lotse::knowledge::passage::passages(&guide);
    for passage in &mut passages {
        if ablation.without_question_forms {
            passage.questions.clear();
        }
        if ablation.gender_forms_apart {
            passage.title = apart(&passage.title);
            passage.text = apart(&passage.text);
            passage
                .questions
                .iter_mut()
                .for_each(|form| *form = apart(form));
        }
    }
    if ablation.gender_forms_apart {
        for golden in &mut guide.golden.questions {
            golden.ask = apart(&golden.ask);
        }
    }
    let documents: Vec<Document> = passages.iter().map(Document::from).collect();
    let index = Index::in_memory_of(&documents, ablation.ingredients)?;
    let report = eval::run(&Library::new(guide, passages, index));
    Ok(report.figures.get("hit_at_1").copied().unwrap_or_default())
}

/// Writes gender forms so that their suffix is a word of its own, as it is to who does not know them.
fn apart(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for sign in text.chars() {
        let after_small = written.chars().next_back().is_some_and(char::is_lowercase);
        match sign {
            '*' | ':' | '_' | '·' | '/' | '(' if after_small => written.push(' '),
            'I' if after_small => written.push_str(" I"),
            _ => written.push(sign),
        }
    }
    written
}
