//! `answers.yaml` and `gaps.yaml`: what editors wrote for a question as a whole.

use super::super::codes::Code;
use super::super::ids::{AnswerId, GapId};
use super::super::keys;
use super::super::model::{CuratedAnswer, Gap};
use super::super::yaml::Node;
use super::texts::Claims;
use super::{Decoder, Fields, Partial};

const LONGEST_ANSWER: usize = 300;

impl Decoder<'_> {
    pub(super) fn answers(&mut self, root: &Node) -> Vec<CuratedAnswer> {
        let file = self.fields(root, &keys::ANSWERS);
        let from = self.partial(&file);
        let nodes = self.needed_list(&file, "answers");
        nodes
            .iter()
            .filter_map(|node| self.answer(node, &from))
            .collect()
    }

    pub(super) fn gaps(&mut self, root: &Node) -> Vec<Gap> {
        let file = self.fields(root, &keys::GAPS);
        let nodes = self.needed_list(&file, "gaps");
        nodes.iter().filter_map(|node| self.gap(node)).collect()
    }

    fn answer(&mut self, node: &Node, from: &Partial) -> Option<CuratedAnswer> {
        let fields = self.fields(node, &keys::ANSWER);
        let id = self.id(&fields, AnswerId::parse);
        let questions = self.questions(&fields);
        if !(2..=6).contains(&questions.len()) && fields.has("questions") {
            let message = format!("Antwort: {} Frageformen", questions.len());
            self.fault(Code::QuestionCount, &fields.range, message);
        }
        let text = self.needed_rich(&fields, "text");
        self.limit(&fields, "text", &text, (Code::LongAnswer, LONGEST_ANSWER));
        self.needed_list(&fields, "places");
        let places = self.places(&fields);
        let from = self.optional_provenance(&fields, from);
        Some(CuratedAnswer {
            id: id?,
            questions,
            text,
            places,
            from,
        })
    }

    fn gap(&mut self, node: &Node) -> Option<Gap> {
        let fields = self.fields(node, &keys::GAP);
        let id = self.id(&fields, GapId::parse);
        let questions = self.questions(&fields);
        let text = self.needed_rich(&fields, "text");
        let nearest = self.need(&fields, "nearest");
        let nearest = nearest.and_then(|node| self.place(node));
        Some(Gap {
            id: id?,
            questions,
            text,
            nearest: nearest?,
        })
    }

    fn questions(&mut self, fields: &Fields) -> Vec<String> {
        self.needed_list(fields, "questions");
        self.claimed_lines(fields, "questions", Claims::Questions)
    }
}
