//! How much of one text is in many others: for each token of the one, the nearest token of each other.
//!
//! This is the hot loop of a search over all tokens of a guide. It stands in this crate because this crate is optimised in
//! debug builds, too. Sums are whole numbers, so every processor finds the same.

use crate::{
    multiply::Kernel,
    tokens::{UNIT, dot},
};
use std::ops::Range;

/// For each text and each token of the question, the highest dot product with a token of the text, as a cosine.
///
/// `question` and `tokens` are vectors of `dimensions` numbers, one after the other; a text is a range of `tokens`, counted
/// in tokens. The answer has a row for each text and in it a number for each token of the question; -1 for a text without
/// tokens. For the other direction, how much of a text is in the question, exchange the two:
/// `max_similarities(tokens, question, &[0..n], dimensions)` has a number for each of the tokens.
pub fn max_similarities(
    question: &[i8],
    tokens: &[i8],
    texts: &[Range<u32>],
    dimensions: usize,
) -> Vec<f32> {
    by(Kernel::best(), question, tokens, texts, dimensions)
}

pub(crate) fn by(
    kernel: Kernel,
    question: &[i8],
    tokens: &[i8],
    texts: &[Range<u32>],
    dimensions: usize,
) -> Vec<f32> {
    let asked = question.len().checked_div(dimensions).unwrap_or_default();
    let mut cosines = vec![-1.0; texts.len() * asked];
    if asked == 0 {
        return cosines;
    }
    let question = &question[..asked * dimensions];
    let texts = texts.iter().map(|text| {
        let [start, end] = [text.start, text.end]
            .map(|at| (at as usize).min(tokens.len() / dimensions) * dimensions);
        &tokens[start.min(end)..end]
    });
    match kernel {
        Kernel::Plain => {
            for (text, row) in texts.zip(cosines.chunks_exact_mut(asked)) {
                for token in text.chunks_exact(dimensions) {
                    for (cosine, asked) in row.iter_mut().zip(question.chunks_exact(dimensions)) {
                        *cosine = cosine.max(dot(asked, token) as f32 / UNIT);
                    }
                }
            }
        }
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2(avx2) => {
            for (at, part) in question.chunks(wide::MOST * dimensions).enumerate() {
                let texts: Vec<&[i8]> = texts.clone().collect();
                let (column, cosines) = (at * wide::MOST, &mut cosines);
                avx2.vectorize(wide::Part {
                    avx2,
                    question: part,
                    texts: &texts,
                    dimensions,
                    asked,
                    column,
                    cosines,
                });
            }
        }
    }
    cosines
}

/// Eight tokens of the question side by side, a lane each, and two dimensions a step: no sum goes across lanes.
#[cfg(target_arch = "x86_64")]
mod wide {
    use crate::tokens::UNIT;
    use pulp::{NullaryFnOnce, bytemuck::cast, x86::V3};
    use std::arch::x86_64::__m256i;

    /// Question tokens in a register.
    const LANES: usize = 8;
    /// Question tokens at a time: three registers of them.
    pub(super) const MOST: usize = 3 * LANES;
    /// Two dimensions of eight question tokens.
    type Step = [[i16; 2]; LANES];

    /// Up to [`MOST`] tokens of the question, and the column of the first of them in rows of `asked`.
    pub(super) struct Part<'a> {
        pub(super) avx2: V3,
        pub(super) question: &'a [i8],
        pub(super) texts: &'a [&'a [i8]],
        pub(super) dimensions: usize,
        pub(super) asked: usize,
        pub(super) column: usize,
        pub(super) cosines: &'a mut [f32],
    }

    impl NullaryFnOnce for Part<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            match self.question.len().div_ceil(LANES * self.dimensions) {
                3 => self.fill::<3>(),
                2 => self.fill::<2>(),
                _ => self.fill::<1>(),
            }
        }
    }

    impl Part<'_> {
        #[inline(always)]
        fn fill<const N: usize>(self) {
            let mut steps = vec![[[[0; 2]; LANES]; N]; self.dimensions.div_ceil(2)];
            let mut room = [vec![[0; 2]; steps.len()], vec![[0; 2]; steps.len()]];
            for (at, token) in self.question.chunks_exact(self.dimensions).enumerate() {
                widen(token, &mut room[0]);
                for (step, &two) in steps.iter_mut().zip(&room[0]) {
                    step[at / LANES][at % LANES] = two;
                }
            }
            let rows = self.cosines.chunks_exact_mut(self.asked);
            for (text, row) in self.texts.iter().zip(rows) {
                let mut highest = [self.avx2.avx._mm256_set1_epi32(-127 * 127); N];
                for tokens in text.chunks(2 * self.dimensions) {
                    // An odd last token stands for both.
                    let tokens = tokens.chunks_exact(self.dimensions).cycle();
                    for (token, wide) in tokens.zip(&mut room) {
                        widen(token, wide);
                    }
                    for products in products(self.avx2, &steps, [&room[0], &room[1]]) {
                        for (highest, products) in highest.iter_mut().zip(products) {
                            *highest = self.avx2.avx2._mm256_max_epi32(*highest, products);
                        }
                    }
                }
                for (row, highest) in row[self.column..].chunks_mut(LANES).zip(highest) {
                    for (cosine, highest) in row.iter_mut().zip(cast::<_, [i32; LANES]>(highest)) {
                        *cosine = highest as f32 / UNIT;
                    }
                }
            }
        }
    }

    /// Two tokens times all of the question.
    #[inline(always)]
    fn products<const N: usize>(
        avx2: V3,
        steps: &[[Step; N]],
        tokens: [&[[i16; 2]]; 2],
    ) -> [[__m256i; N]; 2] {
        let V3 { avx, avx2, .. } = avx2;
        let mut sums = [[avx._mm256_setzero_si256(); N]; 2];
        for ((step, &first), &second) in steps.iter().zip(tokens[0]).zip(tokens[1]) {
            for (sums, two) in sums.iter_mut().zip([first, second]) {
                let two = avx._mm256_set1_epi32(cast(two));
                for (sum, &step) in sums.iter_mut().zip(step) {
                    let products = avx2._mm256_madd_epi16(cast(step), two);
                    *sum = avx2._mm256_add_epi32(*sum, products);
                }
            }
        }
        sums
    }

    /// Sixteen bits a number, two dimensions at a time; the second of an odd number of dimensions stays zero.
    #[inline(always)]
    fn widen(token: &[i8], wide: &mut [[i16; 2]]) {
        for (wide, &value) in wide.as_flattened_mut().iter_mut().zip(token) {
            *wide = value.into();
        }
    }
}
