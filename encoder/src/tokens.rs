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
    let mut sum = Sum::new(dimensions);
    sum.add(vectors);
    sum.mean()
}

/// A mean in the making, for vectors that are not all in memory at once.
pub struct Sum {
    sums: Vec<i64>,
    count: usize,
}

impl Sum {
    /// Of no vector of so many dimensions yet.
    pub fn new(dimensions: usize) -> Self {
        Self {
            sums: vec![0; dimensions],
            count: 0,
        }
    }

    /// Adds vectors, one after the other.
    pub fn add(&mut self, vectors: &[i8]) {
        for vector in vectors.chunks_exact(self.sums.len().max(1)) {
            self.count += 1;
            for (sum, &value) in self.sums.iter_mut().zip(vector) {
                *sum = sum.wrapping_add(value.into());
            }
        }
    }

    /// Their mean, as of vectors of length 1; zeros where there was none.
    pub fn mean(&self) -> Vec<f32> {
        let whole = 127.0 * self.count.max(1) as f64;
        let sums = self.sums.iter();
        sums.map(|&sum| (sum as f64 / whole) as f32).collect()
    }
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
