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

/// Something that an action carries, as one field or several.
pub(super) trait Field: Sized {
    fn write(&self, fields: &mut Vec<String>);

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
            fn write(&self, fields: &mut Vec<String>) {
                fields.push(self.to_string());
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
    fn write(&self, fields: &mut Vec<String>) {
        fields.push(base36(*self));
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Self::from_str_radix(fields.next()?, 36).ok()
    }
}

impl Field for NoteId {
    fn write(&self, fields: &mut Vec<String>) {
        self.0.write(fields);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        u32::read(fields).map(Self)
    }
}

impl Field for ProjectId {
    fn write(&self, fields: &mut Vec<String>) {
        self.0.write(fields);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        u32::read(fields).map(Self)
    }
}

impl Field for Day {
    fn write(&self, fields: &mut Vec<String>) {
        // A session may hold any; a button has only those that people set.
        u32::try_from(self.0).unwrap_or_default().write(fields);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        i32::try_from(u32::read(fields)?).ok().map(Self)
    }
}

impl Field for u16 {
    fn write(&self, fields: &mut Vec<String>) {
        u32::from(*self).write(fields);
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        Self::try_from(u32::read(fields)?).ok()
    }
}

impl Field for bool {
    fn write(&self, fields: &mut Vec<String>) {
        u32::from(*self).write(fields);
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
    fn write(&self, fields: &mut Vec<String>) {
        fields.push(letter(*self).to_string());
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        let field = fields.next()?;
        let is_meant = |judgement: &Judgement| field == letter(*judgement).to_string();
        Judgement::ALL.into_iter().find(is_meant)
    }
}

/// A capital letter for what every guide has; a frame is its id, which has none.
impl Field for Handout {
    fn write(&self, fields: &mut Vec<String>) {
        fields.push(match self {
            Self::State => "S".to_owned(),
            Self::Meeting => "M".to_owned(),
            Self::Frame(id) => id.to_string(),
        });
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
    fn write(&self, fields: &mut Vec<String>) {
        fields.push(self.extension().chars().take(1).collect());
    }

    fn read(fields: &mut Split<'_, char>) -> Option<Self> {
        let field = fields.next()?;
        let is_meant = |form: &Self| form.extension().starts_with(field) && field.len() == 1;
        Self::ALL.into_iter().find(is_meant)
    }
}

/// A field that may be empty.
impl<T: Field> Field for Option<T> {
    fn write(&self, fields: &mut Vec<String>) {
        match self {
            Some(value) => value.write(fields),
            None => fields.push(String::new()),
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
    fn write(&self, fields: &mut Vec<String>) {
        self.place.write(fields);
        self.municipality.write(fields);
        self.words.write(fields);
        self.page.write(fields);
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
    fn write(&self, fields: &mut Vec<String>) {
        self.place.write(fields);
        self.like.write(fields);
        self.words.write(fields);
        self.towns.iter().for_each(|town| town.write(fields));
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

fn base36(mut value: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(value % 36, 36));
        value /= 36;
        if value == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}
