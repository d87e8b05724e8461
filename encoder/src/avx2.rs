//! The products for AVX2 and FMA, without `unsafe`: `pulp` hands out the instructions once it has seen the processor.
//!
//! Weights stay 0..=15, so that the unsigned-by-signed instruction fits; that each stands for eight less is made good by
//! [`Block::offset`]. Eight rows lie side by side, a lane each: no sum goes across lanes, and 32 · 8 products need one
//! scaling. Two times 15 · 127 eight times over is less than 2^15, so 16-bit sums of a block are exact.

use crate::{
    model::{BLOCK, PACKED, ROWS},
    multiply::{Block, Product, factors},
};
use pulp::{NullaryFnOnce, bytemuck::cast, x86::V3};
use std::arch::x86_64::{__m256, __m256i};

/// Tokens at a time: their sums stay in registers.
const MOST: usize = 4;

/// A block of 32 inputs of eight rows: eight steps of four inputs each, byte `4 · row + input`.
#[derive(Clone, Copy, Default)]
struct Panel {
    steps: [[u8; BLOCK]; BLOCK / 4],
    scales: [f32; ROWS],
}

/// See [`Product`].
pub(crate) struct Multiply<'a> {
    pub(crate) avx2: V3,
    pub(crate) product: Product<'a>,
}

impl NullaryFnOnce for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { avx2, mut product } = self;
        let blocks = product.matrix.inputs / BLOCK;
        let mut panels = vec![Panel::default(); blocks];
        let mut sums = [avx2.avx._mm256_setzero_ps(); MOST];
        for (group, (scales, weights)) in product.model.groups(product.matrix).enumerate() {
            for ((panel, scales), weights) in panels.iter_mut().zip(scales).zip(weights) {
                panel.scales = factors(scales);
                unpack(avx2, weights, &mut panel.steps);
            }
            for (at, tokens) in product.tokens.chunks(MOST * blocks).enumerate() {
                match tokens.len() / blocks {
                    MOST => tile::<MOST>(avx2, &panels, tokens, &mut sums),
                    3 => tile::<3>(avx2, &panels, tokens, &mut sums),
                    2 => tile::<2>(avx2, &panels, tokens, &mut sums),
                    _ => tile::<1>(avx2, &panels, tokens, &mut sums),
                }
                for (token, &sums) in sums.iter().take(tokens.len() / blocks).enumerate() {
                    product.put(group, at * MOST + token, cast(sums));
                }
            }
        }
    }
}

#[inline(always)]
fn unpack(avx2: V3, weights: &[u8; PACKED], steps: &mut [[u8; BLOCK]; BLOCK / 4]) {
    let mask = avx2.avx._mm256_set1_epi8(15);
    for (&weights, [low, high]) in weights
        .as_chunks::<BLOCK>()
        .0
        .iter()
        .zip(steps.as_chunks_mut().0)
    {
        let weights: __m256i = cast(weights);
        *low = cast(avx2.avx2._mm256_and_si256(weights, mask));
        *high = cast(
            avx2.avx2
                ._mm256_and_si256(avx2.avx2._mm256_srli_epi16::<4>(weights), mask),
        );
    }
}

/// Eight rows times N tokens, the first N of `into`; `tokens` holds the blocks of exactly N.
#[inline(always)]
fn tile<const N: usize>(avx2: V3, panels: &[Panel], tokens: &[Block], into: &mut [__m256; MOST]) {
    let V3 { avx, avx2, fma, .. } = avx2;
    let ones = avx._mm256_set1_epi16(1);
    let mut sums = [avx._mm256_setzero_ps(); N];
    let rows: [&[Block]; N] =
        std::array::from_fn(|token| &tokens[token * panels.len()..][..panels.len()]);
    for (at, panel) in panels.iter().enumerate() {
        let blocks: [&Block; N] = std::array::from_fn(|token| &rows[token][at]);
        let mut pairs = [avx._mm256_setzero_si256(); N];
        for (step, &weights) in panel.steps.iter().enumerate() {
            let weights = cast(weights);
            for (pairs, block) in pairs.iter_mut().zip(blocks) {
                let four = avx._mm256_set1_epi32(cast(block.values[step]));
                *pairs = avx2._mm256_add_epi16(*pairs, avx2._mm256_maddubs_epi16(weights, four));
            }
        }
        let scales = cast(panel.scales);
        for ((sum, pairs), block) in sums.iter_mut().zip(pairs).zip(blocks) {
            let whole = avx2._mm256_add_epi32(
                avx2._mm256_madd_epi16(pairs, ones),
                avx._mm256_set1_epi32(block.offset),
            );
            let scale = avx._mm256_mul_ps(scales, avx._mm256_set1_ps(block.scale));
            *sum = fma._mm256_fmadd_ps(avx._mm256_cvtepi32_ps(whole), scale, *sum);
        }
    }
    into[..N].copy_from_slice(&sums);
}
