//! Plain columns on disk: numbers, lists of numbers, and strings that can be looked up.
//!
//! Each column is one or more files of little-endian `u32`s (or bytes) in a tantivy [`Directory`], so that the same
//! code serves memory and disk, and a column on disk is mapped, not loaded. Readers never panic on a damaged file: what
//! lies outside reads as nothing.

use std::io::{self, Write};
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::{Directory, OwnedBytes, TerminatingWrite, WritePtr};

/// Bytes of a number.
const WIDTH: usize = 4;

/// A column of numbers.
pub(super) struct Numbers(OwnedBytes);

impl Numbers {
    pub(super) fn open(directory: &dyn Directory, name: &str) -> Result<Self, TantivyError> {
        Ok(Self(read(directory, name)?))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len() / WIDTH
    }

    /// The number at a position, 0 outside.
    #[inline]
    pub(super) fn get(&self, at: usize) -> u32 {
        let bytes = self.0.get(at * WIDTH..(at + 1) * WIDTH);
        bytes.map_or(0, number)
    }

    /// The numbers from one position to another, nothing outside.
    #[inline]
    pub(super) fn range(&self, from: usize, to: usize) -> impl Iterator<Item = u32> + '_ {
        let bytes = self.0.get(from * WIDTH..to * WIDTH).unwrap_or_default();
        bytes.chunks_exact(WIDTH).map(number)
    }

    /// Where a number stands or would stand in a sorted column.
    pub(super) fn lower_bound(&self, wanted: u32) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[inline]
fn number(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_le_bytes)
}

/// Writes a column of numbers.
pub(super) struct NumbersWriter(WritePtr);

impl NumbersWriter {
    pub(super) fn create(directory: &dyn Directory, name: &str) -> Result<Self, TantivyError> {
        Ok(Self(directory.open_write(Path::new(name))?))
    }

    pub(super) fn push(&mut self, number: u32) -> io::Result<()> {
        self.0.write_all(&number.to_le_bytes())
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.0.terminate()
    }

    /// Writes a whole column at once.
    pub(super) fn write(
        directory: &dyn Directory,
        name: &str,
        numbers: impl IntoIterator<Item = u32>,
    ) -> Result<(), TantivyError> {
        let mut writer = Self::create(directory, name)?;
        for number in numbers {
            writer.push(number)?;
        }
        Ok(writer.finish()?)
    }
}

/// A column of lists of numbers.
pub(super) struct Lists {
    ends: Numbers,
    values: Numbers,
}

