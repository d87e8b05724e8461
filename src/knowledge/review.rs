//! What somebody should look at although nothing is wrong: old content, texts that are hard to read, passages that few
//! or many question forms lead to.
//!
//! Needs the whole guide and, for age, the day it is; so it stands apart from reading, which knows no clock.

use std::ops::RangeInclusive;

use time::Date;

use super::as_of::AsOf;
use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::model::{Guide, Municipality, Place};
use super::passage::{Passage, PassageKind, Target, passages};
use super::plain::flat;
use super::source::{FileSpan, SourceFile};
use super::source_map::SourceMap;
use crate::german::readability::Readability;
use crate::german::sentences::sentences;

/// A sentence of more words is long on a phone.
const LONGEST_SENTENCE: usize = 20;
/// How many question forms a passage should have at least and at most.
const FORMS: RangeInclusive<usize> = 3..=8;
/// How many a curated answer may have; [`Code::QuestionCount`] says it where it has others.
const FORMS_OF_AN_ANSWER: RangeInclusive<usize> = 2..=6;
/// How many characters of a title a button on a phone shows.
const TITLE_ON_A_BUTTON: usize = 34;
/// How many characters an example and its town have together on a button, a number before them and a colon between.
const EXAMPLE_ON_A_BUTTON: usize = 39;
/// How many words of a long sentence are quoted.
const QUOTED_WORDS: usize = 6;

/// Warns of dates that are older than the guide wants them to be.
pub fn stale(
    guide: &Guide,
    files: &[SourceFile],
    source_map: &SourceMap,
    today: Date,
) -> Vec<Diagnostic> {
    let Some(years) = guide.manifest.stale_after_years else {
        return Vec::new();
    };
    let old = source_map
        .dates
        .iter()
        .filter(|dated| older_than(dated.date, years, today));
    old.filter_map(|dated| {
        let what = match dated.key {
            "captured" => "die Übernahme",
            _ => "der Stand",
        };
        let message = format!("`{}`: {what} ist älter als {years} Jahre", dated.key);
        fault(Code::Stale, files, &dated.span, message)
    })
    .collect()
}

/// Warns of dates that have not come yet.
pub fn future(files: &[SourceFile], source_map: &SourceMap, today: Date) -> Vec<Diagnostic> {
    let dates = source_map.dates.iter();
    let future = dates.filter(|dated| later_than(dated.date, today));
    let said = future.filter_map(|dated| {
        let message = format!("`{}` liegt in der Zukunft", dated.key);
        fault(Code::FutureDate, files, &dated.span, message)
    });
    said.collect()
}

/// Warns of passages that far fewer or far more question forms lead to than to others.
///
/// Silent for a guide in which most passages have hardly any: it does without them.
pub fn uneven_forms(
    guide: &Guide,
    files: &[SourceFile],
    source_map: &SourceMap,
) -> Vec<Diagnostic> {
    let passages = passages(guide);
    let counted: Vec<(&Passage, usize)> = passages
        .iter()
        .map(|passage| (passage, forms(guide, passage)))
        .collect();
    let with_some = counted
        .iter()
        .filter(|(_, forms)| forms >= FORMS.start())
        .count();
    if with_some * 2 < counted.len() {
        return Vec::new();
    }
    let uneven = counted.into_iter().filter(|(passage, forms)| {
        let told_already =
            passage.kind == PassageKind::Answer && !FORMS_OF_AN_ANSWER.contains(forms);
        !FORMS.contains(forms) && !told_already
    });
    uneven
        .filter_map(|(passage, forms)| {
            let entry = passage.entry();
            let count = match forms {
                0 => "keine Frageform".to_owned(),
                1 => "nur 1 Frageform".to_owned(),
                2 => "nur 2 Frageformen".to_owned(),
                many => format!("{many} Frageformen"),
            };
            let message = format!("`{entry}` hat {count}");
            fault(Code::FormCount, files, source_map.ids.get(entry)?, message)
        })
        .collect()
}

