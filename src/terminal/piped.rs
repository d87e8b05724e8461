//! LineSource from a pipe or file, bounded in length and believed in nothing.

use std::io::{self, BufRead};

use super::chat::LineSource;
use super::input::Input;

/// The longest line that is read, in bytes; the rest of a longer one is skipped.
const LONGEST: usize = 64 * 1024;

/// How much of an unreadable line is kept for showing it.
const SHOWN: usize = 60;

/// LineSource from a reader.
pub struct PipedLines<R> {
    reader: R,
    begun: bool,
}

impl<R: BufRead> PipedLines<R> {
    /// Reads lines from this reader.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            begun: false,
        }
    }

    /// The bytes of the next line up to [`LONGEST`], and whether there were more.
    fn next_bytes(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut line = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() {
                return Ok(any.then_some((line, too_long)));
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let room = LONGEST - line.len();
            too_long |= part.len() > room;
            line.extend_from_slice(&part[..part.len().min(room)]);
            let used = end.map_or(chunk.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(Some((line, too_long)));
            }
        }
    }
}

impl<R: BufRead> LineSource for PipedLines<R> {
    fn next(&mut self) -> io::Result<Option<Input>> {
        let Some((mut bytes, too_long)) = self.next_bytes()? else {
            return Ok(None);
        };
        if !std::mem::replace(&mut self.begun, true) && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        Ok(Some(match String::from_utf8(bytes) {
            Ok(said) if !too_long => Input::line(said),
            Ok(said) => unreadable(&said),
            Err(error) => unreadable(&String::from_utf8_lossy(error.as_bytes())),
        }))
    }
}

fn unreadable(said: &str) -> Input {
    let mut shown: String = said.chars().take(SHOWN).collect();
    if shown.len() < said.len() {
        shown.push('…');
    }
    Input {
        said: shown,
        readable: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Input> {
        let mut piped = PipedLines::new(bytes);
        std::iter::from_fn(|| piped.next().expect("memory can be read")).collect()
    }

    #[test]
    fn lines_lose_their_ends_and_a_byte_order_mark() {
        assert_eq!(
            read(b"\xef\xbb\xbfeins\r\n\nzwei"),
            [Input::line("eins"), Input::line(""), Input::line("zwei")]
        );
    }

    #[test]
    fn what_is_no_utf8_is_unreadable_and_the_next_line_is_fine() {
        let lines = read(b"f\xfcr\nja");
        assert_eq!(
            (lines[0].said.as_str(), lines[0].readable),
            ("f\u{fffd}r", false)
        );
        assert_eq!(lines[1], Input::line("ja"));
    }

    #[test]
    fn a_huge_line_is_unreadable_and_the_next_line_is_fine() {
        let mut bytes = vec![b'a'; LONGEST + 1];
        bytes.extend(b"\nja");
        let lines = read(&bytes);
        assert_eq!(lines[0].said, "a".repeat(SHOWN) + "…");
        assert!(!lines[0].readable);
        assert_eq!(lines[1], Input::line("ja"));
    }

    #[test]
    fn a_line_of_just_the_greatest_length_is_read() {
        let mut bytes = vec![b'a'; LONGEST];
        bytes.push(b'\n');
        assert!(read(&bytes)[0].readable);
    }

    proptest! {
        #[test]
        fn any_bytes_make_as_many_inputs_as_lines(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
            if lines.last().is_some_and(|last| last.is_empty()) {
                lines.pop();
            }
            prop_assert_eq!(read(&bytes).len(), lines.len());
        }
    }
}
