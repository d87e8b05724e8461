//! What an action carries, as fields of its form in 64 bytes.
//!
//! [`Field::write`] and [`Field::read`] are inverse; reading is total, and believes nothing. Which action has which fields
//! is said in [`action`](super::action).

use std::str::Split;

use super::deadline::Day;
use super::handout::{Form, Handout};
use super::judgement::Judgement;
use super::note::NoteId;
use super::project_id::ProjectId;
use super::selection::Selection;
use super::side_by_side::SideBySide;
use crate::knowledge::{
    AnswerId, BackgroundId, DecisionId, ExampleId, FrameId, Guide, MaterialId, MunicipalityId,
    OptionId, PartId, PlaceId, TaskId, TermId,
};

/// Something that an action carries, as one field or several; behind each it writes a point.
pub(super) trait Field: Sized {
    fn write(&self, data: &mut String);

    fn read(fields: &mut Split<'_, char>) -> Option<Self>;

    /// Puts the id that a thing has now in the place of one that it had before.
    fn rename(&mut self, _: &Guide) {}

    /// Whether the guide has what this names.
    fn is_known(&self, _: &Guide) -> bool {
        true
    }
}

macro_rules! ids {
    ($($id:ty $(: $thing:ident $($now:ident)?)?),+) => {$(
        impl Field for $id {
            fn write(&self, data: &mut String) {
                written(self.as_str(), data);
            }

            fn read(fields: &mut Split<'_, char>) -> Option<Self> {
                Self::parse(fields.next()?).ok()
            }

            $(
                $(
                    fn rename(&mut self, guide: &Guide) {
                        if let Some(now) = guide.$now(self) {
                            *self = now.clone();
                        }
                    }
                )?

                fn is_known(&self, guide: &Guide) -> bool {
                    guide.$thing(self).is_some()
                }
            )?
        }
    )+};
}

ids!(
    PlaceId: place place_now,
    TaskId,
    MaterialId,
    DecisionId: decision decision_now,
    OptionId,
    ExampleId: example example_now,
    MunicipalityId: municipality,
    TermId: term term_now,
    BackgroundId: background,
    AnswerId: answer,
    PartId
);

impl Field for u32 {
    fn write(&self, data: &mut String) {
        base36(*self, data);
        data.push('.');
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Self::from_str_radix(fields.next()?, 36).ok()
    }
}

impl Field for NoteId {
    fn write(&self, data: &mut String) {
        self.0.write(data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        u32::read(fields).map(Self)
    }
}

impl Field for ProjectId {
    fn write(&self, data: &mut String) {
        self.0.write(data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        u32::read(fields).map(Self)
    }
}

impl Field for Day {
    fn write(&self, data: &mut String) {
        // A session may hold any; a button has only those that people set.
        u32::try_from(self.0).unwrap_or_default().write(data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        i32::try_from(u32::read(fields)?).ok().map(Self)
    }
}

impl Field for u16 {
    fn write(&self, data: &mut String) {
        u32::from(*self).write(data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Self::try_from(u32::read(fields)?).ok()
    }
}

impl Field for bool {
    fn write(&self, data: &mut String) {
        u32::from(*self).write(data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        match u32::read(fields)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Field for Judgement {
    fn write(&self, data: &mut String) {
        data.extend([letter(*self), '.']);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        let field = fields.next()?;
        let is_meant = |judgement: &Judgement| field == letter(*judgement).to_string();
        Judgement::ALL.into_iter().find(is_meant)
    }
}

/// A capital letter for what every guide has; a frame is its id, which has none.
impl Field for Handout {
    fn write(&self, data: &mut String) {
        let field = match self {
            Self::State => "S",
            Self::Meeting => "M",
            Self::Frame(id) => id.as_str(),
        };
        written(field, data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Some(match fields.next()? {
            "S" => Self::State,
            "M" => Self::Meeting,
            id => Self::Frame(FrameId::parse(id).ok()?),
        })
    }
}

impl Field for Form {
    fn write(&self, data: &mut String) {
        data.extend(self.extension().chars().take(1).chain(['.']));
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        let field = fields.next()?;
        let is_meant = |form: &Self| form.extension().starts_with(field) && field.len() == 1;
        Self::ALL.into_iter().find(is_meant)
    }
}

/// A field that may be empty.
impl<T: Field> Field for Option<T> {
    fn write(&self, data: &mut String) {
        match self {
            Some(value) => value.write(data),
            None => data.push('.'),
        }
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        let field = fields.next()?;
        if field.is_empty() {
            return Some(None);
        }
        T::read(&mut field.split('.')).map(Some)
    }

    fn rename(&mut self, guide: &Guide) {
        if let Some(value) = self {
            value.rename(guide);
        }
    }

    fn is_known(&self, guide: &Guide) -> bool {
        self.as_ref().is_none_or(|value| value.is_known(guide))
    }
}

impl Field for Selection {
    fn write(&self, data: &mut String) {
        self.place.write(data);
        self.municipality.write(data);
        self.words.write(data);
        self.page.write(data);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Some(Self {
            place: Field::read(fields)?,
            municipality: Field::read(fields)?,
            words: Field::read(fields)?,
            page: Field::read(fields)?,
        })
    }

    fn rename(&mut self, guide: &Guide) {
        self.place.rename(guide);
    }

    fn is_known(&self, guide: &Guide) -> bool {
        self.place.is_known(guide) && self.municipality.is_known(guide)
    }
}

impl Field for SideBySide {
    fn write(&self, data: &mut String) {
        self.place.write(data);
        self.like.write(data);
        self.words.write(data);
        self.towns.iter().for_each(|town| town.write(data));
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Some(Self {
            place: Field::read(fields)?,
            like: Field::read(fields)?,
            words: Field::read(fields)?,
            towns: [
                Field::read(fields)?,
                Field::read(fields)?,
                Field::read(fields)?,
            ],
        })
    }

    fn rename(&mut self, guide: &Guide) {
        self.place.rename(guide);
        self.like.rename(guide);
    }

    fn is_known(&self, guide: &Guide) -> bool {
        self.place.is_known(guide)
            && self.like.is_known(guide)
            && self.towns.iter().all(|town| town.is_known(guide))
    }
}

fn letter(judgement: Judgement) -> char {
    match judgement {
        Judgement::Helpful => 'h',
        Judgement::Unhelpful => 'u',
        Judgement::Missing => 'm',
        Judgement::WrongPlace => 'w',
        Judgement::TooVague => 'v',
        Judgement::SomethingElse => 'e',
    }
}

fn written(field: &str, data: &mut String) {
    data.push_str(field);
    data.push('.');
}

fn base36(value: u32, data: &mut String) {
    if value >= 36 {
        base36(value / 36, data);
    }
    data.extend(char::from_digit(value % 36, 36));
}
