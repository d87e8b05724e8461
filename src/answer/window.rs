//! What is shown of a passage: all of it where it is short, else the sentences and items that answer best, with what they
//! need to stand alone.
//!
//! The best sentence is set off where there are others beside it. What was left out shows as "…"; a list that is cut in
//! its middle keeps the line that opens it. Nothing is reworded.

use std::ops::Range;

use crate::german::fold;
use crate::language::WordClasses;
use crate::text::{Block, RichText, Span};

/// Characters up to which a passage is shown whole, and of a window.
pub(super) const WINDOW: usize = 600;

/// Characters of a short quote.
const QUOTE: usize = 160;

/// A piece of a passage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PassageWindow {
    pub(super) text: RichText,
    /// Whether the passage holds more.
    pub(super) more: bool,
}

/// Cuts a window of a text whose `units` answer as well as `scores` say; `words` tell what goes on from a sentence before.
pub(super) fn window(
    text: &str,
    units: &[Range<usize>],
    scores: &[f32],
    words: &WordClasses,
) -> PassageWindow {
    let best = best(units, scores);
    let more = best.is_some() && text.chars().count() > WINDOW;
    let shown = match best.filter(|_| more) {
        Some(best) => chosen(text, units, scores, best, words),
        None => std::iter::once(0..text.len()).collect(),
    };
    let set_off = best
        .map(|best| units[best].clone())
        .filter(|unit| units.len() > 1 && !shown.contains(unit));
    let mut out = RichText::default();
    let mut told = 0;
    for (at, piece) in shown.iter().enumerate() {
        let opener = opener(text, piece).filter(|opener| more && opener.start >= told);
        out.blocks
            .extend(opener.map(|line| Block::Paragraph(vec![Span::plain(&text[line])])));
        let is_last = at + 1 == shown.len();
        out = out.and(&layout(
            text,
            piece.clone(),
            told,
            is_last,
            set_off.as_ref(),
        ));
        told = piece.end;
    }
    PassageWindow { text: out, more }
}

/// The sentences and items that answer best, as many as fit, in the order of the text; of equally good ones those nearest to the
/// best. What stands side by side is one piece.
fn chosen(
    text: &str,
    units: &[Range<usize>],
    scores: &[f32],
    best: usize,
    words: &WordClasses,
) -> Vec<Range<usize>> {
    let mut wholes: Vec<(Range<usize>, f32)> = Vec::new();
    let mut first = 0;
    for (at, unit) in units.iter().enumerate() {
        let score = scores.get(at).copied().unwrap_or_default();
        match wholes.last_mut() {
            Some((whole, most)) if goes_on(text, whole, unit, words) => {
                whole.end = unit.end;
                *most = most.max(score);
            }
            _ => wholes.push((unit.clone(), score)),
        }
        if at == best {
            first = wholes.len() - 1;
        }
    }
    let mut order: Vec<usize> = (0..wholes.len()).collect();
    order.sort_by(|one, other| {
        let by_score = wholes[*other].1.total_cmp(&wholes[*one].1);
        by_score.then(one.abs_diff(first).cmp(&other.abs_diff(first)))
    });
    let mut room = WINDOW.saturating_sub(text[wholes[first].0.clone()].chars().count());
    let mut taken = vec![false; wholes.len()];
    taken[first] = true;
    for at in order {
        let length = text[wholes[at].0.clone()].chars().count();
        if !taken[at] && length <= room {
            taken[at] = true;
            room -= length;
        }
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, (whole, _)) in wholes.into_iter().enumerate().filter(|(at, _)| taken[*at]) {
        match pieces.last_mut() {
            Some(piece) if taken[at - 1] => piece.end = whole.end,
            _ => pieces.push(whole),
        }
    }
    pieces
}

/// Whether a sentence needs the one before it to be understood: it stands in the same item, or begins with a word that
/// says so.
fn goes_on(text: &str, whole: &Range<usize>, unit: &Range<usize>, words: &WordClasses) -> bool {
    let both = &text[whole.start..unit.end];
    let line = text[..whole.start].rfind('\n').map_or(0, |at| at + 1);
    let is_item = !both.contains('\n') && item(&text[line..unit.end]).is_some();
    let first = fold::tokens(&text[unit.clone()]).into_iter().next();
    is_item
        || first.is_some_and(|first| words.continuing.contains(&first.key))
            && both.chars().count() <= WINDOW
}

/// The sentence that answers best, at most 160 characters of it.
pub(super) fn quote(text: &str, units: &[Range<usize>], scores: &[f32]) -> String {
    let unit = best(units, scores).map_or(0..text.len(), |best| units[best].clone());
    let line = in_one_line(text.get(unit).unwrap_or_default());
    if line.chars().count() <= QUOTE {
        return line;
    }
    let end = line
        .char_indices()
        .nth(QUOTE - 2)
        .map_or(line.len(), |(at, _)| at);
    let cut = line[..end].rfind(' ').unwrap_or(end);
    format!("{} …", line[..cut].trim_end_matches([',', ' ', ':']))
}

