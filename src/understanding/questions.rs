//! Cutting a text into what is asked.
//!
//! A sentence asks if it ends with a question mark or begins with a word that asks, at once or behind a comma. What
//! people put around a question (greetings, who they are, what they are about to do) is left away, unless the question
//! would say nothing without it. Where no sentence asks, the last one counts that tells nothing about the writer.

use std::ops::Range;

use crate::german::fold::Token;
use crate::german::sentences::sentences;
use crate::language::WordClasses;

/// Questions that are answered.
const MAX_QUESTIONS: usize = 3;
/// Sentences from which on a text without a question is taken whole.
const MANY: usize = 4;
/// Words that say what a question is about, so that it stands alone.
const ENOUGH: usize = 2;
/// Words that a name below a greeting has at most.
const SIGNATURE: usize = 3;

/// A text cut into questions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) questions: Vec<String>,
    pub(super) left_out: usize,
    pub(super) correction: bool,
}

/// Cuts a text.
pub(super) fn cut(text: &str, tokens: &[Token], words: &WordClasses) -> Cut {
    let correcting = words.correcting.begin(tokens);
    let correction = correcting.filter(|length| *length < tokens.len());
    let whole = WholeQuestion {
        text,
        tokens,
        words,
    };
    let pieces = whole.pieces(correction.unwrap_or(0));
    let mut questions = Vec::new();
    let mut told: Option<&QuestionPiece> = None;
    for piece in &pieces {
        if !piece.asks {
            told = Some(piece)
                .filter(|_| whole.content(&piece.words) > 0)
                .or(told);
            continue;
        }
        for part in whole.parts(piece.words.clone()) {
            let leans = whole.content(&part) == 0;
            let before = told
                .take()
                .filter(|_| leans)
                .map_or(part.start, |told| told.words.start);
            questions.push(whole.shown(before..part.end));
        }
        told = None;
    }
    if questions.is_empty() {
        questions.push(whole.shown(whole.unasked(&pieces)));
    }
    let left_out = questions.len().saturating_sub(MAX_QUESTIONS);
    questions.truncate(MAX_QUESTIONS);
    Cut {
        questions,
        left_out,
        correction: correction.is_some(),
    }
}

/// The words of a text from one mark or line end to the next.
pub(super) fn clauses<'t>(text: &str, tokens: &'t [Token]) -> impl Iterator<Item = &'t [Token]> {
    tokens.chunk_by(|one, next| {
        let gap = &text[one.range.end..next.range.start];
        !gap.contains(['.', '!', '?', ',', ';', ':', '–', '\n'])
    })
}

/// Whether a question leans on something said before: a word that stands for it, a word that joins, or nothing but
/// question words.
pub(super) fn points_back(tokens: &[Token], words: &WordClasses, content: usize) -> bool {
    let asks = |key: &str| words.asking.contains(key) || words.opening.contains(key);
    let joins = tokens
        .first()
        .is_some_and(|first| words.joining.contains(&first.key));
    let bare = content == 0 && tokens.iter().any(|token| asks(&token.key));
    let stands_for = |(at, token): (usize, &Token)| {
        let is_article = words.articles.contains(&token.key) && has_noun(tokens, at, words);
        words.pointing.contains(&token.key) && !is_article
    };
    joins || bare || is_parted(tokens, words) || tokens.iter().enumerate().any(stands_for)
}

/// Whether "dazu" and its like stands there in two parts: "gibt es da einen Tipp zu".
fn is_parted(tokens: &[Token], words: &WordClasses) -> bool {
    let Some((last, before)) = tokens.split_last() else {
        return false;
    };
    let there = before.iter().position(|token| token.key == "da");
    there.is_some_and(|at| at + 1 < before.len())
        && words.is_of("THERE", &format!("da{}", last.key))
}

