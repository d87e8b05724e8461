//! Bookmarks: examples that somebody wants to find again, each with the place it was kept for.
//!
//! They are ids and nothing else. An example that the guide no longer has stays among them until it is removed, so that
//! nothing vanishes unsaid.

use serde::{Deserialize, Serialize};

use super::project::Project;
use crate::knowledge::{Example, ExampleId, Guide, PlaceId};

/// How many examples a chat may keep.
pub const BOOKMARK_COUNT: usize = 50;

/// An example that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The example.
    #[serde(rename = "x")]
    pub example: ExampleId,
    /// The place it was kept for: where the walk stood if the example belongs there, else the first it belongs to.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
}

impl Project {
    /// Tells whether an example is kept.
    pub fn has_bookmark(&self, example: &ExampleId) -> bool {
        let mut bookmarks = self.bookmarks.iter();
        bookmarks.any(|bookmark| bookmark.example == *example)
    }

    /// Keeps an example; tells whether there is room for it. One that is kept already stays as it is.
    pub fn add_bookmark(&mut self, example: &Example) -> bool {
        let is_kept = self.has_bookmark(&example.id);
        let has_room = self.bookmarks.len() < BOOKMARK_COUNT;
        if !is_kept && has_room {
            let mut places = example.places.iter();
            let here = places.find(|id| self.at.as_ref() == Some(id));
            self.bookmarks.push(Bookmark {
                example: example.id.clone(),
                place: here.or(example.places.first()).cloned(),
            });
        }
        is_kept || has_room
    }

    /// Keeps an example no longer; harmless where it is not kept.
    pub fn remove_bookmark(&mut self, example: &ExampleId) {
        self.bookmarks.retain(|kept| kept.example != *example);
    }

    /// Puts the ids of what is kept right that are from before; what is one now is kept once.
    pub(super) fn rename_bookmarks(&mut self, guide: &Guide) {
        for mut kept in std::mem::take(&mut self.bookmarks) {
            if let Some(now) = guide.example_now(&kept.example) {
                kept.example = now.clone();
            }
            if let Some(now) = kept.place.as_ref().and_then(|id| guide.place_now(id)) {
                kept.place = Some(now.clone());
            }
            if !self.has_bookmark(&kept.example) {
                self.bookmarks.push(kept);
            }
        }
    }
}
