//! Addresses in links and buttons: which the server takes, and in which form it keeps them.
//!
//! A link that does not pass loses its entity silently; a button with such an address is refused. Special
//! addresses (`tg://user?id=…`) stand for other things than a page.

use super::EntityKind;
use super::scan::is_space;

const MAX_USER_ID: i64 = (1 << 40) - 1;

/// What a link to this address becomes, if anything.
pub(super) fn target(address: &str) -> Option<EntityKind> {
    if let Some(user) = user_id(address) {
        return Some(EntityKind::TextMention(user));
    }
    check(address).ok().map(EntityKind::TextLink)
}

/// The person behind `tg://user?id=…`.
pub(crate) fn user_id(address: &str) -> Option<i64> {
    let address = address.to_ascii_lowercase();
    let query = tg_query(&address, "user").ok()?;
    let id = strict_integer(parameter(query, "id")?)?;
    (id > 0 && id <= MAX_USER_ID).then_some(id)
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let pairs = query
        .split('&')
        .map(|part| part.split_once('=').unwrap_or((part, "")));
    pairs
        .into_iter()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// What follows `tg://host?`, up to a fragment.
fn tg_query<'a>(address: &'a str, host: &str) -> Result<&'a str, ()> {
    let after_scheme = address
        .get(..3)
        .filter(|scheme| scheme.eq_ignore_ascii_case("tg:"))
        .ok_or(())?;
    let rest = &address[after_scheme.len()..];
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let found = rest.get(..host.len()).ok_or(())?;
    if !found.eq_ignore_ascii_case(host) {
        return Err(());
    }
    let rest = &rest[host.len()..];
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let query = rest.strip_prefix('?').ok_or(())?;
    Ok(query.split('#').next().unwrap_or_default())
}

/// A whole number and nothing else.
pub(crate) fn strict_integer(digits: &str) -> Option<i64> {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let plain = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// The number a text begins with, wrapped to 32 bits; zero if it begins with none.
pub(super) fn lenient_integer(text: &str) -> i32 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let value = digits
        .bytes()
        .take_while(u8::is_ascii_digit)
        .fold(0u32, |value, digit| {
            value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'))
        });
    let value = if negative {
        value.wrapping_neg()
    } else {
        value
    };
    value as i32
}

/// Checks the letters that say how a moment is shown, and puts them in the server's order.
pub(super) fn date_format(format: &str) -> Result<String, String> {
    if format.eq_ignore_ascii_case("r") {
        return Ok("r".to_owned());
    }
    if let Some(_unknown) = format.bytes().find(|letter| !b"tTdDwW".contains(letter)) {
        return Err("Invalid date format used".to_owned());
    }
    let has = |letter: char| format.contains(letter);
    let mut ordered = String::new();
    if has('w') || has('W') {
        ordered.push('w');
    }
    // Where both lengths are asked for, the short one wins.
    for (short, long) in [('d', 'D'), ('t', 'T')] {
        if has(short) {
            ordered.push(short);
        } else if has(long) {
            ordered.push(long);
        }
    }
    Ok(ordered)
}

/// Checks an address and returns it as the server keeps it, or says what is wrong with it.
pub(crate) fn check(address: &str) -> Result<String, &'static str> {
    for scheme in ["tg", "tonsite", "ton"] {
        let prefix = address.get(..=scheme.len()).unwrap_or_default();
        let fits = prefix
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        if fits && prefix.ends_with(':') {
            return check_special(scheme, &address[scheme.len() + 1..]);
        }
    }
    let url = Url::parse(address)?;
    if !url.host.contains('.') && !url.is_ipv6 {
        return Err("Wrong HTTP URL");
    }
    Ok(url.show())
}

fn check_special(scheme: &str, rest: &str) -> Result<String, &'static str> {
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let url = Url::parse(rest)?;
    let plain_http = rest
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    if plain_http || url.secure || !url.user.is_empty() || url.port != 0 || url.is_ipv6 {
        return Err(if scheme == "tg" {
            "Wrong tg URL"
        } else {
            "Wrong ton URL"
        });
    }
    let allowed = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || byte == b'-'
            || byte == b'_'
            || (scheme == "tonsite" && byte == b'.')
    };
    if !url.host.bytes().all(allowed) {
        return Err("Unallowed characters in URL host");
    }
    let query = if url.query.starts_with("/?") {
        &url.query[1..]
    } else {
        &url.query
    };
    Ok(format!("{scheme}://{}{query}", url.host))
}

