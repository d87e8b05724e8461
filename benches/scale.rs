//! How searching grows with the corpus, beside plain tantivy on the same passages in the same run.
//!
//! ```text
//! cargo bench --bench scale                             the shipped guide, and 1 000 and 10 000 passages made of it
//! cargo bench --bench scale -- --passages passages.jsonl --questions questions.jsonl --sizes 1000,10000,100000
//! ```
//!
//! The corpus is measured first as it is, with its own questions (or with questions made of its passages), then at each
//! size with passages and questions that `generate` makes of it (`--seed` for others). Each size is built by one
//! process and asked by another, so that the memory of either is its own: time and the most memory while building, size
//! on disk by part, memory while serving, median and 99th percentile per question as it is written and with every long
//! word misspelt. `README.md` here says what came out where.

mod generate;
mod measure;
mod plain;
mod process;
mod source;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use clap::{Parser, ValueEnum};
use generate::{Chance, Generated, misspelt, question};
use lotse::search::{Document, Index, Query};
use measure::{Fallible, Times, compare};
use plain::{HITS, Plain};
use source::Source;

#[derive(Debug, Clone, Parser)]
struct Args {
    /// Passages in JSON lines; the shipped guide if there are none
    #[arg(long, value_name = "FILE")]
    passages: Option<String>,
    /// Questions to these passages as they are
    #[arg(long, value_name = "FILE", requires = "passages")]
    questions: Option<String>,
    /// How many passages to make of them, one run for each number; 0 is the corpus as it is
    #[arg(long, value_delimiter = ',', default_values_t = [0, 1_000, 10_000])]
    sizes: Vec<usize>,
    /// Questions asked of made passages
    #[arg(long, default_value_t = 400)]
    count: usize,
    /// Another seed makes another corpus
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where indexes are built and removed again; the system's temporary folder if not given
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// What a process of this bench does for another
    #[arg(long, hide = true)]
    stage: Option<Stage>,
    /// `cargo bench` hands this to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    Build,
    Plain,
    Serve,
}

fn main() -> Fallible<()> {
    let args = Args::parse();
    if let Some(stage) = args.stage {
        return run(stage, &args);
    }
    for size in &args.sizes {
        let folder = match &args.folder {
            Some(folder) => tempfile::tempdir_in(folder)?,
            None => tempfile::tempdir()?,
        };
        for stage in [Stage::Build, Stage::Plain, Stage::Serve] {
            in_a_process_of_its_own(stage, *size, folder.path())?;
        }
        println!();
    }
    Ok(())
}

/// Hands a stage the arguments of this process, but one size and one folder.
fn in_a_process_of_its_own(stage: Stage, size: usize, folder: &Path) -> Fallible<()> {
    let stage = stage.to_possible_value().ok_or("a stage without a name")?;
    let mut command = Command::new(std::env::current_exe()?);
    let mut given = std::env::args_os().skip(1);
    while let Some(argument) = given.next() {
        let name = argument.to_string_lossy().into_owned();
        let ours = ["--sizes", "--folder"];
        if ours.contains(&name.as_str()) {
            given.next();
        } else if !ours
            .iter()
            .any(|ours| name.starts_with(&format!("{ours}=")))
        {
            command.arg(argument);
        }
    }
    let status = command
        .args(["--stage", stage.get_name(), "--sizes", &size.to_string()])
        .arg("--folder")
        .arg(folder)
        .stdin(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} of {size} passages: {status}", stage.get_name()).into())
    }
}

fn run(stage: Stage, args: &Args) -> Fallible<()> {
    let (size, folder) = match (&args.sizes[..], &args.folder) {
        ([size], Some(folder)) => (*size, folder),
        _ => return Err("a stage needs one size and a folder".into()),
    };
    let source = match &args.passages {
        Some(passages) => Source::of_lines(passages, args.questions.as_deref())?,
        None => Source::shipped()?,
    };
    let passages = if size == 0 {
        Passages::as_they_are(source, args)
    } else {
        Passages::made(&Generated::new(&source.documents, args.seed, size), args)
    };
    match stage {
        Stage::Build => build(&passages, folder),
        Stage::Plain => build_plain(&passages),
        Stage::Serve => serve(&passages, args, folder),
    }
}

