//! Checks of what is inside, with a model of two small layers that is made here; `tests/encoder.rs` has the real one.

use crate::{
    Encoder, Role, UNIT, centred, dot,
    maxsim::by,
    mean,
    model::{BLOCK, Model, ROWS, half},
    multiply::{Kernel, Product, quantise, round},
};
use proptest::prelude::*;
use std::borrow::Cow;

const HIDDEN: usize = 32;
const INNER: usize = 64;
const LAYERS: usize = 2;
const DIMENSIONS: usize = 5;
const PIECES: [&str; 12] = [
    "</s>",
    "<s>",
    "<unk>",
    ":",
    "a",
    "ab",
    "b",
    "▁",
    "▁a",
    "▁ab",
    "▁passage",
    "▁query",
];

/// A file with weights from a row of numbers; all scales are 1.
fn small(mut next: impl FnMut() -> u8) -> Vec<u8> {
    let strings = |strings: &[&str]| {
        let ends = strings.iter().scan(0, |end, string| {
            *end += string.len() as u32;
            Some(*end)
        });
        ends.flat_map(u32::to_le_bytes).collect::<Vec<u8>>()
    };
    let floats = |count: usize, value: f32| value.to_le_bytes().repeat(count);
    let text = PIECES.concat();
    let sizes = [
        HIDDEN,
        LAYERS,
        1,
        INNER,
        20,
        DIMENSIONS,
        PIECES.len(),
        text.len(),
        1,
        1,
        1,
        0,
        2,
    ];
    let mut file = b"LOTSEENC\x01\0\0\0FINGERPR".to_vec();
    file.extend(sizes.iter().flat_map(|&size| (size as u32).to_le_bytes()));
    file.extend(
        [1e-12f32, -20.0]
            .iter()
            .flat_map(|float| float.to_le_bytes()),
    );
    file.extend(strings(&PIECES));
    file.extend(
        PIECES
            .iter()
            .flat_map(|piece| (-8.0 + piece.len() as f32).to_le_bytes()),
    );
    file.extend(text.bytes());
    // One letter is replaced: a tab is a blank.
    file.extend(9u32.to_le_bytes());
    file.extend(strings(&[" "]));
    file.push(b' ');
    for _ in 0..PIECES.len() {
        file.extend([0x00, 0x3c]);
        file.extend((0..BLOCK / 2).map(|_| next()));
    }
    file.extend((0..20 * HIDDEN).flat_map(|at| ((at % 7) as f32).to_le_bytes()));
    let norm = [floats(HIDDEN, 1.0), floats(HIDDEN, 0.0)].concat();
    file.extend(&norm);
    let mut matrix = |outputs: usize, inputs: usize| {
        let blocks = outputs / ROWS * (inputs / BLOCK);
        let mut bytes = floats(outputs, 0.5);
        bytes.extend([0x00, 0x3c].repeat(blocks * ROWS));
        bytes.extend((0..blocks * ROWS * BLOCK / 2).map(|_| next()));
        bytes
    };
    for _ in 0..LAYERS {
        file.extend(matrix(3 * HIDDEN, HIDDEN));
        file.extend(matrix(HIDDEN, HIDDEN));
        file.extend(&norm);
        file.extend(matrix(INNER, HIDDEN));
        file.extend(matrix(HIDDEN, INNER));
        file.extend(&norm);
    }
    file.extend(floats(HIDDEN, 0.01));
    file.extend((0..DIMENSIONS * HIDDEN).flat_map(|at| ((at % 5) as f32 - 2.0).to_le_bytes()));
    file
}

/// Numbers that look random, the same ones every time.
fn numbers(seed: u32) -> impl FnMut() -> u8 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    }
}

