//! Finds the words of a corpus that a misspelt one could be, without looking at most of them.
//!
//! The deletion index of [`speller`] files words by their beginnings, and words that begin alike stand side by side in
//! the alphabet. So a key leads to *groups* of neighbouring words, and a corpus with millions of compounds has hardly
//! more groups than one with thousands. Inside a group the *shape* of a word, its length and which letters it has,
//! tells most of those that are too far away without reading them.

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::german::speller::{self, Offer, Shape};

use super::columns::{Numbers, NumbersWriter};
use super::vocabulary::Vocabulary;

/// The beginnings of all words.
pub(super) struct Spellings {
    /// Per group: its first word.
    groups: Numbers,
    /// Per word: its shape.
    shapes: Numbers,
    /// Keys in order, and beside each the group that it leads to.
    keys: Numbers,
    key_groups: Numbers,
}

impl Spellings {
    pub(super) fn open(directory: &dyn Directory) -> Result<Self, TantivyError> {
        let numbers = |name| Numbers::open(directory, name);
        Ok(Self {
            groups: numbers("spellings.groups")?,
            shapes: numbers("spellings.shapes")?,
            keys: numbers("spellings.keys")?,
            key_groups: numbers("spellings.key-groups")?,
        })
    }

    /// The words that are nearest to a misspelt one.
    pub(super) fn nearest(&self, typed: &str, vocabulary: &Vocabulary) -> Vec<Offer> {
        let reach = speller::reach(typed);
        let wanted = Shape::of(typed);
        let mut groups: Vec<u32> = speller::keys(typed, reach)
            .into_iter()
            .flat_map(|key| self.filed_under(key))
            .collect();
        groups.sort_unstable();
        groups.dedup();
        let near = groups
            .into_iter()
            .flat_map(|group| self.words_in(group as usize))
            .filter(|(_, shape)| wanted.is_near(*shape, reach));
        speller::nearest(
            typed,
            near.map(|(word, _)| (vocabulary.word_text(word), vocabulary.word_texts(word))),
        )
    }

    fn filed_under(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.keys.lower_bound(key);
        let keys = self.keys.range(start, self.keys.len());
        let groups = self.key_groups.range(start, self.key_groups.len());
        keys.zip(groups)
            .take_while(move |(filed, _)| *filed == key)
            .map(|(_, group)| group)
    }

    fn words_in(&self, group: usize) -> impl Iterator<Item = (u32, Shape)> + '_ {
        let first = self.groups.get(group);
        let end = if group + 1 < self.groups.len() {
            self.groups.get(group + 1) as usize
        } else {
            self.shapes.len()
        };
        let shapes = self.shapes.range(first as usize, end);
        (first..).zip(shapes.map(Shape::from_bits))
    }

    /// Writes the spellings of all words, which come in the order of the alphabet.
    pub(super) fn write<'w>(
        directory: &dyn Directory,
        words: impl Iterator<Item = &'w str>,
    ) -> Result<(), TantivyError> {
        let mut groups = NumbersWriter::create(directory, "spellings.groups")?;
        let mut shapes = NumbersWriter::create(directory, "spellings.shapes")?;
        let mut filed: Vec<u64> = Vec::new();
        let mut last = None;
        let mut group_count = 0_u64;
        for (word, number) in words.zip(0..) {
            let beginning = speller::beginning(word);
            if last != Some(beginning) {
                last = Some(beginning);
                groups.push(number)?;
                let keys = speller::keys(beginning, speller::REACH);
                filed.extend(
                    keys.into_iter()
                        .map(|key| u64::from(key) << 32 | group_count),
                );
                group_count += 1;
            }
            let shape = speller::can_be_offered(word).then(|| Shape::of(word));
            shapes.push(shape.unwrap_or_default().to_bits())?;
        }
        groups.finish()?;
        shapes.finish()?;
        filed.sort_unstable();
        let keys = filed.iter().map(|entry| (entry >> 32) as u32);
        NumbersWriter::write(directory, "spellings.keys", keys)?;
        let groups = filed.iter().map(|entry| *entry as u32);
        NumbersWriter::write(directory, "spellings.key-groups", groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::directory::RamDirectory;

    proptest! {
        #[test]
        fn no_word_that_is_near_is_passed_over(
            mut corpus in prop::collection::btree_set("[abcä]{1,12}", 1..40),
            typed in "[abcä]{5,12}",
        ) {
            corpus.insert("ab1".to_owned());
            let directory = RamDirectory::create();
            Spellings::write(&directory, corpus.iter().map(String::as_str)).unwrap();
            let spellings = Spellings::open(&directory).unwrap();
            let reach = speller::reach(&typed);
            let mut found: Vec<String> = Vec::new();
            for key in speller::keys(&typed, reach) {
                for group in spellings.filed_under(key) {
                    let near = spellings
                        .words_in(group as usize)
                        .filter(|(_, shape)| Shape::of(&typed).is_near(*shape, reach));
                    found.extend(near.filter_map(|(word, _)| corpus.iter().nth(word as usize).cloned()));
                }
            }
            let offerable = corpus.iter().filter(|word| speller::can_be_offered(word));
            let expected = speller::nearest(&typed, offerable.map(|word| (word.as_str(), 1)));
            let offered = speller::nearest(&typed, found.iter().map(|word| (word.as_str(), 1)));
            prop_assert_eq!(offered, expected);
        }
    }
}
