//! `lotse check --against`: what a change of the guide does to people who are in the middle of it.
//!
//! Chats keep ids: of what was ticked off, of where they stand, of what a button opens. So the two guides are compared
//! by ids alone. What is lost without a word (`formerly`, `retired`) falls short; all else is good to know, what is meant
//! to be gone too.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::super::outcome::Failure;
use super::{CheckFormat, no_guide};
use crate::conversation;
use crate::knowledge::{self, Decision, Guide, Place, PlaceId, Task};

/// What is done about what is lost.
const MEND: &str = "Heißt etwas nur anders, schreiben Sie seine alte id dort unter `formerly:` dazu; soll es weg sein, \
                    nehmen Sie die id in `guide.yaml` unter `retired:` auf.";

/// What becomes of something that people may be in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Fate {
    /// Nothing leads to it any more, and no editor said that this is meant.
    Lost,
    /// Nothing leads to it any more, and an editor said so.
    Retired,
    /// It has another id, and everything follows.
    Renamed,
    /// It has another number, and everything follows.
    Moved,
    /// It has more to be ticked off.
    Longer,
    /// It says something else; who has read it is told at the next visit.
    Reworded,
}

/// One thing that changes.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct GuideChange {
    change: Fate,
    /// Its id in the guide before; a task's behind that of its place.
    id: String,
    /// The change in a German sentence.
    message: String,
}

/// What changes between two guides for people in the middle.
pub(super) struct Comparison {
    folder: String,
    changes: Vec<GuideChange>,
}

impl Comparison {
    /// Compares a guide with the one that a folder holds.
    ///
    /// # Errors
    /// When there is no guide without faults in the folder.
    pub(super) fn with(folder: &Path, new: &Guide) -> Result<Self, Failure> {
        let loaded = knowledge::load(folder).map_err(no_guide)?;
        let folder = folder.display().to_string();
        let Some(old) = loaded.guide else {
            return Err(Failure::unable(
                format!(
                    "der Leitfaden in `{folder}` hat Fehler, mit ihm lässt sich nichts vergleichen"
                ),
                format!("`lotse --knowledge {folder} check` nennt sie"),
            ));
        };
        let changes = changes(&old, new);
        Ok(Self { folder, changes })
    }

    /// Whether anything is lost.
    pub(super) fn loses(&self) -> bool {
        self.changes
            .iter()
            .any(|change| change.change == Fate::Lost)
    }

    /// In the form of the faults.
    pub(super) fn write(&self, format: CheckFormat, out: &mut dyn Write) -> io::Result<()> {
        let mut changes = self.changes.iter();
        match format {
            CheckFormat::Json => {
                changes.try_for_each(|change| writeln!(out, "{}", serde_json::to_string(change)?))
            }
            CheckFormat::Github => changes.try_for_each(|change| {
                let level = match change.change {
                    Fate::Lost => "warning",
                    _ => "notice",
                };
                writeln!(out, "::{level}::{}", change.message)
            }),
            CheckFormat::Text => self.write_text(out),
        }
    }

    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let folder = &self.folder;
        if self.changes.is_empty() {
            return writeln!(
                out,
                "Gegenüber `{folder}` ändert sich nichts für Menschen, die mittendrin sind."
            );
        }
        writeln!(
            out,
            "\nGegenüber `{folder}`, für Menschen, die mittendrin sind:"
        )?;
        for change in &self.changes {
            writeln!(out, "- {}", change.message)?;
        }
        match self.loses() {
            true => writeln!(out, "{MEND}"),
            false => Ok(()),
        }
    }
}

/// What changes, what is lost first.
fn changes(old: &Guide, new: &Guide) -> Vec<GuideChange> {
    let mut changes = Vec::new();
    for place in &old.places {
        match now(new, &place.id).and_then(|id| new.place(id)) {
            Some(kept) => kept_place(place, kept, new, &mut changes),
            None => lost_place(place, new, &mut changes),
        }
    }
    for (place, decision) in old.decisions() {
        decision_change(place, decision, new, &mut changes);
    }
    let examples = old.examples.iter();
    for example in examples.filter(|example| new.example(&example.id).is_none()) {
        let id = example.id.as_str();
        let now = new.example_now(&example.id).map(|id| id.as_str());
        changes.push(gone("Das Beispiel", id, now, new));
    }
    let terms = old.terms.iter();
    for term in terms.filter(|term| new.term(&term.id).is_none()) {
        let now = new.term_now(&term.id).map(|id| id.as_str());
        changes.push(gone("Der Begriff", term.id.as_str(), now, new));
    }
    changes.sort_by_key(|change| change.change != Fate::Lost);
    changes
}

