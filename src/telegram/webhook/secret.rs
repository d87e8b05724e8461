//! The webhook's secret: what Telegram sends along so that nobody else can post updates.
//!
//! It is the same at every start and in every replica, because it comes from the settings or is derived from the
//! token. From it the token cannot be found. It is compared in constant time and never printed.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::telegram::BotToken;

/// The shortest secret that is taken.
const SHORTEST: usize = 16;
/// The longest that Telegram takes.
const LONGEST: usize = 256;

/// A secret that Telegram takes as `secret_token`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Why a text is no secret; says nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the webhook's secret must be {SHORTEST} to {LONGEST} letters, digits, `-` and `_`")]
pub struct SecretShape;

impl Secret {
    /// Checks a secret of the settings.
    ///
    /// # Errors
    /// When Telegram would not take it, or it is too short to be one.
    pub fn parse(text: &str) -> Result<Self, SecretShape> {
        let taken = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(taken) {
            return Ok(Self(text.to_owned()));
        }
        Err(SecretShape)
    }

    /// Derives a secret from the token.
    pub fn of(token: &BotToken) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"lotse webhook secret\0");
        hash.update(token.reveal());
        let digest = hash.finalize();
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Tells whether this is the secret, in a time that does not depend on how much of it is right.
    pub(super) fn is(&self, given: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(given).into()
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_secret_is_always_the_same_and_one_that_telegram_takes() {
        let token = BotToken::parse("123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw").unwrap();
        let other = BotToken::parse("123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsax").unwrap();
        let secret = Secret::of(&token);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret, Secret::of(&token));
        assert_ne!(secret, Secret::of(&other));
        assert_eq!(Secret::parse(secret.reveal()), Ok(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn only_the_whole_secret_is_the_secret() {
        let secret = Secret::parse("0123456789abcdef").unwrap();
        assert!(secret.is(b"0123456789abcdef"));
        for wrong in [
            "",
            "0123456789abcde",
            "0123456789abcdeF",
            "0123456789abcdef0",
        ] {
            assert!(!secret.is(wrong.as_bytes()), "{wrong}");
        }
    }

    #[test]
    fn a_secret_that_telegram_does_not_take_is_refused() {
        for wrong in [
            "kurz",
            "0123456789abcdef ",
            "0123456789abcdeü",
            &"a".repeat(257),
        ] {
            assert_eq!(Secret::parse(wrong), Err(SecretShape), "{wrong}");
        }
    }
}
