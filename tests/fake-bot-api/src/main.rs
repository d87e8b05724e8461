//! The fake Bot API server by hand: `cargo run -p fake-bot-api -- --port 8081`.
//!
//! It prints how to connect a bot and then is a console: what one types goes to the bot as the words of a
//! person, `[label]` or the number of a button taps it. Programs use `/control` instead; `--no-console` keeps
//! the server running without input.

mod console;

use std::process::ExitCode;

use fake_bot_api::{FakeBotApi, Rates};

const HELP: &str =
    "usage: fake-bot-api [--port PORT] [--token TOKEN] [--name NAME] [--no-rates] [--no-console]";

struct Options {
    port: u16,
    token: Option<String>,
    name: String,
    has_rates: bool,
    has_console: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot run: {error}\nhint: is the port free? Choose another with --port");
            ExitCode::from(3)
        }
    }
}

fn options(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        port: 8081,
        token: None,
        name: "Erika".to_owned(),
        has_rates: true,
        has_console: true,
    };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--port" => {
                options.port = value()?
                    .parse()
                    .map_err(|_| "the port must be a number".to_owned())?
            }
            "--token" => options.token = Some(value()?),
            "--name" => options.name = value()?,
            "--no-rates" => options.has_rates = false,
            "--no-console" => options.has_console = false,
            _ => return Err(format!("unknown option `{word}`")),
        }
    }
    Ok(options)
}

async fn run(options: Options) -> std::io::Result<()> {
    let mut builder = FakeBotApi::builder().port(options.port);
    if let Some(token) = &options.token {
        builder = builder.token(token);
    }
    if !options.has_rates {
        builder = builder.rates(Rates::off());
    }
    let api = builder.start().await?;
    println!("TELEGRAM_API_URL={}", api.url());
    println!("TELOXIDE_TOKEN={}", api.token());
    println!("control: {}/control", api.url());
    if options.has_console {
        console::run(&api, &options.name).await
    } else {
        tokio::signal::ctrl_c().await
    }
}