/// Warns of titles that a button would have to cut because no short one is there or it is too long beside its town; a
/// short one that is too long by itself was told where it stands.
pub fn cut_labels(guide: &Guide, files: &[SourceFile], source_map: &SourceMap) -> Vec<Diagnostic> {
    let mut cut = Vec::new();
    let mut look = |entry: &str, label: &str, short: &Option<String>, room: usize| {
        let length = label.chars().count();
        let is_told = short.is_some() && length > TITLE_ON_A_BUTTON;
        if length > room && !is_told {
            let message = format!(
                "`{label}` hat {length} Zeichen, auf dem Knopf haben {room} Platz: ergänzen oder kürzen Sie `short`"
            );
            let span = source_map.ids.get(entry);
            cut.extend(span.and_then(|span| fault(Code::LongShort, files, span, message)));
        }
    };
    for place in &guide.places {
        let (id, label) = (place.id.as_str(), place.on_button());
        look(id, label, &place.short, TITLE_ON_A_BUTTON);
        for task in &place.tasks {
            let entry = format!("{}/tasks", place.id);
            look(&entry, task.on_button(), &task.short, TITLE_ON_A_BUTTON);
        }
    }
    for (_, decision) in guide.decisions() {
        let (id, label) = (decision.id.as_str(), decision.on_button());
        look(id, label, &decision.short, TITLE_ON_A_BUTTON);
    }
    for example in &guide.examples {
        let town = guide.municipality(&example.municipality);
        let town = town.map_or("", Municipality::on_button);
        let room = EXAMPLE_ON_A_BUTTON.saturating_sub(town.chars().count());
        look(
            example.id.as_str(),
            example.on_button(),
            &example.short,
            room.min(TITLE_ON_A_BUTTON),
        );
    }
    cut
}

/// How many question forms lead to a passage; synonyms and topics are none.
fn forms(guide: &Guide, passage: &Passage) -> usize {
    let own = match &passage.target {
        Target::Example(id) => guide.example(id).map(|example| &example.aliases),
        Target::Term(id) => guide.term(id).map(|term| &term.aliases),
        _ => None,
    };
    own.unwrap_or(&passage.questions).len()
}

/// Tells how hard each text is to read, and which sentences are long.
pub fn readability(guide: &Guide, files: &[SourceFile], source_map: &SourceMap) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (id, text) in texts(guide) {
        let Some(span) = source_map.ids.get(&id) else {
            continue;
        };
        let counted = Readability::of(&text);
        faults.extend(counted.lix().and_then(|lix| {
            let message = format!("LIX {lix} ({}), {} Wörter", grade(lix), counted.words);
            fault(Code::HardToRead, files, span, message)
        }));
        faults.extend(long_sentences(&text, files, span));
    }
    faults
}

/// Everything people read of an entry, with its id.
fn texts(guide: &Guide) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut add = |id: &dyn ToString, text| texts.push((id.to_string(), text));
    for place in &guide.places {
        add(&place.id, of_place(place));
    }
    for example in &guide.examples {
        add(&example.id, flat([&example.text, &example.note]));
    }
    for term in &guide.terms {
        add(&term.id, flat([&term.text]));
    }
    for answer in &guide.answers {
        add(&answer.id, flat([&answer.text]));
    }
    for gap in &guide.gaps {
        add(&gap.id, flat([&gap.text]));
    }
    for background in &guide.background {
        add(&background.id, flat([&background.text]));
    }
    texts
}

fn of_place(place: &Place) -> String {
    let parts = place.parts.iter().map(|part| &part.text);
    let details = place.tasks.iter().map(|task| &task.detail);
    let texts = [&place.opening, &place.note].into_iter();
    flat(texts.chain(parts).chain(details).chain(&place.tips))
}

