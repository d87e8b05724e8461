//! Addresses that can be shown everywhere.
//!
//! Telegram refuses a message for one button whose address it does not like, so what it does not like is no [`Link`]:
//! its rules are part of what an address is here, and editors learn of it from `lotse check`.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// How many characters an address has at most.
const MAX_LENGTH: usize = 2048;

/// An address with a scheme that is safe to show: `http`, `https`, `mailto` or `tg`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// Why a text is not a [`Link`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// There is no `scheme:` at its head.
    #[error("the address `{0}` has no scheme such as `https://`")]
    NoScheme(String),
    /// The scheme is none that we show.
    #[error("the scheme `{0}` is not one of http, https, mailto, tg")]
    OddScheme(String),
    /// It holds blanks or control characters, or nothing follows the scheme.
    #[error("the address `{0}` is not complete or holds blanks")]
    Malformed(String),
    /// The name of its computer has no dot, so it is known in one house alone.
    #[error("the host `{0}` has no dot, and Telegram refuses it")]
    OneHouse(String),
    /// The name of its computer cannot be one.
    #[error("`{0}` is no name of a host")]
    BadHost(String),
    /// The port is none from 1 to 65535.
    #[error("`{0}` is no port")]
    BadPort(String),
    /// It has more than 2048 characters.
    #[error("the address has {0} characters")]
    TooLong(usize),
}

impl Link {
    /// Checks an address.
    ///
    /// # Errors
    /// When the scheme is missing or not one that is safe to show, or when the rest cannot be an address that Telegram
    /// opens.
    pub fn parse(address: &str) -> Result<Self, LinkFault> {
        let Some((scheme, rest)) = address.split_once(':') else {
            return Err(LinkFault::NoScheme(address.to_owned()));
        };
        let scheme = scheme.to_ascii_lowercase();
        if !["http", "https", "mailto", "tg"].contains(&scheme.as_str()) {
            return Err(match address.contains("://") {
                false if scheme.contains('.') => LinkFault::NoScheme(address.to_owned()),
                _ => LinkFault::OddScheme(scheme),
            });
        }
        let body = if scheme == "mailto" {
            rest
        } else {
            rest.strip_prefix("//").unwrap_or("")
        };
        if body.is_empty()
            || address
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
        {
            return Err(LinkFault::Malformed(address.to_owned()));
        }
        let length = address.chars().count();
        if length > MAX_LENGTH {
            return Err(LinkFault::TooLong(length));
        }
        let authority = body.split(['/', '?', '#']).next().unwrap_or_default();
        match scheme.as_str() {
            "mailto" => match authority.rsplit_once('@') {
                Some((local, domain)) if !local.is_empty() => host(domain)?,
                _ => return Err(LinkFault::Malformed(address.to_owned())),
            },
            "tg" => action(authority)?,
            _ => server(authority)?,
        }
        Ok(Self(address.to_owned()))
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks what stands between `//` and the path: perhaps a user, a host, perhaps a port.
fn server(authority: &str) -> Result<(), LinkFault> {
    let place = authority.rsplit('@').next().unwrap_or_default();
    if let Some((six, port)) = place
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        return match six.parse::<Ipv6Addr>() {
            Ok(_) if port.is_empty() => Ok(()),
            Ok(_) => self::port(port.strip_prefix(':').unwrap_or(port)),
            Err(_) => Err(LinkFault::BadHost(place.to_owned())),
        };
    }
    match place.split_once(':') {
        Some((name, number)) => port(number).and_then(|()| host(name)),
        None => host(place),
    }
}

fn port(written: &str) -> Result<(), LinkFault> {
    let digits = written.bytes().all(|byte| byte.is_ascii_digit());
    let number = written.parse::<u16>().ok().filter(|number| *number > 0);
    match number.filter(|_| digits) {
        Some(_) => Ok(()),
        None => Err(LinkFault::BadPort(written.to_owned())),
    }
}

/// Checks the name of a computer: words between dots, the last one none of figures alone.
fn host(name: &str) -> Result<(), LinkFault> {
    if name.parse::<Ipv4Addr>().is_ok() {
        return Ok(());
    }
    let is_word = |word: &str| {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        (1..=63).contains(&word.chars().count())
            && word.chars().all(fits)
            && !word.starts_with('-')
            && !word.ends_with('-')
    };
    let words: Vec<&str> = name.split('.').collect();
    let country = words.last().copied().unwrap_or_default();
    if !words.iter().all(|word| is_word(word)) {
        return Err(LinkFault::BadHost(name.to_owned()));
    }
    match words.len() {
        1 => Err(LinkFault::OneHouse(name.to_owned())),
        _ if country.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(LinkFault::BadHost(name.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Checks what a `tg:` address asks the app to do.
fn action(word: &str) -> Result<(), LinkFault> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match !word.is_empty() && word.bytes().all(fits) {
        true => Ok(()),
        false => Err(LinkFault::BadHost(word.to_owned())),
    }
}

impl TryFrom<String> for Link {
    type Error = LinkFault;
    fn try_from(address: String) -> Result<Self, LinkFault> {
        Self::parse(&address)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> String {
        link.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_telegram_opens_are_links() {
        for address in [
            "https://www.bochum.de/konzept?a=1&b=%20#unten",
            "http://xn--mlheim-3ya.de",
            "https://mülheim.de/schule",
            "https://10.1.2.3:8443/x",
            "https://[2001:db8::1]:8443/",
            "https://wer@example.org:443",
            "mailto:buero@stadt.example?subject=Frage%20zu%201",
            "tg://resolve?domain=lotse",
        ] {
            assert_eq!(
                Link::parse(address).map(String::from),
                Ok(address.to_owned())
            );
        }
    }

    #[test]
    fn addresses_that_telegram_refuses_are_none() {
        let fault = |address: &str| Link::parse(address).expect_err(address);
        let text = str::to_owned;
        for (address, why) in [
            (
                "https://intranet/formulare",
                LinkFault::OneHouse(text("intranet")),
            ),
            (
                "http://localhost:8080",
                LinkFault::OneHouse(text("localhost")),
            ),
            (
                "https://-example.org",
                LinkFault::BadHost(text("-example.org")),
            ),
            (
                "https://example..org",
                LinkFault::BadHost(text("example..org")),
            ),
            ("https://ein{e}.org", LinkFault::BadHost(text("ein{e}.org"))),
            ("https://3.141", LinkFault::BadHost(text("3.141"))),
            (
                "https://example.org:99999/x",
                LinkFault::BadPort(text("99999")),
            ),
            ("https://example.org:/x", LinkFault::BadPort(String::new())),
            ("https://[::x]/", LinkFault::BadHost(text("[::x]"))),
            ("mailto:buero", LinkFault::Malformed(text("mailto:buero"))),
            ("mailto:buero@stadt", LinkFault::OneHouse(text("stadt"))),
            ("tg://", LinkFault::Malformed(text("tg://"))),
            ("tg://re.solve", LinkFault::BadHost(text("re.solve"))),
            (
                "www.stadt.example:80",
                LinkFault::NoScheme(text("www.stadt.example:80")),
            ),
            (
                "javascript:alert(1)",
                LinkFault::OddScheme(text("javascript")),
            ),
            (
                "https://a.example/ b",
                LinkFault::Malformed(text("https://a.example/ b")),
            ),
        ] {
            assert_eq!(fault(address), why, "{address}");
        }
        let long = format!("https://example.org/{}", "a".repeat(2029));
        assert_eq!(fault(&long), LinkFault::TooLong(2049));
    }
}
