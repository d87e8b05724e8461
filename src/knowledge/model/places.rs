//! Steps and sections with what stands in them.

use std::path::PathBuf;

use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, Formerly, Forms, Number, ReadEntry, Readable, YamlEntry};
use crate::knowledge::ids::{MaterialId, MunicipalityId, PartId, PlaceId, TaskId};
use crate::knowledge::keys::{self, IdKind, KeyTable, ValueShape};
use crate::knowledge::plain;
use crate::text::{Link, RichText};

use super::decisions::Decision;
use super::provenance::{OwnFrom, Provenance};

/// How many characters the opening of a place has at most.
pub const MAX_OPENING: usize = 600;
/// How many characters a task has at most.
const MAX_TASK: usize = 100;
/// How many characters a short title has at most: what stands on a button on a phone, with a number before it.
const MAX_SHORT: usize = 34;

words! {
    /// How much is known of a place.
    #[derive(Default)]
    Status {
        /// All of it.
        #[default]
        Complete = "complete";
        /// A beginning or an extract.
        Partial = "partial";
        /// Nothing but that it exists.
        Unknown = "unknown";
    }

    /// The kinds of material.
    MaterialKind {
        /// A page on the web.
        Link = "link";
        /// A document.
        Document = "document";
        /// A chapter of a document.
        Chapter = "chapter";
        /// A video.
        Video = "video";
    }
}

