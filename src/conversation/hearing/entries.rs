//! The entries of the list last shown: what a number, an ordinal or a name means there.

use super::Request;
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::Guide;
use crate::understanding::Slots;

/// The entry of the list last shown that a number or an ordinal means, else the place of that number.
pub(super) fn chosen(guide: &Guide, session: &Session, slots: &Slots) -> Option<Action> {
    let entries = entries(session);
    let number = slots.numbers.first().copied();
    if let Some(number) = number {
        let begins = format!("{number} ");
        if let Some((_, data)) = entries.iter().find(|(label, _)| label.starts_with(&begins)) {
            return Action::decode(data).map(Action::ticking);
        }
        let place = guide.place_numbered(&number.to_string())?;
        return Some(Action::Open(place.id.clone()));
    }
    Action::decode(&entries.get(place_in(entries.len(), slots.ordinal?)?)?.1)
}

/// The numbers that are meant; an ordinal means its own, or that of an entry of the list on the screen counted from its
/// end. Nothing where there is no such list.
pub(super) fn numbers(session: &Session, slots: &Slots) -> Option<Vec<usize>> {
    match slots.ordinal {
        Some(ordinal) => Some(vec![counted(session, ordinal)?]),
        None => Some(slots.numbers.clone()),
    }
}

fn counted(session: &Session, ordinal: i32) -> Option<usize> {
    if let Ok(number) = usize::try_from(ordinal) {
        return Some(number);
    }
    let entries = entries(session);
    let (label, _) = entries.get(place_in(entries.len(), ordinal)?)?;
    label.split(' ').next()?.parse().ok()
}

/// Where in so many entries an ordinal leads; below 0 it counts from the end.
fn place_in(count: usize, ordinal: i32) -> Option<usize> {
    let back = usize::try_from(-ordinal).ok().filter(|back| *back > 0);
    match back {
        Some(back) => count.checked_sub(back),
        None => usize::try_from(ordinal).ok()?.checked_sub(1),
    }
}

/// What takes an entry of the list on the screen away.
pub(super) fn removal(guide: &Guide, session: &Session, slots: &Slots) -> Option<Request> {
    match (session.on_screen()?, &numbers(session, slots)?[..]) {
        (Action::Deadlines(_), numbers) => Some(Request::Deadline {
            place: None,
            numbers: numbers.to_vec(),
            day: None,
        }),
        (Action::Notes { .. } | Action::Bookmarks(_) | Action::Decisions { .. }, [_]) => {
            let action = match chosen(guide, session, slots)? {
                Action::Note(note) => Action::RemoveNote {
                    note,
                    confirmed: false,
                },
                Action::Example(example) => Action::Bookmark {
                    example,
                    kept: false,
                },
                Action::Decision(decision) => Action::Decide {
                    decision,
                    option: None,
                },
                _ => return None,
            };
            Some(Request::act(action))
        }
        (Action::Notes { .. } | Action::Bookmarks(_) | Action::Decisions { .. }, _) => {
            Some(Request::Say(wording::ONE_BY_ONE.to_owned()))
        }
        _ => None,
    }
}

/// The entries of the list last shown: their buttons begin with a number.
pub(super) fn entries(session: &Session) -> Vec<&(String, String)> {
    let offered = session.offered.iter();
    offered
        .filter(|(label, _)| numbered(label).is_some())
        .collect()
}

/// What stands behind the number of an entry; nothing where a label has no number in front.
pub(super) fn numbered(label: &str) -> Option<&str> {
    let (number, name) = label.split_once(' ').unwrap_or((label, ""));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(name)
}
