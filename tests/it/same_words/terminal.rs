//! Reads what the terminal chat drew: a rule before what takes the place of something, paragraphs, numbered buttons,
//! pictures in words, and words on a pressed button in brackets.

use super::{Turn, sentences};

/// Takes the drawn conversation apart; `typed` are the lines as they were typed, `talk` as they were meant.
pub(super) fn read(drawn: &str, typed: &[String], talk: &[&str]) -> Vec<Turn> {
    let mut rest = format!("\n{drawn}");
    let mut turns: Vec<Turn> = Vec::new();
    // From the last line to the first: each is looked for from the end, so that no answer can pass for one.
    for (said, typed) in talk.iter().zip(typed).rev() {
        let echo = format!("\n> {typed}\n");
        let Some(at) = rest.rfind(&echo) else {
            panic!("the terminal does not show `> {typed}`:\n{rest}");
        };
        let shown = read_turn(&rest[at + echo.len()..]);
        let said = (*said).to_owned();
        turns.insert(0, Turn { said, shown });
        rest.truncate(at + 1);
    }
    turns
}

fn read_turn(drawn: &str) -> Vec<String> {
    let mut shown = Vec::new();
    for block in drawn.split("\n\n").map(str::trim) {
        let (rule, block) = match block.split_once('\n') {
            Some((first, rest)) if is_rule(first) => (true, rest),
            _ => (false, block),
        };
        if rule {
            shown.push("(edited)".to_owned());
        }
        if let Some(labels) = labels(block) {
            shown.extend(labels);
        } else if let Some(word) = block.strip_prefix('[').and_then(|b| b.strip_suffix(']')) {
            let word: Vec<&str> = word.split_whitespace().collect();
            shown.push(format!("(toast: {})", word.join(" ")));
        } else if block.starts_with("(Bild: ") {
            shown.push("(picture)".to_owned());
        } else {
            shown.extend(sentences(block));
        }
    }
    shown
}

fn is_rule(line: &str) -> bool {
    !line.is_empty() && line.chars().all(|c| c == '─')
}

/// The labels of a block of buttons: a number in brackets before each.
fn labels(block: &str) -> Option<Vec<String>> {
    let mut labels: Vec<String> = Vec::new();
    for line in block.lines() {
        for piece in line.split("  ") {
            match numbered(piece) {
                Some(label) => labels.push(label.to_owned()),
                // A label that is longer than a line goes on in the next.
                None => {
                    let label = labels.last_mut()?;
                    label.push(' ');
                    label.push_str(piece);
                }
            }
        }
    }
    let written = labels.iter().map(|label| format!("[{label}]"));
    Some(written.collect())
}

fn numbered(piece: &str) -> Option<&str> {
    let (number, label) = piece.strip_prefix('[')?.split_once("] ")?;
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(label)
}
