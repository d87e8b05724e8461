//! The guide as a whole: what no single entry can know of itself.
//!
//! Ids that were given twice or used before, numbers that do not fit or leave a gap, what nothing leads to, pictures
//! that are not there, words and questions that two entries claim. References are resolved while decoding, where the
//! hint can be best.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Code;
use super::decode::{Findings, MOST_FAULTS};
use super::faults::Fault;
use super::ledger::{Claim, Spot};
use super::model::Manifest;
use super::names::{Name, Named, Names};
use super::read::ImageFile;
use super::source::SourceFile;

/// Words so common that a term must not listen to them unless `common_words` says that this is known.
const EVERYDAY: &[&str] = &[
    "alle", "am", "amt", "arbeit", "bericht", "bin", "das", "der", "die", "dienst", "eltern", "es",
    "frage", "hilfe", "ich", "in", "ist", "kind", "kinder", "leitung", "mit", "mut", "plan", "rat",
    "sie", "so", "stelle", "teil", "thema", "und", "vorlage", "was", "weg", "wer", "wie", "wir",
    "zeit", "ziel", "ziele",
];

/// Everything that is wrong with the whole.
pub(super) fn whole(
    files: &[SourceFile],
    manifest: &Manifest,
    names: &Names,
    findings: &Findings,
    image: &dyn Fn(&str) -> ImageFile,
) -> Vec<Fault> {
    let mut whole = Whole {
        files,
        faults: Vec::new(),
    };
    whole.repeated_ids(names);
    whole.retired_ids(names, &findings.inner, manifest);
    whole.numbers(names);
    whole.unused(names, findings);
    whole.images(&findings.images, image);
    whole.shared_synonyms(&findings.synonyms, manifest);
    whole.common_synonyms(&findings.synonyms, manifest);
    whole.shared_questions(&findings.questions);
    whole.golden_questions(&findings.questions, &findings.golden);
    whole.faults
}

struct Whole<'a> {
    files: &'a [SourceFile],
    faults: Vec<Fault>,
}

