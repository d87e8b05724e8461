//! Every word the program itself says, in one place.
//!
//! Formal *Sie*, short sentences, no technical word, no sign that carries meaning alone; a label makes sense read
//! aloud by itself. What the guide says of itself (welcome, notices, names of its origins) is not here: it comes from
//! the guide, and what stands here for it is only said where a guide brings no text of its own.

pub(crate) mod admin;
pub(crate) mod date;
pub(crate) mod handout;
pub(crate) mod judging;
pub(crate) mod keeping;
pub(crate) mod style;

mod answers;
mod bookmarks;
mod compare;
mod deadlines;
mod decisions;
mod examples;
mod fallback;
mod labels;
mod moving;
mod news;
mod notes;
mod offices;
mod privacy;
mod projects;
mod reminders;
mod walk;

pub(crate) use answers::*;
pub(crate) use bookmarks::*;
pub(crate) use compare::*;
pub(crate) use deadlines::*;
pub(crate) use decisions::*;
pub(crate) use examples::*;
pub(crate) use fallback::*;
pub(crate) use labels::*;
pub(crate) use moving::*;
pub(crate) use news::*;
pub(crate) use notes::*;
pub(crate) use offices::*;
pub(crate) use privacy::*;
pub(crate) use projects::*;
pub(crate) use reminders::*;
pub(crate) use walk::*;

use crate::knowledge::{AsOf, Guide, Naming, Notice, Place};
use crate::language::Intent;
use crate::text::RichText;

// Start and help.

pub(crate) fn begin_again(title: &str) -> String {
    format!("Willkommen zurück im Leitfaden „{title}“.")
}

pub(crate) const CARRY_ON_OR_ANEW: &str = "Sie können dort weitermachen oder neu beginnen. Fragen stellen Sie jederzeit in eigenen Worten.";

pub(crate) const UNKNOWN_LINK: &str =
    "Der Link führt zu nichts, das ich kenne. Vielleicht ist er veraltet. Von hier geht es weiter:";

/// What is said at the start where a guide brings no welcome.
pub(crate) fn plain_welcome(title: &str) -> String {
    format!("Guten Tag, ich bin Lotse. Ich begleite Sie durch den Leitfaden „{title}“.")
}

pub(crate) const PLAIN_ABOUT: &str = "Ich kenne einen Leitfaden und beantworte Fragen daraus.";

/// How many characters the description of a bot has at most.
const MAX_DESCRIPTION: usize = 120;

/// What stands on the bot's profile.
pub(crate) fn short_description(words: &Naming) -> String {
    let does = format!(
        "Lotse beantwortet Fragen aus einem Leitfaden und begleitet Sie {}.",
        steps(words)
    );
    let whole = format!("{does} Er zeigt nur, was dort steht.");
    match whole.chars().count() > MAX_DESCRIPTION {
        true => does,
        false => whole,
    }
}

/// What one can type, as far as the guide has something for it.
pub(crate) fn ways(guide: &Guide) -> Vec<String> {
    let any = |has: fn(&Place) -> bool| guide.places.iter().any(has);
    let reading = [
        Some("mehr"),
        guide.has_tasks().then_some("aufgaben"),
        any(|place| !place.materials.is_empty()).then_some("material"),
        any(|place| !place.see.is_empty()).then_some("verweise"),
    ];
    let reading: Vec<&str> = reading.into_iter().flatten().collect();
    let ask = "Frage stellen: einfach schreiben, was Sie wissen möchten.";
    let tick = "Aufgaben: 2 erledigt, 2 bis 15.03.";
    let note = "Notieren: notiz: Ihre Worte.";
    let take = "Datei: export. Projekte: projekt.";
    let examples = "Beispiele: beispiele und ein Wort.";
    let look_up = "Nachschlagen: begriffe.";
    let ways = [
        Some(ask.to_owned()),
        Some(format!("Im Leitfaden gehen: {}.", walking(guide))),
        Some(format!("Mehr lesen: {}.", reading.join(", "))),
        guide.has_tasks().then(|| tick.to_owned()),
        Some(note.to_owned()),
        Some(take.to_owned()),
        (!guide.examples.is_empty()).then(|| examples.to_owned()),
        (!guide.terms.is_empty()).then(|| look_up.to_owned()),
        guide
            .has_tasks()
            .then(|| "Erinnern: erinnerungen.".to_owned()),
        Some("Vorlesen lassen, kürzer: ansicht.".to_owned()),
    ];
    ways.into_iter().flatten().collect()
}

