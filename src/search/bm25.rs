//! BM25 as tantivy computes it, for what is scored outside tantivy.

const SATURATION: f32 = 1.2;
const LENGTH_WEIGHT: f32 = 0.75;

/// How much a match is worth that `holding` of `all` texts have.
pub(super) fn idf(all: usize, holding: u32) -> f32 {
    let (all, holding) = (all as f32, holding as f32);
    (1.0 + (all - holding + 0.5).max(0.0) / (holding + 0.5)).ln()
}

/// The share of its idf that a match earns by being found `times` in a text of this length.
pub(super) fn share(times: u32, length: u32, mean_length: f32) -> f32 {
    let norm = length_norm(length, mean_length);
    let times = times as f32;
    times * (1.0 + SATURATION) / (times + norm)
}

fn length_norm(length: u32, mean_length: f32) -> f32 {
    let relative = length as f32 / mean_length.max(f32::MIN_POSITIVE);
    SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
}
