//! A byte scanner with the habits of the real parsers, which read zero past the end of a text.
//!
//! The messages name byte offsets, so the scanner works on bytes; what it collects is bytes too and becomes
//! text only when it is whole.

/// Bytes to be read, and a position in them.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    /// The position of the next byte.
    pub(super) at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The byte under the position, zero past the end.
    pub(super) fn here(&self) -> u8 {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, distance: usize) -> u8 {
        self.bytes.get(self.at + distance).copied().unwrap_or(0)
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'a [u8] {
        let to = to.min(self.bytes.len());
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// Steps over bytes while they fit and returns them.
    pub(super) fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let from = self.at;
        while self.at < self.bytes.len() && fits(self.here()) {
            self.at += 1;
        }
        self.slice(from, self.at)
    }

    /// Steps over white space, but never over a zero byte.
    pub(super) fn skip_space(&mut self) {
        self.take_while(|byte| byte != 0 && is_space(byte));
    }
}

/// White space as Telegram's parsers see it: the zero byte belongs to it.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b)
}

/// How many UTF-16 units begin with this byte: none for a continuation byte.
pub(super) fn utf16_units(byte: u8) -> usize {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

/// Appends a code point, surrogates too, as up to four bytes.
pub(super) fn push_code(out: &mut Vec<u8>, code: u32) {
    let continuation = |shift: u32| 0x80 | ((code >> shift) & 0x3f) as u8;
    match code {
        0..=0x7f => out.push(code as u8),
        0x80..=0x7ff => out.extend([0xc0 | (code >> 6) as u8, continuation(0)]),
        0x800..=0xffff => out.extend([0xe0 | (code >> 12) as u8, continuation(6), continuation(0)]),
        _ => out.extend([
            0xf0 | (code >> 18) as u8,
            continuation(12),
            continuation(6),
            continuation(0),
        ]),
    }
}

/// Lower-cases the letters A to Z only.
pub(super) fn lower(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_ascii_lowercase()
}

/// Bytes as text; what is broken shows as replacement characters.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned())
}
