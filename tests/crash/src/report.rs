//! One line per promise: what was promised, what was measured, whether it was kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::ExitCode;

use crate::script::{CANARY, NAME};

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    /// Whether times are judged: not where the machine does other things meanwhile.
    judges_times: bool,
    tokens: Vec<String>,
}

#[derive(Debug)]
struct Row {
    promise: String,
    figure: String,
    is_kept: Option<bool>,
}

impl Report {
    /// Begins a report that judges times, or does not.
    pub(crate) fn new(judges_times: bool) -> Self {
        Self {
            judges_times,
            ..Self::default()
        }
    }

    /// Adds a promise.
    pub(crate) fn promise(&mut self, promise: &str, figure: String, is_kept: bool) {
        self.add(promise, figure, Some(is_kept));
    }

    /// Adds a promise about a time of less than some seconds.
    pub(crate) fn promise_of_time(&mut self, promise: &str, figure: String, is_kept: bool) {
        self.add(promise, figure, self.judges_times.then_some(is_kept));
    }

    /// Adds a figure that promises nothing.
    pub(crate) fn figure(&mut self, name: &str, figure: String) {
        self.add(name, figure, None);
    }

    /// Remembers what must stand in no output.
    pub(crate) fn is_secret(&mut self, token: &str) {
        let secret = token.split_once(':').map_or(token, |(_, secret)| secret);
        if !self.tokens.iter().any(|known| known == secret) {
            self.tokens.push(secret.to_owned());
        }
    }

    /// Looks through everything that was said.
    pub(crate) fn scan(&mut self, output: &Path) -> io::Result<()> {
        let mut lines = 0_u64;
        let mut found = 0_u64;
        let mut aside = 0_u64;
        let canaries = [CANARY, NAME].map(str::to_lowercase);
        for line in BufReader::new(File::open(output)?).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).to_lowercase();
            lines += 1;
            aside += u64::from(line.contains("it is set aside"));
            let tokens = self.tokens.iter().map(|token| token.to_lowercase());
            let mut all = tokens.chain(canaries.iter().cloned());
            found += u64::from(all.any(|secret| line.contains(&secret)));
        }
        self.promise(
            "token, message text, names in all output: 0",
            format!("{found} in {lines} lines"),
            found == 0 && lines > 0,
        );
        self.figure(
            "events and updates that were set aside, by the log",
            aside.to_string(),
        );
        Ok(())
    }

    /// Prints the table.
    pub(crate) fn print(&self) -> ExitCode {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        println!("\n(load average at the end: {})", load.trim());
        println!("| promise | figure | verdict |\n|---|---|---|");
        for row in &self.rows {
            println!("{}", row.line());
        }
        match self.rows.iter().any(|row| row.is_kept == Some(false)) {
            true => ExitCode::from(1),
            false => ExitCode::SUCCESS,
        }
    }

    fn add(&mut self, promise: &str, figure: String, is_kept: Option<bool>) {
        let row = Row {
            promise: promise.to_owned(),
            figure,
            is_kept,
        };
        println!("{}", row.line());
        self.rows.push(row);
    }
}

impl Row {
    fn line(&self) -> String {
        let verdict = match self.is_kept {
            Some(true) => "kept",
            Some(false) => "BROKEN",
            None => "",
        };
        format!("| {} | {} | {verdict} |", self.promise, self.figure)
    }
}
