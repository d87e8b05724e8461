//! JSON from outside, read as far as it can be.
//!
//! A hundred updates come as one text, and a strict reader refuses all of it for one strange spot: half of a surrogate
//! pair, a bare control character, a number beyond all numbers, two hundred brackets inside one another. The batch
//! would be fetched again and again, and nobody would be answered. So what is refused is mended where it is strange and
//! read once more. What was cut off or is no JSON at all stays unreadable.

use std::fmt::Write;

use serde::de::DeserializeOwned;

/// What lies deeper inside brackets is left out; the reader itself goes to 128.
const DEEPEST: usize = 100;

/// Reads a text from outside.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    if let Ok(value) = serde_json::from_slice(body) {
        return Some(value);
    }
    serde_json::from_str(&mend(&String::from_utf8_lossy(body))).ok()
}

/// Replaces what a strict reader would refuse; the rest stays as it was.
fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut depth = 0;
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let (token, after) = rest.split_at(length_of_token(rest, sign));
        rest = after;
        depth += usize::from(matches!(sign, '[' | '{'));
        match sign {
            '[' | '{' if depth == DEEPEST + 1 => mended.push_str("null"),
            _ if depth > DEEPEST => {}
            '"' => mend_string(token, &mut mended),
            '-' | '0'..='9' if is_endless(token) => mended.push_str("null"),
            _ => mended.push_str(token),
        }
        if matches!(sign, ']' | '}') {
            depth = depth.saturating_sub(1);
        }
    }
    mended
}

/// How many bytes belong together: a string, a number, or the one sign.
fn length_of_token(text: &str, sign: char) -> usize {
    match sign {
        '"' => {
            let mut escaped = false;
            let end = text.bytes().skip(1).position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.map_or(text.len(), |end| end + 2)
        }
        '-' | '0'..='9' => {
            let is_of_number =
                |byte: u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
            let end = text.bytes().position(|byte| !is_of_number(byte));
            end.unwrap_or(text.len())
        }
        _ => sign.len_utf8(),
    }
}

/// Tells whether a number is larger than any that can be held.
fn is_endless(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// Copies a string; what stands for no character becomes the sign for that.
fn mend_string(token: &str, mended: &mut String) {
    let mut rest = token;
    while let Some(sign) = rest.chars().next() {
        let mut length = sign.len_utf8();
        match sign {
            '\\' => length = mend_escape(rest, mended),
            '\0'..='\u{1f}' => drop(write!(mended, "\\u{:04x}", u32::from(sign))),
            _ => mended.push(sign),
        }
        rest = &rest[length..];
    }
}

/// Copies the escape that a text begins with; returns its length.
fn mend_escape(text: &str, mended: &mut String) -> usize {
    let second = text[1..].chars().next();
    let length = match (second, unit(text)) {
        (Some('u'), Some(0xd800..=0xdbff))
            if matches!(text.get(6..).and_then(unit), Some(0xdc00..=0xdfff)) =>
        {
            12
        }
        (Some('u'), Some(0xd800..=0xdfff)) => {
            mended.push_str("\\ufffd");
            return 6;
        }
        (Some('u'), Some(_)) => 6,
        (Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't'), _) => 2,
        _ => {
            mended.push_str("\\\\");
            return 1;
        }
    };
    mended.push_str(&text[..length]);
    length
}

/// The number in `\u….`, if a text begins with one.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[track_caller]
    fn check(text: &str, expected: Value) {
        assert_eq!(read::<Value>(text.as_bytes()), Some(expected), "{text}");
    }

    #[test]
    fn half_a_surrogate_pair_costs_one_character() {
        check(
            r#"["a\ud83dz", "\ude00", "\ud83d\ude00"]"#,
            json!(["a\u{fffd}z", "\u{fffd}", "😀"]),
        );
        check(r#"["\ud83d\ud83d\ude00"]"#, json!(["\u{fffd}😀"]));
    }

    #[test]
    fn bare_control_characters_and_unknown_escapes_stay_what_they_look_like() {
        check("[\"a\u{0}b\nc\"]", json!(["a\u{0}b\nc"]));
        check(
            r#"["\x41", "\u00", "\u+041"]"#,
            json!(["\\x41", "\\u00", "\\u+041"]),
        );
    }

    #[test]
    fn a_number_without_end_is_none() {
        check(
            "[1e999, -1e999, 1e9, 18446744073709551616]",
            json!([null, null, 1e9, 18446744073709551616_f64]),
        );
    }

    #[test]
    fn what_is_nested_too_deep_is_left_out_and_its_neighbours_are_not() {
        let deep = format!("{}\"tief\"{}", "[{\"a\":".repeat(300), "}]".repeat(300));
        let text = format!("[1, {deep}, {{\"text\": \"da\"}}]");
        let read: Value = read(text.as_bytes()).unwrap();
        assert_eq!((&read[0], &read[2]["text"]), (&json!(1), &json!("da")));
    }

    #[test]
    fn bytes_that_are_not_utf8_cost_themselves_only() {
        assert_eq!(read(b"[\"a\xff\", 1]"), Some(json!(["a\u{fffd}", 1])));
    }

    #[test]
    fn what_is_no_json_or_cut_off_is_unreadable() {
        for text in [
            "",
            "{",
            "[1, 2",
            "<html>",
            "\"offen",
            "\"offen\\",
            "[1]]",
            "{\"a\" 1}",
        ] {
            assert_eq!(read::<Value>(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read::<Value>(&bytes);
        }

        #[test]
        fn sound_json_is_not_changed_by_mending(
            text in any::<String>(), number in any::<f64>(), signs in "[\\[\\]{}\":,\\\\u0-9a-fdD]{0,60}",
        ) {
            let sound = json!({ "a": [text, { "b": number }], signs: null }).to_string();
            prop_assert_eq!(mend(&sound), sound);
        }

        #[test]
        fn what_looks_like_json_is_read_or_refused(
            text in "([\\[\\]{}:,\"]|\\\\u[dD][89c-f][0-9a-f]{2}|\\\\.|\"[a-z]{0,3}\"|-?[0-9]{1,3}(e[0-9]{1,4})?|\u{0}|ä){0,60}",
        ) {
            let _ = read::<Value>(text.as_bytes());
        }
    }
}
