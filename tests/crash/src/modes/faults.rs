//! Telegram fails three calls in ten, in every way it has.

use std::collections::HashMap;
use std::io;
use std::time::{Duration, Instant};

use fake_bot_api::{Call, FakeBotApi, Fault, Rates};

use super::{is_whole, show, tell};
use crate::dice::Dice;
use crate::ledger::Plan;
use crate::process::{Place, Setting};
use crate::report::Report;
use crate::town::Town;

/// Updates a second.
const RATE: f64 = 60.0;

/// Serves so long through bad weather, and then until everything is there.
pub(super) async fn run(
    span: Duration,
    plans: &[Plan],
    place: &Place,
    report: &mut Report,
) -> io::Result<()> {
    let api = FakeBotApi::builder().rates(Rates::off()).start().await?;
    let mut dice = Dice::new(23);
    api.weather(move |_| storm(&mut dice));
    let mut town = Town::new(api.clone(), plans);
    let _process = place.serve(&api, &Setting::default())?;
    let begun = Instant::now();
    while begun.elapsed() < span {
        town.live(Duration::from_millis(200), RATE).await;
    }
    api.weather(|_| None);
    let waiting = town.updates;
    let drained = town.drain(Duration::from_secs(60)).await;
    town.settle(Duration::from_secs(60)).await;
    // A message that came again because its answer was lost is no story.
    if !is_whole(town.faults) {
        tell(&town.stories());
    }
    let (early, asked) = early_repeats(&api.calls());
    let unknown = api
        .calls()
        .iter()
        .filter(|call| call.status.is_none() && call.method.starts_with("send"))
        .count();
    report.promise(
        &format!(
            "3 calls in 10 fail for {} s: 0 lost, order kept",
            span.as_secs()
        ),
        format!("{}; {waiting} updates in the storm", show(town.faults)),
        is_whole(town.faults),
    );
    report.promise(
        "… sends twice only where the answer was lost",
        format!(
            "{} twice, {unknown} answers lost or late",
            town.faults.sends_twice
        ),
        town.faults.sends_twice <= unknown as u64,
    );
    report.promise(
        "… no repeat before `retry_after`",
        format!("{early} of {asked} too early"),
        early == 0,
    );
    report.promise(
        "… everything out at most 60 s after",
        format!("{:.1} s", drained.as_secs_f64()),
        drained < Duration::from_secs(60),
    );
    Ok(())
}

fn storm(dice: &mut Dice) -> Option<Fault> {
    if dice.below(10) >= 3 {
        return Some(Fault::Slow {
            millis: 5 + dice.below(35),
        });
    }
    let refused = |code, description: &str| Fault::Refused {
        code,
        description: description.to_owned(),
    };
    Some(match dice.below(40) {
        0..=9 => Fault::TooManyRequests {
            retry_after: Some(1 + dice.below(2)),
        },
        10..=15 => refused(429, "Too Many Requests"),
        16..=20 => Fault::ServerError,
        21..=25 => Fault::BadGateway,
        26..=31 => Fault::CutBefore,
        32..=35 => Fault::LostAnswer,
        36..=38 => Fault::CutMidAnswer,
        _ => Fault::Slow { millis: 9000 },
    })
}

/// How many calls came again before they were to, of how many that were told when.
fn early_repeats(calls: &[Call]) -> (usize, usize) {
    let mut not_before: HashMap<(String, i64, String), Duration> = HashMap::new();
    let (mut early, mut asked) = (0, 0);
    for call in calls {
        let chat = call.chat_id().unwrap_or(0);
        // An answer to a tap is a queue of its own.
        let lane = call.text("callback_query_id").to_owned();
        let key = (call.method.clone(), chat, lane);
        if not_before
            .remove(&key)
            .is_some_and(|moment| call.at < moment)
        {
            early += 1;
        }
        let said = call.answer.as_str().unwrap_or_default();
        let seconds = said.strip_prefix("Too Many Requests: retry after ");
        if let Some(seconds) = seconds.and_then(|seconds| seconds.parse().ok()) {
            asked += 1;
            not_before.insert(key, call.at + Duration::from_secs(seconds));
        }
    }
    (early, asked)
}

impl Town<'_> {
    /// Waits, while nobody does anything more, until all that was done is answered.
    async fn drain(&mut self, patience: Duration) -> Duration {
        let begun = Instant::now();
        while begun.elapsed() < patience && !self.is_answered() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        begun.elapsed()
    }
}
