//! What the system tells the process: to stop, and to read again. Where there are no signals (Windows), Ctrl-C stops and
//! nothing asks to read again.

use std::io;

/// Done when the process is told to stop.
///
/// # Errors
/// When the system does not let us hear of it.
#[cfg(unix)]
pub fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the process is told to stop.
///
/// # Errors
/// When the system does not let us hear of it.
#[cfg(windows)]
pub fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_c, ctrl_close, ctrl_shutdown};
    let (mut stop, mut close, mut shutdown) = (ctrl_c()?, ctrl_close()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = stop.recv() => {}
            _ = close.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}

/// SIGHUP: read again what may have changed. It ends nothing from the moment this is made.
pub struct Hangups {
    #[cfg(unix)]
    signals: tokio::signal::unix::Signal,
}

impl Hangups {
    /// Begins to hear them; needs a runtime.
    ///
    /// # Errors
    /// When the system does not let us hear of them.
    #[cfg(unix)]
    pub fn hear() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = signal(SignalKind::hangup())?;
        Ok(Self { signals })
    }

    /// Waits for the next.
    #[cfg(unix)]
    pub async fn next(&mut self) {
        // It ends only with the runtime.
        let _ = self.signals.recv().await;
    }

    /// Begins to hear them.
    ///
    /// # Errors
    /// Never.
    #[cfg(windows)]
    pub fn hear() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for ever.
    #[cfg(windows)]
    pub async fn next(&mut self) {
        std::future::pending().await
    }
}
