//! `glossary.yaml` and `background.yaml`.

use super::super::ids::{BackgroundId, TermId};
use super::super::keys;
use super::super::model::{Background, Guide, Term};
use super::super::yaml::Node;
use super::texts::Claims;
use super::{Decoder, Partial};

impl Decoder<'_> {
    pub(super) fn glossary(&mut self, root: &Node) -> Vec<Term> {
        let file = self.fields(root, &keys::GLOSSARY);
        let from = self.partial(&file);
        let nodes = self.needed_list(&file, "terms");
        nodes
            .iter()
            .filter_map(|node| self.term(node, &from))
            .collect()
    }

    pub(super) fn background_file(&mut self, root: &Node, guide: &mut Guide) {
        let file = self.fields(root, &keys::BACKGROUND_FILE);
        let from = self.partial(&file);
        guide.background_label = self.needed_line(&file, "label");
        for node in self.needed_list(&file, "background") {
            let background = self.background(node, &from);
            guide.background.extend(background);
        }
    }

    fn term(&mut self, node: &Node, from: &Partial) -> Option<Term> {
        let fields = self.fields(node, &keys::TERM);
        let id = self.id(&fields, TermId::parse);
        let term = self.needed_line(&fields, "term");
        if let (Some(id), Some(node)) = (&id, fields.get("term")) {
            self.claim(node, &term, id.as_str(), Claims::Synonyms);
        }
        let synonyms = self.claimed_lines(&fields, "synonyms", Claims::Synonyms);
        let aliases = self.claimed_lines(&fields, "aliases", Claims::Questions);
        let text = self.needed_rich(&fields, "text");
        let places = self.places(&fields);
        let general = self.switch(&fields, "general");
        let from = self.provenance(&fields, from);
        Some(Term {
            id: id?,
            term,
            synonyms,
            aliases,
            text,
            places,
            general,
            from,
        })
    }

    fn background(&mut self, node: &Node, from: &Partial) -> Option<Background> {
        let fields = self.fields(node, &keys::BACKGROUND);
        let id = self.id(&fields, BackgroundId::parse);
        let title = self.needed_line(&fields, "title");
        let aliases = self.claimed_lines(&fields, "aliases", Claims::Questions);
        let text = self.needed_rich(&fields, "text");
        let from = self.provenance(&fields, from);
        Some(Background {
            id: id?,
            title,
            aliases,
            text,
            from,
        })
    }
}
