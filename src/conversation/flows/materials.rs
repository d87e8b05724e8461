//! Materials of a place or an example: links, documents, chapters, videos.
//!
//! One whose address is not known says so, one that is still to come says so, and a picture is shown on a tap, with
//! its words below it.

use crate::conversation::page::paging::Paging;
use crate::conversation::page::phone;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{links, materials};
use crate::conversation::value::{Action, Button, Picture, Session};
use crate::conversation::wording;
use crate::knowledge::{ExampleId, Guide, Material, MaterialId, PlaceId};
use crate::text::RichText;

/// How many materials stand on one page at most.
const PAGE: usize = 5;

/// How many lines they have there at most, unless a single one has more.
const LINES: usize = 24;

/// A page of a place's materials.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    let at = |page| Action::Materials {
        place: place.id.clone(),
        page,
    };
    if place.materials.is_empty() {
        let text = RichText::paragraph(wording::no_materials(place));
        return Screen::of(at(0), text).ways(guide, session, []).into();
    }
    let pages = pages(guide, &place.materials);
    let paging = Paging::of(page, pages.len());
    let shown = pages.get(paging.at).copied().unwrap_or_default().iter();
    let head = paging.titled(wording::materials_of(place));
    let entries = shown.clone();
    let text = entries.fold(head, |text, material| {
        text.and(&materials::entry(guide, material))
    });
    let pictures = materials::pictures(shown.clone(), |material| {
        Action::Picture(place.id.clone(), material)
    });
    let here = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen::of(at(here), text)
        .column(shown.filter_map(links::address))
        .column(pictures)
        .row(paging.turning(at))
        .ways(guide, session, [])
        .into()
}

/// Materials by the pages on which they have room.
fn pages<'m>(guide: &Guide, materials: &'m [Material]) -> Vec<&'m [Material]> {
    let mut pages = Vec::new();
    let mut rest = materials;
    while !rest.is_empty() {
        let mut text = RichText::default();
        let fits = |material: &&Material| {
            text = std::mem::take(&mut text).and(&materials::entry(guide, material));
            phone::height(&text) <= LINES
        };
        let count = rest.iter().take(PAGE).take_while(fits).count().max(1);
        let (page, others) = rest.split_at(count);
        pages.push(page);
        rest = others;
    }
    pages
}

/// The picture of a place's material.
pub(crate) fn picture(guide: &Guide, id: &PlaceId, material: &MaterialId) -> Shown {
    let found = guide.place(id).and_then(|place| {
        let back = Button::act(wording::back_to(place), Action::Read(id.clone()));
        shown(guide, &place.materials, material, back)
    });
    found.unwrap_or_else(|| {
        let materials = Action::Materials {
            place: id.clone(),
            page: 0,
        };
        Shown::go(materials).with_toast(wording::MATERIAL_GONE)
    })
}

/// The picture of an example's material.
pub(crate) fn example_picture(guide: &Guide, id: &ExampleId, material: &MaterialId) -> Shown {
    let found = guide.example(id).and_then(|example| {
        let back = Button::act(wording::OPEN_EXAMPLE, Action::Example(id.clone()));
        shown(guide, &example.materials, material, back)
    });
    found.unwrap_or_else(|| {
        Shown::go(Action::Example(id.clone())).with_toast(wording::MATERIAL_GONE)
    })
}

fn shown(guide: &Guide, materials: &[Material], id: &MaterialId, back: Button) -> Option<Shown> {
    let material = materials.iter().find(|other| other.id == *id)?;
    let picture = Picture {
        image: material.image.clone()?,
        caption: materials::entry(guide, material),
        buttons: vec![vec![back]],
    };
    Some(picture.into())
}
