//! The ways in which things go wrong, one file each.

mod defaults;
mod faults;
mod flood;
mod kills;
mod load;
mod points;
mod poison;
mod reminders;
mod shuffle;
mod stops;

use std::io;
use std::time::{Duration, Instant};

use fake_bot_api::Rates;

use crate::ledger::{Faults, Plan};
use crate::options::Options;
use crate::process::{Place, Setting};
use crate::report::Report;
use crate::script::Mix;
use crate::town;

/// Runs what was asked for.
pub(crate) async fn run(options: &Options, place: &Place, report: &mut Report) -> io::Result<()> {
    let o = options;
    let mut watch = Watch::new();
    report.promise(
        "the build that people get has no crash points and no clock but the one on the wall",
        place.lotse.display().to_string(),
        !place.has_crash_points()?,
    );
    if o.kills + o.points + o.stops + o.faults > 0 || o.shuffle {
        let plans = rehearse(options, &place.afresh("rehearsal"), report).await?;
        calm(&plans, &place.afresh("calm"), report).await?;
        watch.lap("twice without kills");
        if o.kills > 0 {
            kills::run(o.kills, &plans, place, report).await?;
            watch.lap("kills");
        }
        if o.points > 0 {
            points::run(o.points, &plans, &o.armed(place), report).await?;
            watch.lap("crash points");
        }
        if o.stops > 0 {
            stops::run(o.stops, &plans, &place.afresh("stops"), report).await?;
            watch.lap("stops");
        }
        if o.shuffle {
            shuffle::run(&plans, &place.afresh("shuffle"), report).await?;
            watch.lap("shuffle");
        }
        if o.faults > 0 {
            let span = Duration::from_secs(o.faults);
            faults::run(span, &plans, &place.afresh("faults"), report).await?;
            watch.lap("faults");
        }
    }
    if o.reminders > 0 {
        // More than one page of chats that are reminded at once.
        let people = o.people.min(60);
        reminders::run(o.reminders, people, &o.armed(place), report).await?;
        watch.lap("reminders");
    }
    if o.poison {
        poison::run(&o.armed(&place.afresh("poison")), report).await?;
        watch.lap("poison");
    }
    if o.flood > 0 {
        flood::run(o.flood, &place.afresh("flood"), report).await?;
        watch.lap("flood");
    }
    if o.latency > 0 {
        load::latency(o.latency, &place.afresh("latency"), report).await?;
        watch.lap("latency");
    }
    if o.throughput > 0 {
        load::throughput(o.throughput, &place.afresh("load"), report).await?;
        watch.lap("throughput");
    }
    if o.defaults > 0 {
        defaults::run(o.defaults, &place.afresh("defaults"), report).await?;
        watch.lap("defaults");
    }
    report.figure("this run took", watch.laps.join(", "));
    Ok(())
}

/// How long each part took.
struct Watch {
    since: Instant,
    laps: Vec<String>,
}

impl Watch {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            laps: Vec::new(),
        }
    }

    fn lap(&mut self, name: &str) {
        let now = Instant::now();
        let spent = now.duration_since(std::mem::replace(&mut self.since, now));
        self.laps.push(format!("{name} {} s", spent.as_secs()));
    }
}

/// The run without kills, from which it is known what is to be seen.
async fn rehearse(options: &Options, place: &Place, report: &mut Report) -> io::Result<Vec<Plan>> {
    let api = town::world(Rates::off()).await?;
    report.is_secret(&api.token());
    let _process = place.serve(&api, &Setting::default())?;
    let plans = town::rehearse(&api, options.people, options.turns, Mix::USUAL).await;
    let deeds = |plan: &Plan| {
        plan.turns
            .iter()
            .map(|turn| turn.deeds.len())
            .sum::<usize>()
    };
    let updates: usize = plans.iter().map(deeds).sum();
    let lines: usize = plans.iter().map(|plan| plan.lines.len()).sum();
    let malformed = api.malformed_calls().len();
    report.promise(
        "without kills: calls that the strict server finds malformed: 0",
        format!(
            "{malformed}; {} chats, {updates} updates, {lines} messages and edits",
            plans.len()
        ),
        malformed == 0,
    );
    Ok(plans)
}

/// The same once more, to show that what is compared depends on nothing else.
async fn calm(plans: &[Plan], place: &Place, report: &mut Report) -> io::Result<()> {
    let mut town = town::Town::new(town::world(Rates::off()).await?, plans);
    let _process = place.serve(&town.api, &Setting::default())?;
    while !town.live(Duration::from_secs(1), 300.0).await {}
    town.settle(Duration::from_secs(60)).await;
    tell(&town.stories());
    let faults = town.faults;
    let is_same = faults.sends_twice == 0 && is_whole(faults);
    let figure = format!("{}, {} updates", show(faults), town.updates);
    report.promise("a second run without kills shows the same", figure, is_same);
    Ok(())
}

/// Whether nothing was lost, went back, came in another order or was edited twice.
fn is_whole(faults: Faults) -> bool {
    faults.lost + faults.gone_back + faults.order + faults.edits_twice == 0
        && faults.moved.is_whole()
}

fn show(faults: Faults) -> String {
    format!(
        "{} lost, {} gone back, {} out of order, {} edits twice, {} sends twice, {}",
        faults.lost,
        faults.gone_back,
        faults.order,
        faults.edits_twice,
        faults.sends_twice,
        match faults.moved.is_whole() {
            true => format!("{} projects moved", faults.moved.moves),
            false => format!("{:?}", faults.moved),
        }
    )
}

fn tell(stories: &[String]) {
    for story in stories {
        println!("  {story}");
    }
}
