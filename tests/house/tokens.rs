//! Cuts Rust into words and signs, as far as the judges of the house need it: comments are no code, what stands in
//! strings is no path, and an item under `#[cfg(test)]` ends where it ends.

use std::ops::Range;

/// A word or sign of the code.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub(crate) at: usize,
    pub(crate) end: usize,
    /// The line it begins on, the first being 1.
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier, a keyword or a number.
    Word,
    /// A string, a character or a lifetime, with its quotes.
    Literal,
    /// `::` or any other single character.
    Sign,
}

/// All tokens of a file; comments are none.
pub(super) fn of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, kind) = if first.is_whitespace() {
            (first.len_utf8(), None)
        } else if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (block_comment(rest), None)
        } else if let Some(length) = string(rest) {
            (length, Some(Kind::Literal))
        } else if first == '\'' {
            (character_or_lifetime(rest), Some(Kind::Literal))
        } else if first.is_alphanumeric() || first == '_' {
            (word(rest), Some(Kind::Word))
        } else if rest.starts_with("::") {
            (2, Some(Kind::Sign))
        } else {
            (first.len_utf8(), Some(Kind::Sign))
        };
        tokens.extend(kind.map(|kind| Token {
            at,
            end: at + length,
            line,
            kind,
        }));
        line += rest[..length].matches('\n').count();
        at += length;
    }
    tokens
}

fn word(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len())
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                break;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of a string that begins here: `"…"`, `b"…"`, `r#"…"#` and the like.
fn string(rest: &str) -> Option<usize> {
    let quote = rest.find('"')?;
    let (letters, hashes) = rest[..quote].split_at(rest[..quote].trim_end_matches('#').len());
    if !["", "b", "c", "r", "br", "cr"].contains(&letters) {
        return None;
    }
    if letters.ends_with('r') {
        let close = format!("\"{hashes}");
        let length = rest[quote + 1..].find(&close)?;
        return Some(quote + 1 + length + close.len());
    }
    if !hashes.is_empty() {
        return None;
    }
    let mut escaped = false;
    let end = rest[quote + 1..].find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some(quote + 1 + end + 1)
}

/// `'a'` and `'\''` are characters, `'a` is a lifetime.
fn character_or_lifetime(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(rest.len(), |end| 3 + end + 1),
        Some((at, c)) if rest[at + c.len_utf8()..].starts_with('\'') => at + c.len_utf8() + 1,
        _ => 1 + word(&rest[1..]),
    }
}

/// The tokens without those of items under `#[cfg(…)]` of this condition, the bytes of these items, and the names of
/// modules that are declared so and stand in files of their own.
pub(super) fn without(
    text: &str,
    tokens: &[Token],
    condition: &str,
) -> (Vec<Token>, Vec<Range<usize>>, Vec<String>) {
    let word = |at: usize| {
        tokens
            .get(at)
            .map_or("", |token| &text[token.at..token.end])
    };
    let (mut kept, mut tests, mut modules) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let test = attribute(&word, at).is_some_and(|end| asks_for(&word, at..end, condition));
        if !test {
            kept.push(tokens[at]);
            at += 1;
            continue;
        }
        let mut item = at;
        while let Some(end) = attribute(&word, item) {
            item = end;
        }
        let end = item_end(&word, item, tokens.len());
        let name = (item..end).find(|&at| word(at) == "mod").map(|at| at + 1);
        modules.extend(
            name.filter(|name| word(name + 1) == ";")
                .map(|name| word(name).to_owned()),
        );
        tests.push(tokens[at].at..tokens[end - 1].end);
        at = end;
    }
    (kept, tests, modules)
}

/// Where the attribute ends that begins here.
fn attribute<'t>(word: &impl Fn(usize) -> &'t str, at: usize) -> Option<usize> {
    (word(at) == "#" && word(at + 1) == "[").then(|| closing(word, at + 1) + 1)
}

/// Whether an attribute says that what follows is compiled under this condition only.
fn asks_for<'t>(
    word: &impl Fn(usize) -> &'t str,
    attribute: Range<usize>,
    condition: &str,
) -> bool {
    word(attribute.start + 2) == "cfg"
        && attribute.clone().any(|at| word(at) == condition)
        && !attribute
            .clone()
            .any(|at| word(at) == "not" || word(at) == "any")
}

/// Where the bracket closes that opens here.
fn closing<'t>(word: &impl Fn(usize) -> &'t str, open: usize) -> usize {
    let mut depth = 0;
    for at in open.. {
        match word(at) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            "" => return at - 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    open
}

/// The token after an item: behind its `;` or its block, or at the `,` or bracket that ends a field or an arm.
fn item_end<'t>(word: &impl Fn(usize) -> &'t str, start: usize, most: usize) -> usize {
    let keyword = (start..most)
        .find(|&at| !["pub", "(", "crate", "super", ")"].contains(&word(at)))
        .unwrap_or(start);
    let to_semicolon = ["use", "const", "static", "type", "let"].contains(&word(keyword))
        && word(keyword + 1) != "fn";
    let mut at = start;
    while at < most {
        match word(at) {
            ";" => return at + 1,
            "," | ")" | "]" | "}" if !to_semicolon => return at + usize::from(word(at) == ","),
            "{" if !to_semicolon => return closing(word, at) + 1,
            "{" | "(" | "[" => at = closing(word, at) + 1,
            _ => at += 1,
        }
    }
    most
}
