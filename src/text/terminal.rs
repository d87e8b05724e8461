//! [`RichText`] wrapped for a terminal, with or without colours.

use super::RichText;

/// Renders a text for `width` columns; `colour` switches ANSI styles.
pub fn render(text: &RichText, width: usize, colour: bool) -> String {
    let _ = (text, width, colour);
    todo!()
}
