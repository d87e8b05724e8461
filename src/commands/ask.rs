//! `lotse ask`: one question and its answer, or one per input line.
//!
//! Each question is asked in a chat of its own, so that answers do not depend on their order.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use crate::answer::Library;
use crate::conversation::{self, Reply, Session};
use crate::operations::settings::Shared;
use crate::terminal::{Input, LineSource, PipedLines};
use crate::text::{RichText, plain, terminal};

use super::json::{self, AnswerStatus, AskLine};
use super::outcome::{Failure, Success};
use super::{library, now, output, reasons};

/// What is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit code 1 says that the guide holds no answer; with `-` it is always 0.

Examples:
  lotse ask wer entscheidet über den Auftrag
  lotse ask --json \"Was heißt RBB?\"
  lotse ask --json - < fragen.txt
  lotse ask --explain Federführung festlegen")]
pub struct AskArgs {
    /// The question, or `-` to read one per line from standard input.
    #[arg(value_name = "QUESTION or -")]
    pub question: Vec<String>,
    /// One JSON object per question, on one line.
    #[arg(long)]
    pub json: bool,
    /// Says in German why it was answered so: words, hits, scores, thresholds.
    #[arg(long)]
    pub explain: bool,
}

/// Answers.
///
/// # Errors
/// When nothing is asked, when the guide cannot be used, or when the terminal or pipe fails.
pub fn run(shared: &Shared, args: &AskArgs) -> Result<Success, Failure> {
    let question = args.question.join(" ");
    let from_pipe = question == "-" || (question.is_empty() && !io::stdin().is_terminal());
    if question.trim().is_empty() && !from_pipe {
        return Err(Failure::usage(
            "no question was asked",
            "write it behind `lotse ask`, or `-` to read one per line",
        ));
    }
    let library = library::open(shared)?;
    let mut asking = Asker {
        library: &library,
        out: io::stdout(),
        json: args.json,
        explain: args.explain,
        colour: output::colour(shared.color, &io::stdout()),
    };
    if from_pipe {
        asking.all(&mut PipedLines::new(io::stdin().lock()))?;
        return Ok(Success::Fine);
    }
    let status = asking.one(&Input::line(question))?;
    Ok(match status {
        AnswerStatus::Answered | AnswerStatus::Unsure => Success::Fine,
        AnswerStatus::NotFound => Success::Short,
    })
}

struct Asker<'a, W> {
    library: &'a Library,
    out: W,
    json: bool,
    explain: bool,
    colour: bool,
}

impl<W: Write> Asker<'_, W> {
    fn all(&mut self, lines: &mut dyn LineSource) -> io::Result<()> {
        while let Some(input) = lines.next()? {
            if !self.json {
                writeln!(self.out, "> {}", input.said)?;
            }
            self.one(&input)?;
            if !self.json {
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    fn one(&mut self, input: &Input) -> io::Result<AnswerStatus> {
        let start = Instant::now();
        let (_, replies) =
            conversation::respond(self.library, Session::default(), &input.as_text(), now());
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        let mut line = AskLine::of(self.library, &input.said, &replies, micros);
        let reasons = self.explain.then(|| {
            let response = replies.iter().find_map(|reply| match reply {
                Reply::Message(message) => message.response.as_deref(),
                _ => None,
            });
            reasons::render(self.library, &input.said, response)
        });
        if self.json {
            line.explanation = reasons;
            json::write_line(&mut self.out, &line)?;
        } else {
            writeln!(self.out, "{}", self.read(&replies))?;
            if let Some(reasons) = reasons {
                write!(self.out, "\n{reasons}")?;
            }
        }
        self.out.flush()?;
        Ok(line.status)
    }

    /// What a person reads: wrapped on a terminal, as it is in a pipe.
    fn read(&self, replies: &[Reply]) -> String {
        let show = |text: &RichText| {
            if output::is_read_by_people() {
                terminal::render(text, output::width().min(80), self.colour)
            } else {
                plain::render(text)
            }
        };
        let texts: Vec<String> = replies
            .iter()
            .filter_map(|reply| match reply {
                Reply::Message(message) => Some(show(&message.text)),
                _ => None,
            })
            .collect();
        texts.join("\n\n")
    }
}
