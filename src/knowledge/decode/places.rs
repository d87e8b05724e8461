//! `steps/*.yaml`: a step with its sections.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::codes::Code;
use super::super::ids::{PartId, PlaceId, TaskId};
use super::super::keys;
use super::super::ledger::Spot;
use super::super::model::{CrossReference, Part, Place, Task};
use super::super::yaml::{Node, Value};
use super::texts::Claims;
use super::{Claim, Decoder, Fields, Partial};
use crate::text::RichText;

const LONGEST_OPENING: usize = 600;
const LONGEST_TASK: usize = 100;

impl Decoder<'_> {
    /// A step and its sections, in reading order.
    pub(super) fn step_file(&mut self, root: &Node) -> Vec<Place> {
        let file = self.fields(root, &keys::STEP_FILE);
        let from = self.partial(&file);
        let Some(node) = self.need(&file, "step") else {
            return Vec::new();
        };
        let fields = self.fields(node, &keys::STEP);
        let step = self.place_of(&fields, None, &from);
        let id = step.as_ref().map(|step| step.id.clone());
        let mut places = Vec::from_iter(step);
        for node in self.optional_list(&fields, "sections") {
            let fields = self.fields(node, &keys::SECTION);
            places.extend(self.place_of(&fields, id.clone(), &from));
        }
        places
    }

    fn place_of(
        &mut self,
        fields: &Fields,
        step: Option<PlaceId>,
        from: &Partial,
    ) -> Option<Place> {
        let id = self.id(fields, PlaceId::parse);
        let opening = self.needed_rich(fields, "opening");
        self.limit(
            fields,
            "opening",
            &opening,
            (Code::LongOpening, LONGEST_OPENING),
        );
        let status = self.need(fields, "status");
        let place = Place {
            id: id.clone().or_else(|| PlaceId::parse("-").ok())?,
            number: self.needed_line(fields, "number"),
            step,
            title: self.needed_line(fields, "title"),
            status: status
                .and_then(|node| self.word(node, "status", &keys::STATUS))
                .unwrap_or_default(),
            note: self.optional_rich(fields, "note"),
            aliases: self.claimed_lines(fields, "aliases", Claims::Questions),
            opening,
            parts: self.parts(fields),
            tasks: self.tasks(fields),
            task_aliases: self.forms_of(fields, "tasks", "task_aliases"),
            tips: self.tips(fields),
            tip_aliases: self.forms_of(fields, "tips", "tip_aliases"),
            materials: self.materials(fields),
            material_aliases: self.forms_of(fields, "materials", "material_aliases"),
            see: self.see(fields),
            from: self.provenance(fields, from),
        };
        id.map(|_| place)
    }

    fn parts(&mut self, owner: &Fields) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        for node in self.optional_list(owner, "parts") {
            let fields = self.fields(node, &keys::PART);
            let id = self.id(&fields, PartId::parse);
            let title = self.needed_line(&fields, "title");
            let name = format!("{}/part/{}", owner.id_text(), fields.id_text());
            let aliases = self.lines_claimed_for(&name, &fields, "aliases", Claims::Questions);
            let text = self.needed_rich(&fields, "text");
            let remark = self.switch(&fields, "remark");
            let Some(id) = id else { continue };
            self.once(owner, &fields, id.as_str(), &mut seen);
            if !remark {
                self.note_passage(name, &fields.range);
            }
            parts.push(Part {
                id,
                title,
                aliases,
                text,
                remark,
            });
        }
        parts
    }

    /// The question forms of a passage that a list of the place makes: of its tasks, its tips or its materials.
    fn forms_of(&mut self, place: &Fields, list: &str, key: &'static str) -> Vec<String> {
        let name = format!("{}/{list}", place.id_text());
        let forms = self.lines_claimed_for(&name, place, key, Claims::Questions);
        let held = place.get(list).map(|node| &node.value);
        let empty = !matches!(held, Some(Value::List(items)) if !items.is_empty());
        if let Some(node) = place.get(key).filter(|_| empty && !forms.is_empty()) {
            let message = format!("{}: `{key}` ohne `{list}`", place.what);
            self.fault(Code::FormsWithoutText, &node.range, message);
        }
        if let Some(range) = place.key_range(list) {
            self.note_passage(name, &range);
        }
        forms
    }

    /// Notes where a passage below a place stands.
    fn note_passage(&mut self, name: String, range: &Range<usize>) {
        let spot = Spot {
            file: self.index,
            range: range.clone(),
        };
        self.findings.below.push((name, spot));
    }

    fn tasks(&mut self, owner: &Fields) -> Vec<Task> {
        let mut tasks = Vec::new();
        let mut seen = BTreeSet::new();
        for node in self.optional_list(owner, "tasks") {
            let fields = self.fields(node, &keys::TASK);
            let id = self.id(&fields, TaskId::parse);
            let text = self.needed_line(&fields, "text");
            let shown = RichText::paragraph(&text);
            self.limit(&fields, "text", &shown, (Code::LongTask, LONGEST_TASK));
            let detail = self.optional_rich(&fields, "detail");
            let Some(id) = id else { continue };
            self.once(owner, &fields, id.as_str(), &mut seen);
            tasks.push(Task { id, text, detail });
        }
        tasks
    }

    fn tips(&mut self, fields: &Fields) -> Vec<RichText> {
        let nodes = self.optional_list(fields, "tips");
        nodes.iter().map(|node| self.rich(node, "tips")).collect()
    }

    fn see(&mut self, fields: &Fields) -> Vec<CrossReference> {
        let owner = fields.id_text();
        let mut references = Vec::new();
        for node in self.optional_list(fields, "see") {
            let fields = self.fields(node, &keys::CROSS_REFERENCE);
            let place = self
                .need(&fields, "place")
                .and_then(|node| self.place(node));
            let why = self.optional_line(&fields, "why");
            if place.as_ref().is_some_and(|place| place.as_str() == owner) {
                let message = format!("der Querverweis von `{owner}` führt auf die Stelle selbst");
                self.fault(Code::SelfReference, &fields.range, message);
            }
            references.extend(place.map(|place| CrossReference { place, why }));
        }
        references
    }

    /// Notes the id of something inside a place or example, and reports it when it was given there before.
    pub(super) fn once(
        &mut self,
        owner: &Fields,
        fields: &Fields,
        id: &str,
        seen: &mut BTreeSet<String>,
    ) {
        if seen.insert(id.to_owned()) {
            self.note_inner(owner, fields, id);
            return;
        }
        let range = fields
            .get("id")
            .map_or(&fields.range, |node| &node.range)
            .clone();
        let message = format!("{}: die id `{id}` gibt es hier schon", fields.what);
        self.fault(Code::RepeatedId, &range, message);
    }

    fn note_inner(&mut self, owner: &Fields, fields: &Fields, id: &str) {
        let Some(node) = fields.get("id") else { return };
        let owner = owner.id_text().to_owned();
        self.findings.inner.push(Claim {
            text: format!("{owner}/{id}"),
            owner,
            spot: self.spot(node),
        });
    }
}