/// Whether an article has its noun behind it; a verb at the very end is none ("muss man das beschließen"), nor is what is
/// parted from its verb ("wann ging das los").
fn has_noun(tokens: &[Token], at: usize, words: &WordClasses) -> bool {
    let Some(next) = tokens.get(at + 1) else {
        return false;
    };
    let is_last = at + 2 == tokens.len();
    let is_verb = ["en", "rn", "ln"]
        .iter()
        .any(|ending| next.key.ends_with(ending));
    let governs =
        |token: &Token| words.frame.contains(&token.key) && !words.pointing.contains(&token.key);
    let is_part = is_last && words.is_of("VERB_PART", &next.key);
    let is_rest = is_part || is_last && is_verb && tokens[..at].iter().any(governs);
    words.is_content(&next.key) && !is_rest
}

/// Whether a question begins there: with a word that asks, or with a preposition and one.
fn asks(tokens: &[Token], words: &WordClasses) -> bool {
    let mut keys = tokens
        .iter()
        .map(|token| &token.key)
        .skip_while(|key| words.is_polite(key));
    let first = keys.next().map_or("", String::as_str);
    let behind = words
        .prepositions
        .contains(first)
        .then(|| keys.next())
        .flatten();
    words.asking.contains(behind.map_or(first, String::as_str))
}

/// Whether a sentence begins there like a question.
fn opens(tokens: &[Token], words: &WordClasses) -> bool {
    let mut keys = tokens
        .iter()
        .map(|token| &token.key)
        .skip_while(|key| words.is_polite(key));
    asks(tokens, words)
        || keys
            .next()
            .is_some_and(|first| words.opening.contains(first))
}

/// A sentence, by its words, without the greeting before it.
struct QuestionPiece {
    words: Range<usize>,
    asks: bool,
    /// Whether it tells about the writer, or greets.
    around: bool,
}

/// A whole text.
struct WholeQuestion<'t> {
    text: &'t str,
    tokens: &'t [Token],
    words: &'t WordClasses,
}

