//! The stems of what a text is about: what is left of a question without the asking.

use std::collections::HashMap;

use crate::german::stem::stem;
use crate::german::{fold, stop, words};

/// The stems of a text's content words, each once.
pub(super) fn of(text: &str) -> Vec<String> {
    let words = words::words(text).into_iter();
    let content = words.filter(|word| !stop::is_frame(&word.text));
    let mut stems: Vec<String> = content.map(|word| fold::fold(&stem(&word.text))).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// The texts that ask for things, by the stems that they have.
#[derive(Default)]
pub(super) struct FormStems {
    /// What each text asks for, and how many stems it has.
    forms: Vec<(usize, usize)>,
    /// The texts that have a stem.
    having: HashMap<String, Vec<usize>>,
}

impl FormStems {
    /// Takes texts in, each with what it asks for.
    pub(super) fn of<'t>(texts: impl Iterator<Item = (usize, &'t String)>) -> Self {
        let mut all = Self::default();
        for (thing, text) in texts {
            let stems = of(text);
            let form = all.forms.len();
            all.forms.push((thing, stems.len()));
            for stem in stems {
                all.having.entry(stem).or_default().push(form);
            }
        }
        all
    }

    /// The largest share of stems that a question has in common with a text, 0 to 1, for each of so many things.
    pub(super) fn in_common(&self, question: &[String], things: usize) -> Vec<f32> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let having = question.iter().filter_map(|stem| self.having.get(stem));
        for form in having.flatten() {
            *shared.entry(*form).or_default() += 1;
        }
        let mut most = vec![0.0; things];
        for (form, shared) in shared {
            let (thing, stems) = self.forms[form];
            let share = shared as f32 / (question.len() + stems - shared) as f32;
            most[thing] = f32::max(most[thing], share);
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_stem_and_the_asking_is_none() {
        assert_eq!(of("Wer gibt die Aufträge?"), of("den Auftrag geben wir"));
        assert!(of("was ist denn das").is_empty());
    }

    #[test]
    fn what_a_question_has_in_common_with_texts_is_the_largest_share() {
        let texts = [
            "den Auftrag schriftlich einholen",
            "Auftrag",
            "",
            "Suppe kochen",
        ];
        let texts = texts.map(str::to_owned);
        let forms = FormStems::of([0, 0, 1, 2].into_iter().zip(&texts));
        let shares = forms.in_common(&of("Auftrag einholen"), 4);
        assert!((shares[0] - 2.0 / 3.0).abs() < 1e-6, "{shares:?}");
        assert_eq!(shares[1..], [0.0; 3]);
        assert_eq!(forms.in_common(&[], 4), [0.0; 4]);
    }
}