/// The id a place has now, if it is still there.
fn now<'a>(new: &'a Guide, id: &'a PlaceId) -> Option<&'a PlaceId> {
    match new.place(id) {
        Some(_) => Some(id),
        None => new.place_now(id),
    }
}

/// What becomes of something that only links and buttons lead to.
fn gone(what: &str, id: &str, now: Option<&str>, new: &Guide) -> GuideChange {
    if let Some(now) = now {
        let message = format!("{what} `{id}` heißt jetzt `{now}`; Links und Knöpfe folgen.");
        return change(Fate::Renamed, id, message);
    }
    let (fate, gone) = gone_as(new, id);
    let message = format!("{what} `{id}` {gone}; Links und Knöpfe dorthin führen ins Leere.");
    change(fate, id, message)
}

/// How something is gone that the guide has under no id.
fn gone_as(new: &Guide, id: &str) -> (Fate, &'static str) {
    match new.manifest.retired.iter().any(|retired| retired == id) {
        true => (Fate::Retired, "fehlt, wie unter `retired` gesagt"),
        false => (Fate::Lost, "fehlt"),
    }
}

fn change(change: Fate, id: &str, message: String) -> GuideChange {
    let id = id.to_owned();
    GuideChange {
        change,
        id,
        message,
    }
}

fn lost_place(place: &Place, new: &Guide, changes: &mut Vec<GuideChange>) {
    let (id, number) = (place.id.as_str(), &place.number);
    let (fate, gone) = gone_as(new, id);
    let ticks = match place.tasks.len() {
        0 => "",
        1 => ", und der Haken ihrer Aufgabe geht verloren",
        _ => ", und die Haken ihrer Aufgaben gehen verloren",
    };
    let heir = new.places.iter().find(|heir| heir.title == place.title);
    let heir = heir.filter(|_| fate == Fate::Lost);
    let heir = heir.map(|heir| looks_like(id, heir.id.as_str()));
    let message = format!(
        "Die Stelle {number} (`{id}`) {gone}; wer dort steht, muss sich neu zurechtfinden{ticks}.{}",
        heir.unwrap_or_default()
    );
    changes.push(change(fate, id, message));
}

/// What an editor may have forgotten.
fn looks_like(old: &str, new: &str) -> String {
    format!(" `{new}` sieht gleich aus; ist es dasselbe, schreiben Sie dort `formerly: [{old}]`.")
}

fn kept_place(old: &Place, new: &Place, guide: &Guide, changes: &mut Vec<GuideChange>) {
    let (id, number) = (old.id.as_str(), &new.number);
    if old.id != new.id {
        let message = format!(
            "Die Stelle {number} hieß `{id}` und heißt jetzt `{}`; Haken, Links und Knöpfe folgen.",
            new.id
        );
        changes.push(change(Fate::Renamed, id, message));
    }
    if old.number != *number {
        let message = format!(
            "Die Stelle {} (`{id}`) ist jetzt {number}; Haken, Links und Knöpfe folgen.",
            old.number
        );
        changes.push(change(Fate::Moved, id, message));
    }
    for task in &old.tasks {
        changes.extend(task_change(old, task, new, guide));
    }
    let fresh = new.tasks.iter().filter(|task| is_new(task, old)).count();
    if fresh > 0 {
        let what = match fresh {
            1 => "eine neue Aufgabe".to_owned(),
            many => format!("{many} neue Aufgaben"),
        };
        let message =
            format!("Die Stelle {number} hat {what}; wer fertig war, hat dort wieder etwas offen.");
        changes.push(change(Fate::Longer, id, message));
    }
    if conversation::says_something_else(old, new) {
        let message = format!(
            "Die Stelle {number} sagt etwas anderes; wer dort war, erfährt es beim nächsten Besuch."
        );
        changes.push(change(Fate::Reworded, id, message));
    }
}

/// Whether nobody can have ticked a task off at the place as it was.
fn is_new(task: &Task, old: &Place) -> bool {
    let is_it = |before: &Task| {
        before.id == task.id || task.formerly.iter().any(|id| id == before.id.as_str())
    };
    !old.tasks.iter().any(is_it)
}

