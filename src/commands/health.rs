//! `lotse health`: asks a running `serve` how it is, for containers and for `systemctl reload`.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::operations::settings::Serving;
use crate::service::ContentState;

use super::outcome::{Failure, Success};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long reading the content may take.
const READING: Duration = Duration::from_secs(60);

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
Asks the address of `--health-listen`. Exit codes: 0 fine, 1 something is wrong, 3 nobody answers.

Examples:
  lotse health                  whether a hand is needed
  lotse health --ready          whether people get answers
  lotse health --content        whether what the knowledge folder says is in service; waits while it is read")]
pub struct HealthArgs {
    /// Also red while people get no answers, such as when Telegram cannot be reached.
    #[arg(long)]
    pub ready: bool,
    /// Also red while the content of the knowledge folder is refused; waits while it is read.
    #[arg(long)]
    pub content: bool,
    /// The settings of serving, for the address.
    #[command(flatten)]
    pub serving: Serving,
}

/// Asks and tells.
///
/// # Errors
/// When no address is set or nobody answers there.
pub fn run(args: &HealthArgs) -> Result<Success, Failure> {
    let listen = args
        .serving
        .listen
        .filter(|_| args.serving.webhook.is_none());
    let address = args.serving.health_listen.or(listen).ok_or_else(|| {
        Failure::usage(
            "no address of health is set",
            "name the one that `serve` has with `--health-listen`, such as 127.0.0.1:8080",
        )
    })?;
    let path = if args.ready { "/readyz" } else { "/healthz" };
    let begun = Instant::now();
    loop {
        let (status, body) = ask(address, path).map_err(|error| {
            Failure::unable(
                format!("nobody answers at {address}: {error}"),
                "look whether `lotse serve` runs and has this address in `health_listen`",
            )
        })?;
        let says = |note: &str| body.lines().any(|line| line.starts_with(note));
        if args.content && says(ContentState::READING) && begun.elapsed() < READING {
            thread::sleep(Duration::from_millis(100));
            continue;
        }
        write!(io::stdout(), "{body}")?;
        let is_refused = args.content && says(ContentState::REFUSED);
        return Ok(if status == 200 && !is_refused {
            Success::Fine
        } else {
            Success::Short
        });
    }
}

/// One request by hand: the program's HTTP client is made for Telegram.
fn ask(address: SocketAddr, path: &str) -> io::Result<(u16, String)> {
    let here = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let address = SocketAddr::new(here, address.port());
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(1 << 16).read_to_string(&mut answer)?;
    let no_http = || io::Error::other("what answers is not Lotse");
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(no_http)?;
    let status = head
        .split_whitespace()
        .nth(1)
        .and_then(|status| status.parse().ok());
    Ok((status.ok_or_else(no_http)?, body.to_owned()))
}
