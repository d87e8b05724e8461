//! [`RichText`] wrapped for a terminal, with or without colours.
//!
//! Control characters are left out, so that nothing somebody typed can steer the terminal. Lists hang: the lines of
//! an item are indented to the end of its mark. Addresses of links are written behind their text.

use std::borrow::Cow;

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::html::BULLET;
use super::layout::{self, LayoutKind, Run};
use super::{RichText, Span};

/// Renders a text for `width` columns; `colour` switches ANSI styles.
pub fn render(text: &RichText, width: usize, colour: bool) -> String {
    let mut out = String::new();
    let mut before = None;
    for run in layout::runs(text) {
        out.push_str(run.kind.separator(before));
        before = Some(run.kind);
        render_run(&mut out, &run, width, colour);
    }
    out
}

/// Wraps unformatted words at `width` columns, as many on a line as fit.
///
/// A word may hold blanks: it is what must not be torn, such as the label of a button.
pub fn fill(words: &[String], gap: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in words {
        let own = word.width();
        if column > 0 && column + gap.width() + own > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push_str(gap);
            column += gap.width();
        }
        out.push_str(word);
        column += own;
    }
    out
}

fn render_run(out: &mut String, run: &Run<'_>, width: usize, colour: bool) {
    let mark = run.kind.mark(BULLET);
    let indent = mark.width();
    out.push_str(&mark);
    // Even the narrowest terminal gets a column for words.
    let lines = wrap(&words(run), width.saturating_sub(indent).max(1));
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
        }
        render_line(out, line, colour);
    }
}

fn render_line(out: &mut String, line: &[Fragment], colour: bool) {
    for fragment in line {
        if colour && !fragment.style.is_plain() {
            let style = fragment.style;
            out.push_str(&format!("{style}{}{style:#}", fragment.text));
        } else {
            out.push_str(&fragment.text);
        }
    }
}

/// Characters of one style on one line.
#[derive(Debug, Clone, PartialEq)]
struct Fragment {
    text: String,
    style: Style,
}

/// What is never torn unless it is wider than a line.
enum WrappedWord {
    /// Fragments without blanks.
    Fragments(Vec<Fragment>),
    /// The line ends here.
    Break,
}

/// The words of a run; a word may change its style in the middle.
fn words(run: &Run<'_>) -> Vec<WrappedWord> {
    let mut words = Vec::new();
    let mut word: Vec<Fragment> = Vec::new();
    let end = |word: &mut Vec<Fragment>, words: &mut Vec<WrappedWord>| {
        if !word.is_empty() {
            words.push(WrappedWord::Fragments(std::mem::take(word)));
        }
    };
    for span in run.spans {
        let style = style_of(span, run.kind == LayoutKind::Title);
        for part in shown(span).split_inclusive([' ', '\t', '\n']) {
            let written = part.trim_end_matches([' ', '\t', '\n']);
            push(&mut word, &without_controls(written), style);
            if written.len() < part.len() {
                end(&mut word, &mut words);
            }
            if part.ends_with('\n') {
                words.push(WrappedWord::Break);
            }
        }
    }
    end(&mut word, &mut words);
    words
}

fn shown(span: &Span) -> Cow<'_, str> {
    match span.address_to_show() {
        Some(address) => format!("{} ({address})", span.text).into(),
        None => span.text.as_str().into(),
    }
}

fn without_controls(word: &str) -> Cow<'_, str> {
    match word.contains(char::is_control) {
        true => word.chars().filter(|c| !c.is_control()).collect(),
        false => word.into(),
    }
}

fn style_of(span: &Span, title: bool) -> Style {
    let mut style = Style::new();
    if span.strong || title {
        style = style.bold();
    }
    if span.emphasis {
        style = style.italic();
    }
    if span.link.is_some() {
        style = style.underline();
    }
    style
}

fn push(fragments: &mut Vec<Fragment>, text: &str, style: Style) {
    if text.is_empty() {
        return;
    }
    match fragments.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => fragments.push(Fragment {
            text: text.to_owned(),
            style,
        }),
    }
}

