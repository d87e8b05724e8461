//! What a question costs, beside plain tantivy on the same passages in the same run.
//!
//! `cargo bench --bench ask` asks the shipped guide its own titles and question forms. A corpus in JSON lines is measured
//! with `LOTSE_PASSAGES=… LOTSE_QUESTIONS=… cargo bench --bench ask` (form: see `src/commands/eval_corpus.rs`);
//! `LOTSE_BENCH_DOCUMENTS=100000` multiplies it by passages made of its sentences and of new compounds of its words.
//!
//! The baseline is what one gets from tantivy without work: lower case, German stop words, German stemmer, any word may
//! match, ten hits. Ratios decide; the milliseconds belong to the machine.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use lotse::search::{Document, Index, Query};
use serde::Deserialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{Searcher, TantivyDocument, Term};

/// How often a question is asked after a first time that warms up; the middle time counts, so that what else the
/// machine does is not measured.
const ROUNDS: usize = 5;

const HITS: usize = 10;

type Fallible<T> = Result<T, Box<dyn Error>>;

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
    let baseline = Baseline::build(&corpus.documents)?;

    println!(
        "{} passages, {} questions",
        corpus.documents.len(),
        corpus.questions.len()
    );
    println!(
        "build {:.2} s, opening {:.1} ms ({opening:?})",
        build.as_secs_f64(),
        millis(open)
    );
    let lotse = time(&corpus.questions, |question| {
        let query = Query {
            text: question.to_owned(),
            group: None,
            limit: HITS,
        };
        black_box(index.search(&query)?);
        Ok(())
    })?;
    let plain = time(&corpus.questions, |question| {
        black_box(baseline.ask(question)?);
        Ok(())
    })?;
    println!("                median        p99");
    println!(
        "lotse        {:>6.3} ms  {:>6.3} ms",
        lotse.median, lotse.p99
    );
    println!(
        "plain        {:>6.3} ms  {:>6.3} ms",
        plain.median, plain.p99
    );
    println!(
        "ratio        {:>6.1}     {:>6.1}",
        lotse.median / plain.median,
        lotse.p99 / plain.p99
    );
    Ok(())
}

struct Times {
    median: f64,
    p99: f64,
}

fn time(questions: &[String], mut ask: impl FnMut(&str) -> Fallible<()>) -> Fallible<Times> {
    let mut times = Vec::new();
    for question in questions {
        ask(question)?;
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            ask(question)?;
            rounds.push(start.elapsed());
        }
        rounds.sort_unstable();
        times.push(rounds[ROUNDS / 2]);
    }
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied();
    Ok(Times {
        median: millis(at(0.5).unwrap_or_default()),
        p99: millis(at(0.99).unwrap_or_default()),
    })
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
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

/// Plain tantivy.
struct Baseline {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    field: Field,
}

impl Baseline {
    fn build(documents: &[Document]) -> Fallible<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("german")
            .set_index_option(IndexRecordOption::WithFreqs);
        let field = schema.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing),
        );
        let index = tantivy::Index::create_in_ram(schema.build());
        let stop = StopWordFilter::new(Language::German).ok_or("no German stop words")?;
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(stop)
            .filter(Stemmer::new(Language::German))
            .build();
        index.tokenizers().register("german", analyzer.clone());
        let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
        for document in documents {
            let mut stored = TantivyDocument::default();
            stored.add_text(field, &document.text);
            writer.add_document(stored)?;
        }
        writer.commit()?;
        Ok(Self {
            searcher: index.reader()?.searcher(),
            analyzer,
            field,
        })
    }

    fn ask(&self, question: &str) -> Fallible<usize> {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(question);
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        while stream.advance() {
            let term = Term::from_field_text(self.field, &stream.token().text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(query)));
        }
        let query = BooleanQuery::new(clauses);
        let top = self
            .searcher
            .search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
        Ok(top.len())
    }
}
