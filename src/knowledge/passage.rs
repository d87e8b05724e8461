//! The unit that is indexed and quoted.
//!
//! Every text of the guide that could answer a question becomes exactly one passage: a place's opening, each of
//! its parts, its tasks, tips and materials, each example, term, curated answer, gap and background text.

use super::ids::*;
use super::model::*;
use super::plain::{flat, joined, mark};

/// What the passages of a place that have no title of their own are called.
const TASKS: &str = "Aufgaben";
const TIPS: &str = "Praxistipps";
const MATERIALS: &str = "Materialien";
/// What stands before an example's time.
const PERIOD: &str = "Zeitraum";

/// A piece of the guide that can be found and quoted.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// A name that stays the same as long as the content's ids do, e.g. `auftrag/opening`, `example/bo-01`.
    pub id: String,
    /// What it is.
    pub kind: PassageKind,
    /// What it shows when opened.
    pub target: Target,
    /// The place it stands at or belongs to; for a curated answer its first.
    pub place: Option<PlaceId>,
    /// Whose example it is.
    pub municipality: Option<MunicipalityId>,
    /// The title that is shown and searched.
    pub title: String,
    /// Ways people ask for it: its question forms, then topics or synonyms; searched like the title, never quoted.
    pub questions: Vec<String>,
    /// The text as it is read, plain, one line a paragraph or list item.
    pub text: String,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// Text of a step or section.
    Section,
    /// An example.
    Example,
    /// A glossary entry.
    Term,
    /// A curated answer.
    Answer,
    /// A gap: presented as "not found" when it wins.
    Gap,
    /// Background.
    Background,
}

/// What opening a citation shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A place, at its opening or (with a part) at that part.
    Place(PlaceId, Option<PartId>),
    /// An example.
    Example(ExampleId),
    /// A term.
    Term(TermId),
    /// A curated answer.
    Answer(AnswerId),
    /// A gap.
    Gap(GapId),
    /// A background text.
    Background(BackgroundId),
}

impl Target {
    /// The example, where it is one.
    pub fn example(&self) -> Option<&ExampleId> {
        match self {
            Self::Example(id) => Some(id),
            _ => None,
        }
    }
}

impl Guide {
    /// What has that id: a place, example, term, answer, gap or background text.
    pub fn find(&self, id: &str) -> Option<Target> {
        let place = known(id, |id| self.place(id).is_some());
        place
            .map(|id| Target::Place(id, None))
            .or_else(|| known(id, |id| self.example(id).is_some()).map(Target::Example))
            .or_else(|| known(id, |id| self.term(id).is_some()).map(Target::Term))
            .or_else(|| known(id, |id| self.answer(id).is_some()).map(Target::Answer))
            .or_else(|| known(id, |id| self.gap(id).is_some()).map(Target::Gap))
            .or_else(|| known(id, |id| self.background(id).is_some()).map(Target::Background))
    }
}

/// The id of a kind of thing, where there is one that has it.
fn known<I: TryFrom<String>>(id: &str, is_there: impl Fn(&I) -> bool) -> Option<I> {
    I::try_from(id.to_owned()).ok().filter(is_there)
}

impl Passage {
    /// What the [`SourceMap`](super::SourceMap) calls it: `idee` for the opening of a place, `idee/part/treffen`
    /// and `idee/tasks` below it, the bare id of everything else.
    pub fn entry(&self) -> &str {
        match self.kind {
            PassageKind::Section => self.id.strip_suffix("/opening").unwrap_or(&self.id),
            _ => self.id.split_once('/').map_or(&self.id, |(_, id)| id),
        }
    }
}

/// Cuts a guide into its passages, in the order of the guide.
pub fn passages(guide: &Guide) -> Vec<Passage> {
    let mut passages = Vec::new();
    for place in &guide.places {
        passages.extend(of_place(guide, place));
    }
    passages.extend(
        guide
            .examples
            .iter()
            .map(|example| of_example(guide, example)),
    );
    passages.extend(guide.terms.iter().map(of_term));
    passages.extend(guide.answers.iter().map(of_answer));
    passages.extend(guide.gaps.iter().map(of_gap));
    passages.extend(guide.background.iter().map(of_background));
    passages.retain(|passage| !passage.text.is_empty());
    passages
}

