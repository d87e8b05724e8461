//! Texts that have to fit into little room.

/// How many characters of a label can be read on a phone.
const LABEL: usize = 44;

/// A label that fits a phone.
pub(crate) fn label(text: &str) -> String {
    shortened(text, LABEL)
}

/// The first of these wordings that fits a phone whole; the first one, cut, if none does.
pub(crate) fn fitting<const N: usize>(wordings: [&str; N]) -> String {
    let fits = |wording: &&&str| wording.chars().count() <= LABEL;
    let whole = wordings.iter().find(fits);
    whole.map_or_else(|| label(wordings[0]), |whole| (*whole).to_owned())
}

/// A text of at most so many characters: cut between words, with an ellipsis.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let cut: String = text.chars().take(width - 1).collect();
    let end = cut.rfind(' ').filter(|end| *end > 0).unwrap_or(cut.len());
    let kept = cut[..end].trim_end_matches([',', ':', ';', ' ', '–', '.']);
    format!("{kept}…")
}
