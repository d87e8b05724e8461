//! `lotse preview 1.2`: what a place, example or term looks like in the terminal and in Telegram, for editors; with
//! `--serve` everything in a browser ([`browser`]).
//!
//! Nothing is drawn here: a fresh chat is led to the thing as a tap would lead it, so what is shown is what people get.
//! In Telegram a message holds 4096 UTF-16 units; how much of them a text takes is said with it.

mod browser;

use std::io::{self, Write};

use crate::answer::Library;
use crate::conversation::{Button, Message, Moment, Placement, Press, Reply};
use crate::knowledge::{Guide, suggest};
use crate::operations::settings::Shared;
use crate::terminal;
use crate::text::{html, split};
use crate::web::chat::MESSAGE;
use crate::web::{Visitor, way};

use super::outcome::{Failure, Success};
use super::{library, now, output};

/// What is shown.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lotse preview 1.2                    a place by its number
  lotse preview bo-01                  an example; terms and other entries likewise by their id
  lotse preview 1.2 --press Aufgaben   what a button of it leads to, here „Aufgaben (4)“
  lotse preview --serve                everything in a browser, kept up with the files")]
pub struct PreviewArgs {
    /// The number of a place, or the id of a place, example, municipality, term, background text, answer or gap.
    #[arg(value_name = "NUMBER or ID", required_unless_present = "serve")]
    pub what: Option<String>,
    /// Presses a button by its label or the words it begins with, as often as it is given.
    #[arg(long, value_name = "LABEL")]
    pub press: Vec<String>,
    /// Shows the whole guide in a browser until Ctrl-C, with what `check` says, anew whenever a file is saved.
    #[arg(
        long,
        value_name = "ADDRESS",
        num_args = 0..=1,
        default_missing_value = browser::ADDRESS,
        conflicts_with_all = ["what", "press"]
    )]
    pub serve: Option<String>,
}

/// Shows it.
///
/// # Errors
/// When there is no such thing or button, when the guide cannot be used, when output fails, or when the address cannot
/// be had.
pub fn run(shared: &Shared, args: &PreviewArgs) -> Result<Success, Failure> {
    if let Some(address) = &args.serve {
        return browser::serve(shared, address);
    }
    let library = library::open(shared)?;
    let what = args.what.as_deref().unwrap_or_default();
    let replies = replies(&library, what, &args.press, now())?;
    let colour = output::colour(shared.color, &io::stdout());
    let shown = show(replies, output::width(), colour);
    io::stdout().write_all(shown.as_bytes())?;
    Ok(Success::Fine)
}

/// Leads a fresh chat there, and on by these buttons.
fn replies(
    library: &Library,
    what: &str,
    presses: &[String],
    now: Moment,
) -> Result<Vec<Reply>, Failure> {
    let first = way(&library.guide, what).ok_or_else(|| unknown(&library.guide, what))?;
    let mut visitor = Visitor::new(library, now);
    let mut replies = visitor.does(first);
    for label in presses {
        let tap = visitor.tap(label);
        let tap = tap.ok_or_else(|| no_button(visitor.buttons(), label))?;
        replies = visitor.does(tap);
    }
    Ok(replies)
}

fn unknown(guide: &Guide, what: &str) -> Failure {
    let numbers = guide
        .places
        .iter()
        .flat_map(|place| [place.number.as_str(), place.id.as_str()]);
    let ids = guide.examples.iter().map(|example| example.id.as_str());
    let terms = guide.terms.iter().map(|term| term.id.as_str());
    let hint = suggest::hint(
        what.trim_start_matches("term:"),
        numbers.chain(ids).chain(terms),
        "nennen Sie die Nummer einer Stelle oder die id eines Eintrags",
    );
    Failure::usage(format!("`{what}` gibt es in diesem Leitfaden nicht"), hint)
}

fn no_button(buttons: &[Button], label: &str) -> Failure {
    let labels: Vec<String> = (buttons.iter())
        .map(|button| format!("`{}`", button.label))
        .collect();
    let begun = buttons.iter().filter(|button| button.begins_with(label));
    let sentence = match begun.count() {
        0 => format!("einen Knopf `{label}` gibt es dort nicht"),
        _ => format!("mit `{label}` beginnt dort nicht genau ein Knopf, der etwas zeigt"),
    };
    Failure::usage(sentence, format!("die Knöpfe heißen {}", labels.join(", ")))
}

/// Both views, one below the other.
fn show(replies: Vec<Reply>, width: usize, colour: bool) -> String {
    let replies: Vec<Reply> = replies.into_iter().map(below).collect();
    let telegram: String = replies.iter().map(in_telegram).collect();
    format!(
        "Im Terminal\n\n{}\n\nIn Telegram\n\n{telegram}",
        terminal::draw(&replies, width, colour)
    )
}

/// A preview replaces nothing.
fn below(reply: Reply) -> Reply {
    match reply {
        Reply::Message(message) => Reply::Message(Message {
            placement: Placement::Below,
            ..message
        }),
        other => other,
    }
}

