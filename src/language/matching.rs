//! Finding the patterns that fit a text.
//!
//! A text's words are looked up once ([`Sighted`]); patterns are filed under the words they can begin with, so that few
//! are tried. Of several ways to fit the best counts: one without `{rest}`, with fewer slips, with more words that stand
//! in the pattern, with more words altogether.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use rustc_hash::FxHashMap;

use super::days::DayPhrase;
use super::pattern::{self, PatternNode, Slot};
use super::vocabulary::Sighted;
use crate::german::fold::Token;

/// Words beyond which only patterns with `{rest}` are tried.
const LONGEST: usize = 16;
/// Steps after which a pattern is given up; only made-up texts need so many.
const MAX_STEPS: usize = 20_000;

/// Reads slots out of a text.
pub trait SlotReader {
    /// All ways to read the slot at that word: how many words it takes and what it means.
    fn read(&self, slot: Slot, tokens: &[Token], at: usize) -> Vec<(usize, Filled)>;
}

/// Reads nothing: what has no slots needs no guide.
pub(super) struct NoGuide;

impl SlotReader for NoGuide {
    fn read(&self, _: Slot, _: &[Token], _: usize) -> Vec<(usize, Filled)> {
        Vec::new()
    }
}

/// What a slot means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// One number or several.
    Numbers(Vec<usize>),
    /// Counted from the beginning, or, below 0, from the end.
    Ordinal(i32),
    /// A day, as it was said.
    Day(DayPhrase),
    /// The words themselves: a name, a date, a year, the rest.
    Words,
}

/// A slot of a pattern that fits, with the words it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// Which.
    pub slot: Slot,
    /// Its words, by their places in the text.
    pub words: Range<usize>,
    /// What it means.
    pub filled: Filled,
}

/// An intent whose pattern fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which, by its place in the pack.
    pub intent: usize,
    /// Its slots.
    pub slots: Vec<Filling>,
    pub(super) path: Path,
}

impl Match {
    /// Whether a slip had to be forgiven.
    pub fn slipped(&self) -> bool {
        self.path.slips.0 > 0
    }
}

/// What was met on the way through a text; the greater, the better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    pub(super) rest: Reverse<bool>,
    slips: Reverse<usize>,
    written: usize,
    covered: usize,
}

/// Patterns with their owners, filed under their first words.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    pub(super) all: Vec<Pattern>,
    by_first: FxHashMap<u32, Vec<usize>>,
    /// Those that begin with a slot.
    open: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) owner: usize,
    pub(super) nodes: Vec<PatternNode>,
    exact: bool,
}

impl Patterns {
    pub(super) fn add(&mut self, owner: usize, nodes: Vec<PatternNode>, exact: bool) {
        let at = self.all.len();
        let mut first = Vec::new();
        beginnings(&nodes, &mut first);
        first.sort_unstable();
        first.dedup();
        for word in first {
            match word {
                Some(word) => self.by_first.entry(word).or_default().push(at),
                None => self.open.push(at),
            }
        }
        self.all.push(Pattern {
            owner,
            nodes,
            exact,
        });
    }

    /// Those that fit the whole text, best first, one for each owner.
    pub(super) fn whole(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Vec<Match> {
        let count = text.tokens.len();
        let mut found: Vec<Match> = Vec::new();
        for start in (0..=text.leading).take_while(|start| *start < count) {
            let ends = (start + 1).max(count - text.trailing)..=count;
            let may_fit = |pattern: &&Pattern| {
                count <= LONGEST || pattern::has(&pattern.nodes, &[Slot::Rest], false)
            };
            for pattern in self.beginning_at(text, start).filter(may_fit) {
                let Some(new) = pattern.walk(text, reader, start, ends.clone()) else {
                    continue;
                };
                match found.iter_mut().find(|old| old.intent == new.intent) {
                    Some(old) if old.path >= new.path => {}
                    Some(old) => *old = new,
                    None => found.push(new),
                }
            }
        }
        found.sort_by_key(|found| (Reverse(found.path), found.intent));
        found
    }

    /// The owner of the first that the text ends with.
    pub(super) fn ending(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Option<usize> {
        let count = text.tokens.len();
        (0..count).find_map(|start| {
            let ends = (start + 1).max(count - text.trailing)..=count;
            let mut beginning = self.beginning_at(text, start);
            beginning.find_map(|pattern| {
                let found = pattern.walk(text, reader, start, ends.clone())?;
                Some(found.intent)
            })
        })
    }

    /// The owners of those that fit somewhere in the text, in order.
    pub(super) fn anywhere(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Vec<usize> {
        let count = text.tokens.len();
        let mut owners: Vec<usize> = Vec::new();
        for start in 0..count {
            for pattern in self.beginning_at(text, start) {
                let is_new = !owners.contains(&pattern.owner);
                let found = is_new.then(|| pattern.walk(text, reader, start, start..=count));
                owners.extend(found.flatten().map(|found| found.intent));
            }
        }
        owners.sort_unstable();
        owners
    }

    fn beginning_at(&self, text: &Sighted<'_>, at: usize) -> impl Iterator<Item = &Pattern> {
        let seen = text.seen[at].iter();
        let filed = seen
            .filter_map(|(word, _)| self.by_first.get(word))
            .flatten();
        filed.chain(&self.open).map(|at| &self.all[*at])
    }
}

/// Adds the words that a sequence can begin with, `None` for a slot; tells whether all of it may be missing.
fn beginnings(nodes: &[PatternNode], first: &mut Vec<Option<u32>>) -> bool {
    nodes.iter().all(|node| match node {
        PatternNode::Words { words, many, .. } => {
            first.extend(words.iter().copied().map(Some));
            *many
        }
        PatternNode::Slot(_) => {
            first.push(None);
            false
        }
        // Each must be looked at: `any` would stop at the first that may be missing.
        PatternNode::Choice(choice) => {
            choice
                .iter()
                .filter(|nodes| beginnings(nodes, first))
                .count()
                > 0
        }
    })
}

impl Pattern {
    /// The best way through a text from one word to one of the ends.
    fn walk(
        &self,
        text: &Sighted<'_>,
        reader: &dyn SlotReader,
        start: usize,
        ends: RangeInclusive<usize>,
    ) -> Option<Match> {
        let (slots, best, exact) = (Vec::new(), None, self.exact);
        let mut walk = Walk {
            text,
            reader,
            exact,
            ends,
            slots,
            steps: 0,
            best,
        };
        let all = Then {
            nodes: &self.nodes,
            next: None,
        };
        walk.go(Some(&all), start, Path::default());
        let (path, slots) = walk.best?;
        Some(Match {
            intent: self.owner,
            slots,
            path,
        })
    }
}

/// What of a pattern is still to come.
struct Then<'p> {
    nodes: &'p [PatternNode],
    next: Option<&'p Then<'p>>,
}

impl Then<'_> {
    fn is_end(&self) -> bool {
        self.nodes.is_empty() && self.next.is_none_or(Then::is_end)
    }
}

/// One pattern tried at one place of a text.
struct Walk<'w> {
    text: &'w Sighted<'w>,
    reader: &'w dyn SlotReader,
    exact: bool,
    ends: RangeInclusive<usize>,
    slots: Vec<Filling>,
    steps: usize,
    best: Option<(Path, Vec<Filling>)>,
}

