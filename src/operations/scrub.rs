//! Takes bot tokens out of whatever is written: the last door, for what nobody thought of.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::LazyLock;

use regex::bytes::Regex;

/// A writer that lets everything through but tokens. Each write is looked at by itself, so one log line must be one
/// write; `tracing-subscriber` writes so. What cannot be written (a full disk, a closed pipe) is dropped: nobody who
/// logs could do anything about it.
pub(super) struct Scrubbed<W>(pub(super) W);

impl<W: Write> Write for Scrubbed<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let _ = self.0.write_all(&scrub(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.0.flush();
        Ok(())
    }
}

/// Replaces everything that looks like a bot token.
fn scrub(line: &[u8]) -> Cow<'_, [u8]> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[0-9]{6,}:[A-Za-z0-9_-]{30,}").expect("a constant that a test compiles")
    });
    TOKEN.replace_all(line, &b"[token]"[..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_do_not_come_through() {
        let mut written = Vec::new();
        let line =
            "no answer from /bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe at 12:30 ü\n";
        write!(Scrubbed(&mut written), "{line}").unwrap();
        let shown = String::from_utf8(written).unwrap();
        assert_eq!(shown, "no answer from /bot[token]/getMe at 12:30 ü\n");
    }
}
