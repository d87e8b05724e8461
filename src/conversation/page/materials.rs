//! One material in words, and the pictures of several.

use crate::conversation::value::{Action, Button};
use crate::conversation::wording;
use crate::knowledge::{Guide, Material, MaterialId, Notice};
use crate::text::{RichText, Span};

use super::citation;
use super::screen::lines;

/// One material in words.
pub(crate) fn entry(guide: &Guide, material: &Material) -> RichText {
    let title = match &material.address {
        Some(address) => Span::link(material.title.clone(), address.clone()),
        None => Span::plain(material.title.clone()),
    };
    let kind = Span::strong(format!("{}: ", wording::kind(material.kind)));
    let town = material.municipality.as_ref();
    let town = town.and_then(|id| guide.municipality(id));
    let remarks = [
        material.person.clone(),
        town.map(|town| town.name.clone()),
        state(guide, material),
    ];
    let remarks = remarks.into_iter().flatten();
    let remarks: String = remarks.map(|remark| format!(" · {remark}")).collect();
    let mut entry = vec![vec![kind, title, Span::plain(remarks)]];
    entry.extend(material.text.clone().map(|text| vec![Span::plain(text)]));
    lines(entry)
}

/// A button for each material that has a picture.
pub(crate) fn pictures<'m>(
    materials: impl IntoIterator<Item = &'m Material>,
    show: impl Fn(MaterialId) -> Action,
) -> impl Iterator<Item = Button> {
    let pictured = materials
        .into_iter()
        .filter(|material| material.image.is_some());
    pictured.map(move |material| {
        Button::act(
            wording::picture_of(&material.title),
            show(material.id.clone()),
        )
    })
}

fn state(guide: &Guide, material: &Material) -> Option<String> {
    if material.placeholder {
        return Some(citation::notice(guide, Notice::ToFollow));
    }
    let unknown = material.address.is_none();
    unknown.then(|| citation::notice(guide, Notice::UnknownAddress))
}