impl WholeQuestion<'_> {
    /// The sentences from a word on.
    fn pieces(&self, start: usize) -> Vec<QuestionPiece> {
        let begun: Vec<usize> = sentences(self.text)
            .iter()
            .map(|range| range.start)
            .collect();
        let mut pieces = Vec::new();
        let mut from = start;
        for at in start + 1..=self.tokens.len() {
            if at == self.tokens.len() || self.breaks(at, &begun) {
                pieces.push(self.piece(from..at));
                from = at;
            }
        }
        pieces
    }

    /// Whether a sentence begins with that word. A line that goes on small is no new one, and a small letter behind a
    /// full stop only is where a question or a word about the writer begins.
    fn breaks(&self, at: usize, begun: &[usize]) -> bool {
        let (before, gap, rest) = (&self.tokens[at - 1], self.gap(at), &self.tokens[at..]);
        let anew = || opens(rest, self.words) || self.words.circumstance.begin(rest).is_some();
        let small = self.text[rest[0].range.start..].starts_with(char::is_lowercase);
        let stopped =
            gap.contains(['.', '!', ';']) && !before.key.ends_with(|c: char| c.is_ascii_digit());
        let begins = begun
            .iter()
            .any(|start| (before.range.end..=rest[0].range.start).contains(start));
        let line = gap.contains('\n') && !stopped;
        gap.contains("? ")
            || gap.contains("?\n")
            || (begins && !(line && small))
            || (stopped || line) && anew()
    }

    /// What stands before a word, back to the word before it.
    fn gap(&self, at: usize) -> &str {
        let from = at
            .checked_sub(1)
            .map_or(0, |before| self.tokens[before].range.end);
        let to = self
            .tokens
            .get(at)
            .map_or(self.text.len(), |token| token.range.start);
        &self.text[from..to]
    }

    fn content(&self, range: &Range<usize>) -> usize {
        self.words.content(&self.tokens[range.clone()])
    }

    fn piece(&self, range: Range<usize>) -> QuestionPiece {
        let words = self.words;
        let start = self.greeted(range.clone());
        let tokens = &self.tokens[start..range.end];
        let polite = |token: &Token| {
            let greets = ["FILLER", "GREETING", "THANKS", "BYE"];
            greets.iter().any(|class| words.is_of(class, &token.key))
        };
        let around = words.circumstance.begin(tokens).is_some() || tokens.iter().all(polite);
        let clause = (start + 1..range.end).find(|at| {
            let parted = self.gap(*at).contains([',', ':', '–', '-', ';']);
            parted && asks(&self.tokens[*at..range.end], words)
        });
        let asking = self.gap(range.end).contains('?') || opens(tokens, words) || clause.is_some();
        // "Ich bin neu hier, wer entscheidet über den Auftrag?"
        let inner = clause
            .map(|at| at..range.end)
            .filter(|inner| around && self.content(inner) >= ENOUGH);
        let around = around && inner.is_none();
        QuestionPiece {
            words: inner.unwrap_or(start..range.end),
            asks: asking,
            around,
        }
    }

    /// The first word behind a greeting or behind politeness before a question; the first of all if nothing else is said.
    fn greeted(&self, range: Range<usize>) -> usize {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.tokens[at..range.end];
            let fills = at > range.start && self.words.is_filler(&rest[0].key);
            let greets = fills && !self.words.joining.contains(&rest[0].key);
            let told = self
                .words
                .circumstance
                .begin(rest)
                .filter(|length| asks(&rest[*length..], self.words));
            at += match told {
                _ if greets || self.words.is_of("GREETING", &rest[0].key) => 1,
                Some(length) => length,
                None => return at,
            };
        }
        range.start
    }

    /// The questions that one sentence joins by "und".
    fn parts(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let words = self.words;
        let mut parts = Vec::new();
        let mut from = range.start;
        for at in range.start + 1..range.end {
            let (before, after) = (&self.tokens[from..at], &self.tokens[at + 1..range.end]);
            let joins = |token: &Token| words.joining.contains(&token.key);
            // "Wie viele Wochen und wie viele Stunden": things of one question, not two.
            let again = |next: &Token| before.iter().any(|token| token.key == next.key);
            let parts_two =
                words.is_of("AND", &self.tokens[at].key) && !after.first().is_some_and(again);
            if !parts_two || after.first().is_none_or(joins) || !asks(after, words) {
                continue;
            }
            let leads = opens(before, words) && words.content(before) > 0;
            if leads && (words.content(after) > 0 || points_back(after, words, 1)) {
                parts.push(from..at);
                from = at + 1;
            }
        }
        parts.push(from..range.end);
        parts
    }

    /// What counts where nothing asks: the last sentence, with the one before if it says little.
    fn unasked(&self, pieces: &[QuestionPiece]) -> Range<usize> {
        let all = pieces.first().map_or(0, |first| first.words.start)..self.tokens.len();
        let signed = pieces
            .iter()
            .rposition(|piece| piece.around)
            .filter(|at| *at > 0);
        let is_name = |at: usize, piece: &QuestionPiece| {
            signed.is_some_and(|signed| at > signed) && piece.words.len() <= SIGNATURE
        };
        let mut said = pieces
            .iter()
            .enumerate()
            .filter(|(at, piece)| !piece.around && !is_name(*at, piece))
            .rev();
        let Some((at, last)) = said.next().filter(|_| pieces.len() < MANY) else {
            return all;
        };
        let before = at
            .checked_sub(1)
            .map(|before| &pieces[before])
            .filter(|before| !before.around);
        let start = before
            .filter(|_| self.content(&last.words) < ENOUGH)
            .map_or(last.words.start, |before| before.words.start);
        start..last.words.end
    }

    /// Words as typed, with the signs around them, on one line.
    fn shown(&self, range: Range<usize>) -> String {
        let quoted = self
            .gap(range.start)
            .trim_end_matches(['„', '“', '"', '»', '«', '(', '‚'])
            .len();
        let start = self.tokens[range.start].range.start - (self.gap(range.start).len() - quoted);
        let behind = self.gap(range.end);
        let signs = behind.find(char::is_whitespace).unwrap_or(behind.len());
        let text = &self.text[start..self.tokens[range.end - 1].range.end + signs];
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .trim_end_matches([',', ';'])
            .to_owned()
    }
}
