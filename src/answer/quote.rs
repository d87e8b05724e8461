//! Choosing the sentence or two to quote, in the shortest form that stands alone.

use crate::knowledge::{Passage, PassageKind};
use crate::search::Hit;
use crate::text::{Block, RichText, Span};

/// The most characters of a quote.
const LONGEST: usize = 400;
/// A text up to this long is quoted whole: cutting it would save nothing.
const SHORT: usize = 260;
/// A quote shorter than this takes in the sentence that follows.
const SPARE: usize = 90;

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
    let ends = hit.sentences.iter().map(|sentence| sentence.range.end);
    let glued: Vec<bool> = std::iter::once(0)
        .chain(ends)
        .zip(&hit.sentences)
        .map(|(end, next)| {
            !passage
                .text
                .get(end..next.range.start)
                .unwrap_or("\n")
                .contains('\n')
        })
        .collect();
    let quoted = standing_alone(&sentences, &glued, best);
    let text = match quoted[..] {
        [one] => item(sentences[one])
            .map_or(sentences[one], |(_, item)| item)
            .to_owned(),
        _ => shorten(&join(&sentences, &quoted)),
    };
    let more = text.trim_end_matches('…').len() < whole.len();
    Quote {
        text: layout(&text),
        more,
    }
}

/// The sentence that does best as an answer; the first where none does better.
fn best(hit: &Hit, sentences: &[&str], prefer: impl Fn(&str) -> bool) -> Option<usize> {
    let score = |at: usize| {
        let preferred = if prefer(sentences[at]) { 1.0 } else { 0.0 };
        let broken = if is_no_sentence(sentences[at]) {
            0.5
        } else {
            0.0
        };
        // Earlier sentences win ties: editors put first what matters.
        preferred + hit.sentences[at].worth - broken - at as f32 * 1e-4
    };
    (0..sentences.len().min(hit.sentences.len())).max_by(|a, b| score(*a).total_cmp(&score(*b)))
}

/// A line that is neither item nor sentence: a title, "Zeitraum: 2018".
fn is_no_sentence(line: &str) -> bool {
    !is_item(line)
        && !line
            .trim_end_matches(['“', '"', ')'])
            .ends_with(['.', '!', '?', ':', '…'])
}

/// Which sentences to quote so that the best one stands alone, in order; `glued` says which ones share a paragraph
/// with the one before.
fn standing_alone(sentences: &[&str], glued: &[bool], best: usize) -> Vec<usize> {
    if is_item(sentences[best]) {
        return with_opener(sentences, best);
    }
    let (mut from, mut to) = (best, best);
    while from > 0 && points_back(sentences[from]) && best - from < 3 {
        from -= 1;
    }
    if is_item(sentences[from]) {
        from = best;
    }
    let length = |from: usize, to: usize| -> usize {
        sentences[from..=to]
            .iter()
            .map(|sentence| sentence.chars().count() + 1)
            .sum()
    };
    // What is short announces what follows it: "Dafür gibt es zwei Wege."
    while to + 1 < sentences.len()
        && glued[to + 1]
        && length(from, to) < SPARE
        && length(from, to + 1) <= LONGEST
    {
        to += 1;
    }
    let mut quoted: Vec<usize> = (from..=to).collect();
    if sentences[to].trim_end().ends_with(':') {
        quoted.extend((to + 1..sentences.len()).take_while(|at| is_item(sentences[*at])));
    }
    quoted
}

/// An item with the line that opens its list: the whole list where it fits, else this item alone.
fn with_opener(sentences: &[&str], best: usize) -> Vec<usize> {
    let first = (0..=best)
        .rev()
        .take_while(|at| is_item(sentences[*at]))
        .last()
        .unwrap_or(best);
    let last = (best..sentences.len())
        .take_while(|at| is_item(sentences[*at]))
        .last()
        .unwrap_or(best);
    let opener = first
        .checked_sub(1)
        .filter(|at| sentences[*at].trim_end().ends_with(':'));
    let list: Vec<usize> = opener.into_iter().chain(first..=last).collect();
    let length: usize = list
        .iter()
        .map(|at| sentences[*at].chars().count() + 1)
        .sum();
    match opener {
        Some(_) if length <= LONGEST => list,
        Some(opener) => vec![opener, best],
        // One thing to do, out of a list of them, is quoted as a sentence.
        None => vec![best],
    }
}

/// Whether a sentence leans on the one before: it begins with a word that stands for something, or has one that does
/// nothing else.
fn points_back(sentence: &str) -> bool {
    const BEGINNING: [&str; 30] = [
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
        "beide",
        "solche",
        "hier",
        "zugleich",
    ];
    const ANYWHERE: [&str; 6] = ["dort", "davon", "dabei", "darin", "dafür", "dazu"];
    let words: Vec<String> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is = |word: &String, list: &[&str]| list.contains(&word.as_str());
    words.first().is_some_and(|word| is(word, &BEGINNING))
        || words.iter().take(8).any(|word| is(word, &ANYWHERE))
        || words.iter().take(4).skip(1).any(|word| word == "auch")
}

fn is_item(line: &str) -> bool {
    item(line.trim_start()).is_some()
}

/// The quoted sentences as one text; what was left out between them shows as "…".
fn join(sentences: &[&str], quoted: &[usize]) -> String {
    let mut out = String::new();
    for (nth, at) in quoted.iter().enumerate() {
        let sentence = sentences[*at].trim();
        if nth > 0 {
            let gap = quoted[nth - 1] + 1 < *at;
            out.push_str(match (is_item(sentence), gap) {
                (true, true) => "\n… \n",
                (true, false) => "\n",
                (false, true) => " … ",
                (false, false) => " ",
            });
        }
        out.push_str(sentence);
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

/// Lines as paragraphs, items as lists.
fn layout(text: &str) -> RichText {
    let mut out = RichText::default();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && *line != "…")
    {
        let Some((start, item)) = item(line) else {
            out = out.and_paragraph(line);
            continue;
        };
        let item = vec![Span::plain(item)];
        match out.blocks.last_mut() {
            Some(Block::List { items, .. }) => items.push(item),
            _ => out.blocks.push(Block::List {
                start,
                items: vec![item],
            }),
        }
    }
    out
}

/// The number and the text of a line that is an item of a list.
fn item(line: &str) -> Option<(Option<u32>, &str)> {
    if let Some(item) = line.strip_prefix("- ") {
        return Some((None, item));
    }
    let (number, item) = line
        .split_once(". ")
        .filter(|(number, _)| number.len() <= 2)?;
    Some((Some(number.parse().ok()?), item))
}
