//! Every update is delivered one to five times, in any order inside a batch.

use std::io;
use std::time::Duration;

use fake_bot_api::Rates;
use serde_json::Value;

use super::kills::RATE;
use super::{is_whole, show, tell};
use crate::dice::Dice;
use crate::ledger::Plan;
use crate::process::{Place, Setting};
use crate::report::Report;
use crate::town::{Town, world};

/// Of so many updates some are delivered again.
const REMEMBERED: usize = 100;

/// Delivers everything so.
pub(super) async fn run(plans: &[Plan], place: &Place, report: &mut Report) -> io::Result<()> {
    let api = world(Rates::off()).await?;
    let mut dice = Dice::new(19);
    // Each with how often it is still to come again.
    let mut again: Vec<(Value, u64)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    api.deliver_with(move |batch| {
        let mut all = batch;
        for (update, times) in &mut again {
            if *times > 0 && dice.below(3) == 0 {
                *times -= 1;
                all.push(update.clone());
            }
        }
        for update in &all {
            if seen.insert(update["update_id"].as_i64()) {
                again.push((update.clone(), dice.below(5)));
            }
        }
        let old = again.len().saturating_sub(REMEMBERED);
        again.drain(..old);
        for at in (1..all.len()).rev() {
            let other = usize::try_from(dice.below(at as u64 + 1)).unwrap_or(0);
            all.swap(at, other);
        }
        all
    });
    let mut town = Town::new(api, plans);
    let _process = place.serve(&town.api, &Setting::default())?;
    while !town.live(Duration::from_secs(1), RATE).await {}
    town.settle(Duration::from_secs(60)).await;
    tell(&town.stories());
    report.promise(
        "each update 1 to 5 times, shuffled inside batches: effects once, in order",
        format!("{}; {} updates", show(town.faults), town.updates),
        is_whole(town.faults) && town.faults.sends_twice == 0,
    );
    Ok(())
}
