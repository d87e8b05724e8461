//! `lotse gaps`: what people look for and do not find, and what they say of the answers; reads the journal beside
//! `serve`.
//!
//! Only what the journal lets anybody read: counts per place, and keywords that several chats used. Small counts are
//! not shown, not in JSON either. Keywords are grouped below the place they were looked for nearest to.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::conversation::Judgement;
use crate::knowledge::{Guide, LONGEST_ID, PlaceId};
use crate::operations::settings::Shared;
use crate::sessions::{self, FEW, Gathered};

use super::json;
use super::outcome::{Failure, Success};

/// How the gaps are shown.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
Examples:
  lotse --data /var/lib/lotse gaps            what is looked for and not found
  lotse gaps --min 10                         only what is looked for often
  lotse gaps --yaml >> knowledge/gaps.yaml    entries to fill in")]
pub struct GapsArgs {
    /// Prints one JSON object.
    #[arg(long, conflicts_with = "yaml")]
    pub json: bool,
    /// Shows what was counted at least so often; less than 3 is never shown.
    #[arg(long, value_name = "N", default_value_t = FEW)]
    pub min: u64,
    /// Prints entries for `gaps.yaml` to fill in.
    #[arg(long)]
    pub yaml: bool,
}

/// A place with what was said and looked for there.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct GapGroup {
    place: Option<String>,
    number: Option<String>,
    title: Option<String>,
    verdicts: BTreeMap<&'static str, u64>,
    sought: Vec<SoughtWords>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct SoughtWords {
    stems: Vec<String>,
    count: u64,
}

/// Shows the gaps.
///
/// # Errors
/// When there is no journal, it cannot be read, or the output cannot be written.
pub fn run(shared: &Shared, args: &GapsArgs) -> Result<Success, Failure> {
    let gathered = sessions::gathered(&shared.data)
        .map_err(|error| Failure::unable(error.to_string(), error.hint()))?;
    // A guide with mistakes still tells nothing worse than ids.
    let guide = shared
        .knowledge
        .load()
        .ok()
        .and_then(|loaded| loaded.guide)
        .unwrap_or_default();
    let groups = grouped(&guide, &gathered, args.min.max(FEW));
    let mut out = io::stdout();
    let written = match (args.json, args.yaml) {
        (true, _) => json::write_line(&mut out, &groups),
        (_, true) => out.write_all(skeleton(&guide, &groups).as_bytes()),
        _ => out.write_all(told(&groups).as_bytes()),
    };
    written?;
    Ok(Success::Fine)
}

/// Groups by place, in the order of the guide; what is near no place stands last.
fn grouped(guide: &Guide, gathered: &Gathered, min: u64) -> Vec<GapGroup> {
    let mut groups: BTreeMap<(usize, bool, String), GapGroup> = BTreeMap::new();
    let key = |id: &str| {
        let at = guide
            .places
            .iter()
            .position(|place| place.id.as_str() == id);
        (at.unwrap_or(usize::MAX), id.is_empty(), id.to_owned())
    };
    for (id, verdicts) in &gathered.places {
        for (verdict, count) in verdicts.iter().filter(|(_, count)| **count >= min) {
            let group = groups.entry(key(id)).or_insert_with(|| named(guide, id));
            group.verdicts.insert(verdict.name(), *count);
        }
    }
    for sought in gathered.sought.iter().filter(|sought| sought.uses >= min) {
        // A place where fewer looked would say more of them than the keyword does.
        let nearest = sought.places.first().filter(|(_, uses)| *uses >= min);
        let id = nearest.map_or("", |(id, _)| id.as_str());
        let group = groups.entry(key(id)).or_insert_with(|| named(guide, id));
        group.sought.push(SoughtWords {
            stems: sought.words.clone(),
            count: sought.uses,
        });
    }
    groups.into_values().collect()
}

fn named(guide: &Guide, id: &str) -> GapGroup {
    let place = PlaceId::parse(id).ok();
    let place = place.and_then(|id| guide.place(&id));
    GapGroup {
        place: (!id.is_empty()).then(|| id.to_owned()),
        number: place.map(|place| place.number.clone()),
        title: place.map(|place| place.title.clone()),
        ..GapGroup::default()
    }
}

fn told(groups: &[GapGroup]) -> String {
    if groups.is_empty() {
        return format!("Noch nichts, das mindestens {FEW}-mal gezählt wurde.\n");
    }
    let mut text = String::new();
    for group in groups {
        text += &format!("{}\n", heading(group));
        for verdict in Judgement::ALL {
            if let Some(count) = group.verdicts.get(verdict.name()) {
                text += &format!("  {count:>4}  {}\n", german(verdict));
            }
        }
        for words in &group.sought {
            text += &format!(
                "  {:>4}  gesucht: {}\n",
                words.count,
                words.stems.join(" + ")
            );
        }
        text.push('\n');
    }
    text
}