fn long_sentences(text: &str, files: &[SourceFile], owner: &FileSpan) -> Vec<Diagnostic> {
    let sentences = sentences(text).into_iter().map(|range| &text[range]);
    let long = sentences.filter_map(|sentence| {
        let words = Readability::of(sentence).words;
        (words > LONGEST_SENTENCE).then_some((sentence, words))
    });
    long.filter_map(|(sentence, words)| {
        let first: Vec<&str> = sentence.split_whitespace().take(QUOTED_WORDS).collect();
        let first = first.join(" ");
        let message = format!("{words} Wörter: „{first} …“");
        let span = files.get(owner.file).map(|file| find(file, owner, &first));
        fault(
            Code::LongSentence,
            files,
            span.as_ref().unwrap_or(owner),
            message,
        )
    })
    .collect()
}

/// Where words stand behind an id; markup between them leads back to the id.
fn find(file: &SourceFile, owner: &FileSpan, words: &str) -> FileSpan {
    let behind = file.text.get(owner.range.end..).unwrap_or_default();
    let Some(at) = behind.find(words) else {
        return owner.clone();
    };
    let start = owner.range.end + at;
    FileSpan {
        file: owner.file,
        range: start..start + words.len(),
    }
}

fn grade(lix: usize) -> &'static str {
    match lix {
        0..40 => "leicht",
        40..50 => "mittel",
        50..60 => "schwer",
        _ => "sehr schwer",
    }
}

/// Whether the last day a date can mean lies more than so many years back.
fn older_than(date: AsOf, years: u32, today: Date) -> bool {
    let (year, month, day) = match date {
        AsOf::Unknown => return false,
        AsOf::Year(year) => (year, 12, 31),
        AsOf::Month(year, month) => (year, month, 31),
        AsOf::Day(year, month, day) => (year, month, day),
    };
    let year = year.saturating_add(i32::try_from(years).unwrap_or(i32::MAX));
    (year, month, day) < (today.year(), u8::from(today.month()), today.day())
}

/// Whether the first day a date can mean is still to come.
fn later_than(date: AsOf, today: Date) -> bool {
    let (year, month, day) = match date {
        AsOf::Unknown => return false,
        AsOf::Year(year) => (year, 1, 1),
        AsOf::Month(year, month) => (year, month, 1),
        AsOf::Day(year, month, day) => (year, month, day),
    };
    (year, month, day) > (today.year(), u8::from(today.month()), today.day())
}

fn fault(code: Code, files: &[SourceFile], span: &FileSpan, message: String) -> Option<Diagnostic> {
    let file = files.get(span.file)?;
    Some(Diagnostic::at(code, file, span.range.clone(), message))
}

#[cfg(test)]
mod tests {
    use super::{AsOf, later_than, older_than};
    use time::macros::date;

    #[test]
    fn a_date_is_to_come_when_even_its_first_day_is() {
        let check = |as_of, later| {
            let today = date!(2026 - 11 - 22);
            assert_eq!(later_than(as_of, today), later, "{as_of:?}");
        };
        check(AsOf::Unknown, false);
        check(AsOf::Year(2026), false);
        check(AsOf::Year(2027), true);
        check(AsOf::Month(2026, 11), false);
        check(AsOf::Month(2026, 12), true);
        check(AsOf::Day(2026, 11, 22), false);
        check(AsOf::Day(2026, 11, 23), true);
    }

    #[test]
    fn a_date_is_old_when_even_its_last_day_is() {
        let check = |as_of, old| {
            assert_eq!(
                older_than(as_of, 3, date!(2026 - 11 - 22)),
                old,
                "{as_of:?}"
            )
        };
        check(AsOf::Unknown, false);
        check(AsOf::Year(2023), false);
        check(AsOf::Year(2022), true);
        check(AsOf::Month(2023, 11), false);
        check(AsOf::Month(2023, 10), true);
        check(AsOf::Day(2023, 11, 22), false);
        check(AsOf::Day(2023, 11, 21), true);
    }
}
