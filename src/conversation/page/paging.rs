//! Pages of long lists and long texts, and turning them.

use std::ops::Range;

use crate::conversation::value::{Action, Button};
use crate::conversation::wording;
use crate::text::{RichText, split};

use super::phone;

/// How many lines of a page of reading are text; heading and source stand around them.
const LINES: usize = phone::PLACE - 3;

/// How long a piece of one block is made that is too tall for a page, in UTF-16 units.
const PIECE: usize = (LINES - 3) * phone::WIDTH * 4 / 5;

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

    /// A title that says which page it is, where there are several.
    pub(crate) fn titled(self, title: impl Into<String>) -> RichText {
        let title = title.into();
        RichText::default().and_title(if self.count > 1 {
            format!("{title} · {}", wording::page_of(self.at, self.count))
        } else {
            title
        })
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

/// Which entries of these heights stand on which page, at most so many on one that has so many lines for them.
pub(crate) fn within(heights: &[usize], most: usize, lines: usize) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut filled = 0;
    for (at, &height) in heights.iter().enumerate() {
        match pages.last_mut() {
            Some(page) if page.len() < most && filled + height <= lines => {
                page.end = at + 1;
                filled += height;
            }
            _ => {
                pages.push(at..at + 1);
                filled = height;
            }
        }
    }
    pages
}

/// Packs titled texts into pages that a phone shows; each page says with which text it begins.
///
/// A text stays whole where it has room; a longer one goes on under its title on the next page.
pub(crate) fn pages(texts: &[(String, RichText)]) -> Vec<(usize, RichText)> {
    let mut pages: Vec<(usize, RichText)> = Vec::new();
    for (at, (title, text)) in texts.iter().enumerate() {
        for (piece_at, piece) in pieces(title, text).into_iter().enumerate() {
            let joined = pages
                .last()
                .map(|(_, page)| page.clone().and(&piece))
                .filter(|joined| piece_at == 0 && phone::height(joined) <= LINES);
            match (joined, pages.last_mut()) {
                (Some(joined), Some((_, page))) => *page = joined,
                _ => pages.push((at, piece)),
            }
        }
    }
    pages
}

/// A titled text in pieces that a page holds.
fn pieces(title: &str, text: &RichText) -> Vec<RichText> {
    let mut pieces: Vec<RichText> = Vec::new();
    let mut rest = text.clone();
    while !rest.is_empty() {
        let head = match (title.is_empty(), pieces.is_empty()) {
            (true, _) => RichText::default(),
            (false, true) => RichText::default().and_title(title),
            (false, false) => RichText::default().and_title(wording::continued(title)),
        };
        let (mut shown, mut beyond) = phone::fitting(&head, &rest, LINES);
        if phone::height(&head.clone().and(&shown)) > LINES {
            // One block that is taller than a page: cut between sentences or entries.
            let mut cut = split::split(&shown, PIECE).into_iter();
            shown = cut.next().unwrap_or_default();
            let remains = cut.fold(RichText::default(), |text, piece| text.and(&piece));
            beyond = remains.and(&beyond);
        }
        pieces.push(head.and(&shown));
        rest = beyond;
    }
    pieces
}
