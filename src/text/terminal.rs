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

/// How many lines a text has at that width, as far as each of its runs.
pub(crate) fn heights(text: &RichText, width: usize) -> impl Iterator<Item = usize> {
    let (mut ends, mut before) = (0, None);
    layout::runs(text).into_iter().map(move |run| {
        ends += run.kind.separator(before).len();
        before = Some(run.kind);
        let indent = run.kind.mark(BULLET).width();
        let mut is_blank = indent == 0;
        wrap(&run, width, indent, |laid| match laid {
            Laid::End => (ends, is_blank) = (ends + 1, indent == 0),
            Laid::Text(..) => is_blank = false,
        });
        // A line that ends and is followed by nothing is the last.
        ends + usize::from(!is_blank)
    })
}

fn render_run(out: &mut String, run: &Run<'_>, width: usize, colour: bool) {
    let mark = run.kind.mark(BULLET);
    let indent = mark.width();
    out.push_str(&mark);
    let mut open = Style::new();
    let change = |out: &mut String, open: &mut Style, style: Style| {
        if colour && *open != style {
            out.push_str(&format!("{open:#}{style}"));
            *open = style;
        }
    };
    wrap(run, width, indent, |laid| match laid {
        Laid::Text(text, style) => {
            change(out, &mut open, style);
            out.push_str(text);
        }
        Laid::End => {
            change(out, &mut open, Style::new());
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
        }
    });
    change(out, &mut open, Style::new());
}

/// What comes next on wrapped lines.
enum Laid<'t> {
    /// Characters of one style.
    Text(&'t str, Style),
    /// The line ends.
    End,
}

/// A piece of a run.
enum RunPiece<'t> {
    /// Characters of one style without blanks; what follows one without a gap is of the same word.
    Fragment(Cow<'t, str>, Style),
    /// A word ends here.
    Gap,
    /// The line ends here.
    Break,
}

/// The pieces of a run; a word may change its style in the middle.
fn pieces<'t>(texts: &'t [(Cow<'t, str>, Style)]) -> Vec<RunPiece<'t>> {
    let mut pieces = Vec::new();
    for (text, style) in texts {
        for part in text.split_inclusive([' ', '\t', '\n']) {
            let written = part.trim_end_matches([' ', '\t', '\n']);
            let shown = without_controls(written);
            match pieces.last_mut() {
                _ if shown.is_empty() => {}
                Some(RunPiece::Fragment(last, same)) if same == style => {
                    last.to_mut().push_str(&shown)
                }
                _ => pieces.push(RunPiece::Fragment(shown, *style)),
            }
            if written.len() < part.len() {
                pieces.push(RunPiece::Gap);
            }
            if part.ends_with('\n') {
                pieces.push(RunPiece::Break);
            }
        }
    }
    pieces
}

impl RunPiece<'_> {
    fn fragment(&self) -> Option<(&str, Style)> {
        match self {
            RunPiece::Fragment(text, style) => Some((text, *style)),
            RunPiece::Gap | RunPiece::Break => None,
        }
    }
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

/// How many columns a text takes.
fn columns(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.width(),
    }
}

/// Lays a run out, as many words on a line as fit; one is torn only where it is wider than a line.
fn wrap(run: &Run<'_>, width: usize, indent: usize, lay: impl FnMut(Laid<'_>)) {
    let is_title = run.kind == LayoutKind::Title;
    let spans = run.spans.iter();
    let texts: Vec<_> = spans
        .map(|span| (shown(span), style_of(span, is_title)))
        .collect();
    let mut line = OpenLine {
        // Even the narrowest terminal gets a column for words.
        width: width.saturating_sub(indent).max(1),
        column: 0,
        last: None,
        lay,
    };
    let is_fragment = |piece: &RunPiece<'_>| piece.fragment().is_some();
    for word in pieces(&texts).chunk_by(|one, next| is_fragment(one) && is_fragment(next)) {
        match word {
            [RunPiece::Gap] => {}
            [RunPiece::Break] => line.end(),
            word => line.word(word),
        }
    }
}

/// The line that is being filled.
struct OpenLine<F> {
    width: usize,
    column: usize,
    /// The style of what stands last on it.
    last: Option<Style>,
    lay: F,
}

impl<F: FnMut(Laid<'_>)> OpenLine<F> {
    fn end(&mut self) {
        (self.lay)(Laid::End);
        (self.column, self.last) = (0, None);
    }

    fn word(&mut self, word: &[RunPiece<'_>]) {
        let fragments = || word.iter().filter_map(RunPiece::fragment);
        let own: usize = fragments().map(|(text, _)| columns(text)).sum();
        if self.column > 0 && self.column + 1 + own > self.width {
            self.end();
        }
        if self.column > 0 {
            // The blank before the word has the style of both if they share it.
            let next = fragments().next().map(|(_, style)| style);
            let style = next.filter(|next| self.last == Some(*next));
            self.place(" ", style.unwrap_or_default());
        }
        for (text, style) in fragments() {
            if own <= self.width {
                self.add(text, style);
                continue;
            }
            for cluster in text.graphemes(true) {
                if columns(cluster) <= self.width {
                    self.place(cluster, style);
                    continue;
                }
                // Signs piled on one another may be wider than a whole line.
                for sign in cluster.chars() {
                    self.place(sign.encode_utf8(&mut [0; 4]), style);
                }
            }
        }
    }

    /// Adds characters, on the next line if this one has no room.
    fn place(&mut self, text: &str, style: Style) {
        if self.column > 0 && self.column + columns(text) > self.width {
            self.end();
        }
        self.add(text, style);
    }

    fn add(&mut self, text: &str, style: Style) {
        self.column += columns(text);
        self.last = Some(style);
        (self.lay)(Laid::Text(text, style));
    }
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
        fn heights_are_those_of_what_is_rendered(text in arbitrary::text(), width in 1_usize..80) {
            let rendered = |blocks: usize| {
                let blocks = text.blocks[..blocks].to_vec();
                render(&RichText { blocks }, width, false).lines().count()
            };
            let heights: Vec<usize> = heights(&text, width).collect();
            prop_assert_eq!(heights.last().copied().unwrap_or(0), rendered(text.blocks.len()));
            for blocks in 0..text.blocks.len() {
                let height = rendered(blocks);
                prop_assert!(height == 0 || heights.contains(&height));
            }
        }

        #[test]
        fn no_line_is_wider_than_asked(text in arbitrary::text(), width in 20_usize..80) {
            for line in render(&text, width, false).lines() {
                prop_assert!(line.width() <= width, "{line:?} is wider than {width}");
            }
        }
    }
}
