//! `lotse eval --passages … --questions …`: measures retrieval on any corpus in JSON lines, guide or not.
//!
//! A passage a line (`id`, `title`, `text`, `group`), a question a line (`id`, `question`, `relevant`, `group`, and for
//! sentences either `lines` of the relevant text or `answers` that the right sentence contains).

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use serde_json::json;

use super::eval_absent::AbsentScore;
use crate::search::{Document, Index, Ingredients, Query, Ranking, Sentence};

/// Hits that count.
const DEPTH: usize = 10;

/// What to measure, and how.
#[derive(Debug, Clone, Args)]
pub struct EvalCorpus {
    /// Passages to search, one JSON object per line
    #[arg(long, value_name = "FILE", requires = "questions")]
    pub passages: Option<PathBuf>,
    /// Questions to ask, one JSON object per line
    #[arg(long, value_name = "FILE", requires = "passages")]
    pub questions: Option<PathBuf>,
    /// Search only the passages of the question's own group
    #[arg(long)]
    pub group: bool,
    /// Write the ranking of every question to a file, one JSON object per line
    #[arg(long, value_name = "OUT")]
    pub ranking: Option<PathBuf>,
    /// Report how often the best sentence of the right passage is a right one
    #[arg(long)]
    pub sentences: bool,
    /// Questions without an answer here: report how many can be refused at 5 % wrong refusals
    #[arg(long, value_name = "FILE", requires = "questions")]
    pub unanswerable: Option<PathBuf>,
}

/// What was measured; shares are fractions.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Questions whose first hit is right.
    pub r1: f64,
    r3: f64,
    r10: f64,
    /// The mean of one over the place of the first right hit.
    pub mrr10: f64,
    ndcg10: f64,
    questions: usize,
    unanswerable: usize,
    median_ms: f64,
    p99_ms: f64,
    build_s: f64,
    sentences: Option<SentenceScore>,
    absent: Option<AbsentScore>,
}

/// How often the best sentence was right.
#[derive(Debug, Clone, Copy, Default)]
struct SentenceScore {
    right: usize,
    of: usize,
}

/// Measures, and prints a table or with `json` one object.
///
/// # Errors
/// When a file cannot be read, a line is not what it should be, or the index cannot be built.
pub fn run(args: &EvalCorpus, json: bool, out: &mut impl Write) -> Result<()> {
    let (Some(passages), Some(questions)) = (&args.passages, &args.questions) else {
        bail!("`--passages` and `--questions` belong together");
    };
    let mut questions: Vec<Question> = read_lines(questions)?;
    if let Some(unanswerable) = &args.unanswerable {
        questions.extend(read_lines(unanswerable)?);
    }
    let measured = measure(&read_lines(passages)?, &questions, args)?;
    if json {
        writeln!(out, "{}", measured.json())?;
    } else {
        write!(out, "{}", measured.table())?;
    }
    Ok(())
}

/// A passage to find.
#[derive(Debug, Clone, Deserialize)]
pub struct Passage {
    /// Its name in the corpus.
    pub id: String,
    /// Its title, if it has one.
    #[serde(default)]
    pub title: String,
    /// Its text: lines of sentences.
    pub text: String,
    /// What it belongs to.
    #[serde(default)]
    pub group: String,
}

/// A question with the passages that answer it.
#[derive(Debug, Clone, Deserialize)]
pub struct Question {
    /// Its name.
    pub id: String,
    /// As it is asked.
    pub question: String,
    /// Passages that answer it.
    #[serde(default)]
    pub relevant: Vec<String>,
    /// The group of the asker.
    #[serde(default)]
    pub group: String,
    /// Lines of the relevant text that answer it.
    #[serde(default)]
    pub lines: Vec<usize>,
    /// What the right sentence contains.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// Reads a file of one JSON object per line.
///
/// # Errors
/// When the file cannot be read, or a line is not what it should be.
pub fn read_lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| {
            serde_json::from_str(line)
                .with_context(|| format!("`{}`, line {number}, is not as expected", path.display()))
        })
        .collect()
}

fn measure(passages: &[Passage], questions: &[Question], args: &EvalCorpus) -> Result<Measured> {
    let (mut measured, rankings) = rank(passages, questions, args.group, Ingredients::ALL)?;
    if let Some(path) = &args.ranking {
        write_rankings(path, passages, questions, &rankings)?;
    }
    if args.sentences {
        measured.sentences = Some(score_sentences(passages, questions)?);
    }
    Ok(measured)
}

/// Asks every question of the passages, or of those of its own group, and scores what is ranked.
///
/// # Errors
/// When the index cannot be built or read.
pub fn rank(
    passages: &[Passage],
    questions: &[Question],
    in_group: bool,
    ingredients: Ingredients,
) -> Result<(Measured, Vec<Ranking>)> {
    let documents: Vec<Document> = passages.iter().map(document).collect();
    let start = Instant::now();
    let index = Index::in_memory_of(&documents, ingredients)?;
    let build_s = start.elapsed().as_secs_f64();
    let mut rankings = Vec::new();
    let mut times = Vec::new();
    for question in questions {
        let query = Query {
            text: question.question.clone(),
            also: Vec::new(),
            group: in_group.then(|| question.group.clone()),
            limit: DEPTH,
        };
        let start = Instant::now();
        rankings.push(index.search(&query)?);
        times.push(start.elapsed());
    }
    let mut measured = score(passages, questions, &rankings);
    measured.absent = score_absent(questions, &rankings);
    measured.build_s = build_s;
    (measured.median_ms, measured.p99_ms) = percentiles(times);
    Ok((measured, rankings))
}

