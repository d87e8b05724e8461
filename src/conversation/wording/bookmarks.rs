//! What is said of examples that are kept.

use crate::conversation::value::BOOKMARK_COUNT;
use crate::conversation::value::label::label;

pub(crate) const BOOKMARKS: &str = "Gemerkte Beispiele";
pub(crate) const BOOKMARKS_BUTTON: &str = "Merkliste";
pub(crate) const ADD_BOOKMARK: &str = "Beispiel merken";
pub(crate) const REMOVE_BOOKMARK: &str = "Nicht mehr merken";
pub(crate) const BOOKMARK_KEPT: &str = "Gemerkt. Alle gemerkten Beispiele zeigt „merkliste“.";
pub(crate) const BOOKMARK_REMOVED: &str = "Nicht mehr gemerkt.";
pub(crate) const NO_BOOKMARKS: &str = "Es ist noch kein Beispiel gemerkt.";
pub(crate) const HOW_TO_BOOKMARK: &str = "Öffnen Sie ein Beispiel und schreiben Sie „merken“. Ihre Stelle im Leitfaden merke ich mir von selbst; \
     eigene Worte nimmt „notiz:“ auf.";

/// Why an example is not kept, and what helps.
pub(crate) fn too_many_bookmarks() -> String {
    format!(
        "Es sind schon {BOOKMARK_COUNT} Beispiele gemerkt, mehr sind es nicht. Bitte nehmen Sie eines von der Merkliste, das Sie nicht \
         mehr brauchen."
    )
}

/// The button that removes what the guide no longer has: its number and its id.
pub(crate) fn remove_bookmark(number: usize, id: &str) -> String {
    label(&format!("{number} {id} entfernen"))
}