/// What is searched and asked.
struct Passages {
    documents: Vec<Document>,
    questions: Vec<String>,
}

impl Passages {
    fn as_they_are(source: Source, args: &Args) -> Self {
        let Source {
            documents,
            mut questions,
        } = source;
        if questions.is_empty() {
            let asked = documents.iter().zip(0..);
            questions = asked
                .map(|(document, number)| question(document, &mut Chance::new(args.seed, number)))
                .collect();
        }
        Self {
            documents,
            questions,
        }
    }

    fn made(generated: &Generated, args: &Args) -> Self {
        Self {
            documents: generated.documents(),
            questions: generated.questions(args.count),
        }
    }
}

fn build(passages: &Passages, folder: &Path) -> Fallible<()> {
    let documents = &passages.documents;
    let bytes: usize = documents
        .iter()
        .map(|document| document.text.len() + document.title.len())
        .sum();
    println!(
        "{} passages, {} of text",
        documents.len(),
        megabytes(bytes as u64)
    );
    let (start, worked) = (Instant::now(), process::worked());
    let (opened, most) = process::peak(|| Index::open_or_build(folder, documents));
    let (_, opening) = opened?;
    let took = start.elapsed();
    println!(
        "build          {took:.1?} ({:.0} s of processor; {opening:?}), at most {} private",
        process::worked() - worked,
        megabytes(most)
    );
    println!("on disk        {}", size(folder)?);
    Ok(())
}

fn build_plain(passages: &Passages) -> Fallible<()> {
    let (start, worked) = (Instant::now(), process::worked());
    let (built, most) = process::peak(|| Plain::of(&passages.documents));
    built?;
    let took = start.elapsed();
    println!(
        "plain build    {took:.1?} ({:.0} s of processor), at most {} private",
        process::worked() - worked,
        megabytes(most)
    );
    Ok(())
}

fn serve(passages: &Passages, args: &Args, folder: &Path) -> Fallible<()> {
    let questions = &passages.questions;
    let wrong: Vec<String> = questions
        .iter()
        .zip(args.seed..)
        .map(|(question, seed)| misspelt(question, seed))
        .collect();
    let start = Instant::now();
    let (index, _) = Index::open_or_build(folder, &passages.documents)?;
    let opening = start.elapsed();
    let before = process::private();
    let (times, most) =
        process::peak(|| -> Fallible<_> { Ok([ask(&index, questions)?, ask(&index, &wrong)?]) });
    let [as_written, misspelt] = times?;
    let plain = Plain::of(&passages.documents)?;
    let baseline = Times::of(questions, String::clone, |question| plain.ask(&question))?;
    println!(
        "serving        opened in {opening:.1?}, {} private before the first question, at most {} after {}",
        megabytes(before),
        megabytes(most),
        questions.len()
    );
    let name = "plain tantivy, as written";
    compare("as written", as_written, name, baseline);
    compare("every long word misspelt", misspelt, name, baseline);
    Ok(())
}

fn ask(index: &Index, questions: &[String]) -> Fallible<Times> {
    let query = |question: &String| Query {
        text: question.clone(),
        group: None,
        literal: false,
        limit: HITS,
    };
    Times::of(questions, query, |query| Ok(index.search(&query)?))
}

/// What the files of an index take.
fn size(folder: &Path) -> Fallible<String> {
    let (mut tables, mut others) = (0, 0);
    for index in std::fs::read_dir(folder)? {
        let index = index?.path();
        if !index.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(index)? {
            let file = file?;
            let is_ours = file.file_name() == "tables.bin";
            *if is_ours { &mut tables } else { &mut others } += file.metadata()?.len();
        }
    }
    let (tables, others) = (megabytes(tables), megabytes(others));
    Ok(format!("tables {tables}, tantivy {others}"))
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
