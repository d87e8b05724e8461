//! `examples/*.yaml`: a municipality with its examples.

use super::super::ids::{ExampleId, MunicipalityId};
use super::super::keys;
use super::super::model::{Example, Guide, Municipality};
use super::super::yaml::Node;
use super::texts::Claims;
use super::{Decoder, Partial};

impl Decoder<'_> {
    pub(super) fn examples_file(&mut self, root: &Node, guide: &mut Guide) {
        let file = self.fields(root, &keys::EXAMPLES_FILE);
        let from = self.partial(&file);
        let municipality = self.need(&file, "municipality");
        let municipality = municipality.and_then(|node| self.municipality_entry(node));
        let owner = municipality
            .as_ref()
            .map(|municipality| municipality.id.clone());
        guide.municipalities.extend(municipality);
        for node in self.optional_list(&file, "examples") {
            let example = self.example(node, owner.as_ref(), &from);
            guide.examples.extend(example);
        }
    }

    fn municipality_entry(&mut self, node: &Node) -> Option<Municipality> {
        let fields = self.fields(node, &keys::MUNICIPALITY);
        let id = self.id(&fields, MunicipalityId::parse);
        let name = self.needed_line(&fields, "name");
        let aliases = self.lines(&fields, "aliases");
        let note = self.optional_rich(&fields, "note");
        Some(Municipality {
            id: id?,
            name,
            aliases,
            note,
        })
    }

    fn example(
        &mut self,
        node: &Node,
        owner: Option<&MunicipalityId>,
        from: &Partial,
    ) -> Option<Example> {
        let fields = self.fields(node, &keys::EXAMPLE);
        let id = self.id(&fields, ExampleId::parse);
        let title = self.needed_line(&fields, "title");
        self.needed_list(&fields, "places");
        let places = self.places(&fields);
        let assigned = self.need(&fields, "assigned");
        let editorial = assigned.and_then(|node| self.word(node, "assigned", &keys::ASSIGNED));
        let also = self.optional_list(&fields, "also");
        let also = also
            .iter()
            .filter_map(|node| self.municipality(node))
            .collect();
        let period = self.optional_line(&fields, "period");
        let topics = self.lines(&fields, "topics");
        let aliases = self.claimed_lines(&fields, "aliases", Claims::Questions);
        let text = self.needed_rich(&fields, "text");
        let note = self.optional_rich(&fields, "note");
        let materials = self.materials(&fields);
        let from = self.provenance(&fields, from);
        Some(Example {
            id: id?,
            municipality: owner?.clone(),
            also,
            title,
            places,
            editorial: editorial.unwrap_or(false),
            period,
            topics,
            aliases,
            text,
            note,
            materials,
            from,
        })
    }
}
