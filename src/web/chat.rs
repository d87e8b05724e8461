//! What is said in a chat as HTML: bubbles as wide as on a phone, and buttons that are links.

use maud::{Markup, PreEscaped, html};

use crate::conversation::{Button, Message, Picture, Press, Reply, TapData, phone};
use crate::text::{RichText, html as telegram, split};

/// How many UTF-16 units Telegram takes in one message.
pub const MESSAGE: usize = 4096;
/// How many it takes below a picture.
pub const CAPTION: usize = 1024;

/// What a page knows of where it stands.
pub struct Surroundings<'a> {
    /// Where pressing a button leads.
    pub leads_to: &'a dyn Fn(&TapData) -> String,
    /// Where the picture of that path is.
    pub picture_at: &'a dyn Fn(&str) -> String,
    /// How many lines of a phone the text shall have at most, where anybody says.
    pub lines: Option<usize>,
}

/// Replies one below the other, each with how long it is.
pub fn draw(replies: &[Reply], around: &Surroundings<'_>) -> Markup {
    html! {
        div class="chat" {
            @for reply in replies {
                @match reply {
                    Reply::Message(message) => (drawn_message(message, around)),
                    Reply::Picture(picture) => (drawn_picture(picture, around)),
                    Reply::Toast(word) => p class="aside" { "Hinweis am Knopf: " (word) },
                    Reply::File(file) => {
                        p class="aside" { "Datei " (file.name) ": " (file.caption) }
                        pre tabindex="0" { (file.in_words()) }
                    },
                    Reply::Forgotten | Reply::Judged(_) => {},
                }
            }
        }
    }
}

fn drawn_message(message: &Message, around: &Surroundings<'_>) -> Markup {
    html! {
        @for piece in split::split(&message.text, MESSAGE) {
            (bubble(&piece))
            (size(&piece, MESSAGE, around.lines))
        }
        (keyboard(&message.buttons, around))
    }
}

fn drawn_picture(picture: &Picture, around: &Surroundings<'_>) -> Markup {
    let path = picture.image.path.to_string_lossy();
    html! {
        figure class="bubble" {
            img src=((around.picture_at)(&path)) alt=(picture.image.text);
            figcaption { (text(&picture.caption)) }
        }
        (size(&picture.caption, CAPTION, None))
        (keyboard(&picture.buttons, around))
    }
}

fn bubble(piece: &RichText) -> Markup {
    html! { div class="bubble" { (text(piece)) } }
}

/// A text as Telegram lays it out: its line breaks are kept by the style.
pub fn text(text: &RichText) -> Markup {
    PreEscaped(telegram::render(text))
}

fn size(piece: &RichText, most: usize, lines: Option<usize>) -> Markup {
    let (length, height) = (split::length(piece), phone::height(piece));
    let is_over = lines.is_some_and(|lines| height > lines) || length > most;
    let words = if height == 1 { "Zeile" } else { "Zeilen" };
    html! {
        p class={ "size" @if is_over { " over" } } {
            (length) " von " (most) " Zeichen, " (height) " " (words) " auf dem Telefon"
            @if let Some(lines) = lines { " (höchstens " (lines) ")" }
        }
    }
}

fn keyboard(rows: &[Vec<Button>], around: &Surroundings<'_>) -> Markup {
    if rows.iter().all(Vec::is_empty) {
        return html! {};
    }
    html! {
        ul class="keyboard" aria-label="Knöpfe" {
            @for row in rows.iter().filter(|row| !row.is_empty()) {
                li class="row" {
                    @for button in row { (drawn_button(button, around)) }
                }
            }
        }
    }
}

fn drawn_button(button: &Button, around: &Surroundings<'_>) -> Markup {
    match &button.press {
        Press::Act(tap) => html! { a href=((around.leads_to)(tap)) { (button.label) } },
        Press::Open(link) => {
            html! { a href=(link.as_str()) rel="noreferrer" { (button.label) " ↗" } }
        }
        Press::Share(_) => html! { span { (button.label) } },
    }
}
