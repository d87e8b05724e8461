//! Whom a text is meant for, and what it says once names and slashes are taken off.
//!
//! Works on the text alone, not on Telegram's marking of it, so that a message with markings we cannot read is
//! understood like any other.

use crate::conversation::Occasion;

/// Who this bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotIdentity {
    /// Its number.
    pub id: i64,
    /// Its user name, without `@`.
    pub name: String,
    /// Whether people may call it by `@name …` in other chats.
    pub inline: bool,
}

/// A text as an occasion, with whom it names.
#[derive(Debug, Clone, PartialEq)]
pub struct AddressedText {
    /// Text without mentions, or a command.
    pub occasion: Occasion,
    /// Whom it is meant for, as far as the text tells.
    pub to: Addressee,
}

/// Whom a text is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// This bot, by name.
    Us,
    /// Whichever bot knows this command, which names nobody.
    AnyBot,
    /// A command for another bot.
    AnotherBot,
    /// Nobody in particular.
    Anybody,
}

/// Reads a text that this bot received.
pub fn read(text: &str, bot: &BotIdentity) -> AddressedText {
    match command(text) {
        Some((name, Some(addressee), _)) if !addressee.eq_ignore_ascii_case(&bot.name) => {
            AddressedText {
                occasion: as_command(name, text),
                to: Addressee::AnotherBot,
            }
        }
        Some((name, addressee, rest)) => AddressedText {
            occasion: as_command(name, rest),
            to: addressee.map_or(Addressee::AnyBot, |_| Addressee::Us),
        },
        None => without_mentions(text, bot),
    }
}

/// Splits `/name@bot rest`; `None` if the text is no command.
fn command(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let body = text.trim_start().strip_prefix('/')?;
    let end = body.find(char::is_whitespace).unwrap_or(body.len());
    let (word, rest) = body.split_at(end);
    let (name, addressee) = match word.split_once('@') {
        Some((name, addressee)) => (name, Some(addressee)),
        None => (word, None),
    };
    let is_name = |word: &str| {
        (1..=32).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    if !is_name(name) || !addressee.is_none_or(is_name) {
        return None;
    }
    Some((name, addressee, rest))
}

fn as_command(name: &str, rest: &str) -> Occasion {
    Occasion::Command {
        name: name.to_ascii_lowercase(),
        rest: rest.trim().to_owned(),
    }
}

fn without_mentions(text: &str, bot: &BotIdentity) -> AddressedText {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut mentioned = false;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        kept.push_str(before);
        let begins_word = !before.chars().next_back().is_some_and(is_name_char);
        let name_end = after[1..]
            .find(|c| !is_name_char(c))
            .map_or(after.len(), |end| end + 1);
        if begins_word && after[1..name_end].eq_ignore_ascii_case(&bot.name) {
            mentioned = true;
            rest = after[name_end..].trim_start_matches([' ', ',', ':']);
        } else {
            kept.push('@');
            rest = &after[1..];
        }
    }
    if !mentioned {
        return AddressedText {
            occasion: Occasion::Text(text.to_owned()),
            to: Addressee::Anybody,
        };
    }
    kept.push_str(rest);
    AddressedText {
        occasion: Occasion::Text(kept.trim().to_owned()),
        to: Addressee::Us,
    }
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bot() -> BotIdentity {
        BotIdentity {
            id: 1,
            name: "LotseBot".to_owned(),
            inline: true,
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let said = read(text, &bot());
        let occasion = match said.occasion {
            Occasion::Text(text) => format!("text {text:?}"),
            Occasion::Command { name, rest } => format!("command {name} {rest:?}"),
            other => format!("{other:?}"),
        };
        assert_eq!(format!("{:?}: {occasion}", said.to), expected);
    }

    #[test]
    fn commands_are_taken_apart() {
        check("/start", r#"AnyBot: command start """#);
        check(
            "/Frage wer entscheidet?",
            r#"AnyBot: command frage "wer entscheidet?""#,
        );
        check("/frage\nwer", r#"AnyBot: command frage "wer""#);
        check("/weiter@lotsebot", r#"Us: command weiter """#);
    }

    #[test]
    fn a_command_of_another_bot_is_not_ours() {
        check(
            "/start@otherbot",
            r#"AnotherBot: command start "/start@otherbot""#,
        );
    }

    #[test]
    fn what_only_looks_like_a_command_is_text() {
        for text in [
            "/",
            "/ start",
            "/über",
            "1/2",
            "bitte /start",
            "/a-b",
            "/start@",
        ] {
            check(text, &format!("Anybody: text {text:?}"));
        }
    }

    #[test]
    fn mentions_of_us_are_cut_out() {
        check(
            "@LotseBot wer entscheidet?",
            r#"Us: text "wer entscheidet?""#,
        );
        check(
            "@lotsebot, wer entscheidet?",
            r#"Us: text "wer entscheidet?""#,
        );
        check(
            "Wer entscheidet, @LotseBot?",
            r#"Us: text "Wer entscheidet, ?""#,
        );
        check("@LotseBot", r#"Us: text """#);
    }

    #[test]
    fn mentions_of_others_and_addresses_stay() {
        for text in ["@lotsebot2 wer?", "mail@lotsebot.de", "@", "a@@b"] {
            check(text, &format!("Anybody: text {text:?}"));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".*|.*@LotseBot.*|/.*") {
            read(&text, &bot());
        }
    }
}
