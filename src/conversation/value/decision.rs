//! Decisions: what was decided of what the guide asks, and what of that holds.
//!
//! A session keeps each answer by the id of its decision, whatever becomes of the guide and of earlier answers. Whether one
//! holds is never kept: [`Decisions::standings`] says it anew from the guide, so an answer that lost its ground comes back
//! with it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::Date;

use super::event::Moment;
use crate::knowledge::{Decision, DecisionId, DecisionKind, Guide, OptionId, Place};

/// How many characters an answer in one's own words may have.
pub const DECISION_LENGTH: usize = 500;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ruling {
    /// One of the fixed answers; of a yes or no, `ja` or `nein`.
    #[serde(rename = "o")]
    Option(OptionId),
    /// These words, exactly as typed.
    #[serde(rename = "t")]
    Words(String),
    /// This day.
    #[serde(rename = "d", with = "iso")]
    Day(Date),
}

/// An answer and when it was given; who gave it is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided(pub Ruling, pub Moment);

/// The answers of a chat, by decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decisions(BTreeMap<DecisionId, Decided>);

/// How a decision of the guide stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'s> {
    /// It is to be decided.
    Open,
    /// It is decided.
    Decided(&'s Decided),
    /// It is not to be decided after what was decided before.
    NotAsked,
    /// It was decided, but is not to be decided any more, or not with this answer.
    Obsolete(&'s Decided),
}

/// A decision of the guide with its place, and how it stands.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'g, 's> {
    /// The place.
    pub place: &'g Place,
    /// The decision.
    pub decision: &'g Decision,
    /// Whether it is to be decided after what was decided before.
    pub asked: bool,
    /// How it stands.
    pub standing: Standing<'s>,
}

impl Matter<'_, '_> {
    /// Whether it is to be decided and is not: nothing was, or something that it cannot have any more.
    pub fn is_open(&self) -> bool {
        self.asked && !matches!(self.standing, Standing::Decided(_))
    }

    /// Whether there is anything of it to see: a question, or an answer that was given.
    pub fn is_seen(&self) -> bool {
        !matches!(self.standing, Standing::NotAsked)
    }
}

impl Decisions {
    /// Whether nothing was ever decided.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many answers are kept.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All answers that are kept.
    pub fn iter(&self) -> impl Iterator<Item = (&DecisionId, &Decided)> {
        self.0.iter()
    }

    /// The answer to a decision, whether it holds or not.
    pub fn get(&self, id: &DecisionId) -> Option<&Decided> {
        self.0.get(id)
    }

    /// Keeps an answer, in place of the one before.
    pub fn decide(&mut self, id: DecisionId, ruling: Ruling, at: Moment) {
        self.0.insert(id, Decided(ruling, at));
    }

    /// Takes an answer back.
    pub fn withdraw(&mut self, id: &DecisionId) -> Option<Decided> {
        self.0.remove(id)
    }

    /// Every decision of the guide and how it stands, in reading order.
    pub fn standings<'g, 's>(&'s self, guide: &'g Guide) -> Vec<Matter<'g, 's>> {
        // Conditions lead to what stands before, so one pass settles them all.
        let mut held: BTreeMap<&DecisionId, &OptionId> = BTreeMap::new();
        let matters = guide.decisions().map(|(place, decision)| {
            let mut conditions = decision.when.iter();
            let asked = conditions.all(|condition| {
                let answer = held.get(&condition.decision);
                answer.is_some_and(|answer| condition.is.contains(answer))
            });
            let standing = match (self.get(&decision.id), asked) {
                (None, true) => Standing::Open,
                (None, false) => Standing::NotAsked,
                (Some(decided), true) if decided.0.answers(decision) => {
                    if let Ruling::Option(option) = &decided.0 {
                        held.insert(&decision.id, option);
                    }
                    Standing::Decided(decided)
                }
                (Some(decided), _) => Standing::Obsolete(decided),
            };
            Matter {
                place,
                decision,
                asked,
                standing,
            }
        });
        matters.collect()
    }

    /// The answers to decisions that the guide has no more.
    pub fn gone(&self, guide: &Guide) -> impl Iterator<Item = (&DecisionId, &Decided)> {
        let known: BTreeSet<&DecisionId> = guide.decisions().map(|(_, known)| &known.id).collect();
        self.iter().filter(move |(id, _)| !known.contains(id))
    }

    /// Puts answers right whose decision or option has another id now; where both were answered, the later holds.
    pub(crate) fn rename(&mut self, guide: &Guide) {
        let mut answers: Vec<(DecisionId, Decided)> =
            std::mem::take(&mut self.0).into_iter().collect();
        answers.sort_by_key(|(_, Decided(_, at))| *at);
        for (id, mut decided) in answers {
            let id = guide.decision_now(&id).cloned().unwrap_or(id);
            if let Ruling::Option(option) = &mut decided.0
                && let Some((_, decision)) = guide.decision(&id)
                && let Some(now) = decision.option_now(option)
            {
                *option = now.clone();
            }
            self.0.insert(id, decided);
        }
    }
}

