//! A document as Markdown (CommonMark with tables).
//!
//! Whatever is a sign of Markdown in a text is escaped, so that it reads as it was typed.

use super::{Grid, Line, Paper, Piece, paragraphs};
use crate::text::Span;

/// Writes a document as Markdown.
pub fn write(document: &Paper) -> String {
    let mut blocks = vec![format!("# {}", in_line(&document.title))];
    blocks.extend(document.lead.iter().map(|line| escaped(line)));
    blocks.extend(document.pieces.iter().map(piece));
    blocks.join("\n\n") + "\n"
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Heading(level, text) => {
            format!("{} {}", "#".repeat(usize::from(*level) + 1), in_line(text))
        }
        Piece::Text(text) => paragraphs(text, line),
        Piece::Quote { words, about } => {
            let lines: Vec<String> = (escaped(words).lines())
                .map(|line| format!("> {line}").trim_end().to_owned())
                .collect();
            format!("{}\n\n*{}*", lines.join("\n"), in_line(about))
        }
        Piece::Aside(text) => format!("*{}*", in_line(text)),
        Piece::Gap(text) => format!("**{}**", in_line(text)),
        Piece::Boxes(boxes) => {
            let lines = boxes.iter();
            let lines = lines.map(|one| format!("- {} {}", one.sign(), in_line(&one.text)));
            lines.collect::<Vec<_>>().join("\n")
        }
        Piece::Table(table) => drawn(table),
    }
}

fn line(line: &Line<'_>) -> String {
    match line {
        Line::Title(spans) => format!("**{}**", in_line(&plain(spans))),
        Line::Paragraph(spans) => words(spans),
        Line::Bullet(spans) => format!("- {}", words(spans).replace('\n', "\n  ")),
        Line::Numbered(number, _, spans) => {
            format!("{number}. {}", words(spans).replace('\n', "\n   "))
        }
    }
}

fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Spans with their marks. A mark next to a space is none, so it moves inside.
fn words(spans: &[Span]) -> String {
    let marked = |span: &Span| {
        let text = escaped(&span.text);
        let inner = text.trim();
        let mark = match (span.strong, span.emphasis) {
            _ if inner.is_empty() => return text,
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let inner = match &span.link {
            Some(link) => format!("[{inner}](<{}>)", link.as_str()),
            None => inner.to_owned(),
        };
        let front = &text[..text.len() - text.trim_start().len()];
        let end = &text[text.trim_end().len()..];
        format!("{front}{mark}{inner}{mark}{end}")
    };
    spans.iter().map(marked).collect()
}

/// A text of one line.
fn in_line(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text whose signs mean nothing; a line break stays one.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped_line).collect();
    let mut escaped = String::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        escaped.push_str(line);
        match next {
            Some(next) if !line.is_empty() && !next.is_empty() => escaped.push_str("\\\n"),
            Some(_) => escaped.push('\n'),
            None => {}
        }
    }
    escaped
}

fn escaped_line(line: &str) -> String {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, sign) in line.char_indices() {
        let means = match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' => true,
            '-' | '+' | '=' => at == 0,
            '.' | ')' => {
                let rest = &line[at + 1..];
                at == digits && digits > 0 && !rest.starts_with(|sign: char| !sign.is_whitespace())
            }
            _ => false,
        };
        if means {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

fn drawn(table: &Grid) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = table.head.iter().map(|(head, _)| in_line(head)).collect();
    let rule = table.head.iter().map(|_| "---".to_owned()).collect();
    let rows = table.rows.iter();
    let rows = rows.map(|cells| cells.iter().map(|cell| in_line(cell)).collect());
    let lines: Vec<String> = [head, rule].into_iter().chain(rows).map(row).collect();
    lines.join("\n")
}
