//! The Markdown subset that editors write, read into [`RichText`].

use std::ops::Range;

use super::RichText;

/// Something in a source text that cannot be shown everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownFault {
    /// Where it stands: byte offsets into the source.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkdownFaultKind,
}

/// The kinds of what cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarkdownFaultKind {
    /// A heading; parts have titles of their own.
    Heading,
    /// A list inside a list.
    NestedList,
    /// HTML.
    Html,
    /// An image.
    Image,
    /// Code, a table, a quote, a rule or a footnote; the word says which.
    Unsupported(&'static str),
    /// A link whose address is not acceptable.
    Link(super::LinkFault),
}

/// Reads a text.
///
/// # Errors
/// All faults at once, in the order of the source.
pub fn parse(source: &str) -> Result<RichText, Vec<MarkdownFault>> {
    let _ = source;
    todo!()
}
