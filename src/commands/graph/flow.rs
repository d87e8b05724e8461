//! What is in the picture of a guide: its places in order, what belongs to each, and where they send their readers.

use crate::knowledge::{Condition, Decision, Guide, Place, PlaceId, Status, is_never_asked};

/// A guide as a picture shows it.
pub(super) struct Flow<'g> {
    pub(super) title: &'g str,
    /// The places in reading order.
    pub(super) nodes: Vec<FlowNode<'g>>,
    /// Where places send their readers.
    pub(super) references: Vec<FlowReference<'g>>,
}

/// A place in the picture.
pub(super) struct FlowNode<'g> {
    pub(super) place: &'g Place,
    /// Which step it belongs to, from 0.
    pub(super) column: usize,
    /// What belongs to it, in a few words each.
    pub(super) facts: Vec<String>,
    /// What is to be decided there.
    pub(super) decisions: Vec<FlowDecision<'g>>,
    /// What answers and gaps lead to it: their first questions.
    pub(super) questions: Vec<&'g str>,
}

/// Something that is to be decided.
pub(super) struct FlowDecision<'g> {
    pub(super) decision: &'g Decision,
    /// When it is asked: the earlier decision, and the answers at which it is; all of them hold.
    pub(super) when: Vec<(&'g Decision, String)>,
    /// Whether no answers lead there.
    pub(super) is_never_asked: bool,
}

/// A reference from one place to another, by their positions.
pub(super) struct FlowReference<'g> {
    pub(super) from: usize,
    pub(super) to: usize,
    /// What one finds there.
    pub(super) why: Option<&'g str>,
}

impl<'g> Flow<'g> {
    /// What is to be seen of a guide.
    pub(super) fn of(guide: &'g Guide) -> Self {
        let steps: Vec<&PlaceId> = guide.steps().map(|step| &step.id).collect();
        let nodes = guide.places.iter().map(|place| {
            let step = place.step.as_ref().unwrap_or(&place.id);
            let column = steps.iter().position(|id| *id == step);
            FlowNode::of(guide, place, column.unwrap_or_default())
        });
        let position = |id: &PlaceId| guide.places.iter().position(|place| place.id == *id);
        let references = guide.places.iter().enumerate().flat_map(|(from, place)| {
            place.see.iter().filter_map(move |see| {
                let to = position(&see.place)?;
                let why = see.why.as_deref();
                Some(FlowReference { from, to, why })
            })
        });
        Self {
            title: &guide.manifest.title,
            nodes: nodes.collect(),
            references: references.collect(),
        }
    }
}

impl<'g> FlowNode<'g> {
    fn of(guide: &'g Guide, place: &'g Place, column: usize) -> Self {
        let first = |questions: &'g [String]| questions.first().map(String::as_str);
        let answers = guide.answers.iter();
        let answers = answers.filter(|answer| answer.places.contains(&place.id));
        let answers: Vec<&str> = answers
            .filter_map(|answer| first(&answer.questions))
            .collect();
        let gaps = guide.gaps.iter().filter(|gap| gap.nearest == place.id);
        let gaps: Vec<&str> = gaps.filter_map(|gap| first(&gap.questions)).collect();
        let known = match place.status {
            Status::Complete => None,
            Status::Partial => Some("zum Teil bekannt".to_owned()),
            Status::Unknown => Some("kein Text".to_owned()),
        };
        let counts = [
            counted(place.tasks.len(), "Aufgabe", "Aufgaben"),
            counted(
                guide.examples_at(&place.id).count(),
                "Beispiel",
                "Beispiele",
            ),
            counted(answers.len(), "Antwort", "Antworten"),
            counted(gaps.len(), "Lücke", "Lücken"),
        ];
        Self {
            place,
            column,
            decisions: (place.decisions.iter())
                .map(|decision| FlowDecision::of(guide, decision))
                .collect(),
            facts: known
                .into_iter()
                .chain(counts.into_iter().flatten())
                .collect(),
            questions: answers.into_iter().chain(gaps).collect(),
        }
    }

    /// The number and the title.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.place.number, self.place.title)
    }

    /// Whether something is to be decided there that is never asked.
    pub(super) fn has_never_asked(&self) -> bool {
        self.decisions.iter().any(|asked| asked.is_never_asked)
    }

    /// Whether nothing is known of it but that it exists.
    pub(super) fn is_unknown(&self) -> bool {
        self.place.status == Status::Unknown
    }
}

impl<'g> FlowDecision<'g> {
    fn of(guide: &'g Guide, decision: &'g Decision) -> Self {
        let asked_at = |condition: &Condition| {
            let (_, earlier) = guide.decision(&condition.decision)?;
            let answers = earlier.fixed_answers().into_iter();
            let answers = answers.filter(|answer| condition.is.contains(&answer.id));
            let labels: Vec<&str> = answers.map(|answer| answer.label).collect();
            Some((earlier, labels.join(" oder ")))
        };
        Self {
            decision,
            when: decision.when.iter().filter_map(asked_at).collect(),
            is_never_asked: is_never_asked(guide, decision),
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    }
}
