//! Gives distinct strings numbers, in the order they come in, while an index is built.
//!
//! All strings lie in one text, so that millions of words cost little more memory than their letters.

use super::columns::first_slot;

/// Distinct strings with their numbers.
#[derive(Default)]
pub(super) struct Interner {
    text: String,
    /// Per number: where its string ends in the text.
    ends: Vec<usize>,
    /// A hash table with linear probing: number + 1, or 0 for an empty slot; at most half full.
    slots: Vec<u32>,
}

impl Interner {
    /// The number of a string, which is new if the string is.
    pub(super) fn number(&mut self, string: &str) -> u32 {
        if 2 * (self.len() + 1) > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(string);
        if let Some(number) = self.slots[slot].checked_sub(1) {
            return number;
        }
        self.text.push_str(string);
        self.ends.push(self.text.len());
        self.slots[slot] = self.len() as u32;
        self.slots[slot] - 1
    }

    /// The number of a string that came in before.
    pub(super) fn find(&self, string: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots[self.slot(string)].checked_sub(1)
    }

    /// The string of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All strings in the order of their numbers.
    pub(super) fn all(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number as u32))
    }

    /// Where a string stands in the table, or where it would.
    fn slot(&self, string: &str) -> usize {
        let mut at = first_slot(string, self.slots.len()).unwrap_or_default();
        while let Some(number) = self.slots[at].checked_sub(1) {
            if self.get(number) == string {
                break;
            }
            at = (at + 1) % self.slots.len();
        }
        at
    }

    fn grow(&mut self) {
        self.slots = vec![0; (4 * (self.len() + 1)).next_power_of_two()];
        for number in 0..self.len() as u32 {
            let slot = self.slot(self.get(number));
            self.slots[slot] = number + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn a_string_keeps_its_number_however_many_follow() {
        let mut interner = Interner::default();
        for number in 0..1000 {
            assert_eq!(interner.number(&format!("wort{number}")), number);
        }
        assert_eq!(interner.number("wort7"), 7);
        assert_eq!(interner.find("wort999"), Some(999));
        assert_eq!(interner.find("wort1000"), None);
        assert_eq!(interner.get(512), "wort512");
        assert_eq!(interner.all().len(), 1000);
    }
}