/// Lines and items of a list one behind the other, without the signs of the items.
fn in_one_line(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let sign = item(line);
        if !out.is_empty() {
            let parted = out.ends_with([':', ',', ';', '.', '?', '!']) || sign.is_none();
            out.push_str(if parted { " " } else { ", " });
        }
        out.push_str(sign.map_or(line, |(_, item)| item).trim());
    }
    out
}

fn best(units: &[Range<usize>], scores: &[f32]) -> Option<usize> {
    // Earlier sentences win ties: editors put first what matters.
    let score = |at: &usize| scores.get(*at).copied().unwrap_or_default() - *at as f32 * 1e-5;
    (0..units.len()).max_by(|one, other| score(one).total_cmp(&score(other)))
}

/// The line that opens the list in whose middle a piece begins.
fn opener(text: &str, piece: &Range<usize>) -> Option<Range<usize>> {
    item(&text[piece.clone()])?;
    let mut end = piece.start;
    let mut before = text[..piece.start].split_inclusive('\n').rev().map(|line| {
        end -= line.len();
        (end, line)
    });
    let (start, line) = before.find(|(_, line)| !line.trim().is_empty() && item(line).is_none())?;
    let line = line.trim_end();
    line.ends_with(':').then_some(start..start + line.len())
}

/// Lines as paragraphs, items as lists; what was left out since `told` and at the end shows as "…".
fn layout(
    text: &str,
    piece: Range<usize>,
    told: usize,
    is_last: bool,
    set_off: Option<&Range<usize>>,
) -> RichText {
    let mut out = RichText::default();
    let left_out = |range: Range<usize>| text[range].chars().any(char::is_alphanumeric);
    let begins_within = left_out(told..piece.start);
    let ends_within = is_last && left_out(piece.end..text.len());
    let mut at = piece.start;
    let mut lines: Vec<(Option<Option<u32>>, Vec<Span>)> = Vec::new();
    for line in text[piece].split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let sign = item(line);
        let from = range.end - sign.as_ref().map_or(line.len(), |(_, item)| item.len());
        lines.push((
            sign.map(|(number, _)| number),
            spans(text, from..range.end, set_off),
        ));
    }
    if begins_within && let Some((_, spans)) = lines.first_mut() {
        spans.insert(0, Span::plain("… "));
    }
    if ends_within && let Some((_, spans)) = lines.last_mut() {
        spans.push(Span::plain(" …"));
    }
    for (sign, spans) in lines {
        match (sign, out.blocks.last_mut()) {
            (Some(_), Some(Block::List { items, .. })) => items.push(spans),
            (Some(start), _) => out.blocks.push(Block::List {
                start,
                items: vec![spans],
            }),
            (None, _) => out.blocks.push(Block::Paragraph(spans)),
        }
    }
    out
}

/// A line in spans, the part of it that is set off in bold.
fn spans(text: &str, line: Range<usize>, set_off: Option<&Range<usize>>) -> Vec<Span> {
    let Some(bold) = set_off else {
        return vec![Span::plain(text[line].trim())];
    };
    let from = bold.start.clamp(line.start, line.end);
    let to = bold.end.clamp(from, line.end);
    let pieces = [
        Span::plain(&text[line.start..from]),
        Span::strong(&text[from..to]),
        Span::plain(text[to..line.end].trim_end()),
    ];
    pieces
        .into_iter()
        .filter(|span| !span.text.is_empty())
        .collect()
}

