//! The guide as a whole: what no single entry can know of itself.
//!
//! Ids that were given twice or used before, numbers that do not fit or leave a gap, what nothing leads to, pictures
//! that are not there, words and questions that two entries claim. References are resolved while decoding, where the
//! hint can be best.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Code;
use super::decode::{Findings, MAX_FAULTS};
use super::diagnostic::Diagnostic;
use super::given::{GivenId, GivenIds};
use super::keys::IdKind;
use super::source::{FileSpan, ImageFile, SourceFile};
use super::source_map::Declared;
use crate::german::fold;
use crate::language::Pack;

/// Everything that is wrong with the whole.
pub(super) fn whole(
    files: &[SourceFile],
    given: &GivenIds,
    findings: &Findings,
    image: &dyn Fn(&str) -> ImageFile,
) -> Vec<Diagnostic> {
    let mut whole = WholeCheck {
        files,
        given,
        diagnostics: Vec::new(),
    };
    whole.repeated_ids();
    whole.retired_ids(&findings.inner);
    whole.former_ids(&findings.formerly, &findings.inner);
    whole.step_gaps();
    whole.numbers();
    whole.unused(findings);
    whole.images(&findings.images, image);
    whole.shared_synonyms(&findings.synonyms);
    whole.common_synonyms(&findings.synonyms);
    whole.shared_questions(&findings.questions);
    whole.golden_questions(&findings.questions, &findings.golden);
    whole.diagnostics
}

struct WholeCheck<'a> {
    files: &'a [SourceFile],
    given: &'a GivenIds,
    diagnostics: Vec<Diagnostic>,
}