fn wrap(words: &[WrappedWord], width: usize) -> Vec<Vec<Fragment>> {
    let mut lines = vec![Vec::new()];
    let mut column = 0;
    for word in words {
        let WrappedWord::Fragments(fragments) = word else {
            lines.push(Vec::new());
            column = 0;
            continue;
        };
        let own: usize = fragments.iter().map(|fragment| fragment.text.width()).sum();
        if column > 0 && column + 1 + own > width {
            lines.push(Vec::new());
            column = 0;
        }
        if column > 0 {
            let style = joint(lines.last(), fragments);
            place(&mut lines, &mut column, " ", style, width);
        }
        if own <= width {
            if let Some(line) = lines.last_mut() {
                for fragment in fragments {
                    push(line, &fragment.text, fragment.style);
                }
            }
            column += own;
            continue;
        }
        for fragment in fragments {
            for cluster in fragment.text.graphemes(true) {
                if cluster.width() <= width {
                    place(&mut lines, &mut column, cluster, fragment.style, width);
                    continue;
                }
                // Signs piled on one another may be wider than a whole line.
                for sign in cluster.chars() {
                    let sign = sign.encode_utf8(&mut [0; 4]).to_owned();
                    place(&mut lines, &mut column, &sign, fragment.style, width);
                }
            }
        }
    }
    lines
}

/// The style of the blank between a line and the next word: theirs if they share it.
fn joint(line: Option<&Vec<Fragment>>, word: &[Fragment]) -> Style {
    let before = line.and_then(|line| line.last());
    match (before, word.first()) {
        (Some(before), Some(after)) if before.style == after.style => before.style,
        _ => Style::new(),
    }
}

fn place(
    lines: &mut Vec<Vec<Fragment>>,
    column: &mut usize,
    cluster: &str,
    style: Style,
    width: usize,
) {
    let own = cluster.width();
    if *column > 0 && *column + own > width {
        lines.push(Vec::new());
        *column = 0;
    }
    if let Some(line) = lines.last_mut() {
        push(line, cluster, style);
    }
    *column += own;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{layout::arbitrary, markdown};
    use proptest::prelude::*;

    #[test]
    fn words_are_wrapped_and_items_hang() {
        let text = markdown::parse(
            "Meist die Leitung des Dezernats.\n\n- Auftrag schriftlich sichern\n- Zeit\n\n9. neun\n10. zehn und elf und zwölf",
        )
        .unwrap();
        insta::assert_snapshot!(render(&text, 18, false), @r"
        Meist die Leitung
        des Dezernats.

        • Auftrag
          schriftlich
          sichern
        • Zeit

        9. neun
        10. zehn und elf
            und zwölf
        ");
    }

    #[test]
    fn colours_come_only_when_asked_for() {
        let text = RichText::default().and_title("Ein Titel");
        assert_eq!(render(&text, 80, false), "Ein Titel");
        assert_eq!(render(&text, 80, true), "\u{1b}[1mEin Titel\u{1b}[0m");
    }

    #[test]
    fn links_name_their_address_and_line_breaks_stay() {
        let text = markdown::parse("[hier](https://example.org)\\\nund da").unwrap();
        assert_eq!(
            render(&text, 80, false),
            "hier (https://example.org)\nund da"
        );
    }

    #[test]
    fn what_somebody_typed_cannot_steer_the_terminal() {
        let text = RichText::paragraph("a\u{1b}[31mb\u{7}");
        assert_eq!(render(&text, 80, true), "a[31mb");
    }

    #[test]
    fn signs_that_are_piled_wider_than_a_line_are_torn() {
        let piled = format!("{}x", "🏽".repeat(8));
        for line in render(&RichText::paragraph(piled), 5, false).lines() {
            assert!(line.width() <= 5, "{line:?}");
        }
    }

    #[test]
    fn labels_are_not_torn() {
        let labels = ["[1] Abschnitt lesen".to_owned(), "[2] Mehr".to_owned()];
        assert_eq!(fill(&labels, "  ", 40), "[1] Abschnitt lesen  [2] Mehr");
        assert_eq!(fill(&labels, "  ", 25), "[1] Abschnitt lesen\n[2] Mehr");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in arbitrary::text(), width in 20_usize..80) {
            for line in render(&text, width, false).lines() {
                prop_assert!(line.width() <= width, "{line:?} is wider than {width}");
            }
        }
    }
}
