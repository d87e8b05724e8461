//! Cutting a [`RichText`] at a limit, at places where a reader would pause.
//!
//! Lengths are UTF-16 units of the plain text, because that is what Telegram counts.

use super::RichText;

/// The length of a text in UTF-16 units, as Telegram counts it after reading the markup.
pub fn length(text: &RichText) -> usize {
    let _ = text;
    todo!()
}

/// Cuts a text into pieces of at most `limit` units: between blocks, else items, else sentences, else words, else
/// grapheme clusters; formatting is kept, nothing is lost, no piece is empty.
pub fn split(text: &RichText, limit: usize) -> Vec<RichText> {
    let _ = (text, limit);
    todo!()
}