fn pieces(encoder: &Encoder, text: &str) -> String {
    let pieces = encoder.encode(Role::Passage, text).pieces;
    pieces
        .iter()
        .map(|&id| encoder.piece(id).unwrap_or("?"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn cuts_text_into_the_most_probable_pieces() {
    let encoder = Encoder::open(small(numbers(1))).expect("sound");
    assert_eq!(pieces(&encoder, "ab aab"), "▁ab ▁a ab");
    assert_eq!(pieces(&encoder, " \ta  \n b\r\n"), "▁a ▁ b");
    assert_eq!(
        pieces(&encoder, "axb <s>"),
        "▁a <unk> b ▁ <unk> <unk> <unk>"
    );
    assert_eq!(pieces(&encoder, "\t \n\u{a0}"), "");
    // 20 positions: the ends, two for the role, and sixteen.
    assert_eq!(
        encoder
            .encode(Role::Question, &"b".repeat(100))
            .pieces
            .len(),
        16
    );
    assert!(encoder.is_word("ab") && !encoder.is_word("b") && !encoder.is_word(""));
    assert_eq!(encoder.piece(PIECES.len() as u32), None);
    assert_eq!(encoder.fingerprint(), *b"FINGERPR");
}

/// Weights of a whole model's matrix, read from the bytes as the module `model` says: row by row.
fn naive(model: &Model, matrix: &crate::model::Matrix, values: &[f32]) -> Vec<f32> {
    let mut sums = matrix.bias.clone();
    for (group, (_, weights)) in model.groups(matrix).enumerate() {
        for (block, weights) in weights.iter().enumerate() {
            for (at, &byte) in weights.iter().enumerate() {
                let (quarter, row, input) = (at / 32, at % 32 / 4, at % 4);
                for (half, weight) in [byte & 15, byte >> 4].into_iter().enumerate() {
                    let input = block * BLOCK + quarter * 8 + half * 4 + input;
                    sums[group * ROWS + row] += (f32::from(weight) - 8.0) * values[input];
                }
            }
        }
    }
    sums
}

proptest! {
    /// All sums are whole numbers (and a half) that floats hold, so there is nothing to round: the kernels are equal.
    #[test]
    fn kernels_are_exact(seed: u32, tokens in 1..11usize) {
        let model = Model::read(Cow::Owned(small(numbers(seed)))).expect("sound");
        let mut next = numbers(!seed);
        for matrix in model.layers.iter().flat_map(|layer| [&layer.attend, &layer.output, &layer.widen, &layer.narrow]) {
            // The largest of every block is 127: then the scale is 1.
            let mut values: Vec<f32> = (0..tokens * matrix.inputs).map(|_| f32::from((next() as i8).max(-127))).collect();
            values.iter_mut().step_by(BLOCK).for_each(|value| *value = 127.0);
            let expected: Vec<f32> = values.chunks(matrix.inputs).flat_map(|token| naive(&model, matrix, token)).collect();
            for kernel in [Kernel::Plain, Kernel::best()] {
                let (mut blocks, mut found) = (Vec::new(), vec![9.0; 3]);
                quantise(&values, &mut blocks);
                kernel.multiply(Product { model: &model, matrix, tokens: &blocks, into: &mut found });
                prop_assert_eq!(&found, &expected);
            }
        }
    }

    /// Weights and activations at their limits do not overflow sixteen bits.
    #[test]
    fn kernels_hold_the_extremes(weights in prop::sample::select(vec![0x00u8, 0xff, 0xf0]), sign in prop::sample::select(vec![1.0f32, -1.0])) {
        let model = Model::read(Cow::Owned(small(|| weights))).expect("sound");
        let matrix = &model.layers[0].narrow;
        let values = vec![127.0 * sign; matrix.inputs];
        for kernel in [Kernel::Plain, Kernel::best()] {
            let (mut blocks, mut found) = (Vec::new(), Vec::new());
            quantise(&values, &mut blocks);
            kernel.multiply(Product { model: &model, matrix, tokens: &blocks, into: &mut found });
            prop_assert_eq!(found, naive(&model, matrix, &values));
        }
    }

    /// Bytes changed anywhere, and the file cut or prolonged: refused, or usable without a panic.
    #[test]
    fn damaged_files_never_panic(
        seed: u32,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        header in prop::collection::vec((0..80usize, any::<u8>()), 0..3),
        cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
        text in ".{0,20}",
    ) {
        let mut file = small(numbers(seed));
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        for (at, byte) in header {
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        if let Ok(encoder) = Encoder::open(file) {
            let tokens = encoder.encode(Role::Passage, &format!("ab {text}"));
            prop_assert_eq!(tokens.vectors.len(), tokens.pieces.len() * encoder.dimensions());
            encoder.is_word(&text);
            encoder.plain().encode(Role::Question, &text);
        }
    }

    #[test]
    fn nothing_but_a_model_is_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Encoder::open(bytes.clone()).is_err());
        prop_assert!(Encoder::open([b"LOTSEENC\x01\0\0\0".as_slice(), &bytes].concat()).is_err());
    }

    /// The definition of MaxSim, word for word; ranges may lie anywhere.
    #[test]
    fn maxsim_is_what_it_says(
        dimensions in 1..40usize,
        asked in 0..60usize,
        tokens in 0..40usize,
        texts in prop::collection::vec(0..50u32, 0..12),
        seed: u32,
    ) {
        let mut next = numbers(seed);
        let mut vectors = |count: usize| -> Vec<i8> { (0..count * dimensions).map(|_| (next() as i8).max(-127)).collect() };
        let (question, tokens) = (vectors(asked), vectors(tokens));
        let texts: Vec<_> = texts.windows(2).map(|ends| ends[0]..ends[1]).collect();
        let mut expected = Vec::new();
        for text in &texts {
            for asked in question.chunks(dimensions) {
                let text = tokens.chunks(dimensions).enumerate().filter(|(at, _)| text.contains(&(*at as u32)));
                let products = text.map(|(_, token)| token.iter().zip(asked).map(|(&l, &r)| i32::from(l) * i32::from(r)).sum());
                expected.push(products.map(|product: i32| product as f32 / UNIT).fold(-1.0, f32::max));
            }
        }
        for kernel in [Kernel::Plain, Kernel::best()] {
            prop_assert_eq!(&by(kernel, &question, &tokens, &texts, dimensions), &expected);
        }
    }

    /// Against the same in double precision, one step of rounding allowed.
    #[test]
    fn centring_takes_off_the_mean(vectors in prop::collection::vec(-127..=127i8, 12..120)) {
        const WIDE: usize = 6;
        let mean = mean(&vectors, WIDE);
        let whole = vectors.len() / WIDE;
        for (vector, found) in vectors.chunks_exact(WIDE).zip(centred(&vectors, &mean).chunks_exact(WIDE)) {
            let of = |at: usize| vectors.chunks_exact(WIDE).map(|vector| f64::from(vector[at]) / 127.0).sum::<f64>() / whole as f64;
            let difference: Vec<f64> = (0..WIDE).map(|at| f64::from(vector[at]) / 127.0 - of(at)).collect();
            let length = difference.iter().map(|value| value * value).sum::<f64>().sqrt();
            for (value, &found) in difference.iter().zip(found) {
                prop_assert!(length < 1e-4 || (value / length * 127.0 - f64::from(found)).abs() < 0.6);
            }
        }
    }

    #[test]
    fn dot_is_exact(pairs in prop::collection::vec(any::<(i8, i8)>(), 0..200)) {
        let (left, right): (Vec<i8>, Vec<i8>) = pairs.iter().copied().unzip();
        prop_assert_eq!(dot(&left, &right), pairs.iter().map(|&(l, r)| i32::from(l) * i32::from(r)).sum::<i32>());
    }

    #[test]
    fn rounds_to_even(value in -1e6f32..1e6) {
        prop_assert_eq!(round(value), value.round_ties_even() as i32);
        prop_assert_eq!(round(value.floor() + 0.5), (value.floor() + 0.5).round_ties_even() as i32);
    }
}

#[test]
fn half_floats_are_what_they_stand_for() {
    for bits in (0..=u16::MAX).filter(|bits| bits & 0x7c00 != 0x7c00) {
        let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
        let size = if exponent == 0 {
            fraction * 2f32.powi(-24)
        } else {
            (1.0 + fraction / 1024.0) * 2f32.powi(exponent - 15)
        };
        assert_eq!(half(bits), if bits >> 15 == 1 { -size } else { size });
    }
}
