//! The bot's token: the one secret of the Telegram side.
//!
//! It can be checked and used and never be printed: its `Debug` shows the bot's number only, it has no `Display`,
//! and what it becomes part of (addresses) is stripped from every error in [`super::transport`].

use std::fmt;

/// A token as the BotFather hands it out.
#[derive(Clone, PartialEq, Eq)]
pub struct BotToken(String);

/// Why a text is not a token; says nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not a Telegram bot token: it must look like `123456789:` and about 35 letters and digits"
)]
pub struct TokenFault;

impl BotToken {
    /// Checks a token; blanks around it are taken away.
    ///
    /// # Errors
    /// When it is not a number, a colon, and letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Result<Self, TokenFault> {
        let text = text.trim();
        let (bot, secret) = text.split_once(':').ok_or(TokenFault)?;
        let is_number = bot.parse::<u64>().is_ok() && bot.bytes().all(|b| b.is_ascii_digit());
        let is_secret = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if !is_number || secret.is_empty() || !secret.bytes().all(is_secret) {
            return Err(TokenFault);
        }
        Ok(Self(text.to_owned()))
    }

    /// The bot's number, which is public.
    pub fn bot_id(&self) -> i64 {
        let number = self.0.split(':').next();
        number.and_then(|id| id.parse().ok()).unwrap_or_default()
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BotToken({}:…)", self.bot_id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_number_a_colon_and_a_secret() {
        assert!(BotToken::parse(" 123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw\n").is_ok());
        for wrong in [
            "",
            "abc",
            "123456789",
            ":abc",
            "12:",
            "+1:abc",
            "1:ab c",
            "mein Token ist 1:a",
        ] {
            assert_eq!(BotToken::parse(wrong), Err(TokenFault), "{wrong}");
        }
    }

    #[test]
    fn a_token_never_prints_its_secret() {
        let token = BotToken::parse("123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw").unwrap();
        assert_eq!(format!("{token:?}"), "BotToken(123456789:…)");
    }
}
