//! The forward pass of a BERT encoder, from ids to the vectors of the last layer and those that are compared.
//!
//! One thread, no state beyond the call. The loops are written so that a compiler makes vectors of them: sums in eight
//! lanes, e^x and the error function as polynomials (errors below 1e-6), rounding by an addition.

use crate::{
    model::{BLOCK, Layer, Model, Norm},
    multiply::{Block, Kernel, Product, quantise, round},
    tokens::unit,
};
use pulp::NullaryFnOnce;

/// Lanes of a sum.
const LANES: usize = 8;

/// The pass of some ids, at most `positions` of them: `hidden` floats for every id, in the order of the ids.
pub(crate) struct LastLayer<'a> {
    pub(crate) model: &'a Model,
    pub(crate) kernel: Kernel,
    pub(crate) ids: &'a [u32],
}

impl NullaryFnOnce for LastLayer<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn call(self) -> Vec<f32> {
        let Self { model, kernel, ids } = self;
        let mut states = vec![0f32; ids.len() * model.hidden];
        for (position, (state, &id)) in states.chunks_exact_mut(model.hidden).zip(ids).enumerate() {
            model.embed(id, position, state);
        }
        normalise(&mut states, None, &model.norm, model.epsilon);
        let mut room = Room::default();
        for layer in &model.layers {
            room.layer(model, kernel, layer, &mut states);
        }
        states
    }
}

/// From vectors of the last layer to those that are compared: of length 1, less the mean, projected, of length 1 again,
/// times 127; `dimensions` numbers for every `hidden` of `states`.
pub(crate) struct Project<'a> {
    pub(crate) model: &'a Model,
    pub(crate) states: &'a [f32],
}

impl NullaryFnOnce for Project<'_> {
    type Output = Vec<i8>;

    #[inline(always)]
    fn call(self) -> Vec<i8> {
        let Self { model, states } = self;
        let mut vectors = Vec::with_capacity(states.len() / model.hidden * model.dimensions);
        let mut centred = vec![0f32; model.hidden];
        let mut projected = vec![0f32; model.dimensions];
        for state in states.chunks_exact(model.hidden) {
            let factor = 1.0 / dot(state, state).sqrt().max(f32::MIN_POSITIVE);
            for ((centred, value), mean) in centred.iter_mut().zip(state).zip(&model.mean) {
                *centred = value * factor - mean;
            }
            let rows = model.projection.chunks_exact(model.hidden);
            for (projected, row) in projected.iter_mut().zip(rows) {
                *projected = dot(row, &centred);
            }
            vectors.extend(unit(&projected));
        }
        vectors
    }
}

/// What a layer needs room for; the next layer has the same.
#[derive(Default)]
struct Room {
    blocks: Vec<Block>,
    attend: Vec<f32>,
    weights: Vec<f32>,
    context: Vec<f32>,
    wide: Vec<f32>,
    change: Vec<f32>,
}

impl Room {
    #[inline(always)]
    fn layer(&mut self, model: &Model, kernel: Kernel, layer: &Layer, states: &mut [f32]) {
        let multiply = |matrix, tokens: &[Block], into: &mut _| {
            kernel.multiply(Product {
                model,
                matrix,
                tokens,
                into,
            });
        };
        quantise(states, &mut self.blocks);
        multiply(&layer.attend, &self.blocks, &mut self.attend);
        self.attention(model.hidden, model.hidden / model.heads);
        quantise(&self.context, &mut self.blocks);
        multiply(&layer.output, &self.blocks, &mut self.change);
        normalise(states, Some(&self.change), &layer.attended, model.epsilon);
        quantise(states, &mut self.blocks);
        multiply(&layer.widen, &self.blocks, &mut self.wide);
        for value in &mut self.wide {
            *value *= 0.5 * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
        }
        quantise(&self.wide, &mut self.blocks);
        multiply(&layer.narrow, &self.blocks, &mut self.change);
        normalise(states, Some(&self.change), &layer.narrowed, model.epsilon);
    }

