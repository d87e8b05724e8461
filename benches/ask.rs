//! What a question costs, beside plain tantivy on the same passages in the same run.
//!
//! `cargo bench --bench ask` asks the shipped guide its own titles and question forms. A corpus in JSON lines is measured
//! with `LOTSE_PASSAGES=… LOTSE_QUESTIONS=… cargo bench --bench ask` (form: see `src/commands/eval_corpus.rs`);
//! `LOTSE_BENCH_DOCUMENTS=100000` multiplies it by passages made of its sentences and of new compounds of its words.
//!
//! Ratios decide; the times belong to the machine.

mod measure;
mod plain;

use std::path::Path;
use std::time::Instant;

use lotse::search::{Document, Index, Query};
use measure::{Fallible, Times, compare};
use plain::{HITS, Plain};
use serde::Deserialize;

fn main() -> Fallible<()> {
    let corpus = Corpus::read()?;
    let start = Instant::now();
    let folder = tempfile::tempdir()?;
    let (index, _) = Index::open_or_build(folder.path(), &corpus.documents)?;
    let build = start.elapsed();
    drop(index);
    let start = Instant::now();
    let (index, opening) = Index::open_or_build(folder.path(), &corpus.documents)?;
    let open = start.elapsed();
    let plain = Plain::build(&corpus.documents)?;

    println!(
        "{} passages, {} questions",
        corpus.documents.len(),
        corpus.questions.len()
    );
    println!("build {build:.2?}, opening {open:.1?} ({opening:?})\n");
    let query = |question: &String| Query {
        text: question.clone(),
        group: None,
        limit: HITS,
    };
    let lotse = Times::of(&corpus.questions, query, |query| Ok(index.search(&query)?))?;
    let baseline = Times::of(&corpus.questions, String::clone, |question| {
        plain.ask(&question)
    })?;
    compare("search", lotse, "plain tantivy", baseline);
    Ok(())
}

/// What is searched and asked.
struct Corpus {
    documents: Vec<Document>,
    questions: Vec<String>,
}

#[derive(Deserialize)]
struct Passage {
    id: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Question {
    question: String,
}

impl Corpus {
    fn read() -> Fallible<Self> {
        let mut corpus = match (
            std::env::var("LOTSE_PASSAGES"),
            std::env::var("LOTSE_QUESTIONS"),
        ) {
            (Ok(passages), Ok(questions)) => Self::from_lines(&passages, &questions)?,
            _ => Self::shipped()?,
        };
        if let Ok(wanted) = std::env::var("LOTSE_BENCH_DOCUMENTS") {
            corpus.multiply(wanted.parse()?);
        }
        Ok(corpus)
    }

    fn from_lines(passages: &str, questions: &str) -> Fallible<Self> {
        let passages = std::fs::read_to_string(passages)?;
        let questions = std::fs::read_to_string(questions)?;
        let documents = passages.lines().map(|line| {
            let passage: Passage = serde_json::from_str(line)?;
            Ok(Document {
                id: passage.id,
                title: passage.title,
                questions: Vec::new(),
                text: passage.text,
                group: String::new(),
            })
        });
        let questions = questions.lines().map(|line| {
            let question: Question = serde_json::from_str(line)?;
            Ok(question.question)
        });
        Ok(Self {
            documents: documents.collect::<Fallible<_>>()?,
            questions: questions.collect::<Fallible<_>>()?,
        })
    }

    fn shipped() -> Fallible<Self> {
        let loaded = lotse::knowledge::load::load(Path::new("knowledge"))?;
        let guide = loaded
            .guide
            .ok_or("the guide has faults: `lotse check` names them")?;
        let passages = lotse::knowledge::passage::passages(&guide);
        let forms = passages.iter().flat_map(|passage| &passage.questions);
        let titles = passages.iter().map(|passage| &passage.title);
        Ok(Self {
            questions: titles.chain(forms).cloned().collect(),
            documents: passages.iter().map(Document::from).collect(),
        })
    }

    /// Adds passages made of the corpus's own lines, every hundredth word made a new compound.
    fn multiply(&mut self, wanted: usize) {
        let lines: Vec<String> = self
            .documents
            .iter()
            .flat_map(|document| document.text.lines().map(str::to_owned))
            .collect();
        let nouns: Vec<String> = lines
            .iter()
            .flat_map(|line| line.split_whitespace())
            .filter(|word| {
                word.chars().next().is_some_and(char::is_uppercase)
                    && word.chars().all(char::is_alphabetic)
            })
            .map(str::to_owned)
            .collect();
        let mut chance = Chance(0x2545_f491_4f6c_dd1d);
        while self.documents.len() < wanted && !lines.is_empty() && !nouns.is_empty() {
            let text = (0..20)
                .map(|_| made_line(&lines, &nouns, &mut chance))
                .collect::<Vec<_>>();
            self.documents.push(Document {
                id: format!("made-{}", self.documents.len()),
                title: text[0].chars().take(40).collect(),
                questions: Vec::new(),
                text: text.join("\n"),
                group: String::new(),
            });
        }
    }
}

fn made_line(lines: &[String], nouns: &[String], chance: &mut Chance) -> String {
    let line = &lines[chance.below(lines.len())];
    let words = line.split_whitespace().map(|word| {
        if chance.below(100) > 0 {
            return word.to_owned();
        }
        let (left, right) = (
            &nouns[chance.below(nouns.len())],
            &nouns[chance.below(nouns.len())],
        );
        format!("{left}{}", right.to_lowercase())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A small generator of chance numbers, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
