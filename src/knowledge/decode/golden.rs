//! `questions.yaml`: golden questions, for measuring only.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::keys;
use super::super::model::{Expectation, GoldenQuestion, GoldenQuestions};
use super::super::names::Named;
use super::super::suggest;
use super::super::yaml::Node;
use super::texts::Claims;
use super::{Decoder, Fields};

impl Decoder<'_> {
    pub(super) fn golden(&mut self, root: &Node) -> GoldenQuestions {
        let file = self.fields(root, &keys::QUESTIONS);
        let nodes = self.needed_list(&file, "questions");
        GoldenQuestions {
            floors: self.floors(&file),
            questions: nodes
                .iter()
                .filter_map(|node| self.golden_question(node))
                .collect(),
        }
    }

    fn floors(&mut self, file: &Fields) -> BTreeMap<String, f64> {
        let Some(node) = file.get("floors") else {
            return BTreeMap::new();
        };
        let fields = self.fields(node, &keys::FLOORS);
        let mut floors = BTreeMap::new();
        for (key, node) in fields.entries {
            if let Some(share) = self.share(node, &key.name) {
                floors.insert(key.name.clone(), share);
            }
        }
        floors
    }

    /// A fraction from 0 to 1.
    pub(super) fn share(&mut self, node: &Node, key: &str) -> Option<f64> {
        let share = self.figure::<f64>(node, key)?;
        if (0.0..=1.0).contains(&share) {
            return Some(share);
        }
        let message = format!("`{key}` liegt nicht zwischen 0 und 1");
        self.fault(Code::BadFigure, &node.range, message);
        None
    }

    fn golden_question(&mut self, node: &Node) -> Option<GoldenQuestion> {
        let fields = self.fields(node, &keys::QUESTION);
        let ask = self.needed_line(&fields, "ask");
        if let Some(node) = fields.get("ask") {
            self.claim(node, &ask, "", Claims::Golden);
        }
        let expect = match (fields.get("places"), fields.get("refuse")) {
            (Some(_), None) => {
                let nodes = self.needed_list(&fields, "places");
                let places = nodes.iter().filter_map(|node| self.right_place(node));
                Some(Expectation::Places(places.collect()))
            }
            (None, Some(node)) => self
                .word(node, "refuse", &keys::REFUSALS)
                .map(|kind| Expectation::Refusal(kind.to_owned())),
            _ => {
                let message = "Frage: entweder `places` oder `refuse`, genau eines von beiden";
                if !fields.broken {
                    self.fault(Code::MissingKey, &fields.range, message);
                }
                None
            }
        };
        expect.map(|expect| GoldenQuestion { ask, expect })
    }

    /// A number, `term:ID`, an example's id or the background label; it must exist.
    fn right_place(&mut self, node: &Node) -> Option<String> {
        let written = self.line(node, "places")?;
        let names = self.names;
        let known = match written.strip_prefix("term:") {
            Some(term) => names.ids(Named::Term).any(|id| id == term),
            None => {
                names.place(&written).is_some()
                    || names.ids(Named::Example).any(|id| id == written)
                    || names.background_label.as_deref() == Some(written.as_str())
            }
        };
        let whole = [Named::Step, Named::Example, Named::Term, Named::Background];
        if known || whole.into_iter().any(|kind| names.incomplete(kind)) {
            return Some(written);
        }
        let hint = suggest::hint(
            &written,
            names.place_words().chain(names.ids(Named::Example)),
            "möglich sind eine Nummer (\"1.2\"), term:ID, die id eines Beispiels oder der Name des Hintergrunds",
        );
        let message = format!("eine Stelle `{written}` gibt es nicht");
        self.fault_hinting(Code::Dangling, &node.range, message, hint);
        None
    }
}