/// What one types to walk: "weiter, zurück, übersicht, schritt 3 oder 1.2", a step and a section only where there are others.
fn walking(guide: &Guide) -> String {
    let step = guide.steps().skip(1).take(2).last();
    let step = step.map(|step| labels::spoken(step).to_lowercase());
    let sections = guide.places.iter().filter(|place| place.step.is_some());
    let section = sections.take(2).last().map(|place| place.number.clone());
    let places: Vec<String> = step.into_iter().chain(section).collect();
    let named = (!places.is_empty()).then(|| format!(", {}", places.join(" oder ")));
    format!("weiter, zurück, übersicht{}", named.unwrap_or_default())
}

pub(crate) const WAYS_TITLE: &str = "Das können Sie auch tippen";

// Glossary and background.

pub(crate) const CHOOSE_TERM: &str = "Was möchten Sie nachschlagen?";
pub(crate) const NO_TERMS: &str = "Der Leitfaden hat kein Verzeichnis von Begriffen.";
pub(crate) const TERM_GONE: &str = "Diesen Begriff gibt es nicht mehr. Hier sind die anderen.";
pub(crate) const GENERAL: &str = "allgemeine Erklärung, nicht aus dem Leitfaden";
pub(crate) const ALSO_CALLED: &str = "Auch:";
pub(crate) const TEXT_GONE: &str = "Diesen Text gibt es nicht mehr.";
pub(crate) const ALL_TERMS: &str = "Alle Begriffe";

pub(crate) fn term(term: &str) -> String {
    format!("Begriff {term}")
}

// Where things come from.

pub(crate) fn as_of(date: AsOf) -> String {
    match date {
        AsOf::Unknown => "Stand nicht bekannt".to_owned(),
        AsOf::Year(year) => format!("Stand {year}"),
        AsOf::Month(year, month) => format!("Stand {month:02}.{year}"),
        AsOf::Day(year, month, day) => format!("Stand {day:02}.{month:02}.{year}"),
    }
}

/// The line that says where a text comes from.
pub(crate) fn source(origin: &str) -> String {
    format!("Quelle: {origin}")
}

pub(crate) fn copy_at(holder: &str) -> String {
    format!("Kopie bei {holder}")
}

pub(crate) const PLAIN_GROUP_WELCOME: &str = "Guten Tag zusammen, ich bin Lotse. Ich lese hier nur, was an mich gerichtet \
    ist: Befehle, Erwähnungen und Antworten auf meine Nachrichten. Der Fortschritt gehört der Gruppe.";

/// What is said to something that people mean: the words of the pack, with what things are called in this guide.
pub(crate) fn intended(guide: &Guide, intent: &Intent) -> Option<String> {
    let steps = steps(&guide.manifest.words);
    let said = intent.answer.as_ref()?.replace("{steps}", &steps);
    Some(match &intent.with_terms {
        Some(more) if !guide.terms.is_empty() => format!("{said} {more}"),
        _ => said,
    })
}

/// The guide's text for an occasion, or ours where it brings none.
pub(crate) fn notice(guide: &Guide, notice: Notice) -> RichText {
    let own = guide.notice(notice);
    if !own.is_empty() {
        return own;
    }
    RichText::paragraph(match notice {
        Notice::OffTopic => PLAIN_OFF_TOPIC,
        Notice::NoAnswer => PLAIN_NO_ANSWER,
        Notice::Privacy => PLAIN_PRIVACY,
        Notice::GroupWelcome => PLAIN_GROUP_WELCOME,
        Notice::About => PLAIN_ABOUT,
        Notice::Editorial => "Zuordnung der Redaktion",
        Notice::UnknownAddress => "Adresse nicht bekannt",
        Notice::ToFollow => "folgt noch",
    })
}
