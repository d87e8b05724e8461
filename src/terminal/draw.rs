//! Replies as lines: the text, then the buttons with the numbers to type.
//!
//! A message that replaces an earlier one is drawn again below a thin rule. A word on a button stands in brackets,
//! a picture is its caption and what it shows in words.

use std::collections::BTreeSet;

use crate::conversation::{Button, File, Message, Picture, Placement, Reply};
use crate::text::{RichText, terminal};

/// The widest text that is drawn: longer lines are hard to read.
const WIDEST: usize = 80;

/// Draws the replies of one turn for a terminal of `width` columns; empty if there are none.
///
/// Buttons are numbered as [`numbers`] says.
pub fn draw(replies: &[Reply], width: usize, colour: bool) -> String {
    let buttons = replies.iter().flat_map(Reply::buttons).flatten();
    let labels: Vec<&str> = buttons.map(|button| button.label.as_str()).collect();
    let mut pen = ReplyPen {
        width: width.clamp(1, WIDEST),
        colour,
        numbers: numbers(&labels).into_iter(),
    };
    let drawn: Vec<String> = replies.iter().map(|reply| pen.reply(reply)).collect();
    let drawn: Vec<String> = drawn.into_iter().filter(|part| !part.is_empty()).collect();
    drawn.join("\n\n")
}

/// The numbers to type for buttons with these labels, in their order.
///
/// A label that begins with a number of its own ("3 abhaken: …") has that one, and it is drawn once, so that a number means the same thing as
/// everywhere; the others are counted from the next number on.
pub fn numbers(labels: &[&str]) -> Vec<usize> {
    let own = |label: &&str| label.split(' ').next()?.parse::<usize>().ok();
    let mut taken = BTreeSet::new();
    let owned: Vec<Option<usize>> = labels
        .iter()
        .map(|label| own(label).filter(|number| taken.insert(*number)))
        .collect();
    let mut free = taken.last().map_or(1, |last| last.saturating_add(1))..;
    owned
        .into_iter()
        .map(|own| own.or_else(|| free.next()).unwrap_or(usize::MAX))
        .collect()
}

struct ReplyPen {
    width: usize,
    colour: bool,
    /// The numbers of the buttons that are not drawn yet.
    numbers: std::vec::IntoIter<usize>,
}

impl ReplyPen {
    fn reply(&mut self, reply: &Reply) -> String {
        match reply {
            Reply::Message(message) => self.message(message),
            Reply::Toast(word) => format!("[{}]", self.text(&RichText::paragraph(word))),
            Reply::Picture(picture) => self.picture(picture),
            Reply::File(file) => self.file(file),
            Reply::Forgotten | Reply::Judged(_) => String::new(),
        }
    }

    fn message(&mut self, message: &Message) -> String {
        let mut parts = vec![self.text(&message.text), self.buttons(&message.buttons)];
        parts.retain(|part| !part.is_empty());
        let drawn = parts.join("\n\n");
        match message.placement {
            Placement::Below => drawn,
            Placement::Instead => format!("{}\n{drawn}", "─".repeat(self.width)),
        }
    }

    /// A file is shown as it stands: there is no better place for it here.
    fn file(&self, file: &File) -> String {
        let words = RichText::paragraph(format!("(Datei {}: {})", file.name, file.caption));
        format!("{}\n\n{}", self.text(&words), file.in_words().trim_end())
    }

