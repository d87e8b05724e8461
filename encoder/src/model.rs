//! The model's file: where in its bytes everything is, checked once when it is opened.
//!
//! A file is a header and sections one after the other, everything little endian, nothing aligned:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `LOTSEENC` |
//! | 4 | version of this form, 1 |
//! | 8 | fingerprint: the first bytes of the SHA-256 of the file with zeros here |
//! | 13 · 4 | hidden, layers, heads, inner, positions, dimensions, pieces, bytes of the pieces, replacements, bytes of the replacements, ids of `<s>`, `</s>` and `<unk>` |
//! | 2 · 4 | epsilon of the norms, score of an unknown letter (floats) |
//! | pieces · 4 | where each piece ends in the text of all pieces; pieces in ascending order, their place is their id |
//! | pieces · 4 | scores (floats) |
//! | | the text of all pieces |
//! | replacements · 4 | letters that are replaced, ascending |
//! | replacements · 4 | where the replacement of each ends |
//! | | the text of all replacements, UTF-8 |
//! | pieces · (hidden / 32 · 18) | a row a piece: hidden / 32 scales (half floats), then 16 bytes a block of 32, byte j with input j in its low half and j + 16 in its high half |
//! | positions · hidden · 4 | vectors of the positions, that of the kind of text added (floats) |
//! | 2 · hidden · 4 | norm of the first layer's input: factor, summand |
//! | layers × | query, key and value as one matrix of 3 · hidden rows; output matrix; norm; matrix to inner; matrix back; norm |
//! | hidden · 4 | mean of unit vectors |
//! | dimensions · hidden · 4 | projection, a row a dimension |
//!
//! A matrix of m rows of n inputs is m floats (what is added), m / 8 · n / 32 · 8 half floats (scales) and
//! m / 8 · n / 32 · 128 bytes: eight rows side by side, a block of 32 inputs in four times 32 bytes. Byte `4 · row + i` of
//! the bytes number j holds the weights of the inputs `8 · j + i` in the low half and `8 · j + 4 + i` in the high half.
//! Weights are 0..=15 and stand for -8..=7.
//!
//! Invariant: whoever has a [`Model`] may slice by its ranges; every length was checked against the file. The big sections
//! stay where they are; only biases, norms, mean and projection are copied out (half a megabyte).
//! What is in the sections is not judged: damaged weights give useless vectors, not a panic.

use crate::Unreadable;
use std::{borrow::Cow, ops::Range};

/// Inputs that share a scale.
pub(crate) const BLOCK: usize = 32;
/// Rows that lie side by side.
pub(crate) const ROWS: usize = 8;
/// Bytes of a block of inputs of that many rows.
pub(crate) const PACKED: usize = BLOCK * ROWS / 2;
/// Bytes of a block of a piece's row, scale and weights.
const ROW: usize = 2 + BLOCK / 2;

/// A checked file; see the module.
pub(crate) struct Model {
    bytes: Cow<'static, [u8]>,
    pub(crate) fingerprint: [u8; 8],
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) positions: usize,
    pub(crate) dimensions: usize,
    pub(crate) begin: u32,
    pub(crate) end: u32,
    pub(crate) unknown: u32,
    pub(crate) epsilon: f32,
    pub(crate) unknown_score: f32,
    piece_ends: Range<usize>,
    scores: Range<usize>,
    pieces: Range<usize>,
    replaced: Range<usize>,
    replacement_ends: Range<usize>,
    replacements: Range<usize>,
    rows: Range<usize>,
    places: Range<usize>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) mean: Vec<f32>,
    pub(crate) projection: Vec<f32>,
}

/// Factor and summand of a layer norm, `hidden` of each.
pub(crate) struct Norm {
    pub(crate) factor: Vec<f32>,
    pub(crate) summand: Vec<f32>,
}

/// One layer: what attends, its way back, and the two matrices behind it.
pub(crate) struct Layer {
    pub(crate) attend: Matrix,
    pub(crate) output: Matrix,
    pub(crate) attended: Norm,
    pub(crate) widen: Matrix,
    pub(crate) narrow: Matrix,
    pub(crate) narrowed: Norm,
}

/// A matrix of 4-bit weights; the bytes stay in the file.
pub(crate) struct Matrix {
    pub(crate) inputs: usize,
    pub(crate) bias: Vec<f32>,
    scales: Range<usize>,
    weights: Range<usize>,
}

/// Walks through the bytes; every step is checked.
struct Cursor {
    bytes: Cow<'static, [u8]>,
    at: usize,
}

