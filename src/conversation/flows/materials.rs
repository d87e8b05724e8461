//! Materials of a place or an example: links, documents, chapters, videos.
//!
//! One whose address is not known says so, one that is still to come says so, and a picture is shown on a tap, with
//! its words below it.

use crate::knowledge::{ExampleId, Guide, Material, MaterialId, Notice, PlaceId};
use crate::text::{RichText, Span};

use crate::conversation::flows::{changes, examples, place};
use crate::conversation::page::provenance;
use crate::conversation::page::screen::{Screen, Shown, clamp, lines, turning};
use crate::conversation::value::{Action, Button, Picture, Session};
use crate::conversation::wording;

/// How many materials stand on one page.
const PAGE: usize = 5;

/// A page of a place's materials.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Screen {
    let Some(place) = guide.place(id) else {
        return changes::gone(guide, session, id);
    };
    if place.materials.is_empty() {
        return Screen::saying(wording::no_materials(place))
            .row(place::ways_back(guide, session, place));
    }
    let count = place.materials.len().div_ceil(PAGE);
    let at = clamp(page, count);
    let shown = || place.materials.iter().skip(at * PAGE).take(PAGE);
    let mut text = RichText::default().and_title(wording::materials_title(place));
    if count > 1 {
        text = text.and_paragraph(wording::page_of(at, count));
    }
    for material in shown() {
        text = text.and(&entry(guide, material));
    }
    let pictures = shown().filter(|material| material.image.is_some());
    let pictures = pictures.map(|material| {
        let action = Action::Picture(place.id.clone(), material.id.clone());
        Button::act(wording::picture_of(&material.title), action)
    });
    Screen::new(text)
        .column(shown().filter_map(address_button))
        .column(pictures)
        .row(turning(at, count, |page| Action::Materials {
            place: place.id.clone(),
            page,
        }))
        .row(place::ways_back(guide, session, place))
}

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

/// The button that opens a material's address, if it is known.
pub(crate) fn address_button(material: &Material) -> Option<Button> {
    let address = material.address.clone()?;
    Some(Button::open(
        wording::open_address(&material.title),
        address,
    ))
}

/// The picture of a place's material.
pub(crate) fn picture(
    guide: &Guide,
    session: &Session,
    id: &PlaceId,
    material: &MaterialId,
) -> Shown {
    let found = guide.place(id).and_then(|place| {
        let material = place.materials.iter().find(|other| other.id == *material)?;
        let back = Button::act(wording::back_to(place), Action::ReadBelow(id.clone()));
        shown(guide, material, back)
    });
    found.unwrap_or_else(|| {
        Shown::from(screen(guide, session, id, 0)).with_toast(wording::MATERIAL_GONE)
    })
}

/// The picture of an example's material.
pub(crate) fn example_picture(
    guide: &Guide,
    session: &Session,
    id: &ExampleId,
    material: &MaterialId,
) -> Shown {
    let found = guide.example(id).and_then(|example| {
        let material = example
            .materials
            .iter()
            .find(|other| other.id == *material)?;
        let back = Button::act(wording::OPEN_EXAMPLE, Action::ExampleBelow(id.clone()));
        shown(guide, material, back)
    });
    found.unwrap_or_else(|| {
        let screen = examples::example(guide, session, id, 0);
        Shown::from(screen).with_toast(wording::MATERIAL_GONE)
    })
}

fn shown(guide: &Guide, material: &Material, back: Button) -> Option<Shown> {
    let picture = Picture {
        image: material.image.clone()?,
        caption: entry(guide, material),
        buttons: vec![vec![back]],
    };
    Some(picture.into())
}

fn state(guide: &Guide, material: &Material) -> Option<String> {
    if material.placeholder {
        return Some(provenance::notice(guide, Notice::ToFollow));
    }
    let unknown = material.address.is_none();
    unknown.then(|| provenance::notice(guide, Notice::UnknownAddress))
}
