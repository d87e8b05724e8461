//! `from:` – where something comes from: the default of a file, overridden key by key in an entry.

use super::super::codes::Code;
use super::super::ids::SourceId;
use super::super::keys::{self, ORIGINS, WORDINGS};
use super::super::ledger::Dated;
use super::super::model::{AsOf, Origin, Provenance, Wording};
use super::super::names::Named;
use super::super::yaml::Node;
use super::{Decoder, Fields};

/// What one `from:` block says; the rest comes from the file's.
#[derive(Debug, Clone, Default)]
pub(super) struct Partial {
    origin: Option<Origin>,
    sources: Option<Vec<SourceId>>,
    as_of: Option<AsOf>,
    captured: Option<AsOf>,
    wording: Option<Wording>,
    /// The keys that stand there, readable or not.
    named: Vec<&'static str>,
}

impl Decoder<'_> {
    /// The `from:` block of a map, if there is one.
    pub(super) fn partial(&mut self, fields: &Fields) -> Partial {
        let Some(node) = fields.get("from") else {
            return Partial::default();
        };
        let from = self.fields(node, &keys::FROM);
        Partial {
            origin: from
                .get("origin")
                .and_then(|n| self.word(n, "origin", &ORIGINS)),
            sources: from.get("sources").map(|n| self.source_ids(n)),
            as_of: from
                .get("as_of")
                .and_then(|n| self.content_date(n, "as_of")),
            captured: from.get("captured").and_then(|n| self.captured(n)),
            wording: from
                .get("wording")
                .and_then(|n| self.word(n, "wording", &WORDINGS)),
            named: keys::FROM.names().filter(|key| from.has(key)).collect(),
        }
    }

    /// Where an entry comes from: its own `from:` over the file's.
    pub(super) fn provenance(&mut self, fields: &Fields, default: &Partial) -> Provenance {
        let own = self.partial(fields);
        self.joined(fields, own, default)
    }

    /// The same for an entry that need not say it; `None` if neither it nor its file does.
    pub(super) fn optional_provenance(
        &mut self,
        fields: &Fields,
        default: &Partial,
    ) -> Option<Provenance> {
        let own = self.partial(fields);
        let says = !own.named.is_empty() || !default.named.is_empty();
        says.then(|| self.joined(fields, own, default))
    }

    fn joined(&mut self, fields: &Fields, own: Partial, default: &Partial) -> Provenance {
        let missing: Vec<&str> = keys::FROM
            .names()
            .filter(|key| !own.named.contains(key) && !default.named.contains(key))
            .collect();
        if !missing.is_empty() && !fields.broken {
            let range = fields.get("from").map_or(&fields.range, |node| &node.range);
            let message = format!("{}: in `from` fehlt {}", fields.what, missing.join(", "));
            self.fault(Code::NoSource, &range.clone(), message);
        }
        Provenance {
            origin: own.origin.or(default.origin).unwrap_or_default(),
            sources: own
                .sources
                .or_else(|| default.sources.clone())
                .unwrap_or_default(),
            as_of: own.as_of.or(default.as_of).unwrap_or_default(),
            captured: own.captured.or(default.captured).unwrap_or_default(),
            wording: own.wording.or(default.wording).unwrap_or_default(),
        }
    }

    /// A date of content, noted with its place.
    fn content_date(&mut self, node: &Node, key: &'static str) -> Option<AsOf> {
        let date = self.date(node, key)?;
        let spot = self.spot(node);
        self.findings.dates.push(Dated { key, date, spot });
        Some(date)
    }

    /// When something was taken over: those who did it know the day.
    fn captured(&mut self, node: &Node) -> Option<AsOf> {
        let date = self.content_date(node, "captured")?;
        if date == AsOf::Unknown {
            let message = "`captured`: wann die Angaben übernommen wurden, ist nicht bekannt";
            self.fault(Code::UnknownCapture, &node.range, message);
        }
        Some(date)
    }

    fn source_ids(&mut self, node: &Node) -> Vec<SourceId> {
        let nodes = self.list(node, "sources");
        if nodes.is_empty() {
            self.fault(Code::NoSource, &node.range, "`sources` nennt keine Quelle");
        }
        nodes
            .iter()
            .filter_map(|node| self.known_id(node, Named::Source, "Quelle"))
            .filter_map(|id| SourceId::parse(&id).ok())
            .collect()
    }
}
