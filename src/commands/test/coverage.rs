//! What of a guide conversations reach, and what they do not.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::conversation::{Reply, Session};
use crate::knowledge::{
    DecisionId, FrameId, Guide, PlaceId, SourceFile, SourceMap, Target, TaskId,
};

/// What was reached.
#[derive(Debug, Default)]
pub(super) struct Reached {
    targets: BTreeSet<Target>,
    seen: BTreeSet<(PlaceId, TaskId)>,
    ticked: BTreeSet<(PlaceId, TaskId)>,
    asked: BTreeSet<DecisionId>,
    decided: BTreeSet<DecisionId>,
    handed_out: BTreeSet<FrameId>,
}

/// How much of a kind of thing was reached.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct CoverageRow {
    /// What they are.
    pub(super) kind: &'static str,
    /// How many were reached.
    pub(super) reached: usize,
    /// How many there are.
    pub(super) of: usize,
    /// How many were dealt with, and what that is called, of what can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) done: Option<(usize, &'static str)>,
}

/// Something that was not reached.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Unreached {
    /// Its file.
    pub(super) file: String,
    /// Its line there.
    pub(super) line: usize,
    /// What it is.
    pub(super) what: String,
}

/// A thing of the guide: how the source map calls it, how people are told of it, whether it was reached.
struct Thing {
    key: String,
    name: String,
    reached: bool,
}

impl Reached {
    /// Notes which documents were handed out.
    pub(super) fn files(&mut self, guide: &Guide, replies: &[Reply]) {
        for reply in replies {
            let Reply::File(file) = reply else { continue };
            let mut documents = guide.documents.iter();
            let is_it = |id: &FrameId| file.name.starts_with(&format!("{id}-"));
            let document = documents.find(|document| is_it(&document.id));
            self.handed_out
                .extend(document.map(|document| document.id.clone()));
        }
    }

    /// Notes what a turn showed.
    pub(super) fn turn(
        &mut self,
        guide: &Guide,
        target: Option<&Target>,
        text: &str,
        session: &Session,
    ) {
        self.targets.extend(target.cloned());
        for place in &guide.places {
            for task in &place.tasks {
                let key = (place.id.clone(), task.id.clone());
                if session.project.is_done(&place.id, &task.id) {
                    self.ticked.insert(key.clone());
                }
                if text.contains(&task.text) || self.ticked.contains(&key) {
                    self.seen.insert(key);
                }
            }
        }
        for (_, decision) in guide.decisions() {
            let is_decided = session.project.decisions.get(&decision.id).is_some();
            self.decided.extend(is_decided.then(|| decision.id.clone()));
            if is_decided || text.contains(&decision.question) {
                self.asked.insert(decision.id.clone());
            }
        }
    }

    /// How much of each kind was reached, and what was not, in the order of the guide.
    pub(super) fn measured(
        &self,
        guide: &Guide,
        files: &[SourceFile],
        source_map: &SourceMap,
    ) -> (Vec<CoverageRow>, Vec<Unreached>) {
        let (mut rows, mut unreached) = (Vec::new(), Vec::new());
        for (kind, one, things) in self.things(guide) {
            let reached = things.iter().filter(|thing| thing.reached).count();
            let done = match kind {
                "Aufgaben" => Some((self.ticked.len(), "abgehakt")),
                "Entscheidungen" => Some((self.decided.len(), "beantwortet")),
                _ => None,
            };
            if !things.is_empty() {
                rows.push(CoverageRow {
                    kind,
                    reached,
                    of: things.len(),
                    done,
                });
            }
            for thing in things.into_iter().filter(|thing| !thing.reached) {
                let span = source_map.ids.get(&thing.key);
                let Some((span, file)) = span.and_then(|span| Some((span, files.get(span.file)?)))
                else {
                    continue;
                };
                unreached.push(Unreached {
                    file: file.path.clone(),
                    line: file.position(span.range.start).0,
                    what: format!("{one} {}", thing.name),
                });
            }
        }
        (rows, unreached)
    }

    fn things(&self, guide: &Guide) -> Vec<(&'static str, &'static str, Vec<Thing>)> {
        let places = guide.places.iter().map(|place| {
            let target = Target::Place(place.id.clone(), None);
            let name = format!("{} {}", place.number, place.title);
            self.thing(&target, place.id.as_str(), name)
        });
        let tasks = guide.places.iter().flat_map(|place| {
            place.tasks.iter().map(move |task| Thing {
                key: format!("{}/task/{}", place.id, task.id),
                name: format!("zu {}: {}", place.number, task.text),
                reached: self.seen.contains(&(place.id.clone(), task.id.clone())),
            })
        });
        let decisions = guide.decisions().map(|(place, decision)| Thing {
            key: decision.id.to_string(),
            name: format!("zu {}: {}", place.number, decision.question),
            reached: self.asked.contains(&decision.id),
        });
        let mut things = vec![
            ("Stellen", "Stelle", places.collect()),
            ("Aufgaben", "Aufgabe", tasks.collect()),
            ("Entscheidungen", "Entscheidung", decisions.collect()),
        ];
        let documents = guide.documents.iter().map(|document| Thing {
            key: document.id.to_string(),
            name: format!("„{}“", document.title),
            reached: self.handed_out.contains(&document.id),
        });
        things.push(("Dokumente", "Dokument", documents.collect()));
        things.extend(self.texts(guide));
        things
    }

    /// What is found by itself.
    fn texts(&self, guide: &Guide) -> [(&'static str, &'static str, Vec<Thing>); 5] {
        let asked = |questions: &[String]| {
            let first = questions.first().map_or("", |asked| asked);
            format!("„{first}“")
        };
        let answers = guide.answers.iter().map(|answer| {
            let target = Target::Answer(answer.id.clone());
            self.thing(&target, answer.id.as_str(), asked(&answer.questions))
        });
        let gaps = guide.gaps.iter().map(|gap| {
            let target = Target::Gap(gap.id.clone());
            self.thing(&target, gap.id.as_str(), asked(&gap.questions))
        });
        let terms = guide.terms.iter().map(|term| {
            let target = Target::Term(term.id.clone());
            self.thing(&target, term.id.as_str(), format!("„{}“", term.term))
        });
        let examples = guide.examples.iter().map(|example| {
            let target = Target::Example(example.id.clone());
            let name = format!("{} „{}“", example.id, example.title);
            self.thing(&target, example.id.as_str(), name)
        });
        let background = guide.background.iter().map(|text| {
            let target = Target::Background(text.id.clone());
            self.thing(&target, text.id.as_str(), format!("„{}“", text.title))
        });
        [
            ("Antworten", "Antwort", answers.collect()),
            ("Lücken", "Lücke", gaps.collect()),
            ("Begriffe", "Begriff", terms.collect()),
            ("Beispiele", "Beispiel", examples.collect()),
            ("Hintergrund", "Hintergrund", background.collect()),
        ]
    }

    fn thing(&self, target: &Target, key: &str, name: String) -> Thing {
        Thing {
            key: key.to_owned(),
            name,
            reached: self.targets.contains(target),
        }
    }
}
