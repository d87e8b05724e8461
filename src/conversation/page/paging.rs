//! Pages of long lists and long texts, and turning them.

use crate::conversation::value::{Action, Button};
use crate::conversation::wording;
use crate::text::{RichText, split};

/// How long a page of reading is made: about two phone screens.
const PAGE: usize = 1500;

/// How long a last text may be to be put on a full page rather than on one of its own.
const ENDING: usize = 400;

/// Where one is among several pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paging {
    /// Which page is shown, from 0.
    pub(crate) at: usize,
    /// How many there are.
    pub(crate) count: usize,
}

impl Paging {
    /// The page that can be shown when this one was asked for.
    pub(crate) fn of(page: u16, count: usize) -> Self {
        Self {
            at: usize::from(page).min(count.saturating_sub(1)),
            count,
        }
    }

    /// The entries of a list that stand on the page asked for, with their positions.
    pub(crate) fn over<T>(
        list: &[T],
        size: usize,
        page: u16,
    ) -> (Self, impl Iterator<Item = (usize, &T)> + Clone) {
        let paging = Self::of(page, list.len().div_ceil(size));
        let entries = list.iter().enumerate();
        (paging, entries.skip(paging.at * size).take(size))
    }

    /// Says which page it is, where there are several.
    pub(crate) fn note(self) -> RichText {
        if self.count > 1 {
            RichText::paragraph(wording::page_of(self.at, self.count))
        } else {
            RichText::default()
        }
    }

    /// Whether there is no page after this one.
    pub(crate) fn is_last(self) -> bool {
        self.at + 1 >= self.count
    }

    /// The buttons for turning pages.
    pub(crate) fn turning(self, to: impl Fn(u16) -> Action) -> Vec<Button> {
        let number = |page: usize| u16::try_from(page).unwrap_or(u16::MAX);
        let back = (self.at > 0).then(|| Button::act(wording::PAGE_BACK, to(number(self.at - 1))));
        let on = (!self.is_last()).then(|| Button::act(wording::PAGE_ON, to(number(self.at + 1))));
        back.into_iter().chain(on).collect()
    }
}

/// Packs titled texts into pages of about [`PAGE`] units; each page says with which text it begins.
///
/// A text stays whole where it fits; a longer one goes on under its title on the next page.
pub(crate) fn pages(texts: &[(String, RichText)]) -> Vec<(usize, RichText)> {
    let mut pages: Vec<(usize, RichText)> = Vec::new();
    for (at, (title, text)) in texts.iter().enumerate() {
        for (piece_at, piece) in split::split(text, PAGE).into_iter().enumerate() {
            let title = match (title.is_empty(), piece_at) {
                (true, _) => RichText::default(),
                (false, 0) => RichText::default().and_title(title.clone()),
                (false, _) => RichText::default().and_title(wording::continued(title)),
            };
            let piece = title.and(&piece);
            let joined = pages
                .last()
                .map(|(_, page)| page.clone().and(&piece))
                .filter(|joined| {
                    let short = at + 1 == texts.len() && split::length(&piece) <= ENDING;
                    let room = if short { PAGE + ENDING } else { PAGE };
                    piece_at == 0 && split::length(joined) <= room
                });
            match (joined, pages.last_mut()) {
                (Some(joined), Some((_, page))) => *page = joined,
                _ => pages.push((at, piece)),
            }
        }
    }
    pages
}
