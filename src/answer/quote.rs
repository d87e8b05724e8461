//! Choosing the sentence or two to quote, in the shortest form that stands alone.

use crate::knowledge::{Passage, PassageKind};
use crate::search::Hit;
use crate::text::RichText;

/// The most characters of a quote.
const LONGEST: usize = 400;
/// A text up to this long is quoted whole: cutting it would save nothing.
const SHORT: usize = 260;

/// A quote, and whether the passage holds more.
pub(super) struct Quote {
    pub(super) text: RichText,
    pub(super) more: bool,
}

/// Quotes a passage by the evidence of a hit. `prefer` says which sentences the question can be answered by.
pub(super) fn quote(passage: &Passage, hit: &Hit, prefer: impl Fn(&str) -> bool) -> Quote {
    let whole = passage.text.trim();
    let self_contained = matches!(
        passage.kind,
        PassageKind::Term | PassageKind::Answer | PassageKind::Gap
    );
    if self_contained || whole.chars().count() <= SHORT {
        return Quote {
            text: layout(whole),
            more: false,
        };
    }
    let sentences: Vec<&str> = hit
        .sentences
        .iter()
        .filter_map(|sentence| passage.text.get(sentence.range.clone()))
        .collect();
    let Some(best) = best(hit, &sentences, prefer) else {
        let text = shorten(whole);
        let more = text.len() < whole.len();
        return Quote {
            text: layout(&text),
            more,
        };
    };
    let (from, to) = extend(&sentences, best);
    let text = join(&sentences[from..=to]);
    let text = shorten(&text);
    let more = text.trim_end_matches('…').len() < whole.len();
    Quote {
        text: layout(&text),
        more,
    }
}

/// The best-covered sentence that can be an answer; the first where coverage says nothing.
fn best(hit: &Hit, sentences: &[&str], prefer: impl Fn(&str) -> bool) -> Option<usize> {
    let usable = |at: &usize| !is_heading(sentences[*at]);
    let score = |at: usize| {
        let preferred = if prefer(sentences[at]) { 1.0 } else { 0.0 };
        // Earlier sentences win ties: editors put first what matters.
        preferred + hit.sentences[at].coverage - at as f32 * 1e-4
    };
    (0..sentences.len().min(hit.sentences.len()))
        .filter(usable)
        .max_by(|a, b| score(*a).total_cmp(&score(*b)))
}

/// A line that is no sentence: neither a stop at its end nor a list sign at its head.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() < 12 && !line.ends_with(['.', '!', '?', ':'])
}

/// Widens a sentence until it stands alone: back over words that point back, forward over a list it opens.
fn extend(sentences: &[&str], best: usize) -> (usize, usize) {
    let (mut from, mut to) = (best, best);
    while from > 0 && (points_back(sentences[from]) || is_item(sentences[from])) && best - from < 4
    {
        from -= 1;
    }
    let opens_list = sentences[from].trim_end().ends_with(':');
    if opens_list || is_item(sentences[best]) {
        while to + 1 < sentences.len() && is_item(sentences[to + 1]) {
            to += 1;
        }
    }
    (from, to)
}

fn points_back(sentence: &str) -> bool {
    const POINTING: [&str; 26] = [
        "dies",
        "diese",
        "dieser",
        "dieses",
        "diesem",
        "diesen",
        "sie",
        "er",
        "es",
        "dazu",
        "dabei",
        "danach",
        "dort",
        "damit",
        "dadurch",
        "daher",
        "deshalb",
        "dafür",
        "darin",
        "so",
        "auch",
        "außerdem",
        "zudem",
        "trotzdem",
        "dagegen",
        "beides",
    ];
    let first = sentence
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("")
        .to_lowercase();
    POINTING.contains(&first.as_str())
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ")
        || line
            .split_once(". ")
            .is_some_and(|(n, _)| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))
}

fn join(sentences: &[&str]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        if !out.is_empty() {
            out.push(if is_item(sentence) { '\n' } else { ' ' });
        }
        out.push_str(sentence.trim());
    }
    out
}

/// Cuts at the last sentence or item that fits, else at a word, and says so with "…".
fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let end = text
        .char_indices()
        .nth(LONGEST - 2)
        .map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    let at = cut
        .rfind('\n')
        .or_else(|| cut.rfind(". ").map(|at| at + 1))
        .filter(|at| *at > LONGEST / 3);
    let at = at.or_else(|| cut.rfind(' ')).unwrap_or(end);
    format!("{} …", cut[..at].trim_end())
}

/// Lines as paragraphs, items as a list.
fn layout(text: &str) -> RichText {
    let mut out = RichText::default();
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(item) = line.strip_prefix("- ") {
            items.push(item.to_owned());
            continue;
        }
        if !items.is_empty() {
            out = out.and_bullets(std::mem::take(&mut items));
        }
        out = out.and_paragraph(line);
    }
    if items.is_empty() {
        out
    } else {
        out.and_bullets(items)
    }
}
