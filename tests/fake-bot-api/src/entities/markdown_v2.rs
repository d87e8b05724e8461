//! `parse_mode: MarkdownV2`, with its reserved characters and its messages.

use super::markdown::pre_head;
use super::scan::{Scanner, text, utf16_units};
use super::{Entity, EntityKind, FormattedText, link, sort};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre,
    PreCode,
    TextUrl,
    CustomEmoji,
    BlockQuote,
}

struct OpenSign {
    sign: Sign,
    language: String,
    offset: usize,
    byte_offset: usize,
    begin: usize,
}

struct Parser<'a> {
    input: Scanner<'a>,
    out: Vec<u8>,
    utf16: usize,
    open: Vec<OpenSign>,
    entities: Vec<Entity>,
    in_quote: bool,
    may_start_quote: bool,
}

/// Reads MarkdownV2 into text and entities.
pub(super) fn parse(input: &str) -> Result<FormattedText, String> {
    let mut parser = Parser {
        input: Scanner::new(input),
        out: Vec::new(),
        utf16: 0,
        open: Vec::new(),
        entities: Vec::new(),
        in_quote: false,
        may_start_quote: true,
    };
    while !parser.input.done() {
        parser.step()?;
    }
    parser.finish()
}

impl Parser<'_> {
    fn step(&mut self) -> Result<(), String> {
        let byte = self.input.here();
        if byte == b'\\' && (1..=126).contains(&self.input.ahead(1)) {
            let escaped = self.input.ahead(1);
            self.input.at += 2;
            self.utf16 += 1;
            self.out.push(escaped);
            if escaped != b'\r' {
                self.may_start_quote = escaped == b'\n';
            }
            return Ok(());
        }
        if !self.reserved().contains(&byte) {
            if utf16_units(byte) > 0 && byte != b'\r' {
                self.may_start_quote = false;
            }
            self.utf16 += utf16_units(byte);
            self.out.push(byte);
            self.input.at += 1;
            return Ok(());
        }
        if self.ends_here(byte) {
            self.end(byte)
        } else {
            self.begin(byte)
        }
    }

    fn reserved(&self) -> &'static [u8] {
        match self.open.last().map(|open| open.sign) {
            Some(Sign::Code | Sign::Pre | Sign::PreCode) => b"`",
            _ => b"_*[]()~`>#+-=|{}.!\n",
        }
    }

    fn ends_here(&self, byte: u8) -> bool {
        let Some(open) = self.open.last() else {
            return false;
        };
        let next = self.input.ahead(1);
        let is_last = self.input.at + 1 == self.input.len();
        if self.in_quote && byte == b'\n' && (is_last || next != b'>') {
            return true;
        }
        match open.sign {
            Sign::Bold => byte == b'*',
            Sign::Italic => byte == b'_' && next != b'_',
            Sign::Underline => byte == b'_' && next == b'_',
            Sign::Strikethrough => byte == b'~',
            Sign::Spoiler => byte == b'|' && next == b'|',
            Sign::Code => byte == b'`',
            Sign::Pre | Sign::PreCode => {
                byte == b'`' && next == b'`' && self.input.ahead(2) == b'`'
            }
            Sign::TextUrl | Sign::CustomEmoji => byte == b']',
            Sign::BlockQuote => false,
        }
    }

    fn begin(&mut self, byte: u8) -> Result<(), String> {
        let byte_offset = self.input.at;
        let next = self.input.ahead(1);
        let mut language = String::new();
        let sign = match byte {
            b'_' if next == b'_' => Sign::Underline,
            b'_' => Sign::Italic,
            b'*' => Sign::Bold,
            b'~' => Sign::Strikethrough,
            b'|' if next == b'|' => Sign::Spoiler,
            b'[' => Sign::TextUrl,
            b'!' if next == b'[' => Sign::CustomEmoji,
            b'`' if next == b'`' && self.input.ahead(2) == b'`' => Sign::Pre,
            b'`' => Sign::Code,
            b'\n' => {
                self.line_break();
                return Ok(());
            }
            b'>' if self.may_start_quote && self.in_quote => {
                self.input.at += 1;
                return Ok(());
            }
            b'>' if self.may_start_quote => Sign::BlockQuote,
            _ => return Err(reserved_error(byte)),
        };
        self.input.at += match sign {
            Sign::Pre => 3,
            Sign::Underline | Sign::Spoiler | Sign::CustomEmoji => 2,
            _ => 1,
        };
        let mut sign = sign;
        if sign == Sign::Pre {
            language = pre_head(&mut self.input);
            if !language.is_empty() {
                sign = Sign::PreCode;
            }
        }
        self.in_quote |= sign == Sign::BlockQuote;
        self.open.push(OpenSign {
            sign,
            language,
            offset: self.utf16,
            byte_offset,
            begin: self.out.len(),
        });
        Ok(())
    }

    fn line_break(&mut self) {
        self.input.at += 1;
        self.utf16 += 1;
        self.out.push(b'\n');
        self.may_start_quote = true;
    }

    fn end(&mut self, byte: u8) -> Result<(), String> {
        if byte == b'\n' {
            return self.end_quote();
        }
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let mut is_empty = self.utf16 == open.offset;
        self.input.at += 1;
        let kind = match open.sign {
            Sign::Bold => Some(EntityKind::Bold),
            Sign::Italic => Some(EntityKind::Italic),
            Sign::Strikethrough => Some(EntityKind::Strikethrough),
            Sign::Code => Some(EntityKind::Code),
            Sign::Underline => Some(EntityKind::Underline),
            Sign::Spoiler => Some(EntityKind::Spoiler),
            Sign::Pre => Some(EntityKind::Pre),
            Sign::PreCode => Some(EntityKind::PreCode(open.language.clone())),
            Sign::TextUrl => {
                let address = self.address()?;
                link::target(&address.unwrap_or_else(|| {
                    text(self.out.get(open.begin..).unwrap_or_default().to_vec())
                }))
            }
            Sign::CustomEmoji => Some(self.special_address()?),
            Sign::BlockQuote => None,
        };
        self.input.at += match open.sign {
            Sign::Underline | Sign::Spoiler => 1,
            Sign::Pre | Sign::PreCode => 2,
            _ => 0,
        };
        is_empty |= kind.is_none();
        if let Some(kind) = kind.filter(|_| !is_empty) {
            self.entities
                .push(Entity::new(kind, open.offset, self.utf16 - open.offset));
        }
        Ok(())
    }

    /// A line break that no quoted line follows ends the quote, and everything else must have ended before.
    fn end_quote(&mut self) -> Result<(), String> {
        let carriage_return = self.out.last() == Some(&b'\r');
        let at = self.input.at;
        let expandable = self
            .close_expander(|spoiler| spoiler + 2 == at || (spoiler + 3 == at && carriage_return));
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        if open.sign != Sign::BlockQuote {
            return Err(unfinished(&open));
        }
        self.in_quote = false;
        self.line_break();
        let kind = if expandable {
            EntityKind::ExpandableBlockquote
        } else {
            EntityKind::Blockquote
        };
        self.entities
            .push(Entity::new(kind, open.offset, self.utf16 - open.offset));
        Ok(())
    }

    /// `||` at the very end of a quote is no spoiler: it makes the quote expandable.
    fn close_expander(&mut self, is_at_end: impl Fn(usize) -> bool) -> bool {
        let expands = self
            .open
            .last()
            .is_some_and(|open| open.sign == Sign::Spoiler && is_at_end(open.byte_offset));
        if expands {
            self.open.pop();
        }
        expands
    }

    /// The address in parentheses, if one follows.
    fn address(&mut self) -> Result<Option<String>, String> {
        if self.input.here() != b'(' {
            return Ok(None);
        }
        self.input.at += 1;
        let begin = self.input.at;
        let mut address = Vec::new();
        while !self.input.done() && self.input.here() != b')' {
            if self.input.here() == b'\\' && (1..=126).contains(&self.input.ahead(1)) {
                self.input.at += 1;
            }
            address.push(self.input.here());
            self.input.at += 1;
        }
        if self.input.here() != b')' {
            return Err(format!("Can't find end of a URL at byte offset {begin}"));
        }
        self.input.at += 1;
        Ok(Some(text(address)))
    }

    fn special_address(&mut self) -> Result<EntityKind, String> {
        let Some(address) = self.address()? else {
            return Err("The entity must contain a tg://emoji or tg://time URL".to_owned());
        };
        let emoji = link::custom_emoji(&address).map(EntityKind::CustomEmoji);
        let wrong = || "Invalid tg://emoji or tg://time URL specified".to_owned();
        emoji
            .or_else(|| link::date_time(&address))
            .ok_or_else(wrong)
    }

    fn finish(mut self) -> Result<FormattedText, String> {
        if self.in_quote {
            let end = self.input.len();
            let expandable = self.close_expander(|spoiler| spoiler + 2 == end);
            if let Some(open) = self.open.pop_if(|open| open.sign == Sign::BlockQuote)
                && self.utf16 > open.offset
            {
                let kind = if expandable {
                    EntityKind::ExpandableBlockquote
                } else {
                    EntityKind::Blockquote
                };
                self.entities
                    .push(Entity::new(kind, open.offset, self.utf16 - open.offset));
            }
        }
        if let Some(open) = self.open.last() {
            return Err(unfinished(open));
        }
        sort(&mut self.entities);
        Ok(FormattedText {
            text: text(self.out),
            entities: self.entities,
        })
    }
}

fn reserved_error(byte: u8) -> String {
    format!(
        "Character '{}' is reserved and must be escaped with the preceding '\\'",
        char::from(byte)
    )
}

fn unfinished(open: &OpenSign) -> String {
    format!(
        "Can't find end of {:?} entity at byte offset {}",
        open.sign, open.byte_offset
    )
}