impl Lists {
    pub(super) fn open(directory: &dyn Directory, name: &str) -> Result<Self, TantivyError> {
        Ok(Self {
            ends: Numbers::open(directory, &format!("{name}.ends"))?,
            values: Numbers::open(directory, &format!("{name}.values"))?,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// From where to where the list at a position lies in all values.
    #[inline]
    pub(super) fn span(&self, at: usize) -> (usize, usize) {
        let start = at.checked_sub(1).map_or(0, |before| self.ends.get(before));
        (start as usize, self.ends.get(at) as usize)
    }

    /// The list at a position.
    #[inline]
    pub(super) fn get(&self, at: usize) -> impl Iterator<Item = u32> + '_ {
        let (start, end) = self.span(at);
        self.values.range(start, end)
    }
}

/// Writes a column of lists.
pub(super) struct ListsWriter {
    ends: NumbersWriter,
    values: NumbersWriter,
    written: u32,
}

impl ListsWriter {
    pub(super) fn create(directory: &dyn Directory, name: &str) -> Result<Self, TantivyError> {
        Ok(Self {
            ends: NumbersWriter::create(directory, &format!("{name}.ends"))?,
            values: NumbersWriter::create(directory, &format!("{name}.values"))?,
            written: 0,
        })
    }

    pub(super) fn push(&mut self, list: impl IntoIterator<Item = u32>) -> io::Result<()> {
        for value in list {
            self.values.push(value)?;
            self.written = self
                .written
                .checked_add(1)
                .ok_or(io::ErrorKind::FileTooLarge)?;
        }
        self.ends.push(self.written)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.values.finish()?;
        self.ends.finish()
    }
}

/// A list of distinct strings that can be looked up by number and by spelling.
pub(super) struct Strings {
    bytes: OwnedBytes,
    ends: Numbers,
    /// A hash table with linear probing: number + 1, or 0 for an empty slot; a power of two long.
    slots: Numbers,
}

impl Strings {
    pub(super) fn open(directory: &dyn Directory, name: &str) -> Result<Self, TantivyError> {
        Ok(Self {
            bytes: read(directory, &format!("{name}.bytes"))?,
            ends: Numbers::open(directory, &format!("{name}.ends"))?,
            slots: Numbers::open(directory, &format!("{name}.slots"))?,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number, empty outside.
    pub(super) fn get(&self, at: u32) -> &str {
        std::str::from_utf8(self.spelling(at)).unwrap_or_default()
    }

    /// The number of a string.
    pub(super) fn find(&self, wanted: &str) -> Option<u32> {
        let slots = self.slots.len();
        let mut at = first_slot(wanted, slots)?;
        for _ in 0..slots {
            let number = self.slots.get(at).checked_sub(1)?;
            if self.spelling(number) == wanted.as_bytes() {
                return Some(number);
            }
            at = (at + 1) % slots;
        }
        None
    }

    fn spelling(&self, at: u32) -> &[u8] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends.get(before)) as usize;
        let end = self.ends.get(at) as usize;
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Writes distinct strings in the order of their numbers.
    pub(super) fn write<'s>(
        directory: &dyn Directory,
        name: &str,
        strings: impl ExactSizeIterator<Item = &'s str>,
    ) -> Result<(), TantivyError> {
        let slots = (strings.len() * 2).next_power_of_two();
        let mut table = vec![0_u32; slots];
        let mut bytes = directory.open_write(Path::new(&format!("{name}.bytes")))?;
        let mut ends = NumbersWriter::create(directory, &format!("{name}.ends"))?;
        let mut end = 0_u32;
        for (string, number) in strings.zip(1..) {
            bytes.write_all(string.as_bytes())?;
            let length = u32::try_from(string.len()).map_err(io::Error::other)?;
            end = end
                .checked_add(length)
                .ok_or(io::Error::from(io::ErrorKind::FileTooLarge))?;
            ends.push(end)?;
            let mut at = first_slot(string, slots).unwrap_or_default();
            while table[at] != 0 {
                at = (at + 1) % slots;
            }
            table[at] = number;
        }
        bytes.terminate()?;
        ends.finish()?;
        NumbersWriter::write(directory, &format!("{name}.slots"), table)
    }
}

/// FNV-1a: the same on every machine, because the table lies on disk.
pub(super) fn first_slot(string: &str, slots: usize) -> Option<usize> {
    let hash = string
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    (slots > 0).then(|| (hash ^ (hash >> 32)) as usize % slots)
}

fn read(directory: &dyn Directory, name: &str) -> Result<OwnedBytes, TantivyError> {
    Ok(directory.open_read(Path::new(name))?.read_bytes()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::directory::RamDirectory;

    #[test]
    fn strings_are_found_by_spelling_and_by_number() -> Result<(), TantivyError> {
        let directory = RamDirectory::create();
        let all = ["eltern", "schule", "café", ""];
        Strings::write(&directory, "words", all.into_iter())?;
        let strings = Strings::open(&directory, "words")?;
        for (string, number) in all.into_iter().zip(0..) {
            assert_eq!(strings.find(string), Some(number));
            assert_eq!(strings.get(number), string);
        }
        assert_eq!(strings.find("kommune"), None);
        assert_eq!(strings.get(99), "");
        Ok(())
    }

    #[test]
    fn lists_keep_their_borders() -> Result<(), TantivyError> {
        let directory = RamDirectory::create();
        let mut writer = ListsWriter::create(&directory, "lists")?;
        for list in [vec![1, 2], vec![], vec![3]] {
            writer.push(list)?;
        }
        writer.finish()?;
        let lists = Lists::open(&directory, "lists")?;
        let read: Vec<Vec<u32>> = (0..4).map(|at| lists.get(at).collect()).collect();
        assert_eq!(read, [vec![1, 2], vec![], vec![3], vec![]]);
        Ok(())
    }
}
