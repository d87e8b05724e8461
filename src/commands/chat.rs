//! `lotse chat`: the terminal chat, for people and for pipes.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use crate::answer::Library;
use crate::conversation::{self, Introduction};
use crate::operations::settings::Shared;
use crate::terminal::{self, Display, Exchange, LineSource, PipedLines, PromptLines, TextDisplay};

use super::json::{self, ChatLine};
use super::outcome::{Failure, Success};
use super::{library, now, output};

/// How the chat is shown.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "\
Type a question, a command (/weiter), or the number of a button. Ctrl-D ends the chat.
The session lives in memory only.

Examples:
  lotse chat
  printf '/start\\n1\\n' | lotse chat
  printf 'wer entscheidet?\\n' | lotse chat --json")]
pub struct ChatArgs {
    /// One line of JSON per reply, with the keys of `ask --json` plus `turn`, `buttons` and `edits`.
    #[arg(long)]
    pub json: bool,
}

/// Talks until input ends.
///
/// # Errors
/// When the guide cannot be used, or when the terminal or pipe fails.
pub fn run(shared: &Shared, args: &ChatArgs) -> Result<Success, Failure> {
    let at_prompt = !args.json && io::stdin().is_terminal() && output::is_read_by_people();
    let library = if at_prompt {
        // Whoever sits there does not wait for vectors: words alone answer until they are made.
        let library = Arc::new(library::open_by_words(shared)?);
        library::learn_beside(&library, shared)?;
        library
    } else {
        Arc::new(library::open(shared)?)
    };
    let colour = output::colour(shared.color, &io::stdout());
    let talk = if args.json {
        let mut lines = JsonLines {
            library: &library,
            out: io::stdout(),
        };
        talk(
            &library,
            &mut PipedLines::new(io::stdin().lock()),
            &mut lines,
        )
    } else if at_prompt {
        self::at_prompt(&library, colour)
    } else {
        let mut page = TextDisplay::new(io::stdout(), output::width(), colour).echoing();
        talk(
            &library,
            &mut PipedLines::new(io::stdin().lock()),
            &mut page,
        )
    };
    talk?;
    Ok(Success::Fine)
}

/// Runs `lotse` without a command where no token is set: the terminal chat with a word how to connect Telegram.
///
/// # Errors
/// As the chat.
pub fn without_command(shared: &Shared) -> Result<Success, Failure> {
    anstream::eprintln!(
        "No TELOXIDE_TOKEN is set, so Lotse talks here. To connect it to Telegram, get a token from @BotFather, \
         write it to a file that only you can read, and start: lotse serve --token-file FILE"
    );
    run(shared, &ChatArgs::default())
}

/// What is said before the chat begins.
const LEAVING: &str =
    "Zum Beenden: ende oder Strg-D. Von diesem Gespräch bleibt hier nichts gespeichert.";

fn at_prompt(library: &Library, colour: bool) -> io::Result<()> {
    let menu = Introduction::with(&library.guide).commands.into_iter();
    let commands = menu.map(|(name, _)| name.to_owned()).collect();
    anstream::eprintln!("{LEAVING}\n");
    let mut prompt = PromptLines::open(commands)?.beginning_with("/start");
    let width = prompt.width().unwrap_or_else(output::width);
    talk(
        library,
        &mut prompt,
        &mut TextDisplay::new(io::stdout(), width, colour),
    )
}

fn talk(library: &Library, lines: &mut dyn LineSource, screen: &mut dyn Display) -> io::Result<()> {
    terminal::chat(lines, screen, |session, event| {
        conversation::respond(library, session, event, now())
    })
}

/// The screen programs read.
struct JsonLines<'a, W> {
    library: &'a Library,
    out: W,
}

impl<W: Write> Display for JsonLines<'_, W> {
    fn show(&mut self, turn: &Exchange<'_>) -> io::Result<()> {
        let shown = turn.replies.iter();
        for reply in shown.filter(|reply| reply.is_shown()) {
            let line = ChatLine::of(self.library, turn, reply);
            json::write_line(&mut self.out, &line)?;
        }
        self.out.flush()
    }
}