    fn picture(&mut self, picture: &Picture) -> String {
        let words = RichText::paragraph(format!("(Bild: {})", picture.image.text));
        let mut parts = vec![
            self.text(&picture.caption),
            self.text(&words),
            self.buttons(&picture.buttons),
        ];
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn text(&self, text: &RichText) -> String {
        terminal::render(text, self.width, self.colour)
    }

    fn buttons(&mut self, rows: &[Vec<Button>]) -> String {
        let rows: Vec<String> = rows
            .iter()
            .filter(|row| !row.is_empty())
            .map(|row| self.row(row))
            .collect();
        rows.join("\n")
    }

    fn row(&mut self, row: &[Button]) -> String {
        let labels: Vec<String> = row
            .iter()
            .zip(self.numbers.by_ref())
            .map(|(button, number)| {
                let own = format!("{number} ");
                let label = button.label.strip_prefix(&own).unwrap_or(&button.label);
                format!("[{number}] {label}")
            })
            .collect();
        terminal::fill(&labels, "  ", self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Press;
    use crate::knowledge::Image;
    use crate::text::Link;

    fn button(label: &str) -> Button {
        Button {
            label: label.to_owned(),
            press: Press::Open(Link::parse("https://example.org").unwrap()),
        }
    }

    fn answer() -> Message {
        let mut message = Message::below(
            RichText::default()
                .and_title("1.1 Auftrag")
                .and_paragraph("Meist die Leitung des zuständigen Dezernats oder Fachbereichs."),
        );
        message.buttons = vec![
            vec![
                button("Abschnitt 1.1 lesen"),
                button("In 1.1 weiterarbeiten"),
                button("Mehr"),
            ],
            vec![button("Zurück")],
        ];
        message
    }

    #[test]
    fn a_message_is_its_text_and_its_numbered_buttons() {
        insta::assert_snapshot!(draw(&[Reply::Message(answer())], 50, false), @r"
        1.1 Auftrag
        Meist die Leitung des zuständigen Dezernats oder
        Fachbereichs.

        [1] Abschnitt 1.1 lesen  [2] In 1.1 weiterarbeiten
        [3] Mehr
        [4] Zurück
        ");
    }

    #[test]
    fn what_replaces_a_message_stands_below_a_rule_and_numbers_run_on() {
        let mut again = answer();
        again.placement = Placement::Instead;
        again.buttons.truncate(1);
        again.text = RichText::paragraph("Neu");
        let mut first = answer();
        first.buttons = vec![vec![button("Eins")]];
        first.text = RichText::paragraph("Alt");
        let drawn = draw(
            &[
                Reply::Toast("Erledigt".into()),
                Reply::Message(first),
                Reply::Message(again),
            ],
            20,
            false,
        );
        insta::assert_snapshot!(drawn, @r"
        [Erledigt]

        Alt

        [1] Eins

        ────────────────────
        Neu

        [2] Abschnitt 1.1 lesen
        [3] In 1.1 weiterarbeiten
        [4] Mehr
        ");
    }

    #[test]
    fn a_picture_is_told_in_words() {
        let picture = Picture {
            image: Image {
                path: "bilder/film.png".into(),
                text: "ein leerer Rahmen".into(),
            },
            caption: RichText::paragraph("Film zu 1.2, folgt noch"),
            buttons: Vec::new(),
        };
        insta::assert_snapshot!(draw(&[Reply::Picture(picture)], 80, false), @r"
        Film zu 1.2, folgt noch

        (Bild: ein leerer Rahmen)
        ");
    }

    #[test]
    fn a_button_that_has_a_number_is_picked_by_it() {
        let labels = [
            "3 abhaken: Eins",
            "4 abhaken: Zwei",
            "Zurück",
            "4 mal",
            "1.2 Ziele",
        ];
        assert_eq!(numbers(&labels), [3, 4, 5, 6, 7]);
        assert_eq!(numbers(&["Weiter", "Zurück"]), [1, 2]);
        assert_eq!(numbers(&["99999999999999999999 Luftballons"]), [1]);
    }

    #[test]
    fn a_number_of_its_own_is_drawn_once() {
        let mut message = answer();
        message.buttons = vec![vec![button("1 Ja"), button("2 Nein"), button("3. Mal")]];
        let drawn = draw(&[Reply::Message(message)], 80, false);
        assert!(drawn.ends_with("[1] Ja  [2] Nein  [3] 3. Mal"), "{drawn}");
    }

    #[test]
    fn nothing_is_drawn_as_nothing() {
        assert_eq!(draw(&[], 80, true), "");
    }
}
