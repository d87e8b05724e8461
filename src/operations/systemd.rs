//! Word to systemd (`Type=notify`): that it runs, how it is, that it still turns, that it stops.
//!
//! The protocol is a few lines of text to the socket that NOTIFY_SOCKET names; without one nothing is said. The watchdog is
//! fed by a task among those that serve, so a runtime that hangs is noticed.

use std::env;
use std::time::Duration;

use socket::NotifySocket;

use crate::service::ServiceCore;

/// How often the status is looked at where there is no watchdog.
const USUAL: Duration = Duration::from_secs(5);

/// The way to systemd.
pub(super) struct Systemd {
    socket: Option<NotifySocket>,
    pause: Duration,
}

impl Systemd {
    /// The way that the environment names.
    pub(super) fn of_environment() -> Self {
        let named = env::var("NOTIFY_SOCKET")
            .ok()
            .filter(|name| !name.is_empty());
        let micros = env::var("WATCHDOG_USEC")
            .ok()
            .and_then(|text| text.parse().ok());
        let half = micros.map(|micros: u64| Duration::from_micros(micros / 2));
        Self {
            socket: named.and_then(|name| NotifySocket::connect(&name).ok()),
            pause: half.map_or(USUAL, |half| half.clamp(Duration::from_millis(10), USUAL)),
        }
    }

    /// Says that it runs, and then how it is, for ever.
    pub(super) async fn report(&self, core: &ServiceCore) {
        self.say("READY=1");
        let mut told = String::new();
        loop {
            let problems = core.metrics.health.readiness_problems().join(", ");
            let state = core.responder.content_state();
            let content = state.and_then(|state| state.borrow().problem());
            let how = match (problems.is_empty(), content) {
                (false, _) => problems,
                (true, Some(content)) => content,
                (true, None) => "ok".to_owned(),
            };
            if how == told {
                self.say("WATCHDOG=1");
            } else {
                self.say(&format!(
                    "STATUS={how}
WATCHDOG=1"
                ));
                told = how;
            }
            tokio::time::sleep(self.pause).await;
        }
    }

    /// Says that the end has begun.
    pub(super) fn stops(&self) {
        self.say("STOPPING=1");
    }

    fn say(&self, words: &str) {
        if let Some(socket) = &self.socket {
            // Who does not listen misses it.
            let _ = socket.send(words);
        }
    }
}

#[cfg(target_os = "linux")]
mod socket {
    use std::io;
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    /// The socket that systemd listens at.
    pub(super) struct NotifySocket(UnixDatagram);

    impl NotifySocket {
        pub(super) fn connect(name: &str) -> io::Result<Self> {
            let socket = UnixDatagram::unbound()?;
            socket.set_nonblocking(true)?;
            match name.strip_prefix('@') {
                Some(hidden) => socket.connect_addr(&SocketAddr::from_abstract_name(hidden)?)?,
                None => socket.connect(name)?,
            }
            Ok(Self(socket))
        }

        pub(super) fn send(&self, words: &str) -> io::Result<usize> {
            self.0.send(words.as_bytes())
        }
    }
}

/// There is no systemd.
#[cfg(not(target_os = "linux"))]
mod socket {
    use std::io;

    pub(super) use NoSocket as NotifySocket;

    pub(super) enum NoSocket {}

    impl NoSocket {
        pub(super) fn connect(_: &str) -> io::Result<Self> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub(super) fn send(&self, _: &str) -> io::Result<usize> {
            match *self {}
        }
    }
}