fn in_telegram(reply: &Reply) -> String {
    match reply {
        Reply::Message(message) => {
            let pieces = split::split(&message.text, MESSAGE);
            let texts = pieces.iter().map(|piece| {
                let length = split::length(piece);
                format!(
                    "({length} von {MESSAGE} Zeichen)\n{}\n\n",
                    html::render(piece)
                )
            });
            texts.collect::<String>() + &rows(&message.buttons)
        }
        Reply::Picture(picture) => {
            let path = picture.image.path.display();
            let caption = html::render(&picture.caption);
            format!(
                "(Bild {path}: {})\n{caption}\n\n{}",
                picture.image.text,
                rows(&picture.buttons)
            )
        }
        Reply::Toast(word) => format!("(Hinweis am Knopf: {word})\n\n"),
        Reply::File(file) => format!(
            "(Datei {}: {})\n{}\n\n",
            file.name,
            file.caption,
            file.in_words()
        ),
        Reply::Forgotten | Reply::Judged(_) => String::new(),
    }
}

/// The buttons row by row, with what they open.
fn rows(rows: &[Vec<Button>]) -> String {
    let label = |button: &Button| match &button.press {
        Press::Act(_) => format!("[{}]", button.label),
        Press::Open(link) => format!("[{} → {}]", button.label, link.as_str()),
        Press::Share(article) => format!("[{} → {}]", button.label, article.query),
    };
    let line = |row: &Vec<Button>| row.iter().map(label).collect::<Vec<_>>().join(" ") + "\n";
    rows.iter()
        .filter(|row| !row.is_empty())
        .map(line)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::conversation::Action;
    use crate::knowledge;

    fn library() -> Library {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let loaded = knowledge::load(&folder).expect("the folder is there");
        Library::in_memory(loaded.guide.expect("nothing is wrong")).expect("an index")
    }

    fn preview(what: &str, press: &[&str]) -> String {
        let presses: Vec<String> = press.iter().map(|label| (*label).to_owned()).collect();
        match replies(&library(), what, &presses, Moment(1_000_000)) {
            Ok(replies) => show(replies, 80, false),
            Err(Failure::Told { sentence, hint, .. }) => format!("{sentence}: {hint}"),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_place_is_shown_as_both_would_show_it() {
        insta::assert_snapshot!(preview("2.1", &[]), @"
        Im Terminal

        2.1 Genehmigung einholen
        Wer die Straße sperren will, braucht eine Genehmigung vom Ordnungsamt. Der
        Antrag geht spätestens sechs Wochen vor dem Fest ein.

        Quelle: Leitfaden „Unsere Straße feiert“

        [1] Aufgaben (2)  [2] Quellen
        [3] Beispiele zu 2.1  [4] Weitergeben
        [5] Übersicht  [6] Weiter: 2.2

        In Telegram

        (195 von 4096 Zeichen)
        <b>2.1 Genehmigung einholen</b>
        Wer die Straße sperren will, braucht eine Genehmigung vom Ordnungsamt. Der Antrag geht spätestens sechs Wochen vor dem Fest ein.

        <i>Quelle: Leitfaden „Unsere Straße feiert“</i>

        [Aufgaben (2)] [Quellen]
        [Beispiele zu 2.1] [Weitergeben → 2.1 Genehmigung einholen]
        [Übersicht] [Weiter: 2.2]
        ");
    }

    #[test]
    fn a_button_can_be_pressed_by_its_label_or_its_first_words() {
        for label in ["Aufgaben (2)", "Aufgaben"] {
            let shown = preview("2.1", &[label]);
            assert!(
                shown.contains("Aufgaben zu 2.1") && shown.contains("[1 abhaken: "),
                "{shown}"
            );
        }
        let shown = preview("2.1", &["Aufgabe"]);
        assert!(
            shown.starts_with("einen Knopf `Aufgabe` gibt es"),
            "{shown}"
        );
        let next = Button::act("Weiter: 2.2", Action::Help);
        assert!(!next.begins_with("") && next.begins_with("Weiter"));
    }

    #[test]
    fn every_entry_with_an_id_can_be_seen() {
        let check = |what: &str, words: &str| {
            let shown = preview(what, &[]);
            assert!(
                shown.contains("In Telegram") && shown.contains(words),
                "{what}: {shown}"
            );
        };
        check("genehmigung", "Genehmigung einholen");
        check("li-01", "zwölf Haushalte");
        check("oa", "genehmigt Sperrungen");
        check("term:oa", "genehmigt Sperrungen");
        check("lindenau", "Suppenküche");
        check("warum", "aneinander vorbeigehen");
        check("wie-viele", "mindestens drei Haushalte");
        check("kosten", "Zu Kosten sagt der Leitfaden nichts");
    }

    #[test]
    fn what_does_not_exist_offers_what_was_meant() {
        assert_eq!(
            preview("2.7", &[]),
            "`2.7` gibt es in diesem Leitfaden nicht: meinten Sie `2.1`?"
        );
        assert_eq!(
            preview("2.1", &["Augaben"]).split(':').next(),
            Some("einen Knopf `Augaben` gibt es dort nicht")
        );
    }
}
