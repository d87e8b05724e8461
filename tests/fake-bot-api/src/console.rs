//! A line console: talk to the bot as one person.

use std::io::{self, Write as _};
use std::time::Duration;

use fake_bot_api::{Chat, FakeBotApi, Happening};
use tokio::io::{AsyncBufReadExt as _, BufReader};

const A_LONG_TIME: Duration = Duration::from_secs(24 * 3600);

/// Reads lines until the end of input, and shows what the bot does meanwhile.
pub(crate) async fn run(api: &FakeBotApi, name: &str) -> io::Result<()> {
    println!(
        "You are {name}. Type text, a button's number or [label]; :calls shows the last calls, :quit ends."
    );
    let chat = api.private_chat(name);
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut shown = 0;
    loop {
        let news = api.try_wait_for(A_LONG_TIME, |seen| {
            (seen.happenings(chat.id()).len() > shown).then_some(())
        });
        tokio::select! {
            _ = news => {}
            line = lines.next_line() => match line? {
                None => return Ok(()),
                Some(line) if line.trim() == ":quit" => return Ok(()),
                Some(line) => act(api, &chat, line.trim()),
            },
        }
        shown = show(&chat, shown)?;
    }
}

fn act(api: &FakeBotApi, chat: &Chat, line: &str) {
    if line == ":calls" {
        println!("{}", api.last_calls());
        return;
    }
    let screen = chat.screen_now();
    let labels: Vec<String> = screen.labels().into_iter().map(str::to_owned).collect();
    let by_number = line
        .parse::<usize>()
        .ok()
        .and_then(|number| labels.get(number.checked_sub(1)?).cloned());
    let by_label = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .map(str::to_owned);
    match by_number.or(by_label) {
        Some(label)
            if screen
                .button(&label)
                .is_some_and(|(_, button)| button.data.is_some()) =>
        {
            chat.presses(&label);
        }
        Some(label) => println!("(nothing to tap: [{label}])"),
        None if line.is_empty() => {}
        None => {
            chat.posts(line);
        }
    }
}

/// Prints what happened since; people's own words are on the terminal already.
fn show(chat: &Chat, from: usize) -> io::Result<usize> {
    let happenings = chat.happenings();
    let mut out = io::stdout().lock();
    for happening in happenings.iter().skip(from) {
        if let Happening::Sent { .. }
        | Happening::Edited { .. }
        | Happening::TapAnswered { .. }
        | Happening::Deleted { .. } = happening
        {
            writeln!(out, "{happening}")?;
        }
    }
    out.flush()?;
    Ok(happenings.len())
}