fn heading(group: &GapGroup) -> String {
    match (&group.number, &group.title, &group.place) {
        (Some(number), Some(title), _) => format!("{number} {title}"),
        (_, _, Some(id)) => format!("{id} (nicht mehr im Leitfaden)"),
        _ => "Bei keiner Stelle".to_owned(),
    }
}

fn german(verdict: Judgement) -> &'static str {
    match verdict {
        Judgement::Helpful => "hilfreich",
        Judgement::Unhelpful => "nicht hilfreich",
        Judgement::Missing => "als fehlend gemeldet",
        Judgement::WrongPlace => "falsche Stelle",
        Judgement::TooVague => "zu ungenau",
        Judgement::SomethingElse => "etwas anderes gesucht",
    }
}

/// One entry of `gaps.yaml` per place near which something was looked for, with what editors have to fill in as `…`.
fn skeleton(guide: &Guide, groups: &[GapGroup]) -> String {
    let mut taken: Vec<String> = guide.gaps.iter().map(|gap| gap.id.to_string()).collect();
    let entry = |group: &GapGroup| {
        let near = group.place.as_deref().unwrap_or("ohne-stelle");
        let id = unused(&format!("luecke-{near}"), &taken);
        taken.push(id.clone());
        let sought = group.sought.iter();
        let lines: String = sought
            .map(|words| {
                format!(
                    "      # {}-mal gesucht: {}\n",
                    words.count,
                    words.stems.join(" + ")
                )
            })
            .collect();
        let nearest = group.number.as_deref().unwrap_or("…");
        format!(
            "  - id: {id}\n    questions:\n{lines}      - …\n    text: |\n      …\n    nearest: \"{nearest}\"\n"
        )
    };
    let missing = groups.iter().filter(|group| !group.sought.is_empty());
    missing.map(entry).collect()
}

/// An id that begins so, short enough, and with a number behind it if it is taken.
fn unused(wanted: &str, taken: &[String]) -> String {
    let with = |end: &str| {
        let room = LONGEST_ID - end.len();
        let begin: String = wanted.chars().take(room).collect();
        format!("{}{end}", begin.trim_end_matches('-'))
    };
    let numbered = (2..).map(|number| with(&format!("-{number}")));
    let mut all = std::iter::once(with("")).chain(numbered);
    all.find(|id| !taken.contains(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::Sought;

    fn gathered() -> Gathered {
        let sought = |words: &str, uses, near: &str, there| Sought {
            words: words.split(' ').map(str::to_owned).collect(),
            uses,
            places: vec![(near.to_owned(), there)],
        };
        Gathered {
            places: BTreeMap::from([(
                "auftrag".to_owned(),
                BTreeMap::from([(Judgement::Helpful, 7), (Judgement::TooVague, 2)]),
            )]),
            sought: vec![
                sought("fahrtkost", 5, "auftrag", 4),
                sought("elt fahrtkost", 3, "auftrag", 2),
            ],
        }
    }

    #[test]
    fn small_counts_are_not_shown() {
        let groups = grouped(&Guide::default(), &gathered(), 3);
        assert_eq!(
            told(&groups),
            "auftrag (nicht mehr im Leitfaden)\n     7  hilfreich\n     5  gesucht: fahrtkost\n\n\
             Bei keiner Stelle\n     3  gesucht: elt + fahrtkost\n\n"
        );
    }

    #[test]
    fn a_skeleton_holds_what_is_known_and_leaves_the_rest_open() {
        let groups = grouped(&Guide::default(), &gathered(), 4);
        assert_eq!(
            skeleton(&Guide::default(), &groups),
            "  - id: luecke-auftrag\n    questions:\n      # 5-mal gesucht: fahrtkost\n      - …\n    text: |\n      …\n    \
             nearest: \"…\"\n"
        );
    }

    #[test]
    fn a_skeleton_invents_no_id_that_is_taken_or_too_long() {
        let taken = ["luecke-auftrag".to_owned(), "luecke-auftrag-2".to_owned()];
        assert_eq!(unused("luecke-auftrag", &taken), "luecke-auftrag-3");
        assert_eq!(
            unused("luecke-zeit-und-fahrplan", &[]),
            "luecke-zeit-und-fahrplan"
        );
        let long = unused(
            "luecke-zeit-und-fahrplaene",
            &["luecke-zeit-und-fahrplae".to_owned()],
        );
        assert_eq!(long, "luecke-zeit-und-fahrpl-2");
    }
}
