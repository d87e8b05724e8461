//! `parse_mode: HTML`, as strict as the real server and with its messages.
//!
//! Accepted are Telegram's tags only; `<br>`, `<p>` and a bare `<` are errors, a bare `&` is not. Only
//! `&lt; &gt; &amp; &quot;` and numeric references are decoded. Nesting is checked here only as far as tags
//! close in order; what may contain what is `settle`'s business.

use super::scan::{Scanner, is_space, lower, push_code, text, utf16_units};
use super::{Entity, EntityKind, FormattedText, link, sort};

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// A tag that is open, with what its attributes said.
struct OpenTag {
    name: String,
    argument: String,
    date: i32,
    offset: usize,
    begin: usize,
}

struct Parser<'a> {
    input: Scanner<'a>,
    out: Vec<u8>,
    utf16: usize,
    /// The language of the last `<code>` that was closed, empty if it named none.
    code_language: String,
    open: Vec<OpenTag>,
    entities: Vec<Entity>,
}

/// Reads HTML into text and entities.
pub(super) fn parse(input: &str) -> Result<FormattedText, String> {
    let mut parser = Parser {
        input: Scanner::new(input),
        out: Vec::with_capacity(input.len()),
        utf16: 0,
        code_language: String::new(),
        open: Vec::new(),
        entities: Vec::new(),
    };
    parser.run()?;
    parser.finish()
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), String> {
        while !self.input.done() {
            match self.input.here() {
                b'&' => self.reference(),
                b'<' if self.input.ahead(1) == b'/' => self.end_tag()?,
                b'<' => self.start_tag()?,
                byte => self.plain(byte),
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<FormattedText, String> {
        if let Some(tag) = self.open.last() {
            return Err(format!(
                "Can't find end tag corresponding to start tag \"{}\"",
                tag.name
            ));
        }
        sort(&mut self.entities);
        let broken = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched \
                      surrogate code units";
        let text = String::from_utf8(self.out).map_err(|_| broken.to_owned())?;
        Ok(FormattedText {
            text,
            entities: self.entities,
        })
    }

    fn plain(&mut self, byte: u8) {
        self.utf16 += utf16_units(byte);
        self.out.push(byte);
        self.input.at += 1;
    }

    fn reference(&mut self) {
        let Some(code) = decode_reference(&mut self.input) else {
            return self.plain(b'&');
        };
        self.utf16 += if code > 0xffff { 2 } else { 1 };
        push_code(&mut self.out, code);
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.input.at;
        self.input.at += 1;
        let name = lower(
            self.input
                .take_while(|byte| !is_space(byte) && byte != b'>'),
        );
        if self.input.here() == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&name.as_str()) {
            return Err(format!(
                "Unsupported start tag \"{name}\" at byte offset {begin}"
            ));
        }
        let mut tag = OpenTag {
            name,
            argument: String::new(),
            date: 0,
            offset: self.utf16,
            begin: self.out.len(),
        };
        self.attributes(&mut tag, begin)?;
        self.input.at += 1;
        if tag.name == "span" && tag.argument != "spoiler" {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        self.open.push(tag);
        Ok(())
    }

    /// Reads attributes up to the `>` that closes the tag.
    fn attributes(&mut self, tag: &mut OpenTag, begin: usize) -> Result<(), String> {
        while self.input.here() != b'>' {
            self.input.skip_space();
            if self.input.here() == b'>' {
                break;
            }
            let name = self
                .input
                .take_while(|byte| !is_space(byte) && !b"=>/\"'".contains(&byte));
            if name.is_empty() {
                return Err(format!(
                    "Empty attribute name in the tag \"{}\" at byte offset {begin}",
                    tag.name
                ));
            }
            let unclosed = format!("Unclosed start tag \"{}\" at byte offset {begin}", tag.name);
            self.input.skip_space();
            if self.input.here() != b'=' {
                if self.input.here() == 0 {
                    return Err(unclosed);
                }
                if tag.name == "blockquote" && name == b"expandable" {
                    tag.argument = "1".to_owned();
                }
                continue;
            }
            self.input.at += 1;
            self.input.skip_space();
            if self.input.here() == 0 {
                return Err(unclosed);
            }
            let value = self.attribute_value()?;
            if self.input.here() == 0 {
                return Err(format!("Unclosed start tag at byte offset {begin}"));
            }
            tag.apply(name, value);
        }
        Ok(())
    }

    fn attribute_value(&mut self) -> Result<String, String> {
        let quote = self.input.here();
        if quote != b'"' && quote != b'\'' {
            let begin = self.input.at;
            let value = lower(
                self.input
                    .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)),
            );
            if !is_space(self.input.here()) && self.input.here() != b'>' {
                return Err(format!(
                    "Unexpected end of name token at byte offset {begin}"
                ));
            }
            return Ok(value);
        }
        self.input.at += 1;
        let mut value = Vec::new();
        while self.input.here() != quote && self.input.here() != 0 {
            if self.input.here() == b'&'
                && let Some(code) = decode_reference(&mut self.input)
            {
                push_code(&mut value, code);
                continue;
            }
            value.push(self.input.here());
            self.input.at += 1;
        }
        if self.input.here() == quote {
            self.input.at += 1;
        }
        Ok(text(value))
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.input.at;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.input.at += 2;
        let name = lower(
            self.input
                .take_while(|byte| !is_space(byte) && byte != b'>'),
        );
        self.input.skip_space();
        if self.input.here() != b'>' {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        self.input.at += 1;
        if self.utf16 > tag.offset {
            self.close(tag)
        } else {
            Ok(())
        }
    }

    /// Turns a closed tag into its entity.
    fn close(&mut self, tag: OpenTag) -> Result<(), String> {
        let (offset, length) = (tag.offset, self.utf16 - tag.offset);
        let kind = match tag.name.as_str() {
            "i" | "em" => EntityKind::Italic,
            "b" | "strong" => EntityKind::Bold,
            "s" | "strike" | "del" => EntityKind::Strikethrough,
            "u" | "ins" => EntityKind::Underline,
            "tg-spoiler" | "span" => EntityKind::Spoiler,
            "blockquote" if tag.argument.is_empty() => EntityKind::Blockquote,
            "blockquote" => EntityKind::ExpandableBlockquote,
            "tg-emoji" => match link::strict_integer(&tag.argument) {
                Some(id) if id != 0 => EntityKind::CustomEmoji(id),
                _ => return Err("Invalid custom emoji identifier specified".to_owned()),
            },
            "tg-time" => {
                let format = link::date_format(&tag.argument)?;
                if tag.date <= 0 {
                    return Ok(());
                }
                EntityKind::DateTime {
                    unix_time: tag.date,
                    format,
                }
            }
            "a" => {
                let address = if tag.argument.is_empty() {
                    text(self.out.get(tag.begin..).unwrap_or_default().to_vec())
                } else {
                    tag.argument
                };
                match link::target(&address) {
                    Some(kind) => kind,
                    None => return Ok(()),
                }
            }
            _ => {
                self.close_code(tag, offset, length);
                return Ok(());
            }
        };
        self.entities.push(Entity::new(kind, offset, length));
        Ok(())
    }

    /// `<pre>` and `<code class="language-…">` over the same piece become one block with its language.
    fn close_code(&mut self, tag: OpenTag, offset: usize, length: usize) {
        let is_pre = tag.name == "pre";
        let same_piece = self
            .entities
            .last_mut()
            .filter(|last| (last.offset, last.length) == (offset, length));
        if let Some(last) = same_piece {
            let language = match last.kind {
                EntityKind::Code if is_pre => self.code_language.clone(),
                EntityKind::Pre if !is_pre => tag.argument.clone(),
                _ => String::new(),
            };
            if !language.is_empty() {
                last.kind = EntityKind::PreCode(language);
                return;
            }
        }
        let kind = if is_pre {
            EntityKind::Pre
        } else {
            EntityKind::Code
        };
        self.code_language = if is_pre { String::new() } else { tag.argument };
        self.entities.push(Entity::new(kind, offset, length));
    }
}

impl OpenTag {
    /// Keeps what an attribute says, if it says something to this tag.
    fn apply(&mut self, attribute: &[u8], value: String) {
        match (self.name.as_str(), attribute) {
            ("a", b"href") | ("tg-emoji", b"emoji-id") | ("tg-time", b"format") => {
                self.argument = value
            }
            ("code", b"class") => {
                if let Some(language) = value.strip_prefix("language-") {
                    self.argument = language.to_owned();
                }
            }
            ("span", b"class") => {
                if let Some(class) = value.strip_prefix("tg-") {
                    self.argument = class.to_owned();
                }
            }
            ("blockquote", b"expandable") => self.argument = "1".to_owned(),
            ("tg-time", b"unix") => self.date = link::lenient_integer(&value),
            _ => {}
        }
    }
}

/// Decodes a character reference at the position and steps over it; leaves anything else alone.
fn decode_reference(input: &mut Scanner<'_>) -> Option<u32> {
    let begin = input.at;
    let code = reference_code(input).filter(|code| *code != 0);
    match code {
        Some(_) if input.here() == b';' => input.at += 1,
        Some(_) => {}
        None => input.at = begin,
    }
    code
}

fn reference_code(input: &mut Scanner<'_>) -> Option<u32> {
    let begin = input.at;
    input.at += 1;
    if input.here() != b'#' {
        return match input.take_while(|byte| byte.is_ascii_alphabetic()) {
            b"lt" => Some(u32::from(b'<')),
            b"gt" => Some(u32::from(b'>')),
            b"amp" => Some(u32::from(b'&')),
            b"quot" => Some(u32::from(b'"')),
            _ => None,
        };
    }
    input.at += 1;
    let base = if input.here() == b'x' { 16 } else { 10 };
    if base == 16 {
        input.at += 1;
    }
    let digits = input.take_while(|byte| char::from(byte).is_digit(base));
    let code = digits.iter().fold(0u32, |code, digit| {
        code.wrapping_mul(base)
            .wrapping_add(char::from(*digit).to_digit(base).unwrap_or(0))
    });
    let fits = code < 0x10_ffff && input.at - begin < 10;
    fits.then_some(code)
}