entries! {
    /// A step or a section: what a citation points to and a walk stands on.
    pub Place(PlaceId: Section) "Abschnitt" "Ein Abschnitt eines Schritts." {
        /// The number people see: `1`, `1.2`.
        always number: String as Number = "was die Leute sehen; immer in Anführungszeichen";
        /// Its title.
        always title: String = "der Titel";
        /// The title in a few words, for buttons.
        seldom short: Option<String> as Option<ShortTitle> = keys::SHORT;
        /// How much is known of it.
        always status: Status = "wie viel bekannt ist: complete = alles, partial = ein Teil, unknown = nichts";
        /// What is missing or good to know; shown with it.
        seldom note: RichText = keys::NOTE;
        /// Ways people ask for its opening.
        often aliases: Vec<String> as Forms = keys::ALIASES;
        /// What one sees first, at most 600 characters.
        always opening: RichText as Opening = "das Erste auf dem Bildschirm, höchstens 600 Zeichen";
        /// The rest of the text, one tap away.
        often parts: Vec<Part> = "der Rest, einen Fingertipp entfernt";
        /// What can be ticked off here.
        often tasks: Vec<Task> = "Aufgaben zum Abhaken";
        /// Ways people ask for the tasks.
        often task_aliases: Vec<String> as Forms = "wie Menschen nach den Aufgaben fragen";
        /// What is to be decided here.
        seldom decisions: Vec<Decision> = "was hier zu entscheiden ist, nur was der Leitfaden wirklich nennt";
        /// Practice tips that the source calls so.
        seldom tips: Vec<RichText> = "nur, was die Quelle selbst Praxistipp nennt";
        /// Ways people ask for the tips.
        seldom tip_aliases: Vec<String> as Forms = "wie Menschen nach den Praxistipps fragen";
        /// Links, documents, chapters, videos.
        seldom materials: Vec<Material> = keys::MATERIALS;
        /// Ways people ask for the materials.
        seldom material_aliases: Vec<String> as Forms = "wie Menschen nach den Materialien fragen";
        /// Other places this one sends its readers to.
        seldom see: Vec<CrossReference> = "Verweise auf andere Stellen";
        /// Ids that it had before; ticks, buttons and links that have one of them follow.
        seldom formerly: Vec<String> as Formerly = keys::FORMERLY;
        /// Where it comes from.
        seldom from: Provenance as OwnFrom = keys::OWN_FROM;
    } given {
        /// The step a section belongs to; `None` for a step.
        step: Option<PlaceId> = |decoder: &Decoder| Some(decoder.step.clone());
        /// What a place of its kind is called in this guide, e.g. "Schritt".
        called: String = |_: &Decoder| Some(String::new());
    } check lists_of_a_place;

    /// A titled part of a place's text.
    pub Part(PartId: Inner) "Teil" "Ein Teil des Textes mit eigenem Titel." {
        /// Its title.
        always title: String = "die Zwischenüberschrift";
        /// Ways people ask for it.
        often aliases: Vec<String> as Forms = keys::ALIASES;
        /// The text.
        always text: RichText = "der Text";
        /// Whether it is a remark of the editors: read with the place, never shown as an answer.
        seldom remark: bool = "true = Anmerkung der Redaktion: wird gelesen, aber nie als Antwort gezeigt";
    } check place_of_a_part;

    /// Something to tick off.
    pub Task(TaskId: Inner) "Aufgabe" "Etwas zum Abhaken." {
        /// What is to be done, one line.
        always text: String as TaskLine = "was zu tun ist, höchstens 100 Zeichen";
        /// The same in a few words, for buttons.
        seldom short: Option<String> as Option<ShortTitle> = keys::SHORT;
        /// More about it.
        seldom detail: RichText = "Genaueres dazu";
        /// Ids that it had before; ticks, buttons and links that have one of them follow.
        seldom formerly: Vec<String> as Formerly = keys::FORMERLY;
    } check place_of_a_task;

    /// A pointer from one place to another.
    pub CrossReference "Querverweis" "Ein Verweis auf eine andere Stelle." {
        /// Where it leads.
        always place: PlaceId = "Nummer in Anführungszeichen oder id";
        /// What one finds there.
        often why: Option<String> = "was man dort findet: um zu sehen, wie …";
    } check leads_elsewhere;

    /// A link, a document, a chapter reference or a video.
    pub Material(MaterialId: Inner) "Material"
        "Ein Link, Dokument, Kapitel oder Video. Ohne `address` steht dabei, dass die Adresse nicht bekannt ist." {
        /// Which of the four.
        always kind: MaterialKind = "link, document, chapter oder video";
        /// Its title.
        always title: String = "der Titel";
        /// What it is, or where in it.
        often text: Option<String> = "was es ist oder wo darin, etwa Kapitel 2.1";
        /// Where it is, if known.
        often address: Option<Link> = "die Adresse, wenn bekannt";
        /// Whose it is.
        seldom municipality: Option<MunicipalityId> = "id der Kommune, von der es stammt";
        /// Who is seen in it.
        seldom person: Option<String> = "wer im Video zu sehen ist";
        /// Whether it is still to come.
        seldom placeholder in "status": bool as IsPlaceholder = "available = da, placeholder = folgt noch";
        /// A picture below the knowledge folder.
        seldom image: Option<Image> as Option<PathOfImage> =
            "Pfad eines Bildes ab diesem Ordner, etwa images/bild.png";
    } also {
        seldom image_text: Option<String> = "was auf dem Bild zu sehen ist; nötig, wenn es ein Bild gibt";
    } check image_with_text;
}

impl Place {
    /// The title as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}

impl Task {
    /// What is to be done, as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.text)
    }
}

/// A picture with what it shows in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its path, relative to the knowledge folder.
    pub path: PathBuf,
    /// What is to be seen, for those who do not see it.
    pub text: String,
}

/// A step: its keys are those of a place, and its sections.
const STEP: KeyTable = KeyTable {
    what: "Schritt",
    named: Some(IdKind::Step),
    about: "Ein Schritt. Hat er Abschnitte, sagt sein Einstieg nur, worum es geht.",
    also: &[keys::seldom(
        "sections",
        <Vec<Place>>::SHAPE,
        "Abschnitte 1.1, 1.2 …; gleicher Aufbau wie der Schritt",
    )],
    ..*Place::TABLE
};

