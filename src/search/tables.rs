//! What the tables of an index are made of: lists of numbers, and names in the order of the alphabet.
//!
//! A table is written as bytes and read back whole when an index is opened. Numbers are little-endian `u32`s, so that the
//! files serve any machine.

/// Something that is kept as bytes.
pub(super) trait Table: Sized {
    /// Appends itself to what is written.
    fn write(&self, out: &mut Vec<u8>);

    /// Takes itself off the front of what was written; `None` if that is cut off.
    fn read(from: &mut &[u8]) -> Option<Self>;
}

impl Table for Vec<u32> {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.len() as u64).to_le_bytes());
        out.extend(self.iter().flat_map(|number| number.to_le_bytes()));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let count = usize::try_from(length(from)?).ok()?;
        let (bytes, rest) = from.split_at_checked(count.checked_mul(size_of::<u32>())?)?;
        *from = rest;
        let numbers = bytes.as_chunks().0.iter();
        Some(numbers.map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }
}

fn length(from: &mut &[u8]) -> Option<u64> {
    let (bytes, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(u64::from_le_bytes(*bytes))
}

/// Lists of numbers.
#[derive(Debug, Default, PartialEq)]
pub(super) struct NumberLists {
    /// Where each list ends among all values.
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl NumberLists {
    /// For each of `count` values, the positions of the lists that hold it, as often as they do.
    pub(super) fn holders<L>(lists: impl Iterator<Item = L>, count: usize) -> Self
    where
        L: IntoIterator<Item = u32>,
    {
        let mut holders = vec![Vec::new(); count];
        for (list, position) in lists.zip(0..) {
            for value in list {
                holders[value as usize].push(position);
            }
        }
        holders.into_iter().collect()
    }

    pub(super) fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.values.extend(list);
        self.ends.push(self.values.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list at a position.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.values[start as usize..self.ends[at] as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// All lists one after the other.
    pub(super) fn values(&self) -> &[u32] {
        &self.values
    }

    /// Puts another number in the place of each.
    pub(super) fn renumber(&mut self, new: &[u32]) {
        for value in &mut self.values {
            *value = new[*value as usize];
        }
    }
}

impl<L: IntoIterator<Item = u32>> FromIterator<L> for NumberLists {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Self {
        let mut all = Self::default();
        lists.into_iter().for_each(|list| all.push(list));
        all
    }
}

impl Table for NumberLists {
    fn write(&self, out: &mut Vec<u8>) {
        self.ends.write(out);
        self.values.write(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            ends: Table::read(from)?,
            values: Table::read(from)?,
        })
    }
}

/// Distinct names in the order of the alphabet; the number of a name is its position. No name has a line end.
#[derive(Debug, Default, PartialEq)]
pub(super) struct SortedNames(Vec<Box<str>>);

impl SortedNames {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, number: u32) -> &str {
        &self.0[number as usize]
    }

    pub(super) fn find(&self, wanted: &str) -> Option<u32> {
        let found = self.0.binary_search_by(|name| (**name).cmp(wanted));
        found.ok().map(|number| number as u32)
    }

    /// Those that begin so, with their numbers.
    pub(super) fn beginning(&self, beginning: &str) -> impl Iterator<Item = (u32, &str)> {
        let first = self.0.partition_point(|name| &**name < beginning);
        let from = self.0[first..].iter().zip(first as u32..);
        let named = from.map(|(name, number)| (number, &**name));
        named.take_while(move |(_, name)| name.starts_with(beginning))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }
}

impl<N: Into<Box<str>>> FromIterator<N> for SortedNames {
    /// Takes names that are distinct and in order.
    fn from_iter<T: IntoIterator<Item = N>>(names: T) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

impl Table for SortedNames {
    fn write(&self, out: &mut Vec<u8>) {
        let text = self
            .0
            .iter()
            .fold(String::new(), |text, name| text + name + "\n");
        out.extend((text.len() as u64).to_le_bytes());
        out.extend(text.as_bytes());
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let count = usize::try_from(length(from)?).ok()?;
        let (bytes, rest) = from.split_at_checked(count)?;
        *from = rest;
        let text = std::str::from_utf8(bytes).ok()?;
        Some(text.split_terminator('\n').collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_spelling_and_by_number() {
        let names: SortedNames = ["", "café", "eltern", "schule"].into_iter().collect();
        for (name, number) in names.iter().zip(0..) {
            assert_eq!(names.find(name), Some(number));
            assert_eq!(names.get(number), name);
        }
        assert_eq!(names.find("kommune"), None);
    }

    #[test]
    fn holders_are_listed_as_often_as_they_hold() {
        let lists = [vec![2, 0, 2], vec![], vec![2]];
        let holders = NumberLists::holders(lists.into_iter(), 3);
        let all: Vec<&[u32]> = holders.iter().collect();
        assert_eq!(all, [&[0][..], &[], &[0, 0, 2]]);
    }

    #[test]
    fn what_is_written_is_read_again_and_what_is_cut_off_is_not() {
        let names: SortedNames = ["beirat", "eltern"].into_iter().collect();
        let mut lists = NumberLists::default();
        lists.push([1, 2]);
        lists.push([]);
        let mut written = Vec::new();
        names.write(&mut written);
        lists.write(&mut written);
        let read = |mut from: &[u8]| -> Option<(SortedNames, NumberLists)> {
            Some((Table::read(&mut from)?, Table::read(&mut from)?))
        };
        assert_eq!(read(&written), Some((names, lists)));
        for length in 0..written.len() {
            assert_eq!(read(&written[..length]), None, "{length} bytes");
        }
    }
}
