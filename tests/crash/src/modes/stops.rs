//! Orderly stops under load: nothing is lost, nothing is seen twice, and it does not take long.

use std::io;
use std::time::{Duration, Instant};

use fake_bot_api::Rates;

use super::kills::{RATE, Sum, finish};
use super::{is_whole, show};
use crate::dice::Dice;
use crate::ledger::Plan;
use crate::process::{Place, Setting};
use crate::report::Report;
use crate::town::{InFlight, Town, asks, world};

/// Stops so many times under load, and five times without.
pub(super) async fn run(
    stops: u64,
    plans: &[Plan],
    place: &Place,
    report: &mut Report,
) -> io::Result<()> {
    let mut sum = Sum::default();
    let mut dice = Dice::new(17);
    let mut longest = Duration::ZERO;
    let mut disorderly = 0;
    let mut round = 0;
    while sum.kills < stops {
        round += 1;
        let place = place.afresh(&format!("stops-{round}"));
        let mut town = Town::new(world(Rates::off()).await?, plans);
        while sum.kills + town.kills < stops {
            let started = Instant::now();
            let mut process = place.serve(&town.api, &Setting::default())?;
            town.is_served(started, RATE).await;
            let done = town.live(dice.millis(300, 1500), RATE).await;
            process.terminate()?;
            let begun = Instant::now();
            let mut status = None;
            while status.is_none() && begun.elapsed() < Duration::from_secs(20) {
                town.live(Duration::from_millis(10), RATE).await;
                status = process.has_ended();
            }
            longest = longest.max(begun.elapsed());
            disorderly += u64::from(!status.is_some_and(|status| status.success()));
            town.process_has_ended(&InFlight::new());
            if done {
                break;
            }
        }
        finish(&mut town, &place, &mut sum).await?;
    }
    let is_kept = is_whole(sum.faults) && sum.faults.sends_twice == 0 && disorderly == 0;
    report.promise(
        &format!("{} × SIGTERM under load: 0 lost, 0 twice", sum.kills),
        format!(
            "{}; {} updates; {disorderly} not in order",
            show(sum.faults),
            sum.updates
        ),
        is_kept,
    );
    report.promise(
        "… at most 12 s each",
        format!("{} ms at most", longest.as_millis()),
        longest <= Duration::from_secs(12),
    );
    idle(place, report).await
}

async fn idle(place: &Place, report: &mut Report) -> io::Result<()> {
    let mut longest = Duration::ZERO;
    let api = world(Rates::off()).await?;
    for _ in 0..5 {
        let started = Instant::now();
        let mut process = place.afresh("idle").serve(&api, &Setting::default())?;
        while !asks(&api, started) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // As it is most of the time: all is said, it waits for news.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let begun = Instant::now();
        process.terminate()?;
        process.ended(Duration::from_secs(10)).await;
        longest = longest.max(begun.elapsed());
    }
    report.promise_of_time(
        "SIGTERM without load: at most 1 s",
        format!("{} ms at most", longest.as_millis()),
        longest <= Duration::from_secs(1),
    );
    Ok(())
}