impl Whole<'_> {
    fn fault(&mut self, code: Code, spot: &Spot, message: String) {
        if self.faults.len() >= MOST_FAULTS {
            return;
        }
        if let Some(file) = self.files.get(spot.file) {
            let fault = Fault::at(code, file, spot.range.clone(), message);
            self.faults.push(fault);
        }
    }

    /// A fault whose message ends with the place that was first.
    fn fault_after(&mut self, code: Code, spot: &Spot, message: String, earlier: &Spot) {
        let first = self.files.get(earlier.file);
        let Some(first) = first.filter(|_| self.faults.len() < MOST_FAULTS) else {
            return;
        };
        let line = first.position(earlier.range.start).0;
        let message = format!("{message} ({}:{line})", first.path);
        self.fault(code, spot, message);
    }

    fn repeated_ids(&mut self, names: &Names) {
        let mut first: BTreeMap<&str, &Spot> = BTreeMap::new();
        for name in &names.all {
            if let Some(earlier) = first.get(name.id.as_str()) {
                let message = format!("die id `{}` gibt es schon", name.id);
                self.fault_after(Code::RepeatedId, &name.spot, message, earlier);
            } else {
                first.insert(&name.id, &name.spot);
            }
        }
    }

    fn retired_ids(&mut self, names: &Names, inner: &[Claim], manifest: &Manifest) {
        let outer = names.all.iter().map(|name| (&name.id, &name.spot));
        let inner = inner.iter().map(|claim| (&claim.text, &claim.spot));
        for (id, spot) in outer.chain(inner) {
            if manifest.retired.contains(id) {
                let message = format!("die id `{id}` ist aus dem Verkehr gezogen");
                self.fault(Code::RetiredId, spot, message);
            }
        }
    }

    /// Sections follow their step in the list of names, because a file holds one step.
    fn numbers(&mut self, names: &Names) {
        let mut taken = BTreeSet::new();
        let mut step: Option<&str> = None;
        let mut last = 0;
        let given = names.all.iter().filter_map(|name| name.number.as_ref());
        let given: BTreeSet<&str> = given.map(|(number, _)| number.as_str()).collect();
        self.step_gaps(names);
        for name in &names.all {
            let Some((number, spot)) = &name.number else {
                continue;
            };
            if !taken.insert(number.as_str()) {
                self.fault(
                    Code::WrongNumber,
                    spot,
                    format!("die Nummer {number} gibt es schon"),
                );
                continue;
            }
            if name.kind == Named::Step {
                self.step_number(name, number, spot);
                (step, last) = (Some(number.as_str()), 0);
            } else if let Some(step) = step {
                last = self.section_number(step, last, (number, spot), &given);
            }
        }
    }

    fn step_number(&mut self, name: &Name, number: &str, spot: &Spot) {
        if whole_number(number).is_none() {
            let message = format!("`{number}` ist keine Nummer eines Schritts");
            self.fault(Code::WrongNumber, spot, message);
            return;
        }
        let path = self.files.get(spot.file).map_or("", |file| &file.path);
        let file_name = path.rsplit('/').next().unwrap_or_default();
        let digits = file_name.trim_start_matches(|c: char| c.is_ascii_digit());
        if file_name.get(..file_name.len() - digits.len()) != Some(number) {
            let message = format!("Schritt {number} steht in der Datei {file_name}");
            self.fault(Code::FileNumber, &name.spot, message);
        }
    }

    /// Whoever walks from 1 to 3 wonders what 2 was; a step without text is a step of status `unknown`.
    fn step_gaps(&mut self, names: &Names) {
        let steps = names.all.iter().filter(|name| name.kind == Named::Step);
        let numbered = steps.filter_map(|name| {
            let (number, spot) = name.number.as_ref()?;
            Some((whole_number(number)?, spot))
        });
        let numbered: BTreeMap<u32, &Spot> = numbered.collect();
        if names.incomplete(Named::Step) {
            return;
        }
        let mut expected = 1;
        for (number, spot) in numbered {
            if number > expected {
                let missing = missing_numbers("", expected, number);
                self.gap(spot, "Schritt", number.to_string(), &missing);
            }
            expected = number.saturating_add(1);
        }
    }

    fn gap(&mut self, spot: &Spot, what: &str, number: String, missing: &str) {
        let message = format!("vor {what} {number} fehlt {missing}");
        self.fault(Code::NumberGap, spot, message);
    }

    /// The number the next section must exceed.
    fn section_number(
        &mut self,
        step: &str,
        last: u32,
        (number, spot): (&str, &Spot),
        given: &BTreeSet<&str>,
    ) -> u32 {
        let own = number
            .strip_prefix(step)
            .and_then(|rest| rest.strip_prefix('.'))
            .and_then(whole_number);
        match own {
            None => {
                let message = format!("die Nummer {number} passt nicht zu Schritt {step}");
                self.fault(Code::WrongNumber, spot, message);
                last
            }
            Some(own) if own <= last => {
                let message = format!("die Nummer {number} folgt auf {step}.{last}");
                self.fault(Code::WrongNumber, spot, message);
                last
            }
            Some(own) => {
                let skipped = format!("{step}.{}", last + 1);
                if own > last + 1 && !given.contains(skipped.as_str()) {
                    let missing = missing_numbers(&format!("{step}."), last + 1, own);
                    self.gap(spot, "Abschnitt", number.to_owned(), &missing);
                }
                own
            }
        }
    }

    /// Sources and municipalities that nothing leads to.
    fn unused(&mut self, names: &Names, findings: &Findings) {
        if names.any_unread() {
            return;
        }
        let of_examples = names.all.iter().filter(|name| name.kind == Named::Example);
        let with_examples: BTreeSet<usize> = of_examples.map(|name| name.spot.file).collect();
        for name in &names.all {
            if findings.used.contains(&name.id) {
                continue;
            }
            let id = &name.id;
            if name.kind == Named::Source {
                let message = format!("die Quelle `{id}` wird nirgends genannt");
                self.fault(Code::UnusedSource, &name.spot, message);
            }
            if name.kind == Named::Municipality && !with_examples.contains(&name.spot.file) {
                let message = format!("die Kommune `{id}` hat kein Beispiel und kein Material");
                self.fault(Code::LonelyMunicipality, &name.spot, message);
            }
        }
    }

    fn images(&mut self, images: &[Claim], image: &dyn Fn(&str) -> ImageFile) {
        for claim in images {
            let path = &claim.text;
            let message = match image(path) {
                ImageFile::Present => continue,
                ImageFile::Missing => format!("das Bild `{path}` gibt es nicht"),
                ImageFile::Outside => {
                    format!("das Bild `{path}` liegt nicht im Ordner der Inhalte")
                }
            };
            self.fault(Code::NoImage, &claim.spot, message);
        }
    }

    fn shared_synonyms(&mut self, synonyms: &[Claim], manifest: &Manifest) {
        let mut first: BTreeMap<String, &Claim> = BTreeMap::new();
        for claim in synonyms {
            let word = claim.text.to_lowercase();
            match first.get(&word) {
                Some(earlier) if earlier.owner != claim.owner => {
                    if manifest.common_words.contains(&word) {
                        continue;
                    }
                    let other = &earlier.owner;
                    let message = format!("`{}` gehört schon zum Begriff `{other}`", claim.text);
                    self.fault_after(Code::SharedSynonym, &claim.spot, message, &earlier.spot);
                }
                Some(_) => {}
                None => {
                    first.insert(word, claim);
                }
            }
        }
    }

    fn common_synonyms(&mut self, synonyms: &[Claim], manifest: &Manifest) {
        for claim in synonyms {
            let word = claim.text.to_lowercase();
            let known = manifest.common_words.contains(&word);
            if EVERYDAY.contains(&word.as_str()) && !known {
                let message = format!("`{}` ist ein Alltagswort", claim.text);
                self.fault(Code::CommonSynonym, &claim.spot, message);
            }
        }
    }

    fn shared_questions(&mut self, questions: &[Claim]) {
        let mut first: BTreeMap<String, &Claim> = BTreeMap::new();
        for claim in questions {
            let question = asked(&claim.text);
            match first.get(&question) {
                Some(earlier) if earlier.owner != claim.owner => {
                    let message = format!("diese Frage steht schon bei `{}`", earlier.owner);
                    self.fault_after(Code::SharedQuestion, &claim.spot, message, &earlier.spot);
                }
                Some(_) => {}
                None => {
                    first.insert(question, claim);
                }
            }
        }
    }

    fn golden_questions(&mut self, questions: &[Claim], golden: &[Claim]) {
        let golden: BTreeMap<String, &Claim> = golden
            .iter()
            .map(|claim| (asked(&claim.text), claim))
            .collect();
        for claim in questions {
            if let Some(same) = golden.get(&asked(&claim.text)) {
                let message = "diese Frageform ist eine Prüffrage".to_owned();
                self.fault_after(Code::GoldenForm, &claim.spot, message, &same.spot);
            }
        }
    }
}

/// A question as it is compared with others.
fn asked(text: &str) -> String {
    text.trim_end_matches(['?', '.', '!']).to_lowercase()
}

/// The numbers from `first` to the one before `next`, as a German list or range.
fn missing_numbers(prefix: &str, first: u32, next: u32) -> String {
    match next - first {
        1 => format!("{prefix}{first}"),
        _ => format!("{prefix}{first} bis {prefix}{}", next - 1),
    }
}

/// A number from 1 without a leading zero.
fn whole_number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}