impl Ruling {
    /// Whether a decision can have this answer.
    pub fn answers(&self, decision: &Decision) -> bool {
        match (self, decision.kind) {
            (Self::Option(id), DecisionKind::Choice | DecisionKind::YesNo) => {
                decision.fixed_answer(id).is_some()
            }
            (Self::Words(_), DecisionKind::Text) | (Self::Day(_), DecisionKind::Date) => true,
            _ => false,
        }
    }
}

/// A day as it is kept: `2027-03-15`.
mod iso {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use time::Date;
    use time::format_description::well_known::Iso8601;

    pub(super) fn serialize<S: Serializer>(day: &Date, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(day)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        Date::parse(&text, &Iso8601::DATE).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::value::Session;
    use crate::knowledge;

    /// The small guide: whether enough take part, and if so, how they are invited; who plays; on which day.
    fn guide() -> Guide {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/guides/klein");
        let loaded = knowledge::load(folder.as_ref()).unwrap();
        loaded.guide.unwrap()
    }

    fn id(text: &str) -> DecisionId {
        DecisionId::parse(text).unwrap()
    }

    fn option(text: &str) -> Ruling {
        Ruling::Option(OptionId::parse(text).unwrap())
    }

    /// How each decision stands: open, decided, not asked, obsolete.
    fn standings(guide: &Guide, decisions: &Decisions) -> String {
        let matters = decisions.standings(guide);
        let sign = |matter: &Matter<'_, '_>| match matter.standing {
            Standing::Open => 'o',
            Standing::Decided(_) => 'd',
            Standing::NotAsked => '-',
            Standing::Obsolete(_) => 'x',
        };
        matters.iter().map(sign).collect()
    }

    #[test]
    fn an_answer_that_lost_its_ground_is_kept_and_comes_back() {
        let mut guide = guide();
        let mut decisions = Decisions::default();
        assert_eq!(standings(&guide, &decisions), "o-oo");
        decisions.decide(id("haushalte"), option("ja"), Moment(1));
        assert_eq!(standings(&guide, &decisions), "dooo");
        decisions.decide(id("einladung"), option("zettel"), Moment(2));
        decisions.decide(id("haushalte"), option("nein"), Moment(3));
        assert_eq!(standings(&guide, &decisions), "dxoo");
        decisions.decide(id("haushalte"), option("ja"), Moment(4));
        assert_eq!(standings(&guide, &decisions), "ddoo");
        decisions.withdraw(&id("haushalte"));
        assert_eq!(standings(&guide, &decisions), "oxoo");
        decisions.decide(id("haushalte"), option("ja"), Moment(5));
        // An answer that the guide has no more, and a decision that it has no more.
        let place = &mut guide.places[0];
        let zettel = place.decisions[1].options.remove(0);
        assert_eq!(standings(&guide, &decisions), "dxoo");
        guide.places[0].decisions[1].options.push(zettel);
        assert_eq!(standings(&guide, &decisions), "ddoo");
        guide.places[0].decisions.remove(0);
        assert_eq!(decisions.gone(&guide).count(), 1);
    }

    #[test]
    fn words_and_days_answer_what_asks_for_them() {
        let guide = guide();
        let mut decisions = Decisions::default();
        decisions.decide(id("musik"), Ruling::Words("Öz & <b>".into()), Moment(1));
        decisions.decide(id("tag"), Ruling::Words("morgen".into()), Moment(1));
        assert_eq!(standings(&guide, &decisions), "o-dx");
        let day = time::macros::date!(2027 - 03 - 15);
        decisions.decide(id("tag"), Ruling::Day(day), Moment(2));
        assert_eq!(standings(&guide, &decisions), "o-dd");
        let mut session = Session::default();
        session.project.decisions = decisions;
        let stored = serde_json::to_string(&session).unwrap();
        assert!(
            stored.contains(r#""tag":[{"d":"2027-03-15"},2]"#),
            "{stored}"
        );
        assert_eq!(serde_json::from_str::<Session>(&stored).unwrap(), session);
    }

    #[test]
    fn answers_follow_ids_that_were_renamed() {
        let mut guide = guide();
        let invitation = &mut guide.places[0].decisions[1];
        invitation.id = id("form");
        invitation.formerly = vec!["einladung".to_owned()];
        invitation.options[0].id = OptionId::parse("papier").unwrap();
        invitation.options[0].formerly = vec!["zettel".to_owned()];
        let mut decisions = Decisions::default();
        decisions.decide(id("einladung"), option("zettel"), Moment(2));
        decisions.decide(id("form"), option("gespraech"), Moment(1));
        decisions.rename(&guide);
        let kept: Vec<_> = decisions.iter().collect();
        assert_eq!(kept, [(&id("form"), &Decided(option("papier"), Moment(2)))]);
    }
}