/// The number and the text of a line that is an item of a list.
fn item(line: &str) -> Option<(Option<u32>, &str)> {
    let line = line.trim_start();
    if let Some(item) = line.strip_prefix("- ") {
        return Some((None, item));
    }
    let (number, item) = line
        .split_once(". ")
        .filter(|(number, _)| number.len() <= 2)?;
    Some((Some(number.parse().ok()?), item))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Pack;
    use crate::search::units;
    use crate::text::plain;

    fn words() -> &'static WordClasses {
        &Pack::built_in().words
    }

    /// Sentences of about a hundred characters, numbered.
    fn sentences(count: usize) -> String {
        let sentence = |at: usize| {
            format!(
                "Satz {at} {}.",
                "sagt etwas über das Fest ".repeat(4).trim_end()
            )
        };
        (1..=count).map(sentence).collect::<Vec<_>>().join(" ")
    }

    /// The window of a text whose unit with these words is the best one.
    fn shown(text: &str, best: &str) -> (String, bool) {
        let units = units(text);
        let scores: Vec<f32> = units
            .iter()
            .map(|unit| f32::from(u8::from(text[unit.clone()].contains(best))))
            .collect();
        let cut = window(text, &units, &scores, words());
        (plain::render(&cut.text), cut.more)
    }

    #[test]
    fn a_short_passage_is_shown_whole_and_its_best_sentence_set_off() {
        let text = "Erst kommt der Zettel in den Hausflur. Dann kommt das Treffen im Hof.\n\nZuletzt kommt das Fest auf der Straße, zu dem alle Haushalte etwas mitbringen.";
        let units = units(text);
        let cut = window(text, &units, &[0.1, 0.9, 0.2], words());
        assert!(!cut.more);
        let strong = |block: &Block| match block {
            Block::Paragraph(spans) => spans
                .iter()
                .any(|span| *span == Span::strong(&text[units[1].clone()])),
            _ => false,
        };
        assert_eq!(
            cut.text.blocks.iter().filter(|block| strong(block)).count(),
            1
        );
        assert_eq!(
            shown(text, "Treffen").0.replace("\n\n", " "),
            text.replace("\n\n", " ")
        );
    }

    #[test]
    fn of_a_long_passage_sentences_round_the_best_one_are_shown() {
        let text = sentences(20);
        let (middle, more) = shown(&text, "Satz 10 ");
        assert!(
            more && middle.starts_with("… Satz ") && middle.ends_with(" …"),
            "{middle}"
        );
        assert!(
            middle.contains("Satz 10 ") && middle.chars().count() <= WINDOW + 4,
            "{middle}"
        );
        let (start, _) = shown(&text, "Satz 1 ");
        assert!(
            start.starts_with("Satz 1 ") && start.ends_with(" …"),
            "{start}"
        );
        let (end, _) = shown(&text, "Satz 20 ");
        assert!(end.starts_with("… ") && end.ends_with("Fest."), "{end}");
    }

    #[test]
    fn a_list_that_is_cut_keeps_the_line_that_opens_it() {
        let items: Vec<String> = (1..=20)
            .map(|at| {
                format!(
                    "- Punkt {at} nennt etwas, das zum Fest gehört und einen ganzen Satz braucht."
                )
            })
            .collect();
        let text = format!("Zum Fest gehören:\n\n{}", items.join("\n"));
        let (shown, more) = shown(&text, "Punkt 15 ");
        assert!(more && shown.starts_with("Zum Fest gehören:"), "{shown}");
        assert!(
            shown.contains("Punkt 15 ") && !shown.contains("Punkt 1 "),
            "{shown}"
        );
    }

    #[test]
    fn what_answers_is_shown_from_far_apart_with_what_it_goes_on_from() {
        let filling = sentences(9);
        let text = format!(
            "Das Fest ist im Mai. Es dauert einen Tag.\n{filling}\nDie Musik macht der Chor."
        );
        let units = units(&text);
        let score = |unit: &Range<usize>| match &text[unit.clone()] {
            unit if unit.contains("Es dauert") => 0.9,
            unit if unit.contains("Chor") => 0.8,
            _ => 0.1,
        };
        let scores: Vec<f32> = units.iter().map(score).collect();
        let shown = plain::render(&window(&text, &units, &scores, words()).text);
        assert!(
            shown.starts_with("Das Fest ist im Mai. Es dauert einen Tag."),
            "{shown}"
        );
        assert!(
            shown.contains("… ") && shown.ends_with("Die Musik macht der Chor."),
            "{shown}"
        );
        assert!(shown.chars().count() <= WINDOW + 10, "{shown}");
    }

    #[test]
    fn a_quote_is_one_line_without_signs_of_a_list() {
        let quoted = |text: &str| quote(text, std::slice::from_ref(&(0..text.len())), &[]);
        assert_eq!(
            quoted("Aufgaben:\n\n- Genehmigung,\n- Musik."),
            "Aufgaben: Genehmigung, Musik."
        );
        assert_eq!(quoted("1. Zettel\n2. Treffen"), "Zettel, Treffen");
        assert_eq!(quoted("Am 3. Mai ist das Fest."), "Am 3. Mai ist das Fest.");
        let long = quoted(&"Das Fest dauert lange und ".repeat(12));
        assert!(
            long.ends_with(" …") && long.chars().count() <= QUOTE,
            "{long}"
        );
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut(text in "([a-zäß]{1,12}[ .,:!?]|\n|\n\n- |\n1\\. |„|“|…){0,200}", scores in prop::collection::vec(-1.0_f32..1.0, 0..40)) {
            let units = units(&text);
            let cut = window(&text, &units, &scores, words());
            prop_assert!(cut.more == (text.chars().count() > WINDOW) || units.is_empty());
            prop_assert!(quote(&text, &units, &scores).chars().count() <= QUOTE);
        }
    }
}
