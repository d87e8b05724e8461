//! Measures the ranking on any corpus in JSON lines, guide or not.
//!
//! ```text
//! cargo bench --bench corpus -- --passages passages.jsonl --questions questions.jsonl [--group] [--json] [--ranking OUT]
//! ```
//!
//! A passage a line (`id`, `title`, `text`, `group`), a question a line (`id`, `question`, `relevant`, `group`). The
//! passages become a library without a guide: sections, each at a place of its own, ranked like any other.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use lotse::answer::{self, Library};
use lotse::commands::library as libraries;
use lotse::knowledge::{self, Guide, PassageKind, PlaceId, Target};
use lotse::operations::settings::EncoderChoice;
use lotse::search::{Document, Index};
use lotse::understanding::Asked;
use serde::Deserialize;
use serde_json::json;

/// Hits that count.
const DEPTH: usize = 10;

/// Whatever went wrong ends the bench.
type Fallible<T> = Result<T, Box<dyn Error>>;

#[derive(Debug, Parser)]
struct Args {
    /// Passages to search, one JSON object per line
    #[arg(long, value_name = "FILE")]
    passages: PathBuf,
    /// Questions to ask, one JSON object per line
    #[arg(long, value_name = "FILE")]
    questions: PathBuf,
    /// Search only the passages of the question's own group
    #[arg(long)]
    group: bool,
    /// The figures as JSON
    #[arg(long)]
    json: bool,
    /// Write the ranking of every question to a file, one JSON object per line
    #[arg(long, value_name = "OUT")]
    ranking: Option<PathBuf>,
    /// What ranks by meaning: the model inside the program, `off` for words alone, or a file
    #[arg(long, value_name = "built-in|off|FILE", default_value = "built-in")]
    encoder: EncoderChoice,
    /// Folder that vectors are kept in for the next run
    #[arg(long, value_name = "DIR", default_value = "index")]
    index: PathBuf,
    /// `cargo bench` hands this to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Fallible<()> {
    let args = Args::parse();
    let corpus = Corpus::read(&args)?;
    corpus.learn(&args)?;
    let rankings = corpus.rank(args.group);
    if let Some(path) = &args.ranking {
        corpus.write(path, &rankings)?;
    }
    let measured = corpus.measure(&rankings);
    if args.json {
        println!("{}", measured.json());
    } else {
        print!("{}", measured.table());
    }
    Ok(())
}

/// What was measured; shares are fractions.
#[derive(Debug, Clone, Default)]
struct Measured {
    /// Questions whose first hit is right.
    r1: f64,
    r3: f64,
    r10: f64,
    /// The mean of one over the place of the first right hit.
    mrr10: f64,
    ndcg10: f64,
    questions: usize,
    unanswerable: usize,
    median_ms: f64,
    p99_ms: f64,
    build_s: f64,
}

/// A passage to find.
#[derive(Debug, Clone, Deserialize)]
struct Passage {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
    #[serde(default)]
    group: String,
}

/// A question with the passages that answer it.
#[derive(Debug, Clone, Deserialize)]
struct Question {
    id: String,
    question: String,
    #[serde(default)]
    relevant: Vec<String>,
    #[serde(default)]
    group: String,
}

fn read_lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Fallible<Vec<T>> {
    let text =
        fs::read_to_string(path).map_err(|fault| format!("`{}`: {fault}", path.display()))?;
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| {
            serde_json::from_str(line)
                .map_err(|fault| format!("`{}`, line {number}: {fault}", path.display()).into())
        })
        .collect()
}

/// Passages as a library, with questions to them.
struct Corpus {
    library: Library,
    groups: Vec<String>,
    questions: Vec<Question>,
    build: Duration,
}

/// The passages found for a question, best first, and how long that took.
type Ranked = (Vec<usize>, Duration);

impl Corpus {
    fn read(args: &Args) -> Fallible<Self> {
        let passages: Vec<Passage> = read_lines(&args.passages)?;
        let groups = passages
            .iter()
            .map(|passage| passage.group.clone())
            .collect();
        let passages: Vec<_> = (0..)
            .zip(passages)
            .map(|(at, passage)| section(at, passage))
            .collect::<Fallible<_>>()?;
        let documents: Vec<Document> = passages.iter().map(Into::into).collect();
        let start = Instant::now();
        let index = Index::in_memory(&documents)?;
        Ok(Self {
            build: start.elapsed(),
            library: Library::new(Guide::default(), passages, index),
            groups,
            questions: read_lines(&args.questions)?,
        })
    }

    /// Learns likeness of meaning unless words alone shall rank; the vectors are kept for the next run.
    fn learn(&self, args: &Args) -> Fallible<()> {
        let encoder = libraries::encoder(&args.encoder).map_err(|fault| format!("{fault:?}"))?;
        let Some(encoder) = encoder else {
            return Ok(());
        };
        let kept = args
            .index
            .join(format!("corpus-{}", self.library.version()));
        fs::create_dir_all(&kept)?;
        let start = Instant::now();
        let told = |done: usize, all: usize| {
            if done == all || done % 1024 < 32 {
                eprintln!("reading by meaning: {done} of {all} texts");
            }
        };
        let made = libraries::learn(&self.library, &encoder, Some(&kept), told);
        if made > 0 {
            let took = start.elapsed().as_secs_f64();
            eprintln!("{made} texts were read by meaning in {took:.1} s");
        }
        Ok(())
    }