    /// From queries, keys and values (`attend`, side by side for every token) to `context`, `hidden` floats a token.
    #[inline(always)]
    fn attention(&mut self, hidden: usize, head: usize) {
        let tokens = self.attend.len() / (3 * hidden);
        let scale = 1.0 / (head as f32).sqrt();
        self.context.clear();
        self.context.resize(tokens * hidden, 0.0);
        self.weights.resize(tokens, 0.0);
        let rows = self.attend.chunks_exact(3 * hidden);
        for (row, context) in rows.clone().zip(self.context.chunks_exact_mut(hidden)) {
            for (at, context) in (0..).step_by(head).zip(context.chunks_exact_mut(head)) {
                let query = &row[at..at + head];
                for (weight, row) in self.weights.iter_mut().zip(rows.clone()) {
                    *weight = dot(query, &row[hidden + at..][..head]) * scale;
                }
                let highest = self.weights.iter().copied().fold(f32::MIN, f32::max);
                for weight in &mut self.weights {
                    *weight = exp(*weight - highest);
                }
                let share = 1.0 / self.weights.iter().sum::<f32>();
                let blocks = context.as_chunks_mut::<BLOCK>().0;
                for (at, context) in (2 * hidden + at..).step_by(BLOCK).zip(blocks) {
                    let mut sums = [0f32; BLOCK];
                    for (weight, row) in self.weights.iter().zip(rows.clone()) {
                        for (sum, value) in sums.iter_mut().zip(&row[at..][..BLOCK]) {
                            *sum += weight * value;
                        }
                    }
                    for (context, sum) in context.iter_mut().zip(sums) {
                        *context = sum * share;
                    }
                }
            }
        }
    }
}

/// Adds the change and makes mean 0 and variance 1 of every token, then applies factor and summand.
#[inline(always)]
fn normalise(states: &mut [f32], change: Option<&[f32]>, norm: &Norm, epsilon: f32) {
    if let Some(change) = change {
        for (state, change) in states.iter_mut().zip(change) {
            *state += change;
        }
    }
    let hidden = norm.factor.len();
    for state in states.chunks_exact_mut(hidden) {
        let mean = sum(state, |value| value) / hidden as f32;
        let variance = sum(state, |value| (value - mean) * (value - mean)) / hidden as f32;
        let factor = 1.0 / (variance + epsilon).sqrt();
        for ((value, scale), summand) in state.iter_mut().zip(&norm.factor).zip(&norm.summand) {
            *value = (*value - mean) * factor * scale + summand;
        }
    }
}

/// The dot product; both of the same length, a multiple of eight.
#[inline(always)]
fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    let (left, right) = (left.as_chunks::<LANES>().0, right.as_chunks::<LANES>().0);
    for (left, right) in left.iter().zip(right) {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += left * right;
        }
    }
    total(lanes)
}

/// The sum of what becomes of the values, a multiple of eight.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; LANES];
    for values in values.as_chunks::<LANES>().0 {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane += of(value);
        }
    }
    total(lanes)
}

/// In the order that needs the fewest steps.
#[inline(always)]
fn total([a, b, c, d, e, f, g, h]: [f32; LANES]) -> f32 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// e^x.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = round(x);
    let f = (x - whole as f32) * std::f32::consts::LN_2;
    let p = 1.0 / 24.0 + f * (1.0 / 120.0 + f / 720.0);
    let p = 1.0 + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * p)));
    f32::from_bits((whole.wrapping_add(127) as u32) << 23) * p
}

/// The error function (Abramowitz and Stegun 7.1.26).
#[inline(always)]
fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let p = 1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4);
    let p = t * (0.254_829_6 + t * (-0.284_496_74 + t * p));
    (1.0 - p * exp(-x * x)).copysign(x)
}
