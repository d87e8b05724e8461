//! Products of 4-bit weights with 8-bit activations, for the processor found.
//!
//! Both kernels take a group of eight rows at a time, unpack it once, and let all tokens meet it while it is in the nearest
//! cache. Sums of a block of 32 inputs are whole numbers and the same in both; only the rounding of floats differs. The
//! kernel for AVX2 is in `avx2`; the plain one here is for all other processors, in loops that compilers turn into whatever
//! vectors there are.

use crate::model::{BLOCK, Matrix, Model, PACKED, ROWS, half};
use pulp::NullaryFnOnce;
#[cfg(target_arch = "x86_64")]
use pulp::x86::V3;

/// What the processor can do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kernel {
    /// Whatever the program was compiled for.
    Plain,
    /// AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2(V3),
}

/// 32 activations of one token.
#[derive(Clone, Copy, Default)]
pub(crate) struct Block {
    pub(crate) values: [[i8; 4]; BLOCK / 4],
    pub(crate) scale: f32,
    /// Minus eight times the sum of the values: what to add when weights are taken as 0..=15.
    pub(crate) offset: i32,
}

impl Kernel {
    /// The fastest there is here.
    pub(crate) fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = V3::try_new() {
            return Self::Avx2(avx2);
        }
        Self::Plain
    }

    /// Does the work, compiled for this processor as far as it is inlined: what it calls has to say `inline(always)`.
    /// A closure will not do, because its call is a function of its own that nobody promises to inline.
    pub(crate) fn run<W: NullaryFnOnce>(self, work: W) -> W::Output {
        match self {
            Self::Plain => work.call(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(avx2) => avx2.vectorize(work),
        }
    }

    /// Fills `into`, see [`Product`].
    pub(crate) fn multiply(self, product: Product<'_>) {
        let blocks = product.matrix.inputs / BLOCK;
        let length = product.tokens.len() / blocks * product.matrix.bias.len();
        product.into.resize(length, 0.0);
        match self {
            Self::Plain => plain(product),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(avx2) => self.run(crate::avx2::Multiply { avx2, product }),
        }
    }
}

/// `into[token][row] = bias[row] + matrix[row] · tokens[token]`; tokens one after the other.
pub(crate) struct Product<'a> {
    pub(crate) model: &'a Model,
    pub(crate) matrix: &'a Matrix,
    pub(crate) tokens: &'a [Block],
    pub(crate) into: &'a mut Vec<f32>,
}

impl Product<'_> {
    /// Takes the sums of a group of rows for a token.
    #[inline(always)]
    pub(crate) fn put(&mut self, group: usize, token: usize, sums: [f32; ROWS]) {
        let bias = &self.matrix.bias[group * ROWS..][..ROWS];
        let into = &mut self.into[token * self.matrix.bias.len() + group * ROWS..][..ROWS];
        for ((into, sum), bias) in into.iter_mut().zip(sums).zip(bias) {
            *into = sum + bias;
        }
    }
}

/// Activations in eight bits, a scale per 32; `values` in blocks of 32.
#[inline(always)]
pub(crate) fn quantise(values: &[f32], into: &mut Vec<Block>) {
    // Not `extend`: its loop is not compiled for the processor found.
    into.resize(values.len() / BLOCK, Block::default());
    for (block, values) in into.iter_mut().zip(values.as_chunks::<BLOCK>().0) {
        let mut largest = [0f32; 8];
        for values in values.as_chunks::<8>().0 {
            for (largest, value) in largest.iter_mut().zip(values) {
                *largest = largest.max(value.abs());
            }
        }
        let largest = largest.into_iter().fold(0f32, f32::max);
        let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        let mut rounded = [0i32; BLOCK];
        for (rounded, value) in rounded.iter_mut().zip(values) {
            *rounded = round(value * factor);
        }
        for (into, &rounded) in block.values.as_flattened_mut().iter_mut().zip(&rounded) {
            *into = rounded as i8;
        }
        block.scale = largest / 127.0;
        let sum = rounded.into_iter().fold(0, i32::wrapping_add);
        block.offset = sum.wrapping_mul(-8);
    }
}

/// The nearest whole number, for -2^22 to 2^22: what is added leaves no room for fractions. Other numbers give nonsense.
#[inline(always)]
pub(crate) fn round(value: f32) -> i32 {
    const SHIFT: f32 = 12_582_912.0;
    ((value + SHIFT).to_bits() as i32).wrapping_sub(SHIFT.to_bits() as i32)
}

/// Row by row: what compilers know best is a sum of products of 16-bit numbers.
fn plain(mut product: Product<'_>) {
    let blocks = product.matrix.inputs / BLOCK;
    let tokens: Vec<_> = product.tokens.iter().map(widened).collect();
    let mut rows = vec![([0i16; BLOCK], 0f32); ROWS * blocks];
    for (group, (scales, weights)) in product.model.groups(product.matrix).enumerate() {
        for (block, (scales, weights)) in scales.iter().zip(weights).enumerate() {
            let unpacked = unpacked(weights).into_iter().zip(factors(scales));
            for (row, unpacked) in unpacked.enumerate() {
                rows[row * blocks + block] = unpacked;
            }
        }
        for (at, token) in tokens.chunks_exact(blocks).enumerate() {
            let mut sums = [0f32; ROWS];
            for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(blocks)) {
                for ((row, row_scale), (token, token_scale)) in row.iter().zip(token) {
                    let pairs = row.iter().zip(token);
                    let products = pairs.map(|(&row, &token)| i32::from(row) * i32::from(token));
                    let whole = products.fold(0, i32::wrapping_add);
                    *sum += whole as f32 * (row_scale * token_scale);
                }
            }
            product.put(group, at, sums);
        }
    }
}

fn widened(block: &Block) -> ([i16; BLOCK], f32) {
    let mut wide = [0; BLOCK];
    for (wide, &value) in wide.iter_mut().zip(block.values.as_flattened()) {
        *wide = value.into();
    }
    (wide, block.scale)
}

/// Scales as floats.
#[inline(always)]
pub(crate) fn factors(scales: &[[u8; 2]; ROWS]) -> [f32; ROWS] {
    let mut factors = [0f32; ROWS];
    for (factor, &scale) in factors.iter_mut().zip(scales) {
        *factor = half(u16::from_le_bytes(scale));
    }
    factors
}

/// Eight rows of 32 weights, -8..=7.
fn unpacked(weights: &[u8; PACKED]) -> [[i16; BLOCK]; ROWS] {
    let mut rows = [[0; BLOCK]; ROWS];
    for (step, weights) in weights.as_chunks::<BLOCK>().0.iter().enumerate() {
        for (row, four) in rows.iter_mut().zip(weights.as_chunks::<4>().0) {
            let (low, high) = row[step * 8..step * 8 + 8].split_at_mut(4);
            for ((&weight, low), high) in four.iter().zip(low).zip(high) {
                *low = i16::from(weight & 15) - 8;
                *high = i16::from(weight >> 4) - 8;
            }
        }
    }
    rows
}
