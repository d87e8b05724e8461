//! What a question costs: opening the model, encoding with and without the processor's vector instructions, MaxSim over
//! as many tokens as a big guide has; and what memory it takes. Median and 99th percentile of
//! the processor's time, one thread; a quiet machine needs as much of the clock.

use cpu_time::ThreadTime;
use encoder::{Encoder, Role, Tokens, max_similarities};
use std::hint::black_box;

static MODEL: &[u8] = include_bytes!("../../models/e5-small-de.bin");
/// Twenty pieces.
const QUESTION: &str =
    "Wer muss das Konzept am Anfang genehmigen, und wie lange dauert das hier in der Regel?";

fn measure<T>(what: &str, times: usize, mut work: impl FnMut() -> T) {
    let mut took: Vec<f64> = (0..times)
        .map(|_| {
            let start = ThreadTime::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!(
        "{what:<44} {:>8.2} ms, p99 {:>8.2} ms",
        took[times / 2],
        took[times * 99 / 100]
    );
}

/// Resident memory in MB: the process's own, and with the pages of the file that were touched.
fn memory(when: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap_or_default();
        line.split_whitespace()
            .next()
            .and_then(|kb| kb.parse::<f64>().ok())
            .unwrap_or_default()
            / 1024.0
    };
    println!(
        "{when:<44} {:>8.2} MB own, {:.2} MB with the file's",
        of("RssAnon:"),
        of("VmRSS:")
    );
}

fn open() -> Encoder {
    Encoder::open(MODEL).unwrap_or_else(|fault| panic!("{fault}"))
}

fn main() {
    memory("before");
    let start = ThreadTime::now();
    let encoder = open();
    println!(
        "{:<44} {:>8.2} ms",
        "open, first time",
        start.elapsed().as_secs_f64() * 1e3
    );
    memory("opened");
    let question = encoder.encode(Role::Question, QUESTION);
    memory("first question");
    measure("open", 50, open);
    println!("{} pieces", question.pieces.len());
    measure("question", 200, || encoder.encode(Role::Question, QUESTION));
    let long = QUESTION.repeat(5);
    measure("passage of 100 pieces", 30, || {
        encoder.encode(Role::Passage, &long)
    });
    memory("after long texts");
    maxsim(&question, encoder.dimensions());
    let plain = encoder.plain();
    measure("question, no vector instructions", 50, || {
        plain.encode(Role::Question, QUESTION)
    });
}

/// 50,000 tokens in 3,000 texts.
fn maxsim(question: &Tokens, dimensions: usize) {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as i8
    };
    let tokens: Vec<i8> = (0..50_000 * dimensions).map(|_| next().max(-127)).collect();
    let texts: Vec<_> = (0..3_000)
        .map(|text| text * 50 / 3..(text + 1) * 50 / 3)
        .collect();
    let whole = 0..(question.vectors.len() / dimensions) as u32;
    measure("MaxSim, 50,000 tokens", 200, || {
        max_similarities(&question.vectors, &tokens, &texts, dimensions)
    });
    measure("MaxSim, the other way", 200, || {
        max_similarities(
            &tokens,
            &question.vectors,
            std::slice::from_ref(&whole),
            dimensions,
        )
    });
}