const SHORT: Unreadable = Unreadable("the file ends too early");

impl Cursor {
    fn skip(&mut self, count: usize, size: usize) -> Result<Range<usize>, Unreadable> {
        let length = count.checked_mul(size).ok_or(SHORT)?;
        let start = self.at;
        self.at = start
            .checked_add(length)
            .filter(|&end| end <= self.bytes.len())
            .ok_or(SHORT)?;
        Ok(start..self.at)
    }

    fn word<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        let range = self.skip(N, 1)?;
        self.bytes[range].try_into().map_err(|_| SHORT)
    }

    fn number(&mut self) -> Result<usize, Unreadable> {
        Ok(u32::from_le_bytes(self.word()?) as usize)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, Unreadable> {
        let range = self.skip(count, 4)?;
        Ok(floats(&self.bytes[range]).collect())
    }

    fn norm(&mut self, hidden: usize) -> Result<Norm, Unreadable> {
        let (factor, summand) = (self.floats(hidden)?, self.floats(hidden)?);
        Ok(Norm { factor, summand })
    }

    fn matrix(&mut self, outputs: usize, inputs: usize) -> Result<Matrix, Unreadable> {
        let (bias, blocks) = (self.floats(outputs)?, outputs / ROWS * (inputs / BLOCK));
        let (scales, weights) = (self.skip(blocks, 2 * ROWS)?, self.skip(blocks, PACKED)?);
        Ok(Matrix {
            inputs,
            bias,
            scales,
            weights,
        })
    }

    fn layer(&mut self, hidden: usize, inner: usize) -> Result<Layer, Unreadable> {
        Ok(Layer {
            attend: self.matrix(3 * hidden, hidden)?,
            output: self.matrix(hidden, hidden)?,
            attended: self.norm(hidden)?,
            widen: self.matrix(inner, hidden)?,
            narrow: self.matrix(hidden, inner)?,
            narrowed: self.norm(hidden)?,
        })
    }
}

