//! What is to be run, and with which binaries.

use std::path::{Path, PathBuf};

use crate::process::Place;

/// How to call it.
pub(crate) const HELP: &str = "\
usage: crash [--lotse FILE] [--armed FILE] [--knowledge FOLDER] MODE…
modes:
  --kills N        kill -9 at N random moments under load
  --points N       end the process N times at each crash point (needs --armed)
  --reminders N    kill -9 N times while days go by and people are reminded (needs --armed)
  --poison         an update that ends the process each time (needs --armed)
  --sigterm N      stop it in order N times under load, and some times without
  --faults SECONDS Telegram fails three calls in ten
  --shuffle        every update is delivered one to five times, in any order inside a batch
  --flood          one chat sends 10,000 updates
  --latency        from an update to the first call, at 100 updates a second
  --throughput     as many updates as it can answer
  --defaults       the usual rates and quotas against a strict server
  --short          some of each that is quick
  --full           everything, as promised";

/// How much of what is to be run; zero is nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    lotse: PathBuf,
    armed: Option<PathBuf>,
    pub(crate) knowledge: PathBuf,
    pub(crate) people: usize,
    pub(crate) turns: usize,
    pub(crate) kills: u64,
    pub(crate) points: u64,
    pub(crate) reminders: u64,
    pub(crate) poison: bool,
    pub(crate) stops: u64,
    pub(crate) faults: u64,
    pub(crate) shuffle: bool,
    pub(crate) flood: u64,
    pub(crate) latency: u64,
    pub(crate) throughput: u64,
    pub(crate) defaults: u64,
    /// Whether nothing is judged that depends on what else the machine does.
    pub(crate) short: bool,
}

impl Options {
    /// Reads the arguments.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            lotse: "target/release/lotse".into(),
            knowledge: "knowledge".into(),
            people: 200,
            turns: 60,
            ..Self::default()
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--lotse" => options.lotse = value()?.into(),
                "--armed" => options.armed = Some(value()?.into()),
                "--knowledge" => options.knowledge = value()?.into(),
                "--people" => options.people = number(&value()?)? as usize,
                "--turns" => options.turns = number(&value()?)? as usize,
                "--kills" => options.kills = number(&value()?)?,
                "--points" => options.points = number(&value()?)?,
                "--reminders" => options.reminders = number(&value()?)?,
                "--sigterm" => options.stops = number(&value()?)?,
                "--faults" => options.faults = number(&value()?)?,
                "--poison" => options.poison = true,
                "--shuffle" => options.shuffle = true,
                "--flood" => options.flood = 10_000,
                "--latency" => options.latency = 30,
                "--throughput" => options.throughput = 30,
                "--defaults" => options.defaults = 60,
                "--short" => options.take(&Self::short()),
                "--full" => options.take(&Self::full()),
                _ => return Err(format!("unknown argument `{word}`")),
            }
        }
        let needs_armed = options.points + options.reminders > 0 || options.poison;
        if options.armed.is_none() && needs_armed {
            return Err("--points, --reminders and --poison need --armed".to_owned());
        }
        Ok(options)
    }

    /// Where things lie; `folder` is thrown away afterwards.
    pub(crate) fn place(&self, folder: &Path) -> Place {
        Place {
            lotse: self.lotse.clone(),
            knowledge: folder.join("knowledge"),
            index: folder.join("index"),
            data: folder.join("data"),
            output: folder.join("output"),
        }
    }

    /// The same place for the build that has crash points.
    pub(crate) fn armed(&self, place: &Place) -> Place {
        Place {
            lotse: self.armed.clone().unwrap_or_default(),
            ..place.clone()
        }
    }

    fn short() -> Self {
        Self {
            short: true,
            people: 40,
            turns: 10,
            kills: 8,
            points: 1,
            reminders: 6,
            poison: true,
            stops: 3,
            faults: 6,
            shuffle: true,
            ..Self::default()
        }
    }

    fn full() -> Self {
        Self {
            people: 200,
            turns: 60,
            kills: 300,
            points: 20,
            reminders: 200,
            poison: true,
            stops: 50,
            faults: 180,
            shuffle: true,
            flood: 10_000,
            latency: 60,
            throughput: 60,
            defaults: 120,
            ..Self::default()
        }
    }

    fn take(&mut self, other: &Self) {
        *self = Self {
            lotse: self.lotse.clone(),
            armed: self.armed.clone(),
            knowledge: self.knowledge.clone(),
            ..other.clone()
        };
    }
}

fn number(word: &str) -> Result<u64, String> {
    word.parse()
        .map_err(|_| format!("`{word}` should be a number"))
}