readers! {
    /// A step and its sections, in reading order.
    StepWithSections => Vec<Place>: ValueShape::Entry(&STEP), |decoder, _, _, node| {
        let entry = decoder.taken_apart(node, &STEP);
        let step = decoder.inside(&entry, Place::read_entry);
        decoder.step = step.as_ref().map(|step| step.id.clone());
        let sections = decoder.often::<Vec<Place>>(&entry, "sections")?;
        Some(step.into_iter().chain(sections).collect())
    };

    /// What one sees first of a place.
    Opening => RichText: RichText::SHAPE, |decoder, entry, key, node| {
        let text = RichText::read(decoder, entry, key, node)?;
        decoder.limit(node, key, &text, (Code::LongOpening, MAX_OPENING));
        Some(text)
    };

    /// What is to be done.
    TaskLine => String: String::SHAPE, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        decoder.limit(node, key, &RichText::paragraph(&text), (Code::LongTask, MAX_TASK));
        Some(text)
    };

    /// A title that stands on a button.
    ShortTitle => String: String::SHAPE, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        decoder.limit(node, key, &RichText::paragraph(&text), (Code::LongShort, MAX_SHORT));
        Some(text)
    };

    /// A picture, with the words that stand beside it.
    PathOfImage => Image: String::SHAPE, |decoder, entry, key, node| {
        let path = decoder.line(node, key)?;
        let declared = decoder.declared(node, path.clone(), "");
        decoder.findings.images.push(declared);
        Some(Image {
            path: path.into(),
            text: plain::one_line(entry.text("image_text")),
        })
    };
}

choice! {
    /// Whether a material is still to come.
    IsPlaceholder: bool { "available" => false, "placeholder" => true, }
}

/// Notes where the passages stand that the lists of a place make, and reports question forms of lists that are empty.
fn lists_of_a_place<'a>(decoder: &mut Decoder<'a>, place: &YamlEntry<'a>) {
    for (list, forms) in [
        ("tasks", "task_aliases"),
        ("tips", "tip_aliases"),
        ("materials", "material_aliases"),
    ] {
        if let Some(range) = place.key_range(list) {
            let name = format!("{}/{list}", place.text("id"));
            let span = decoder.span(range);
            decoder.findings.below.push((name, span));
        }
        let holds = |key| place.get(key).is_some_and(|node| !node.items().is_empty());
        if let Some(node) = place.get(forms).filter(|_| holds(forms) && !holds(list)) {
            let message = format!("{}: `{forms}` ohne `{list}`", place.what());
            decoder.fault(Code::FormsWithoutText, &node.range, message);
        }
    }
}

/// Notes where the passage of a part stands.
fn place_of_a_part<'a>(decoder: &mut Decoder<'a>, part: &YamlEntry<'a>) {
    let place = (decoder.owner("aliases"), decoder.span(&part.range));
    decoder.findings.below.push(place);
}

/// Notes where a task stands.
fn place_of_a_task<'a>(decoder: &mut Decoder<'a>, task: &YamlEntry<'a>) {
    let name = decoder.inner_name(task.text("id")).replace('/', "/task/");
    let span = decoder.span(&task.range);
    decoder.findings.below.push((name, span));
}

/// Reports a reference to the place it stands at.
fn leads_elsewhere<'a>(decoder: &mut Decoder<'a>, reference: &YamlEntry<'a>) {
    let owner = decoder.owner("see");
    if decoder.given().place(reference.text("place")) == Some(owner.as_str()) {
        let message = format!("der Querverweis von `{owner}` führt auf die Stelle selbst");
        decoder.fault(Code::SelfReference, &reference.range, message);
    }
}

/// A picture needs words, and words a picture.
fn image_with_text<'a>(decoder: &mut Decoder<'a>, material: &YamlEntry<'a>) {
    match (material.get("image"), material.get("image_text")) {
        (Some(_), None) => decoder.missing(material, "image_text"),
        (None, Some(text)) => {
            let message = "`image_text` beschreibt ein Bild, aber `image` fehlt";
            decoder.fault(Code::MissingKey, &text.range, message);
        }
        _ => {}
    }
}
