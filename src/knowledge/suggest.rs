//! "Meinten Sie …?": the nearest of the words that would have been right.

/// How many candidates are compared, so that a huge file with many faults stays quick.
const MAX_CANDIDATES: usize = 2000;

/// The candidate that is so near to `word` that it was probably meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = match word.chars().count() {
        0..=1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let length = word.chars().count();
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| {
            let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, candidate)| {
            *distance <= allowed && *distance < candidate.chars().count()
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A hint that offers the nearest candidate, else `otherwise`.
pub fn hint<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: impl Into<String>,
) -> String {
    match nearest(word, candidates) {
        Some(candidate) => format!("meinten Sie `{candidate}`?"),
        None => otherwise.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_the_word_meant() {
        let keys = ["title", "text", "tasks", "tips"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("Text", keys), Some("text"));
        assert_eq!(nearest("öffnung", keys), None);
        assert_eq!(nearest("1.4", ["1.2", "7"]), Some("1.2"));
        assert_eq!(nearest("2", ["1", "7"]), None);
    }
}