    /// Ranks the passages for every question, or those of its own group.
    fn rank(&self, in_group: bool) -> Vec<Ranked> {
        let rank = |question: &Question| {
            let asked = Asked {
                text: question.question.clone(),
                ..Asked::default()
            };
            let admits = |at: usize| {
                let group = self.groups.get(at);
                group.is_some_and(|group| !in_group || *group == question.group)
            };
            let start = Instant::now();
            let ranking = answer::rank(&self.library, &asked, admits);
            let best = ranking.order.into_iter().take(DEPTH);
            (best.map(|(at, _)| at).collect(), start.elapsed())
        };
        self.questions.iter().map(rank).collect()
    }

    fn id(&self, passage: usize) -> &str {
        &self.library.passages[passage].id
    }

    /// Scores the rankings of all questions that have a relevant passage.
    fn measure(&self, rankings: &[Ranked]) -> Measured {
        let mut sums = Measured {
            build_s: self.build.as_secs_f64(),
            ..Measured::default()
        };
        let times = rankings.iter().map(|(_, time)| *time).collect();
        (sums.median_ms, sums.p99_ms) = percentiles(times);
        for (question, (ranking, _)) in self.questions.iter().zip(rankings) {
            if question.relevant.is_empty() {
                sums.unanswerable += 1;
                continue;
            }
            sums.questions += 1;
            let ids = ranking.iter().map(|passage| self.id(*passage));
            let relevant = |id: &str| question.relevant.iter().any(|relevant| relevant == id);
            let right = ids.enumerate().filter(|(_, id)| relevant(id));
            let right: Vec<usize> = right.map(|(place, _)| place).collect();
            let Some(first) = right.first().copied() else {
                continue;
            };
            sums.r1 += f64::from(first < 1);
            sums.r3 += f64::from(first < 3);
            sums.r10 += f64::from(first < DEPTH);
            sums.mrr10 += 1.0 / (first as f64 + 1.0);
            let best = 0..question.relevant.len().min(DEPTH);
            sums.ndcg10 += gain(right.into_iter()) / gain(best);
        }
        let count = sums.questions.max(1) as f64;
        let Measured {
            r1,
            r3,
            r10,
            mrr10,
            ndcg10,
            ..
        } = &mut sums;
        [r1, r3, r10, mrr10, ndcg10]
            .into_iter()
            .for_each(|sum| *sum /= count);
        sums
    }

    fn write(&self, path: &Path, rankings: &[Ranked]) -> Fallible<()> {
        let mut lines = String::new();
        for (question, (ranking, _)) in self.questions.iter().zip(rankings) {
            let ids: Vec<&str> = ranking.iter().map(|passage| self.id(*passage)).collect();
            lines += &json!({ "id": question.id, "ranking": ids }).to_string();
            lines.push('\n');
        }
        fs::write(path, lines).map_err(|fault| format!("`{}`: {fault}", path.display()).into())
    }
}

/// A passage as a section, the only one of its place.
fn section(at: usize, passage: Passage) -> Fallible<knowledge::Passage> {
    let place = PlaceId::parse(&format!("p{at}"))?;
    Ok(knowledge::Passage {
        id: passage.id,
        kind: PassageKind::Section,
        target: Target::Place(place.clone(), None),
        place: Some(place),
        municipality: None,
        title: passage.title,
        questions: Vec::new(),
        text: passage.text,
    })
}

fn gain(places: impl Iterator<Item = usize>) -> f64 {
    places.map(|place| 1.0 / (place as f64 + 2.0).log2()).sum()
}

fn percentiles(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let at = |share: f64| {
        let place = ((times.len() as f64 * share).ceil() as usize).saturating_sub(1);
        times
            .get(place)
            .map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    (at(0.5), at(0.99))
}

impl Measured {
    fn json(&self) -> serde_json::Value {
        json!({
            "r1": self.r1, "r3": self.r3, "r10": self.r10, "mrr10": self.mrr10, "ndcg10": self.ndcg10,
            "questions": self.questions, "median_ms": self.median_ms, "p99_ms": self.p99_ms, "build_s": self.build_s,
        })
    }

    fn table(&self) -> String {
        let percent = |share: f64| 100.0 * share;
        format!(
            "questions  {} (and {} without an answer)\nR@1        {:.1} %\nR@3        {:.1} %\nR@10       {:.1} %\n\
             MRR@10     {:.1} %\nnDCG@10    {:.1} %\nmedian     {:.3} ms\np99        {:.3} ms\nbuild      {:.2} s\n",
            self.questions,
            self.unanswerable,
            percent(self.r1),
            percent(self.r3),
            percent(self.r10),
            percent(self.mrr10),
            percent(self.ndcg10),
            self.median_ms,
            self.p99_ms,
            self.build_s,
        )
    }
}