impl Walk<'_> {
    fn go(&mut self, then: Option<&Then<'_>>, at: usize, path: Path) {
        self.steps += 1;
        let Some(Then { nodes, next }) = then else {
            return self.arrive(at, path);
        };
        let Some((node, nodes)) = nodes.split_first().filter(|_| self.steps < MAX_STEPS) else {
            return self.go(*next, at, path);
        };
        let after = Then { nodes, next: *next };
        match node {
            PatternNode::Words { .. } => self.words(node, &after, at, path),
            PatternNode::Choice(choice) => {
                let next = Some(&after);
                choice
                    .iter()
                    .for_each(|nodes| self.go(Some(&Then { nodes, next }), at, path));
            }
            PatternNode::Slot(Slot::Rest) => self.rest(&after, at, path),
            PatternNode::Slot(slot) => {
                for (taken, filled) in self.reader.read(*slot, self.text.tokens, at) {
                    let covered = path.covered + taken;
                    let filling = Filling {
                        slot: *slot,
                        words: at..at + taken,
                        filled,
                    };
                    self.fill(filling, &after, Path { covered, ..path });
                }
            }
        }
    }

    /// One of a set of words; where any number of them may stand, none or one and the same set again.
    fn words(&mut self, node: &PatternNode, after: &Then<'_>, at: usize, path: Path) {
        let PatternNode::Words {
            words,
            written,
            many,
        } = node
        else {
            return;
        };
        if let Some(slips) = self.slips(at, words) {
            let again = Then {
                nodes: std::slice::from_ref(node),
                next: Some(after),
            };
            let mut path = path;
            path.slips.0 += slips;
            path.written += usize::from(*written);
            path.covered += 1;
            self.go(Some(if *many { &again } else { after }), at + 1, path);
        }
        if *many {
            self.go(Some(after), at, path);
        }
    }

    /// Everything up to the end, less the fillers there; before something else any number of words.
    fn rest(&mut self, after: &Then<'_>, at: usize, path: Path) {
        let end = self.text.tokens.len() - self.text.trailing;
        let shortest = if after.is_end() { end } else { at + 1 };
        for end in shortest.max(at + 1)..=end {
            let filling = Filling {
                slot: Slot::Rest,
                words: at..end,
                filled: Filled::Words,
            };
            self.fill(
                filling,
                after,
                Path {
                    rest: Reverse(true),
                    ..path
                },
            );
        }
    }

    fn fill(&mut self, filling: Filling, after: &Then<'_>, path: Path) {
        let end = filling.words.end;
        self.slots.push(filling);
        self.go(Some(after), end, path);
        self.slots.pop();
    }

    /// How many slips it takes to see one of these words there.
    fn slips(&self, at: usize, words: &[u32]) -> Option<usize> {
        let fits = |(word, slipped): &&(u32, bool)| {
            !(*slipped && self.exact) && words.binary_search(word).is_ok()
        };
        let seen = self.text.seen.get(at)?.iter().filter(fits);
        seen.map(|(_, slipped)| usize::from(*slipped)).min()
    }

    fn arrive(&mut self, at: usize, path: Path) {
        let better = self.best.as_ref().is_none_or(|(best, _)| path > *best);
        if self.ends.contains(&at) && better {
            self.best = Some((path, self.slots.clone()));
        }
    }
}
