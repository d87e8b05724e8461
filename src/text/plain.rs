//! [`RichText`] without any markup: for JSON, for search, and for when markup was refused.

use super::RichText;

/// Renders a text with lists as lines and links as `text (address)`.
pub fn render(text: &RichText) -> String {
    let _ = text;
    todo!()
}
