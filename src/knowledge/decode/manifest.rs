//! `guide.yaml` and `sources.yaml`.

use std::collections::BTreeMap;

use super::super::codes::Code;
use super::super::ids::SourceId;
use super::super::keys::{self, Block, ORIGINS, WORDINGS};
use super::super::model::{Manifest, Notice, Source};
use super::super::yaml::Node;
use super::{Decoder, Fields};
use crate::text::RichText;

const NOTICES: [(&str, Notice); 8] = [
    ("off_topic", Notice::OffTopic),
    ("no_answer", Notice::NoAnswer),
    ("privacy", Notice::Privacy),
    ("group_welcome", Notice::GroupWelcome),
    ("about", Notice::About),
    ("editorial", Notice::Editorial),
    ("unknown_address", Notice::UnknownAddress),
    ("to_follow", Notice::ToFollow),
];

/// The welcome has fewer characters than 500.
const LONGEST_WELCOME: usize = 499;

impl Decoder<'_> {
    pub(super) fn manifest(&mut self, root: &Node) -> Manifest {
        let fields = self.fields(root, &keys::MANIFEST);
        self.format(&fields);
        let welcome = self.needed_rich(&fields, "welcome");
        self.limit(
            &fields,
            "welcome",
            &welcome,
            (Code::LongWelcome, LONGEST_WELCOME),
        );
        let common = self.lines(&fields, "common_words");
        Manifest {
            title: self.needed_line(&fields, "title"),
            subtitle: self.optional_line(&fields, "subtitle"),
            language: self.needed_line(&fields, "language"),
            welcome,
            origins: self.labels(&fields, &keys::ORIGIN_NAMES, &ORIGINS),
            wordings: self.labels(&fields, &keys::WORDING_NAMES, &WORDINGS),
            notices: self.notices(&fields),
            stale_after_years: fields
                .get("stale_after_years")
                .and_then(|node| self.figure(node, "stale_after_years")),
            common_words: common.iter().map(|word| word.to_lowercase()).collect(),
            retired: self.lines(&fields, "retired"),
        }
    }

    pub(super) fn sources(&mut self, root: &Node) -> Vec<Source> {
        let fields = self.fields(root, &keys::SOURCES);
        let nodes = self.needed_list(&fields, "sources");
        nodes.iter().filter_map(|node| self.source(node)).collect()
    }

    fn source(&mut self, node: &Node) -> Option<Source> {
        let fields = self.fields(node, &keys::SOURCE);
        let id = self.id(&fields, SourceId::parse);
        let name = self.needed_line(&fields, "name");
        let address = self.optional_link(&fields, "address");
        let held_by = self.optional_line(&fields, "held_by");
        Some(Source {
            id: id?,
            name,
            address,
            held_by,
        })
    }

    fn format(&mut self, fields: &Fields) {
        let Some(node) = self.need(fields, "format") else {
            return;
        };
        match self.figure::<u32>(node, "format") {
            Some(1) | None => {}
            Some(other) => {
                let message = format!("das Format {other} ist nicht bekannt");
                self.fault(Code::UnknownFormat, &node.range, message);
            }
        }
    }

    /// A map that must name every one of the words.
    fn labels<T: Copy + Ord, const N: usize>(
        &mut self,
        fields: &Fields,
        block: &'static Block,
        words: &[(&'static str, T); N],
    ) -> BTreeMap<T, String> {
        let Some(node) = self.need(fields, block.what) else {
            return BTreeMap::new();
        };
        let labels = self.fields(node, block);
        words
            .iter()
            .map(|(word, value)| (*value, self.needed_line(&labels, word)))
            .collect()
    }

    fn notices(&mut self, fields: &Fields) -> BTreeMap<Notice, RichText> {
        let Some(node) = fields.get("notices") else {
            return BTreeMap::new();
        };
        let notices = self.fields(node, &keys::NOTICES);
        NOTICES
            .iter()
            .filter(|(word, _)| notices.has(word))
            .map(|(word, notice)| (*notice, self.optional_rich(&notices, word)))
            .collect()
    }
}