impl Model {
    /// Reads the header and finds the sections.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Self, Unreadable> {
        let mut cursor = Cursor { bytes, at: 0 };
        if cursor.word()? != *b"LOTSEENC" {
            return Err(Unreadable("it is not an encoder's file"));
        }
        if cursor.number()? != 1 {
            return Err(Unreadable("it is of another version"));
        }
        let fingerprint = cursor.word()?;
        let mut sizes = [0; 13];
        for size in &mut sizes {
            *size = cursor.number()?;
        }
        let [
            hidden,
            layers,
            heads,
            inner,
            positions,
            dimensions,
            pieces,
            ..,
        ] = sizes;
        let [
            ..,
            text,
            replacements,
            replacement_text,
            begin,
            end,
            unknown,
        ] = sizes;
        let sound = (1..=1 << 12).contains(&hidden)
            && (1..=1 << 14).contains(&inner)
            && inner.is_multiple_of(BLOCK)
            && (1..=hidden / BLOCK).contains(&heads)
            && hidden.is_multiple_of(heads * BLOCK)
            && (16..=1 << 13).contains(&positions)
            && (1..=hidden).contains(&dimensions)
            && layers <= 64
            && [begin, end, unknown].iter().all(|&id| id < pieces);
        if !sound {
            return Err(Unreadable("its sizes do not fit together"));
        }
        let [begin, end, unknown] = [begin, end, unknown].map(|id| id as u32);
        // In the order of the file.
        let model = Self {
            fingerprint,
            hidden,
            heads,
            positions,
            dimensions,
            begin,
            end,
            unknown,
            epsilon: f32::from_le_bytes(cursor.word()?),
            unknown_score: f32::from_le_bytes(cursor.word()?),
            piece_ends: cursor.skip(pieces, 4)?,
            scores: cursor.skip(pieces, 4)?,
            pieces: cursor.skip(text, 1)?,
            replaced: cursor.skip(replacements, 4)?,
            replacement_ends: cursor.skip(replacements, 4)?,
            replacements: cursor.skip(replacement_text, 1)?,
            rows: cursor.skip(pieces, hidden / BLOCK * ROW)?,
            places: cursor.skip(positions, hidden * 4)?,
            norm: cursor.norm(hidden)?,
            layers: (0..layers)
                .map(|_| cursor.layer(hidden, inner))
                .collect::<Result<_, _>>()?,
            mean: cursor.floats(hidden)?,
            projection: cursor.floats(dimensions * hidden)?,
            bytes: cursor.bytes,
        };
        if cursor.at != model.bytes.len() {
            return Err(Unreadable("the file is too long"));
        }
        let strings = [
            (&model.piece_ends, &model.pieces),
            (&model.replacement_ends, &model.replacements),
        ];
        for (ends, text) in strings {
            let ends = model.bytes[ends.clone()].as_chunks().0;
            let ends = ends.iter().map(|&end| u32::from_le_bytes(end) as usize);
            if !ends.clone().is_sorted() || ends.max().is_some_and(|end| end > text.len()) {
                return Err(Unreadable("its strings are not in order"));
            }
        }
        Ok(model)
    }

    /// How many pieces the vocabulary has.
    pub(crate) fn pieces(&self) -> usize {
        self.piece_ends.len() / 4
    }

    /// The text of a piece, its beginning of a word written as U+2581.
    pub(crate) fn piece(&self, id: usize) -> &[u8] {
        self.string(&self.piece_ends, &self.pieces, id)
    }

    /// The log probability of a piece.
    pub(crate) fn score(&self, id: usize) -> f32 {
        f32::from_bits(number(&self.bytes[self.scores.clone()], id))
    }

    /// What stands for a letter, where it does not stand for itself.
    pub(crate) fn replacement(&self, letter: char) -> Option<&str> {
        let letters = self.bytes[self.replaced.clone()].as_chunks().0;
        let at = letters
            .binary_search_by_key(&u32::from(letter), |&letter| u32::from_le_bytes(letter))
            .ok()?;
        std::str::from_utf8(self.string(&self.replacement_ends, &self.replacements, at)).ok()
    }

    fn string(&self, ends: &Range<usize>, text: &Range<usize>, at: usize) -> &[u8] {
        let ends = &self.bytes[ends.clone()];
        let start = if at == 0 { 0 } else { number(ends, at - 1) };
        &self.bytes[text.clone()][start as usize..number(ends, at) as usize]
    }

    /// Writes the vector of a piece at a position, `hidden` floats, into `into`.
    #[inline(always)]
    pub(crate) fn embed(&self, piece: u32, position: usize, into: &mut [f32]) {
        let blocks = self.hidden / BLOCK;
        let row = &self.bytes[self.rows.clone()][piece as usize * blocks * ROW..][..blocks * ROW];
        let (scales, weights) = row.split_at(2 * blocks);
        let place = &self.bytes[self.places.clone()][position * self.hidden * 4..];
        let blocks = scales.as_chunks().0.iter().zip(weights.as_chunks::<16>().0);
        for ((&scale, weights), into) in blocks.zip(into.chunks_exact_mut(BLOCK)) {
            let (low, high) = into.split_at_mut(BLOCK / 2);
            for ((weight, low), high) in weights.iter().zip(low).zip(high) {
                *low = (f32::from(weight & 15) - 8.0) * half(u16::from_le_bytes(scale));
                *high = (f32::from(weight >> 4) - 8.0) * half(u16::from_le_bytes(scale));
            }
        }
        for (into, place) in into.iter_mut().zip(floats(place)) {
            *into += place;
        }
    }

    /// Scales (half floats) and weights of a matrix, block by block, one item a group of eight rows.
    #[inline(always)]
    pub(crate) fn groups<'a>(
        &'a self,
        matrix: &Matrix,
    ) -> impl Iterator<Item = (&'a [[[u8; 2]; ROWS]], &'a [[u8; PACKED]])> {
        let blocks = matrix.inputs / BLOCK;
        let scales = self.bytes[matrix.scales.clone()]
            .as_chunks()
            .0
            .as_chunks()
            .0
            .chunks_exact(blocks);
        scales.zip(
            self.bytes[matrix.weights.clone()]
                .as_chunks()
                .0
                .chunks_exact(blocks),
        )
    }
}

/// The number at a place of a section of numbers.
fn number(section: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(section.as_chunks().0[at])
}

/// The floats of a section.
#[inline(always)]
fn floats(section: &[u8]) -> impl Iterator<Item = f32> {
    section
        .as_chunks()
        .0
        .iter()
        .map(|&float| f32::from_le_bytes(float))
}

/// A finite half float; what is not finite becomes a large number.
#[inline(always)]
pub(crate) fn half(bits: u16) -> f32 {
    // The exponent of a float begins 112 lower; this is right for the smallest numbers, too.
    let size = f32::from_bits(u32::from(bits & 0x7fff) << 13) * f32::from_bits((127 + 112) << 23);
    f32::from_bits(size.to_bits() | u32::from(bits & 0x8000) << 16)
}
