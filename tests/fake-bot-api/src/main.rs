//! The fake Bot API server as a program, for judges in other languages: `cargo run -p fake-bot-api -- --port 8081`.
//!
//! It prints how to connect a bot and where to drive the people (`/control`), and runs until it is ended.

use std::process::ExitCode;

use fake_bot_api::FakeBotApi;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let port = match words[..] {
        [] => Some(8081),
        ["--port", port] => port.parse().ok(),
        _ => None,
    };
    let Some(port) = port else {
        eprintln!("usage: fake-bot-api [--port PORT]");
        return ExitCode::from(2);
    };
    match run(port).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot run: {error}\nhint: is the port free? Choose another with --port");
            ExitCode::from(3)
        }
    }
}

async fn run(port: u16) -> std::io::Result<()> {
    let api = FakeBotApi::builder().port(port).start().await?;
    println!("TELEGRAM_API_URL={}", api.url());
    println!("TELOXIDE_TOKEN={}", api.token());
    println!("control: {}/control", api.url());
    tokio::signal::ctrl_c().await
}
