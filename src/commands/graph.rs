//! `lotse graph`: the guide as a picture, to see how its places hang together.
//!
//! A guide with decisions that are never asked is drawn all the same: where they hang is what one looks for. [`flow`] says what is in the picture; [`svg`] draws it along the lines of [`plan`], [`mermaid`] writes it as text for wikis
//! that draw it themselves.

mod flow;
mod mermaid;
mod plan;
mod svg;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::operations::settings::Shared;

use super::outcome::{Failure, Success};
use super::{library, output};
use flow::Flow;

/// How the picture is written, and where to.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lotse graph --output leitfaden.svg     a picture for a browser, light or dark as the browser is
  lotse graph --format mermaid           text that GitHub, GitLab and many wikis draw")]
pub struct GraphArgs {
    /// A picture, or text to be drawn by Mermaid.
    #[arg(long, value_enum, default_value_t = GraphFormat::Svg)]
    pub format: GraphFormat,
    /// The file to write, replacing what it holds; without it all goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum GraphFormat {
    /// A picture.
    Svg,
    /// A flowchart as text.
    Mermaid,
}

/// Writes the picture.
///
/// # Errors
/// When the guide cannot be used, or when output fails.
pub fn run(shared: &Shared, args: &GraphArgs) -> Result<Success, Failure> {
    let mut loaded = shared.knowledge.load()?;
    let guide = match loaded.sketch.take() {
        Some(sketch) => {
            let colour = output::colour(shared.color, &io::stderr());
            for fault in &loaded.faults {
                writeln!(io::stderr(), "{}", fault.render(&loaded.files, colour))?;
            }
            sketch
        }
        None => library::whole(loaded, shared)?,
    };
    let flow = Flow::of(&guide);
    let text = match args.format {
        GraphFormat::Svg => svg::draw(&flow),
        GraphFormat::Mermaid => mermaid::write(&flow),
    };
    let Some(path) = &args.output else {
        io::stdout().write_all(text.as_bytes())?;
        return Ok(Success::Fine);
    };
    fs::write(path, text).map_err(|error| {
        let sentence = format!("`{}` lässt sich nicht schreiben ({error})", path.display());
        Failure::unable(
            sentence,
            "prüfen Sie, ob es den Ordner gibt und ob Sie dort schreiben dürfen",
        )
    })?;
    writeln!(io::stdout(), "Geschrieben: {}", path.display())?;
    Ok(Success::Fine)
}

#[cfg(test)]
mod tests;
