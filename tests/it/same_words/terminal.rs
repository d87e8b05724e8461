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
    let mut next_number = 1;
    for block in drawn.split("\n\n").map(str::trim) {
        let (rule, block) = match block.split_once('\n') {
            Some((first, rest)) if is_rule(first) => (true, rest),
            _ => (false, block),
        };
        if rule {
            shown.push("(edited)".to_owned());
        }
        if let Some(labels) = labels(block, &mut next_number) {
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

/// The labels of a block of buttons, whose numbers run on from block to block.
fn labels(block: &str, next_number: &mut usize) -> Option<Vec<String>> {
    let mark = |number: usize| format!("[{number}] ");
    let mut rest = block.strip_prefix(&mark(*next_number))?;
    let mut labels = Vec::new();
    loop {
        *next_number += 1;
        let next = mark(*next_number);
        let ends = [format!("\n{next}"), format!("  {next}")];
        let cut = ends
            .iter()
            .filter_map(|end| Some((rest.find(end)?, end.len())))
            .min();
        let (label, after) = match cut {
            Some((at, length)) => (&rest[..at], Some(&rest[at + length..])),
            None => (rest, None),
        };
        labels.push(format!("[{label}]"));
        match after {
            Some(after) => rest = after,
            None => return Some(labels),
        }
    }
}