fn task_change(old: &Place, task: &Task, new: &Place, guide: &Guide) -> Option<GuideChange> {
    if new.tasks.iter().any(|kept| kept.id == task.id) {
        return None;
    }
    let id = format!("{}/{}", old.id, task.id);
    let number = &new.number;
    if let Some(now) = guide.task_now(&new.id, &task.id) {
        let message =
            format!("Die Aufgabe `{id}` ({number}) heißt jetzt `{now}`; ihre Haken folgen.");
        return Some(change(Fate::Renamed, &id, message));
    }
    let (fate, gone) = gone_as(guide, &id);
    let heir = new.tasks.iter().find(|heir| heir.text == task.text);
    let heir = heir.filter(|_| fate == Fate::Lost);
    let heir = heir.map(|heir| looks_like(task.id.as_str(), heir.id.as_str()));
    let message = format!(
        "Die Aufgabe `{id}` ({number}) {gone}; ihre Haken gehen verloren.{}",
        heir.unwrap_or_default()
    );
    Some(change(fate, &id, message))
}

/// What becomes of the answers to a decision.
fn decision_change(place: &Place, old: &Decision, guide: &Guide, changes: &mut Vec<GuideChange>) {
    let (id, number) = (old.id.as_str(), &place.number);
    let now = guide.decision_now(&old.id).unwrap_or(&old.id);
    let Some((_, new)) = guide.decision(now) else {
        let (fate, gone) = gone_as(guide, id);
        let message = format!(
            "Die Entscheidung `{id}` ({number}) {gone}; was dort entschieden ist, gilt nicht mehr."
        );
        return changes.push(change(fate, id, message));
    };
    if old.id != new.id {
        let message = format!(
            "Die Entscheidung `{id}` ({number}) heißt jetzt `{}`; was entschieden ist, folgt.",
            new.id
        );
        changes.push(change(Fate::Renamed, id, message));
    }
    let same_kind =
        old.kind == new.kind || !old.fixed_answers().is_empty() && !new.fixed_answers().is_empty();
    if !same_kind {
        let message = format!(
            "Die Entscheidung `{id}` ({number}) hat jetzt `kind: {}`; was dort entschieden ist, gilt nicht mehr.",
            new.kind.word()
        );
        return changes.push(change(Fate::Lost, id, message));
    }
    for answer in old.fixed_answers() {
        if new
            .fixed_answer(new.option_now(&answer.id).unwrap_or(&answer.id))
            .is_some()
        {
            continue;
        }
        let name = format!("{id}/{}", answer.id);
        let (fate, gone) = gone_as(guide, &name);
        let message = format!(
            "Die Antwort `{name}` ({number}) {gone}; wer sie gewählt hat, muss neu entscheiden."
        );
        changes.push(change(fate, &name, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{changed, edit, run_with};
    use super::super::{CheckArgs, Success};
    use super::*;

    /// What `--against` says of the small guide with changes, beside the faults.
    fn compared(edits: &[(&str, &str, &str)], format: CheckFormat) -> (Success, String) {
        let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let folder = changed("guide.yaml", "title:", "title:");
        for (file, before, after) in edits {
            edit(folder.path(), file, before, after);
        }
        let args = CheckArgs {
            format,
            no_search: true,
            against: Some(small.clone()),
            ..CheckArgs::default()
        };
        let (success, out) = run_with(folder.path(), &args);
        (success, out.replace(&small.display().to_string(), "vorher"))
    }

    const PREPARATION: &str = "steps/2-vorbereitung.yaml";

    #[test]
    fn nothing_changes_for_anybody_where_nothing_was_changed() {
        let (success, out) = compared(&[], CheckFormat::Text);
        insta::assert_snapshot!(out, @"
        Keine Fehler in 11 Dateien.
        Gegenüber `vorher` ändert sich nichts für Menschen, die mittendrin sind.
        ");
        assert_eq!(success, Success::Fine);
    }

    #[test]
    fn what_people_would_lose_is_said_with_the_line_that_keeps_it() {
        let edits = [
            (PREPARATION, "- id: antrag", "- id: beantragen"),
            (PREPARATION, "id: versorgung", "id: essen"),
            ("examples/lindenau.yaml", "[versorgung]", "[essen]"),
            (
                PREPARATION,
                "Anwohner*innen informieren",
                "Alle Anwohner*innen informieren",
            ),
            (
                "steps/1-idee.yaml",
                "    - id: zettel\n",
                "    - id: einladung\n      text: Alle einladen\n    - id: zettel\n",
            ),
        ];
        let (success, out) = compared(&edits, CheckFormat::Text);
        insta::assert_snapshot!(out, @"
        Keine Fehler in 11 Dateien.

        Gegenüber `vorher`, für Menschen, die mittendrin sind:
        - Die Aufgabe `genehmigung/antrag` (2.1) fehlt; ihre Haken gehen verloren. `beantragen` sieht gleich aus; ist es dasselbe, schreiben Sie dort `formerly: [antrag]`.
        - Die Stelle 2.2 (`versorgung`) fehlt; wer dort steht, muss sich neu zurechtfinden. `essen` sieht gleich aus; ist es dasselbe, schreiben Sie dort `formerly: [versorgung]`.
        - Die Stelle 1 hat eine neue Aufgabe; wer fertig war, hat dort wieder etwas offen.
        - Die Stelle 1 sagt etwas anderes; wer dort war, erfährt es beim nächsten Besuch.
        - Die Stelle 2.1 hat eine neue Aufgabe; wer fertig war, hat dort wieder etwas offen.
        - Die Stelle 2.1 sagt etwas anderes; wer dort war, erfährt es beim nächsten Besuch.
        Heißt etwas nur anders, schreiben Sie seine alte id dort unter `formerly:` dazu; soll es weg sein, nehmen Sie die id in `guide.yaml` unter `retired:` auf.
        ");
        assert_eq!(success, Success::Short);
    }

    #[test]
    fn answers_that_lose_their_decision_are_told() {
        let idea = "steps/1-idee.yaml";
        let edits = [
            (
                idea,
                "- id: musik",
                "- id: kapelle\n      formerly: [musik]",
            ),
            (
                idea,
                "        - id: zettel\n          label: Mit",
                "        - id: brief\n          label: Mit",
            ),
            (idea, "- id: tag", "- id: termin"),
        ];
        let (success, out) = compared(&edits, CheckFormat::Text);
        insta::assert_snapshot!(out, @"
        Keine Fehler in 11 Dateien.

        Gegenüber `vorher`, für Menschen, die mittendrin sind:
        - Die Antwort `einladung/zettel` (1) fehlt; wer sie gewählt hat, muss neu entscheiden.
        - Die Entscheidung `tag` (1) fehlt; was dort entschieden ist, gilt nicht mehr.
        - Die Entscheidung `musik` (1) heißt jetzt `kapelle`; was entschieden ist, folgt.
        Heißt etwas nur anders, schreiben Sie seine alte id dort unter `formerly:` dazu; soll es weg sein, nehmen Sie die id in `guide.yaml` unter `retired:` auf.
        ");
        assert_eq!(success, Success::Short);
    }

    #[test]
    fn what_follows_or_is_meant_to_be_gone_falls_short_of_nothing() {
        let edits = [
            (
                PREPARATION,
                "- id: antrag",
                "- id: beantragen\n          formerly: [antrag]",
            ),
            (
                PREPARATION,
                "        - id: anwohner\n          text: Anwohner*innen informieren\n",
                "",
            ),
            (
                "glossary.yaml",
                "  - id: haushalt\n    term: Haushalt\n    synonyms: [Wohnung]\n",
                "  - id: wohnung\n    term: Wohnung\n",
            ),
            (
                "guide.yaml",
                "retired: [",
                "retired: [genehmigung/anwohner, haushalt, versorgung, ",
            ),
            (PREPARATION, "id: versorgung", "id: essen"),
            ("examples/lindenau.yaml", "[versorgung]", "[essen]"),
        ];
        let (success, out) = compared(&edits, CheckFormat::Json);
        let changes = out.lines().filter(|line| line.starts_with("{\"change\""));
        let out = changes.collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!(out, @r#"
        {"change":"renamed","id":"genehmigung/antrag","message":"Die Aufgabe `genehmigung/antrag` (2.1) heißt jetzt `beantragen`; ihre Haken folgen."}
        {"change":"retired","id":"genehmigung/anwohner","message":"Die Aufgabe `genehmigung/anwohner` (2.1) fehlt, wie unter `retired` gesagt; ihre Haken gehen verloren."}
        {"change":"reworded","id":"genehmigung","message":"Die Stelle 2.1 sagt etwas anderes; wer dort war, erfährt es beim nächsten Besuch."}
        {"change":"retired","id":"versorgung","message":"Die Stelle 2.2 (`versorgung`) fehlt, wie unter `retired` gesagt; wer dort steht, muss sich neu zurechtfinden."}
        {"change":"retired","id":"haushalt","message":"Der Begriff `haushalt` fehlt, wie unter `retired` gesagt; Links und Knöpfe dorthin führen ins Leere."}
        "#);
        assert_eq!(success, Success::Fine);
    }
}