fn document(passage: &Passage) -> Document {
    Document {
        id: passage.id.clone(),
        title: passage.title.clone(),
        questions: Vec::new(),
        text: passage.text.clone(),
        group: passage.group.clone(),
    }
}

/// Scores the rankings of all questions that have a relevant passage.
fn score(passages: &[Passage], questions: &[Question], rankings: &[Ranking]) -> Measured {
    let mut sums = Measured::default();
    for (question, ranking) in questions.iter().zip(rankings) {
        if question.relevant.is_empty() {
            sums.unanswerable += 1;
            continue;
        }
        sums.questions += 1;
        let hits = ranking.hits.iter().map(|hit| &passages[hit.document].id);
        let right: Vec<usize> = hits
            .enumerate()
            .filter_map(|(place, id)| question.relevant.contains(id).then_some(place))
            .collect();
        let Some(first) = right.first().copied() else {
            continue;
        };
        sums.r1 += f64::from(first < 1);
        sums.r3 += f64::from(first < 3);
        sums.r10 += f64::from(first < DEPTH);
        sums.mrr10 += 1.0 / (first as f64 + 1.0);
        sums.ndcg10 += gain(right.iter().copied()) / gain(0..question.relevant.len().min(DEPTH));
    }
    let count = sums.questions.max(1) as f64;
    for sum in [
        &mut sums.r1,
        &mut sums.r3,
        &mut sums.r10,
        &mut sums.mrr10,
        &mut sums.ndcg10,
    ] {
        *sum /= count;
    }
    sums
}

/// Tells questions that no passage is relevant for from the others by their evidence.
fn score_absent(questions: &[Question], rankings: &[Ranking]) -> Option<AbsentScore> {
    let of = |absent: bool| -> Vec<&Ranking> {
        let asked = questions.iter().zip(rankings);
        asked
            .filter(|(question, _)| question.relevant.is_empty() == absent)
            .map(|(_, ranking)| ranking)
            .collect()
    };
    AbsentScore::of(&of(false), &of(true))
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

fn write_rankings(
    path: &Path,
    passages: &[Passage],
    questions: &[Question],
    rankings: &[Ranking],
) -> Result<()> {
    let mut lines = String::new();
    for (question, ranking) in questions.iter().zip(rankings) {
        let ids: Vec<&str> = ranking
            .hits
            .iter()
            .map(|hit| passages[hit.document].id.as_str())
            .collect();
        lines += &json!({ "id": question.id, "ranking": ids }).to_string();
        lines.push('\n');
    }
    fs::write(path, lines).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Asks each question of its right passage alone: is the best sentence a right one?
fn score_sentences(passages: &[Passage], questions: &[Question]) -> Result<SentenceScore> {
    let alone = |passage: &Passage| Document {
        group: passage.id.clone(),
        ..document(passage)
    };
    let documents: Vec<Document> = passages.iter().map(alone).collect();
    let index = Index::in_memory(&documents)?;
    let mut score = SentenceScore::default();
    let known = |question: &&Question| !question.lines.is_empty() || !question.answers.is_empty();
    for question in questions.iter().filter(known) {
        for id in &question.relevant {
            let query = Query {
                text: question.question.clone(),
                also: Vec::new(),
                group: Some(id.clone()),
                limit: 1,
            };
            let ranking = index.search(&query)?;
            let hit = ranking.hits.first();
            let right = hit.is_some_and(|hit| {
                let text = &passages[hit.document].text;
                best_sentence(&hit.sentences).is_some_and(|range| is_right(text, range, question))
            });
            score.of += 1;
            score.right += usize::from(right);
        }
    }
    Ok(score)
}

fn best_sentence(sentences: &[Sentence]) -> Option<Range<usize>> {
    let best = sentences
        .iter()
        .rev()
        .max_by(|left, right| left.worth.total_cmp(&right.worth))?;
    Some(best.range.clone())
}

fn is_right(text: &str, range: Range<usize>, question: &Question) -> bool {
    let line = text[..range.start].matches('\n').count();
    let sentence = text[range].to_lowercase();
    let lines: BTreeSet<usize> = question.lines.iter().copied().collect();
    lines.contains(&line)
        || question
            .answers
            .iter()
            .any(|answer| sentence.contains(&answer.to_lowercase()))
}

impl Measured {
    fn json(&self) -> serde_json::Value {
        let mut object = json!({
            "r1": self.r1, "r3": self.r3, "r10": self.r10, "mrr10": self.mrr10, "ndcg10": self.ndcg10,
            "questions": self.questions, "median_ms": self.median_ms, "p99_ms": self.p99_ms, "build_s": self.build_s,
        });
        if let Some(score) = self.sentences {
            object["sentence_right"] = json!(score.share());
            object["sentence_questions"] = json!(score.of);
        }
        if let Some(score) = self.absent {
            object["absent_refused"] = json!(score.refused);
            object["absent_auc"] = json!(score.auc);
            object["absent_questions"] = json!(score.of);
        }
        object
    }

    fn table(&self) -> String {
        let percent = |share: f64| 100.0 * share;
        let mut table = format!(
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
        );
        if let Some(score) = self.sentences {
            table += &format!(
                "sentence   {:.1} % of {} right\n",
                percent(score.share()),
                score.of
            );
        }
        if let Some(score) = self.absent {
            table += &format!(
                "absent     {:.1} % of {} refused at 5 % wrong refusals (AUC {:.1})\n",
                percent(score.refused),
                score.of,
                percent(score.auc),
            );
        }
        table
    }
}

impl SentenceScore {
    fn share(self) -> f64 {
        self.right as f64 / self.of.max(1) as f64
    }
}