fn of_place(guide: &Guide, place: &Place) -> Vec<Passage> {
    let title = format!("{} {}", place.number, place.title);
    let passage = |name: &str, heading: Option<&str>, questions: &[String], text: String| Passage {
        id: format!("{}/{name}", place.id),
        kind: PassageKind::Section,
        target: Target::Place(place.id.clone(), None),
        place: Some(place.id.clone()),
        municipality: None,
        title: match heading {
            Some(heading) => format!("{title} – {heading}"),
            None => title.clone(),
        },
        questions: questions.to_vec(),
        text,
    };
    let opening = flat([&place.opening]);
    let mut passages = vec![passage("opening", None, &place.aliases, opening)];
    let told = place.parts.iter().filter(|part| !part.remark);
    passages.extend(told.map(|part| {
        let name = format!("part/{}", part.id);
        let text = flat([&part.text]);
        Passage {
            target: Target::Place(place.id.clone(), Some(part.id.clone())),
            ..passage(&name, Some(&part.title), &part.aliases, text)
        }
    }));
    let tasks = place.tasks.iter().map(task_line);
    let tasks = joined(tasks.map(|task| format!("{}{task}", mark(None, 0))));
    let tips = flat(&place.tips);
    let materials = material_lines(guide, &place.materials);
    passages.extend([
        passage("tasks", Some(TASKS), &place.task_aliases, tasks),
        passage("tips", Some(TIPS), &place.tip_aliases, tips),
        passage(
            "materials",
            Some(MATERIALS),
            &place.material_aliases,
            materials,
        ),
    ]);
    passages
}

fn of_example(guide: &Guide, example: &Example) -> Passage {
    let period = example
        .period
        .iter()
        .map(|period| format!("{PERIOD}: {period}"));
    let materials = material_lines(guide, &example.materials);
    let lines = [flat([&example.text])]
        .into_iter()
        .chain(period)
        .chain([flat([&example.note]), materials]);
    Passage {
        id: format!("example/{}", example.id),
        kind: PassageKind::Example,
        target: Target::Example(example.id.clone()),
        place: example.places.first().cloned(),
        municipality: Some(example.municipality.clone()),
        title: example.title.clone(),
        questions: example
            .aliases
            .iter()
            .chain(&example.topics)
            .cloned()
            .collect(),
        text: joined(lines),
    }
}

fn of_term(term: &Term) -> Passage {
    Passage {
        id: format!("term/{}", term.id),
        kind: PassageKind::Term,
        target: Target::Term(term.id.clone()),
        place: term.places.first().cloned(),
        municipality: None,
        title: term.term.clone(),
        questions: term.aliases.iter().chain(&term.synonyms).cloned().collect(),
        text: flat([&term.text]),
    }
}

fn of_answer(answer: &CuratedAnswer) -> Passage {
    Passage {
        id: format!("answer/{}", answer.id),
        kind: PassageKind::Answer,
        target: Target::Answer(answer.id.clone()),
        place: answer.places.first().cloned(),
        municipality: None,
        title: answer.questions.first().cloned().unwrap_or_default(),
        questions: answer.questions.clone(),
        text: flat([&answer.text]),
    }
}

fn of_gap(gap: &Gap) -> Passage {
    Passage {
        id: format!("gap/{}", gap.id),
        kind: PassageKind::Gap,
        target: Target::Gap(gap.id.clone()),
        place: Some(gap.nearest.clone()),
        municipality: None,
        title: gap.questions.first().cloned().unwrap_or_default(),
        questions: gap.questions.clone(),
        text: flat([&gap.text]),
    }
}

fn of_background(background: &Background) -> Passage {
    Passage {
        id: format!("background/{}", background.id),
        kind: PassageKind::Background,
        target: Target::Background(background.id.clone()),
        place: None,
        municipality: None,
        title: background.title.clone(),
        questions: background.aliases.clone(),
        text: flat([&background.text]),
    }
}

fn task_line(task: &Task) -> String {
    let detail = flat([&task.detail]).replace('\n', " ");
    match detail.is_empty() {
        true => sentence(&task.text),
        false => format!("{} {detail}", sentence(&task.text)),
    }
}

fn material_lines(guide: &Guide, materials: &[Material]) -> String {
    joined(
        materials
            .iter()
            .map(|material| material_line(guide, material)),
    )
}

/// One line: the title, whose it is and who is seen in brackets, then what it is.
fn material_line(guide: &Guide, material: &Material) -> String {
    let town = material.municipality.as_ref();
    let town = town.and_then(|id| guide.municipality(id));
    let to_follow = guide.notice(Notice::ToFollow);
    let to_follow = material.placeholder.then(|| flat([&to_follow]));
    let about: Vec<String> = town
        .map(|town| town.name.clone())
        .into_iter()
        .chain(material.person.clone())
        .chain(to_follow.filter(|text| !text.is_empty()))
        .collect();
    let head = match about.is_empty() {
        true => material.title.clone(),
        false => format!("{} ({})", material.title, about.join(", ")),
    };
    match &material.text {
        Some(text) => format!("{head}: {text}"),
        None => head,
    }
}

/// The text with a full stop, unless it ends like a sentence already.
fn sentence(text: &str) -> String {
    let ended = text.ends_with(['.', '!', '?', ':', '…']);
    format!("{text}{}", if ended { "" } else { "." })
}
