//! Short fingerprints of texts and places.
//!
//! FNV-1a: small, and the same in every version of the program, as buttons and sessions outlive it. For telling
//! apart, not for keeping secret.

use crate::knowledge::{Guide, Material, Place, Status};
use crate::text::{RichText, plain};

/// The fingerprint of a text.
pub(crate) fn of(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The fingerprint of what a place says; its number, its aliases and its dates may change without changing it.
pub(crate) fn of_place(place: &Place) -> u32 {
    let mut texts = vec![place.title.clone(), status(place.status).to_owned()];
    let mut add = |text: &RichText| texts.push(plain::render(text));
    add(&place.opening);
    add(&place.note);
    place.tips.iter().for_each(&mut add);
    for part in &place.parts {
        texts.extend([part.title.clone(), plain::render(&part.text)]);
    }
    for task in &place.tasks {
        texts.extend([task.text.clone(), plain::render(&task.detail)]);
    }
    texts.extend(place.materials.iter().flat_map(material));
    // A mark that no text holds keeps neighbours apart.
    of(&texts.join("\0"))
}

/// What is kept of a place that was opened: the fingerprint of what it says, and the letters of its entries.
pub(crate) fn of_visit(guide: &Guide, place: &Place) -> (u32, String) {
    (of_place(place), of_entries(guide, place))
}

/// The fingerprint of all that a guide's places say, and of which examples and decisions they have.
pub(crate) fn of_guide(guide: &Guide) -> u32 {
    let places = guide.places.iter();
    let prints = places.map(|place| format!("{}{}", of_place(place), of_entries(guide, place)));
    of(&prints.collect::<Vec<_>>().join("\0"))
}

/// How many letters tell one entry of a place from the others.
const LETTERS: u32 = 3;

/// The tasks, the examples and the decisions of a place, each told by a few letters, a point between them: enough to see
/// later which of them were not there, and small. Visits from before know nothing of decisions and have one point.
pub(crate) fn of_entries(guide: &Guide, place: &Place) -> String {
    let tasks = place.tasks.iter().map(|task| letters(task.id.as_str()));
    let examples = guide.examples_at(&place.id);
    let examples = examples.map(|example| letters(example.id.as_str()));
    let decisions = place.decisions.iter();
    let decisions = decisions.map(|decision| letters(decision.id.as_str()));
    format!(
        "{}.{}.{}",
        tasks.collect::<String>(),
        examples.collect::<String>(),
        decisions.collect::<String>()
    )
}

/// Whether an id was among these entries.
pub(crate) fn holds(entries: &str, id: &str) -> bool {
    let id = letters(id);
    let mut entries = entries.as_bytes().chunks(LETTERS as usize);
    entries.any(|entry| entry == id.as_bytes())
}

/// How many entries these are.
pub(crate) fn count(entries: &str) -> usize {
    entries.len() / LETTERS as usize
}

fn letters(id: &str) -> String {
    let mut rest = of(id);
    let letters = (0..LETTERS).map(|_| {
        let digit = char::from_digit(rest % 36, 36);
        rest /= 36;
        digit.unwrap_or('0')
    });
    letters.collect()
}

/// Whether a place says something else than before, so that people who were there are told.
pub fn says_something_else(before: &Place, now: &Place) -> bool {
    of_place(before) != of_place(now)
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Complete => "complete",
        Status::Partial => "partial",
        Status::Unknown => "unknown",
    }
}

fn material(material: &Material) -> [String; 3] {
    let address = material.address.as_ref().map(|address| address.as_str());
    [
        material.title.clone(),
        material.text.clone().unwrap_or_default(),
        address.unwrap_or_default().to_owned(),
    ]
}
