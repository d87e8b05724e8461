//! What stands on the screen to be chosen from: typed text as the label of a button, its beginning, or a slip of it.

use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Action, Form, Prompt, Session, TapData};
use crate::conversation::wording;
use crate::german::fold::{self, Token};
use crate::knowledge::{Guide, OptionId};
use crate::language::Does;
use crate::understanding::Heard;

use super::entries::numbered;
use super::{asks, command};

/// The answer that a text gives to the decision on the screen, by its words, their beginning, or a slip of them.
pub(super) fn ruled(lookup: &dyn Lookup, session: &Session, read: &Heard) -> Option<Action> {
    let Some(Action::Decision(id)) = session.on_screen() else {
        return None;
    };
    let guide = lookup.guide();
    let (_, decision) = guide.decision(&id)?;
    let does = read.intents.first().map(|said| said.does);
    let labels = decision.fixed_answers();
    let labels: Vec<(OptionId, String)> = labels
        .into_iter()
        .map(|answer| (answer.id, fold::key(answer.label)))
        .collect();
    let key = fold::key(&read.text);
    let exact = || labels.iter().find(|(_, label)| *label == key);
    let word = match does {
        Some(Does::Yes) => "ja",
        Some(Does::No) => "nein",
        _ => "",
    };
    let agreed = || labels.iter().find(|(id, _)| id.as_str() == word);
    // A word for decisions that is no command may be one of an answer where that is on the screen.
    let may_answer = match does {
        None => true,
        Some(does) => does == Does::Decisions && !command::known(&key),
    };
    let is_free = may_answer && !asks(lookup, &read.text);
    let near = || is_free.then(|| near_label(&labels, &key)).flatten();
    let (option, _) = exact().or_else(agreed).or_else(near)?;
    Some(Action::Decide {
        decision: id,
        option: Some(option.clone()),
    })
}

/// The form of a document that a text names by a word of its button.
pub(super) fn form_named(text: &str) -> Option<Form> {
    let typed = fold::tokens(text);
    let mut forms = Form::ALL.into_iter();
    forms.find(|form| names_word_of(&typed, wording::handout::form(*form)))
}

/// Whether one of the longer words of a label is among these.
fn names_word_of(typed: &[Token], label: &str) -> bool {
    let label = fold::tokens(label);
    let mut words = label.iter().filter(|word| word.key.len() > 3);
    words.any(|word| typed.iter().any(|typed| typed.key == word.key))
}

/// What a text names of the few things there are to choose from on the screen: "als word", "nur text bitte", "als frage".
pub(super) fn choice_named(session: &Session, read: &Heard) -> Option<TapData> {
    let chooses = matches!(session.on_screen(), Some(Action::Export(Some(_))))
        || matches!(
            session.prompted(),
            Some(Prompt::NoteOrQuestion(..) | Prompt::DecisionOrQuestion(..))
        );
    // Whoever names a document does not mean the one on the screen.
    let mut said = read.intents.iter().map(|said| said.does);
    let is_other = said.any(|does| {
        matches!(
            does,
            Does::ExportState | Does::ExportSheet | Does::ExportFrame
        )
    });
    if !chooses || is_other {
        return None;
    }
    let typed = fold::tokens(&read.text);
    let names = |label: &str| typed.len() <= 4 && names_word_of(&typed, label);
    let is_choice = |action: &Action| {
        matches!(
            action,
            Action::HandOut { .. } | Action::AskNoted | Action::KeepNoted
        )
    };
    offered(session, names).filter(|tap| is_choice(&tap.action))
}

/// The one answer whose label a text is part of, or holds, or has a slip of; texts and labels as one folded word.
fn near_label<'l>(labels: &'l [(OptionId, String)], key: &str) -> Option<&'l (OptionId, String)> {
    if !(3..=80).contains(&key.len()) {
        return None;
    }
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = labels.iter().filter(|(_, label)| fits(label));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    };
    let slips = if key.len() < 5 { 1 } else { 2 };
    let is_slip = |label: &str| {
        let as_long: String = label.chars().take(key.chars().count()).collect();
        let near = |other: &str| strsim::osa_distance(other, key) <= slips;
        label.len() > 3 && (near(label) || near(&as_long))
    };
    only(&|label| label.starts_with(key))
        .or_else(|| only(&|label| key.len() > 3 && label.contains(key)))
        .or_else(|| only(&|label| label.len() > 4 && key.contains(label)))
        .or_else(|| only(&is_slip))
}

