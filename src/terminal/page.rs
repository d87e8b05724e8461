//! The screen people read: replies drawn one below the other.

use std::io::{self, Write};

use super::chat::{Screen, Turn};
use super::draw::draw;

/// Draws replies onto a writer.
pub struct Page<W> {
    out: W,
    width: usize,
    colour: bool,
    echo: bool,
    begun: bool,
}

impl<W: Write> Page<W> {
    /// Draws for `width` columns, with colours if wanted.
    pub fn new(out: W, width: usize, colour: bool) -> Self {
        Self {
            out,
            width,
            colour,
            echo: false,
            begun: false,
        }
    }

    /// Writes each line before its replies, for when it was not typed on this screen.
    #[must_use]
    pub fn echoing(mut self) -> Self {
        self.echo = true;
        self
    }
}

impl<W: Write> Screen for Page<W> {
    fn show(&mut self, turn: &Turn<'_>) -> io::Result<()> {
        let drawn = draw(turn.replies, self.width, self.colour);
        if self.echo {
            if std::mem::replace(&mut self.begun, true) {
                writeln!(self.out)?;
            }
            let said: String = turn.said.chars().filter(|c| !c.is_control()).collect();
            writeln!(self.out, "> {said}")?;
        }
        if !drawn.is_empty() {
            writeln!(self.out, "{drawn}")?;
            if !self.echo {
                // Room before the next prompt.
                writeln!(self.out)?;
            }
        }
        self.out.flush()
    }
}
