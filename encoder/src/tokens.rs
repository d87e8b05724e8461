//! What a text becomes, and what is done with its vectors one by one.
//!
//! All vectors here are unit vectors times 127, rounded: a dot product divided by [`UNIT`] is a cosine.

use crate::multiply::round;

/// The dot product of a vector with itself.
pub const UNIT: f32 = 127.0 * 127.0;

/// A text, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Ids of the pieces, for counting; they belong to one file ([`crate::Encoder::fingerprint`]).
    pub pieces: Vec<u32>,
    /// [`crate::Encoder::dimensions`] numbers for every piece, one piece after the other: a unit vector times 127.
    pub vectors: Vec<i8>,
}

/// The dot product of two vectors of the same length.
pub fn dot(left: &[i8], right: &[i8]) -> i32 {
    left.iter()
        .zip(right)
        .map(|(&left, &right)| i32::from(left) * i32::from(right))
        .fold(0, i32::wrapping_add)
}

/// The mean of vectors (as unit vectors, not times 127), `dimensions` numbers; zeros when there are none.
pub fn mean(vectors: &[i8], dimensions: usize) -> Vec<f32> {
    let mut sums = vec![0i64; dimensions];
    for vector in vectors.chunks_exact(dimensions.max(1)) {
        for (sum, &value) in sums.iter_mut().zip(vector) {
            *sum = sum.wrapping_add(value.into());
        }
    }
    let count = (vectors.len() / dimensions.max(1)).max(1);
    sums.into_iter()
        .map(|sum| (sum as f64 / (127.0 * count as f64)) as f32)
        .collect()
}

/// The vectors less a mean (of unit vectors, not times 127), again unit vectors times 127.
/// Vectors of as many dimensions as the mean, one after the other.
pub fn centred(vectors: &[i8], mean: &[f32]) -> Vec<i8> {
    let mut centred = Vec::with_capacity(vectors.len());
    let mut difference = vec![0f32; mean.len()];
    for vector in vectors.chunks_exact(mean.len().max(1)) {
        for ((difference, &value), mean) in difference.iter_mut().zip(vector).zip(mean) {
            *difference = f32::from(value) * (1.0 / 127.0) - mean;
        }
        centred.extend(unit(&difference));
    }
    centred
}

/// A vector of length 1, times 127; zeros stay zeros.
#[inline(always)]
pub(crate) fn unit(vector: &[f32]) -> impl Iterator<Item = i8> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    let factor = if length > 0.0 { 127.0 / length } else { 0.0 };
    vector
        .iter()
        .map(move |value| round(value * factor).clamp(-127, 127) as i8)
}
