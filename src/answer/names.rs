//! What the guide's glossary also calls the things in a question.
//!
//! Who asks for the "RBB" may be answered by a text that only speaks of the Regionales Bildungsbüro, and the other way
//! round. Names are recognised by their stems, the longest first; words that mean many things in everyday life
//! (`common_words`) neither lead to a term nor are looked for in its stead. How little other names count is
//! search's to say.

use crate::german::stem;
use crate::german::stop;
use crate::german::words::{Word, words};
use crate::knowledge::{Guide, Term};
use crate::search::OtherName;

use super::words::{has_stop_part, key};

/// The names of all terms of a glossary.
pub(super) struct Names {
    terms: Vec<Vec<Name>>,
}

/// A name as it is written, and the stems of the words that carry it.
struct Name {
    written: String,
    stems: Vec<String>,
}

impl Names {
    /// Reads the names of a guide's terms.
    pub(super) fn of(guide: &Guide) -> Self {
        let common = &guide.manifest.common_words;
        let names = |term: &Term| {
            let written = std::iter::once(&term.term).chain(&term.synonyms);
            let each = written.flat_map(|name| name.split([',', '/']));
            let plain = each.map(str::trim).filter(|name| {
                let lower = name.to_lowercase();
                !common.contains(&lower)
            });
            let named = plain.map(|name| Name {
                written: name.to_owned(),
                stems: carrying(name).iter().map(stem_of).collect(),
            });
            let by_stems = |name: &Name| !name.stems.is_empty() && !has_stop_part(&name.written);
            named.filter(by_stems).collect()
        };
        Self {
            terms: guide.terms.iter().map(names).collect(),
        }
    }

    /// Lists what the things that a question names are also called.
    pub(super) fn others(&self, question: &str) -> Vec<OtherName> {
        let asked = carrying(question);
        let stems: Vec<String> = asked.iter().map(stem_of).collect();
        let mut others = Vec::new();
        let mut at = 0;
        while at < stems.len() {
            let longest = self.longest_at(&stems[at..]);
            if longest > 0 {
                let named = at..at + longest;
                let words = &asked[named.clone()];
                let typed = words[0].range.start..words[longest - 1].range.end;
                let typed = question.get(typed).unwrap_or_default();
                self.beside(&stems[named], &stems, typed, &mut others);
            }
            at += longest.max(1);
        }
        others
    }

    /// How many words the longest name has that these begin with.
    fn longest_at(&self, stems: &[String]) -> usize {
        let names = self.terms.iter().flatten();
        let begins = names.filter(|name| stems.starts_with(&name.stems));
        begins.map(|name| name.stems.len()).max().unwrap_or(0)
    }

    /// Adds the other names of the terms that have this one. A name that holds this one says nothing new, nor does one
    /// whose words were all typed.
    fn beside(&self, named: &[String], asked: &[String], typed: &str, others: &mut Vec<OtherName>) {
        let has = |term: &&Vec<Name>| term.iter().any(|name| name.stems == named);
        let holds = |all: &[String], some: &[String]| some.iter().all(|stem| all.contains(stem));
        for name in self.terms.iter().filter(has).flatten() {
            let new = !holds(&name.stems, named) && !holds(asked, &name.stems);
            let other = OtherName {
                typed: typed.to_owned(),
                name: name.written.clone(),
            };
            if new && !others.contains(&other) {
                others.push(other);
            }
        }
    }
}

/// The words that carry a name or a question.
fn carrying(text: &str) -> Vec<Word> {
    let words = words(text).into_iter();
    words.filter(|word| !stop::is_frame(&word.text)).collect()
}

fn stem_of(word: &Word) -> String {
    key(&stem::stem(&word.text))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn check(question: &str, expected: &[(&str, &str)]) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
        let others = Names::of(&guide).others(question);
        let others: Vec<(&str, &str)> = others
            .iter()
            .map(|other| (other.typed.as_str(), other.name.as_str()))
            .collect();
        assert_eq!(others, expected, "{question}");
    }

    #[test]
    fn a_thing_is_also_what_the_glossary_calls_it() {
        check(
            "was will das oa?",
            &[("oa", "Ordnungsamt"), ("oa", "Amt für Ordnung")],
        );
        check(
            "Wer ist das Amt für die Ordnung?",
            &[
                ("Amt für die Ordnung", "Ordnungsamt"),
                ("Amt für die Ordnung", "OA"),
            ],
        );
        check(
            "Ordnungsamt oder OA",
            &[
                ("Ordnungsamt", "Amt für Ordnung"),
                ("OA", "Amt für Ordnung"),
            ],
        );
        check("wer bringt etwas mit", &[]);
        check("", &[]);
    }
}
