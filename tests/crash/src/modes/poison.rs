//! An update that ends the process each time: three tries by itself, then it is set aside, and all others are answered.

use std::io;
use std::time::Duration;

use fake_bot_api::Rates;

use crate::process::{Place, Setting};
use crate::report::Report;
use crate::town::{chats, world};

const PEOPLE: usize = 30;

/// Lets 30 people say something while nobody listens, one of them something deadly.
pub(super) async fn run(place: &Place, report: &mut Report) -> io::Result<()> {
    let api = world(Rates::off()).await?;
    report.is_secret(&api.token());
    let chats = chats(&api, PEOPLE);
    let mut deadly = 0;
    for (at, chat) in chats.iter().enumerate() {
        let (_, update) = chat.posts("/start");
        if at == PEOPLE / 2 {
            deadly = update;
        }
    }
    let setting = Setting {
        deadly: Some(deadly),
        ..Setting::default()
    };
    let mut deaths = 0;
    let answered = |seen: &fake_bot_api::Observed<'_>| {
        let answered = chats.iter().filter(|chat| seen.reactions(chat.id()) > 0);
        answered.count()
    };
    let mut count = 0;
    while deaths < 10 && count < PEOPLE - 1 {
        let mut process = place.serve(&api, &setting)?;
        for _ in 0..500 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            count = api.look(answered);
            if process.has_ended().is_some() {
                deaths += 1;
                break;
            }
            if count >= PEOPLE - 1 && api.look(|seen| seen.pending_updates()) == 0 {
                break;
            }
        }
    }
    let pending = api.look(|seen| seen.pending_updates());
    report.promise(
        "an update that ends the process: 1 + 3 ends, all others answered, none comes back",
        format!(
            "{deaths} ends, {count} of {} answered, {pending} pending",
            PEOPLE - 1
        ),
        deaths == 4 && count == PEOPLE - 1 && pending == 0,
    );
    Ok(())
}
