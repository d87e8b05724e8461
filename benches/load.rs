//! Lotse at full load and at a steady one, as a process of its own, beside the same job in grammY and MiniSearch.
//!
//! ```text
//! cargo bench --bench load                                     50 and 1 000 chats at full load, 90 messages a second
//! cargo bench --bench load -- --chats 50 --rate 0 --seconds 20 --rounds 5
//! ```
//!
//! At full load each person says the next thing as soon as they are answered: a question, „weiter“ or „Beispiele zu …“,
//! by chance (`--seed`). At a steady load so many messages a second come from a thousand people, whatever happens. Times
//! are a person's: from sending a message to the answer; and from the bot's getting it. Memory is the most that was
//! seen, with and without the pages that a file stands behind, such as those of the program and its encoder.
//!
//! The bots take turns and the middle one of their rounds counts. grammY is measured as it comes, one update after the
//! other, and „side by side“, where no update waits for the message before, nor is acknowledged only after it. The
//! server is this bench's own and costs little (`world.rs`); it works on the same processors. Needs `/proc`; without
//! npm, there is no baseline.

#[path = "load/bot.rs"]
mod bot;
#[path = "load/world.rs"]
mod world;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bot::{Bot, Held, Place, Process};
use clap::Parser;
use lotse::knowledge;
use world::{Chance, World};

/// Whatever went wrong ends the bench.
type Fallible<T> = Result<T, Box<dyn Error>>;

/// How many people share a steady load.
const STEADY_PEOPLE: usize = 1_000;
/// How long a bot may take to ask for updates.
const START: Duration = Duration::from_secs(30);
/// How long everybody talks before it counts.
const WARM_UP: Duration = Duration::from_secs(3);
/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(250);

#[derive(Debug, Clone, Parser)]
struct Args {
    /// How many people talk at full load, one run for each number; 0 leaves it out
    #[arg(long, value_delimiter = ',', default_values_t = [50, 1_000])]
    chats: Vec<usize>,
    /// Messages a second at a steady load; 0 leaves it out
    #[arg(long, default_value_t = 90)]
    rate: u32,
    /// How long each round is measured
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// How often each bot is measured
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=99))]
    rounds: u32,
    /// Another seed has people say other things
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Measure only bots in whose name these words stand
    #[arg(long, value_name = "WORDS", default_value = "")]
    only: String,
    /// `cargo bench` hands this to every bench
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Debug, Clone, Copy)]
enum Load {
    Full(usize),
    Steady(u32),
}

/// What came of a round, in the order of the columns; processor, switches and calls for each update.
type Figures = [f64; COLUMNS.len()];

const COLUMNS: [&str; 9] = [
    "updates/s",
    "median ms",
    "p99 ms",
    "p99 from handing out",
    "processor µs",
    "switches",
    "calls",
    "private MiB",
    "of it no file's",
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let args = Args::parse();
    let place = Place::prepare().await?;
    let words = words(args.seed)?;
    let mut bots = vec![Bot::Words, Bot::Meaning];
    if place.has_grammy() {
        bots.extend([Bot::Grammy, Bot::GrammySideBySide]);
    }
    bots.retain(|bot| bot.name().contains(&args.only));
    let full = args.chats.iter().filter(|chats| **chats > 0);
    let mut loads: Vec<Load> = full.map(|chats| Load::Full(*chats)).collect();
    loads.extend((args.rate > 0).then_some(Load::Steady(args.rate)));
    for load in loads {
        match load {
            Load::Full(chats) => println!("{chats} people at full load"),
            Load::Steady(rate) => println!("{rate} messages a second"),
        }
        let mut rounds = vec![Vec::new(); bots.len()];
        for _ in 0..args.rounds {
            for (bot, figures) in bots.iter().zip(&mut rounds) {
                figures.push(round(*bot, &place, load, &words, &args).await?);
            }
        }
        print(&bots, &rounds);
    }
    Ok(())
}

/// What people say, as often as it stands here: golden questions and questions that editors wrote about half, „weiter“ a
/// third, and examples.
fn words(seed: u64) -> Fallible<Vec<Arc<str>>> {
    let loaded = knowledge::load(Path::new("knowledge"))?;
    let guide = loaded
        .guide
        .ok_or("the guide has faults: `lotse check` names them")?;
    let mut chance = Chance::new(seed);
    let golden = &guide.golden.questions;
    let mut words = Vec::new();
    for _ in 0..1_000 {
        words.push(match chance.below(100) {
            0..50 => golden[chance.below(golden.len())].ask.as_str().into(),
            50..83 => "weiter".into(),
            _ => {
                let place = &guide.places[chance.below(guide.places.len())];
                format!("Beispiele zu {}", place.title).into()
            }
        });
    }
    Ok(words)
}

