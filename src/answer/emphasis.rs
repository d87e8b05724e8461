//! Emphasising in a quote the few words of the question that tell the most, so that the eye finds them on a phone.
//!
//! Sparingly: at most three words, only rare ones (a word that stands in every other text helps nobody), each once, and
//! none in a quote so short that it is read at a glance.

use super::words;
use crate::german::stem;
use crate::german::words::words as words_of;
use crate::search::Evidence;
use crate::text::{Block, RichText, Span};

/// The most words that are emphasised.
const MOST: usize = 3;
/// What a word must be worth: less than one text in ten has it.
const RARE: f32 = 2.3;
/// A quote of fewer characters is read at a glance.
const GLANCE: usize = 80;
/// Letters from which on a stem may be part of a longer word.
const PART: usize = 5;

/// Emphasises in a quote the rare words that it shares with the question.
pub(super) fn emphasise(mut quote: RichText, evidence: &Evidence) -> RichText {
    let mut wanted = rare(evidence);
    if wanted.is_empty() || length(&quote) < GLANCE {
        return quote;
    }
    for spans in quote.blocks.iter_mut().flat_map(lines) {
        let marked = std::mem::take(spans).into_iter().flat_map(|span| {
            if span.strong || span.emphasis || span.link.is_some() {
                return vec![span];
            }
            marked(span, &mut wanted)
        });
        *spans = marked.collect();
    }
    quote
}

/// The rarest stems of the question, as they are compared.
fn rare(evidence: &Evidence) -> Vec<String> {
    let stems = evidence.stems.iter().zip(&evidence.worths);
    let mut rare: Vec<(&String, f32)> = stems
        .map(|(stem, worth)| (stem, *worth))
        .filter(|(_, worth)| *worth >= RARE)
        .collect();
    rare.sort_by(|one, other| other.1.total_cmp(&one.1));
    rare.truncate(MOST);
    rare.into_iter().map(|(stem, _)| words::key(stem)).collect()
}

/// The span cut so that the first word of each wanted stem is emphasised; what was found is no longer wanted.
fn marked(span: Span, wanted: &mut Vec<String>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut done = 0;
    for word in words_of(&span.text) {
        let stemmed = words::key(&stem::stem(&word.text));
        let found = wanted.iter().position(|stem| {
            stemmed == *stem
                || stem.chars().count() >= PART
                    && (stemmed.starts_with(stem.as_str()) || stemmed.ends_with(stem.as_str()))
        });
        let (Some(found), Some(before), Some(text)) = (
            found,
            span.text.get(done..word.range.start),
            span.text.get(word.range.clone()),
        ) else {
            continue;
        };
        wanted.swap_remove(found);
        if !before.is_empty() {
            out.push(Span::plain(before));
        }
        out.push(Span::strong(text));
        done = word.range.end;
    }
    if let Some(rest) = span.text.get(done..).filter(|rest| !rest.is_empty()) {
        out.push(Span::plain(rest));
    }
    out
}

fn lines(block: &mut Block) -> Vec<&mut Vec<Span>> {
    match block {
        Block::Title(_) => Vec::new(),
        Block::Paragraph(spans) => vec![spans],
        Block::List { items, .. } => items.iter_mut().collect(),
    }
}

fn length(quote: &RichText) -> usize {
    let mut quote = quote.clone();
    let lines = quote.blocks.iter_mut().flat_map(lines);
    lines
        .flat_map(|spans| spans.iter())
        .map(|span| span.text.chars().count())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quote: &str, stems: &[(&str, f32)], expected: &str) {
        let evidence = Evidence {
            stems: stems.iter().map(|(stem, _)| (*stem).to_owned()).collect(),
            worths: stems.iter().map(|(_, worth)| *worth).collect(),
            ..Evidence::default()
        };
        let quote = emphasise(RichText::paragraph(quote), &evidence);
        let shown: String = quote
            .blocks
            .iter()
            .flat_map(|block| match block {
                Block::Paragraph(spans) => spans.as_slice(),
                _ => &[],
            })
            .map(|span| match span.strong {
                true => format!("*{}*", span.text),
                false => span.text.clone(),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    const QUOTE: &str = "Die Federführung liegt beim Kommunalen Bildungsbüro. Wer die Federführung hat, steuert die Netzwerke.";

    #[test]
    fn only_rare_words_are_emphasised_and_each_once() {
        check(
            QUOTE,
            &[("federfuhr", 4.0), ("kommunal", 0.9)],
            "Die *Federführung* liegt beim Kommunalen Bildungsbüro. Wer die Federführung hat, steuert die Netzwerke.",
        );
    }

    #[test]
    fn a_long_stem_is_found_inside_a_compound() {
        check(
            QUOTE,
            &[("bildung", 3.0), ("netzwerk", 3.5)],
            "Die Federführung liegt beim Kommunalen *Bildungsbüro*. Wer die Federführung hat, steuert die *Netzwerke*.",
        );
    }

    #[test]
    fn what_is_read_at_a_glance_stays_plain() {
        check(
            "Die Federführung liegt beim Bildungsbüro.",
            &[("federfuhr", 4.0)],
            "Die Federführung liegt beim Bildungsbüro.",
        );
    }
}
