//! `materials:` of a place or an example.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::super::codes::Code;
use super::super::ids::MaterialId;
use super::super::keys;
use super::super::model::{Image, Material};
use super::super::yaml::Node;
use super::{Claim, Decoder, Fields};

impl Decoder<'_> {
    pub(super) fn materials(&mut self, owner: &Fields) -> Vec<Material> {
        let mut materials: Vec<Material> = Vec::new();
        let mut seen = BTreeSet::new();
        for node in self.optional_list(owner, "materials") {
            let fields = self.fields(node, &keys::MATERIAL);
            let material = self.material(&fields);
            if let Some(material) = material {
                self.once(owner, &fields, material.id.as_str(), &mut seen);
                materials.push(material);
            }
        }
        materials
    }

    fn material(&mut self, fields: &Fields) -> Option<Material> {
        let id = self.id(fields, MaterialId::parse);
        let kind = self.need(fields, "kind");
        let kind = kind.and_then(|node| self.word(node, "kind", &keys::MATERIAL_KINDS));
        let title = self.needed_line(fields, "title");
        let text = self.optional_line(fields, "text");
        let address = self.optional_link(fields, "address");
        let municipality = fields.get("municipality");
        let municipality = municipality.and_then(|node| self.municipality(node));
        let person = self.optional_line(fields, "person");
        let status = fields.get("status");
        let placeholder = status.and_then(|node| self.word(node, "status", &keys::MATERIAL_STATUS));
        let image = self.image(fields);
        Some(Material {
            id: id?,
            kind: kind?,
            title,
            text,
            address,
            municipality,
            person,
            placeholder: placeholder.unwrap_or(false),
            image,
        })
    }

    fn image(&mut self, fields: &Fields) -> Option<Image> {
        let Some(node) = fields.get("image") else {
            if let Some(alone) = fields.get("image_text") {
                self.lonely_image_text(alone);
            }
            return None;
        };
        let path = self.line(node, "image");
        let text = self.needed_line(fields, "image_text");
        let path = path?;
        self.findings.images.push(Claim {
            text: path.clone(),
            owner: String::new(),
            spot: self.spot(node),
        });
        Some(Image {
            path: PathBuf::from(path),
            text,
        })
    }

    fn lonely_image_text(&mut self, node: &Node) {
        let message = "`image_text` beschreibt ein Bild, aber `image` fehlt";
        self.fault(Code::MissingKey, &node.range, message);
    }
}
