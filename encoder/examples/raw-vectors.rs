//! Writes what the last layer makes of texts: for `models/make.py`, which finds mean and projection in it.
//!
//! `raw-vectors MODEL` reads a text a line from standard input, as passages, and writes the vectors of their tokens to
//! standard output: little-endian floats, as many a token as the model is wide.

use encoder::{Encoder, Role};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = std::env::args()
        .nth(1)
        .ok_or("usage: raw-vectors MODEL < texts > vectors")?;
    let encoder = Encoder::open(std::fs::read(model)?)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lines() {
        for value in encoder.last_layer(Role::Passage, &line?).1 {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(out.flush()?)
}
