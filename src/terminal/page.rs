//! The display people read: replies drawn one below the other.

use std::io::{self, Write};

use super::chat::{Display, Exchange};
use super::draw::draw;

/// Draws replies onto a writer.
pub struct TextDisplay<W> {
    out: W,
    width: usize,
    colour: bool,
    echo: bool,
    begun: bool,
}

impl<W: Write> TextDisplay<W> {
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

impl<W: Write> Display for TextDisplay<W> {
    fn show(&mut self, turn: &Exchange<'_>) -> io::Result<()> {
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