/// Starts a bot anew, has people talk to it and measures it while they do.
async fn round(
    bot: Bot,
    place: &Place,
    load: Load,
    words: &[Arc<str>],
    args: &Args,
) -> Fallible<Figures> {
    let people = match load {
        Load::Full(people) => people,
        Load::Steady(_) => STEADY_PEOPLE,
    };
    let (world, address) = World::open(people, words.to_vec(), args.seed).await?;
    let mut process = bot.start(place, address)?;
    tokio::time::timeout(START, world.is_asked())
        .await
        .map_err(|_| format!("{} does not ask for updates", bot.name()))?;
    let talking = match load {
        Load::Full(_) => {
            world.all_talk();
            None
        }
        Load::Steady(rate) => Some(tokio::spawn(steady(Arc::clone(&world), rate, args.seed))),
    };
    tokio::time::sleep(WARM_UP).await;
    let figures = measure(&world, &mut process, Duration::from_secs(args.seconds)).await;
    talking.inspect(tokio::task::JoinHandle::abort);
    world.all_rest();
    // Who is not answered now never is.
    for _ in 0..300 {
        if world.waiting() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let waiting = world.waiting();
    process.check()?;
    process.stop().await?;
    if waiting > 0 {
        return Err(format!("{}: {waiting} messages were never answered", bot.name()).into());
    }
    Ok(figures)
}

/// So many messages a second, at moments by chance, as they come in life.
async fn steady(world: Arc<World>, rate: u32, seed: u64) {
    let mut chance = Chance::new(seed);
    let mut at = tokio::time::Instant::now();
    loop {
        // Independent arrivals: the gaps are distributed exponentially.
        let share = (chance.below(1 << 20) + 1) as f64 / f64::from(1 << 20);
        at += Duration::from_secs_f64(-share.ln() / f64::from(rate));
        tokio::time::sleep_until(at).await;
        world.talks(chance.below(STEADY_PEOPLE));
    }
}

async fn measure(world: &World, process: &mut Process, length: Duration) -> Figures {
    let _ = world.seen();
    let (begun, before) = (Instant::now(), process.taken());
    let mut most = Held::default();
    while begun.elapsed() < length {
        tokio::time::sleep(LOOK).await;
        let held = process.held();
        most.private = most.private.max(held.private);
        most.anonymous = most.anonymous.max(held.anonymous);
    }
    let (took, after, mut seen) = (begun.elapsed(), process.taken(), world.seen());
    let updates = seen.waited.len().max(1) as f64;
    seen.waited.sort_unstable();
    seen.answered.sort_unstable();
    let millis = |times: &[Duration], share: f64| {
        let at = (times.len() as f64 * share) as usize;
        times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    let mebi = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    [
        updates / took.as_secs_f64(),
        millis(&seen.waited, 0.5),
        millis(&seen.waited, 0.99),
        millis(&seen.answered, 0.99),
        (after.worked - before.worked) * 1e6 / updates,
        after.switches.saturating_sub(before.switches) as f64 / updates,
        (seen.answered.len() + seen.other_calls) as f64 / updates,
        mebi(most.private),
        mebi(most.anonymous),
    ]
}

/// The middle of all rounds, and how often the baseline's goes into it.
fn print(bots: &[Bot], rounds: &[Vec<Figures>]) {
    print!("{:<24}", "");
    COLUMNS.iter().for_each(|column| print!(" {column:>12}"));
    println!();
    let middle = |rounds: &Vec<Figures>| -> Figures {
        std::array::from_fn(|column| {
            let mut values: Vec<f64> = rounds.iter().map(|figures| figures[column]).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        })
    };
    let figures: Vec<Figures> = rounds.iter().map(middle).collect();
    let line = |name: &str, figures: &Figures| {
        print!("{name:<24}");
        for (figure, column) in figures.iter().zip(COLUMNS) {
            let width = column.len().max(12);
            print!(" {figure:>width$.1}");
        }
        println!();
    };
    for (bot, figures) in bots.iter().zip(&figures) {
        line(bot.name(), figures);
    }
    let of = |wanted: Bot| bots.iter().position(|bot| *bot == wanted);
    for baseline in [Bot::Grammy, Bot::GrammySideBySide] {
        if let (Some(words), Some(other)) = (of(Bot::Words), of(baseline)) {
            let ratio = std::array::from_fn(|at| figures[words][at] / figures[other][at]);
            line("ratio", &ratio);
        }
    }
    println!();
}