/// What the first button last offered does whose label fits.
pub(super) fn offered(session: &Session, fits: impl Fn(&str) -> bool) -> Option<TapData> {
    let button = session.offered.iter().find(|(label, _)| fits(label))?;
    TapData::decode(&button.1)
}

/// The buttons last offered, their labels folded once for all that looks at them.
pub(super) struct Offers<'s>(Vec<(Vec<Token>, &'s (String, String))>);

impl<'s> Offers<'s> {
    pub(super) fn of(session: &'s Session) -> Self {
        let offered = session.offered.iter();
        Self(
            offered
                .map(|button| (fold::tokens(&button.0), button))
                .collect(),
        )
    }

    /// What the button does whose label a text is, with its number or without.
    pub(super) fn named(&self, key: &str) -> Option<TapData> {
        let tap = |fits: &dyn Fn(&[Token], &str) -> bool| {
            let mut offers = self.0.iter();
            let (_, (_, data)) = offers.find(|(folded, (label, _))| fits(folded, label))?;
            TapData::decode(data)
        };
        tap(&|folded, _| fold::joined(folded) == key).or_else(|| {
            let is_entry = |folded: &[Token], label: &str| {
                numbered(label).is_some()
                    && fold::joined(folded.get(1..).unwrap_or_default()) == key
            };
            tap(&is_entry).filter(|_| !key.is_empty())
        })
    }

    /// The action of the one button whose label begins with these words.
    pub(super) fn beginning(&self, typed: &[Token]) -> Option<TapData> {
        if typed.iter().map(|token| token.key.len()).sum::<usize>() < 4 {
            return None;
        }
        let begins = |label: &[Token]| {
            let mut both = label.iter().zip(typed);
            label.len() > typed.len() && both.all(|(one, other)| one.key == other.key)
        };
        let mut fitting = self.0.iter().filter(|(folded, _)| begins(folded));
        let (_, (_, data)) = fitting.next()?;
        let tap = TapData::decode(data).filter(|_| fitting.next().is_none())?;
        // A judgement is never guessed from half a label.
        (!matches!(tap.action, Action::Judge { .. })).then_some(tap)
    }
}

/// The next page of an example or a list on the screen, which "mehr" asks for there.
pub(crate) fn page_on(session: &Session) -> Option<TapData> {
    let at_place = session
        .on_screen()
        .is_some_and(|view| view.place().is_some());
    offered(session, |label| label == wording::PAGE_ON).filter(|_| !at_place)
}

/// What the answer on the screen quotes first.
pub(crate) fn quoted(session: &Session) -> Option<Action> {
    let Action::Answer(_) = session.on_screen()? else {
        return None;
    };
    let mut offered = session.offered.iter();
    offered.find_map(|(_, data)| {
        let leads = |action: &Action| {
            matches!(
                action,
                Action::Example(_) | Action::Read(_) | Action::Part(..)
            )
        };
        Action::decode(data).filter(leads)
    })
}

/// What "weiter" or "zurück" means on the screen last shown, beside the next place and the one before: turning its page,
/// going on where one left off, going back to where one came from.
pub(crate) fn turning(guide: &Guide, session: &Session, on: bool) -> Option<TapData> {
    let view = session.on_screen();
    if on {
        let at_place = view.as_ref().is_some_and(|view| view.place().is_some());
        let turn = offered(session, |label| label == wording::PAGE_ON);
        return turn.or_else(|| {
            let carry_on = offered(session, |label| label.starts_with(wording::CARRY_ON));
            carry_on.filter(|_| !at_place)
        });
    }
    offered(session, |label| label == wording::PAGE_BACK)
        .or_else(|| {
            let mut offered = session.offered.iter();
            offered.find_map(|(_, data)| TapData::decode(data).filter(|tap| tap.back))
        })
        .or_else(|| {
            Some(TapData {
                action: session.came_from(guide, &view?)?,
                below: false,
                back: true,
                project: session.project.number,
            })
        })
}