struct Url {
    secure: bool,
    user: String,
    host: String,
    is_ipv6: bool,
    port: u32,
    query: String,
}

impl Url {
    fn parse(address: &str) -> Result<Self, &'static str> {
        let scheme_end = address
            .find([':', '/', '?', '#', '@', '[', ']'])
            .unwrap_or(address.len());
        let (secure, rest) = match address[scheme_end..].strip_prefix("://") {
            Some(rest) => match address[..scheme_end].to_ascii_lowercase().as_str() {
                "http" => (false, rest),
                "https" => (true, rest),
                _ => return Err("Unsupported URL protocol"),
            },
            None => (false, address),
        };
        let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, query) = rest.split_at(authority_end);
        let (user_and_host, port) = split_port(authority)?;
        let (user, host) = user_and_host
            .rsplit_once('@')
            .unwrap_or(("", user_and_host));
        let is_ipv6 = host.len() > 1 && host.starts_with('[') && host.ends_with(']');
        if is_ipv6
            && host[1..host.len() - 1]
                .parse::<std::net::Ipv6Addr>()
                .is_err()
        {
            return Err("Wrong IPv6 address specified in the URL");
        }
        match host {
            "" => return Err("URL host is empty"),
            "." => return Err("Host is invalid"),
            _ => {}
        }
        let host = host.to_ascii_lowercase();
        if !is_ipv6 {
            check_part(
                &host,
                false,
                [
                    "Wrong percent-encoded symbol in URL host",
                    "Disallowed character in URL host",
                ],
            )?;
            check_part(
                user,
                true,
                [
                    "Wrong percent-encoded symbol in URL userinfo",
                    "Disallowed character in URL userinfo",
                ],
            )?;
        }
        Ok(Self {
            secure,
            user: user.to_owned(),
            host,
            is_ipv6,
            port,
            query: keep_query(query),
        })
    }

    fn show(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        let user = if self.user.is_empty() {
            String::new()
        } else {
            format!("{}@", self.user)
        };
        let port = if self.port > 0 {
            format!(":{}", self.port)
        } else {
            String::new()
        };
        format!("{scheme}://{user}{}{port}{}", self.host, self.query)
    }
}

/// Takes the port off; zero means that none was given.
fn split_port(authority: &str) -> Result<(&str, u32), &'static str> {
    let Some(mark) = authority
        .rfind([':', ']', '@'])
        .filter(|mark| *mark > 0 && authority[*mark..].starts_with(':'))
    else {
        return Ok((authority, 0));
    };
    match strict_integer(&authority[mark + 1..]) {
        Some(port) if (1..=65535).contains(&port) => Ok((&authority[..mark], port as u32)),
        _ => Err("Wrong port number specified in the URL"),
    }
}

/// Path, query and fragment, with a slash in front and control characters encoded.
fn keep_query(query: &str) -> String {
    let end = query
        .bytes()
        .rposition(|byte| !is_space(byte))
        .map_or(0, |last| last + 1);
    let mut kept = String::new();
    if !query[..end].starts_with('/') {
        kept.push('/');
    }
    for character in query[..end].chars() {
        match u32::from(character) {
            code @ 0..=0x20 => kept.push_str(&format!("%{code:02X}")),
            _ => kept.push(character),
        }
    }
    kept
}

fn check_part(
    part: &str,
    colon: bool,
    [percent, disallowed]: [&'static str; 2],
) -> Result<(), &'static str> {
    let bytes = part.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let plain = byte.is_ascii_alphanumeric()
            || b".-_!$,~*'();&+=".contains(&byte)
            || (colon && byte == b':');
        if byte == b'%' {
            let encoded = bytes
                .get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            if !encoded {
                return Err(percent);
            }
            at += 2;
        } else if !plain && byte < 0x80 {
            return Err(disallowed);
        }
        at += 1;
    }
    Ok(())
}