impl WholeCheck<'_> {
    fn fault(&mut self, code: Code, span: &FileSpan, message: String) {
        if self.diagnostics.len() >= MAX_FAULTS {
            return;
        }
        if let Some(file) = self.files.get(span.file) {
            let fault = Diagnostic::at(code, file, span.range.clone(), message);
            self.diagnostics.push(fault);
        }
    }

    /// A fault whose message ends with the place that was first.
    fn fault_after(&mut self, code: Code, span: &FileSpan, message: String, earlier: &FileSpan) {
        let first = self.files.get(earlier.file);
        let Some(first) = first.filter(|_| self.diagnostics.len() < MAX_FAULTS) else {
            return;
        };
        let line = first.position(earlier.range.start).0;
        let message = format!("{message} ({}:{line})", first.path);
        self.fault(code, span, message);
    }

    fn repeated_ids(&mut self) {
        let given = self.given;
        let mut first: BTreeMap<&str, &FileSpan> = BTreeMap::new();
        for name in &given.all {
            if let Some(earlier) = first.get(name.id.as_str()) {
                let message = format!("die id `{}` gibt es schon", name.id);
                self.fault_after(Code::RepeatedId, &name.span, message, earlier);
            } else {
                first.insert(&name.id, &name.span);
            }
        }
    }

    fn retired_ids(&mut self, inner: &[Declared]) {
        let given = self.given;
        let outer = given.all.iter().map(|name| (&name.id, &name.span));
        let inner = inner.iter().map(|inner| (&inner.text, &inner.span));
        for (id, span) in outer.chain(inner) {
            if self.given.retired.contains(id) {
                let message = format!("die id `{id}` ist aus dem Verkehr gezogen");
                self.fault(Code::RetiredId, span, message);
            }
        }
    }

    /// An id that somebody had before must lead to one thing only.
    fn former_ids(&mut self, formerly: &[Declared], inner: &[Declared]) {
        let given = self.given;
        let outer = given.all.iter().map(|name| (name.id.as_str(), &name.span));
        let inner = inner.iter().map(|inner| (inner.text.as_str(), &inner.span));
        let mut taken: BTreeMap<&str, &FileSpan> = outer.chain(inner).collect();
        for former in formerly {
            let id = former.text.rsplit('/').next().unwrap_or_default();
            if let Some(earlier) = taken.insert(&former.text, &former.span) {
                let message = format!("die frühere id `{id}` gibt es schon");
                self.fault_after(Code::RepeatedId, &former.span, message, earlier);
            }
        }
    }

    /// Sections follow their step in the list of names, because a file holds one step.
    fn numbers(&mut self) {
        let given = self.given;
        let mut taken = BTreeSet::new();
        let mut step: Option<&str> = None;
        let mut last = 0;
        let numbers = given.all.iter().filter_map(|name| name.number.as_ref());
        let numbers: BTreeSet<&str> = numbers.map(|(number, _)| number.as_str()).collect();
        for name in &given.all {
            let Some((number, span)) = &name.number else {
                continue;
            };
            if !taken.insert(number.as_str()) {
                self.fault(
                    Code::WrongNumber,
                    span,
                    format!("die Nummer {number} gibt es schon"),
                );
                continue;
            }
            if name.kind == IdKind::Step {
                self.step_number(name, number, span);
                (step, last) = (Some(number.as_str()), 0);
            } else if let Some(step) = step {
                last = self.section_number(step, last, (number, span), &numbers);
            }
        }
    }

    fn step_number(&mut self, name: &GivenId, number: &str, span: &FileSpan) {
        if whole_number(number).is_none() {
            let message = format!("`{number}` ist keine Nummer eines Schritts");
            self.fault(Code::WrongNumber, span, message);
            return;
        }
        let path = self.files.get(span.file).map_or("", |file| &file.path);
        let file_name = path.rsplit('/').next().unwrap_or_default();
        let digits = file_name.trim_start_matches(|c: char| c.is_ascii_digit());
        if file_name.get(..file_name.len() - digits.len()) != Some(number) {
            let message = format!("Schritt {number} steht in der Datei {file_name}");
            self.fault(Code::FileNumber, &name.span, message);
        }
    }

    /// Whoever walks from 1 to 3 wonders what 2 was; a step without text is a step of status `unknown`.
    fn step_gaps(&mut self) {
        let given = self.given;
        let steps = given.all.iter().filter(|name| name.kind == IdKind::Step);
        let numbered = steps.filter_map(|name| {
            let (number, span) = name.number.as_ref()?;
            Some((whole_number(number)?, span))
        });
        let numbered: BTreeMap<u32, &FileSpan> = numbered.collect();
        if given.incomplete(IdKind::Step) {
            return;
        }
        let mut expected = 1;
        for (number, span) in numbered {
            if number > expected {
                let missing = missing_numbers("", expected, number);
                self.gap(span, "Schritt", number.to_string(), &missing);
            }
            expected = number.saturating_add(1);
        }
    }

    fn gap(&mut self, span: &FileSpan, what: &str, number: String, missing: &str) {
        let message = format!("vor {what} {number} fehlt {missing}");
        self.fault(Code::NumberGap, span, message);
    }

    /// The number the next section must exceed.
    fn section_number(
        &mut self,
        step: &str,
        last: u32,
        (number, span): (&str, &FileSpan),
        given: &BTreeSet<&str>,
    ) -> u32 {
        let own = number
            .strip_prefix(step)
            .and_then(|rest| rest.strip_prefix('.'))
            .and_then(whole_number);
        match own {
            None => {
                let message = format!("die Nummer {number} passt nicht zu Schritt {step}");
                self.fault(Code::WrongNumber, span, message);
                last
            }
            Some(own) if own <= last => {
                let message = format!("die Nummer {number} folgt auf {step}.{last}");
                self.fault(Code::WrongNumber, span, message);
                last
            }
            Some(own) => {
                let skipped = format!("{step}.{}", last + 1);
                if own > last + 1 && !given.contains(skipped.as_str()) {
                    let missing = missing_numbers(&format!("{step}."), last + 1, own);
                    self.gap(span, "Abschnitt", number.to_owned(), &missing);
                }
                own
            }
        }
    }

    /// Sources and municipalities that nothing leads to.
    fn unused(&mut self, findings: &Findings) {
        let given = self.given;
        if given.any_unread() {
            return;
        }
        let of_examples = given.all.iter().filter(|name| name.kind == IdKind::Example);
        let with_examples: BTreeSet<usize> = of_examples.map(|name| name.span.file).collect();
        for name in &given.all {
            if findings.used.contains(&name.id) {
                continue;
            }
            let id = &name.id;
            if name.kind == IdKind::Source {
                let message = format!("die Quelle `{id}` wird nirgends genannt");
                self.fault(Code::UnusedSource, &name.span, message);
            }
            if name.kind == IdKind::Municipality && !with_examples.contains(&name.span.file) {
                let message = format!("die Kommune `{id}` hat kein Beispiel und kein Material");
                self.fault(Code::LonelyMunicipality, &name.span, message);
            }
        }
    }

    fn images(&mut self, images: &[Declared], image: &dyn Fn(&str) -> ImageFile) {
        for declared in images {
            let path = &declared.text;
            let message = match image(path) {
                ImageFile::Present => continue,
                ImageFile::Missing => format!("das Bild `{path}` gibt es nicht"),
                ImageFile::Outside => {
                    format!("das Bild `{path}` liegt nicht im Ordner der Inhalte")
                }
            };
            self.fault(Code::NoImage, &declared.span, message);
        }
    }

    fn shared_synonyms(&mut self, synonyms: &[Declared]) {
        for (synonym, earlier) in shared(synonyms, str::to_lowercase) {
            if !self.is_known_as_common(synonym) {
                let (text, other) = (&synonym.text, &earlier.owner);
                let message = format!("`{text}` gehört schon zum Begriff `{other}`");
                self.fault_after(Code::SharedSynonym, &synonym.span, message, &earlier.span);
            }
        }
    }

    fn common_synonyms(&mut self, synonyms: &[Declared]) {
        let everyday = &Pack::built_in().words.everyday;
        for synonym in synonyms {
            let is_common = everyday.contains(&fold::key(&synonym.text));
            if is_common && !self.is_known_as_common(synonym) {
                let message = format!("`{}` ist ein Alltagswort", synonym.text);
                self.fault(Code::CommonSynonym, &synonym.span, message);
            }
        }
    }

    /// Whether the guide says that it knows how common a word is.
    fn is_known_as_common(&self, synonym: &Declared) -> bool {
        let word = synonym.text.to_lowercase();
        self.given.common_words.contains(&word)
    }

    fn shared_questions(&mut self, questions: &[Declared]) {
        for (question, earlier) in shared(questions, asked) {
            let message = format!("diese Frage steht schon bei `{}`", earlier.owner);
            self.fault_after(Code::SharedQuestion, &question.span, message, &earlier.span);
        }
    }

    fn golden_questions(&mut self, questions: &[Declared], golden: &[Declared]) {
        let golden = golden.iter().map(|golden| (asked(&golden.text), golden));
        let golden: BTreeMap<String, &Declared> = golden.collect();
        for form in questions {
            if let Some(same) = golden.get(&asked(&form.text)) {
                let message = "diese Frageform ist eine Prüffrage".to_owned();
                self.fault_after(Code::GoldenForm, &form.span, message, &same.span);
            }
        }
    }
}

/// Each text that was declared for another entry before, with where that was first.
fn shared(all: &[Declared], key: fn(&str) -> String) -> Vec<(&Declared, &Declared)> {
    let mut first: BTreeMap<String, &Declared> = BTreeMap::new();
    let shared = all.iter().filter_map(|one| {
        let earlier = *first.entry(key(&one.text)).or_insert(one);
        (earlier.owner != one.owner).then_some((one, earlier))
    });
    shared.collect()
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
