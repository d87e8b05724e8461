//! `lotse preview --serve`: the pages of [`web::preview`](crate::web::preview), kept up with the files.
//!
//! A thread looks at the times and sizes of the files a few times a second, and reads them when they have been quiet for
//! a moment. What was read is shown at once; learning its meaning and asking its question forms take longer, so a thread of
//! their own does that, and what it finds is shown if nothing newer is there by then.

use std::io::{self, ErrorKind, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::watch;

use super::super::outcome::{Failure, Success};
use super::super::reload::Stamps;
use super::super::{check, library, today};
use crate::answer::Library;
use crate::knowledge::{GuideFolder, LoadError, Loaded};
use crate::operations::settings::Shared;
use crate::operations::{http, signals};
use crate::web::preview::{Edition, EditionShelf, Reach, routes};

/// Where the pages are, if nobody says otherwise: always the same, so that open tabs stay good.
pub(super) const ADDRESS: &str = "127.0.0.1:8321";

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(300);
/// How long they must have been quiet to be read.
const QUIET: Duration = Duration::from_millis(150);

/// Serves until Ctrl-C.
///
/// # Errors
/// When there is no guide, or the address cannot be had.
pub(super) fn serve(shared: &Shared, address: &str) -> Result<Success, Failure> {
    let listener = listen(address)?;
    let at = listener.local_addr()?;
    let read = Stamps::of_guide(&shared.knowledge);
    let loaded = shared.knowledge.load().map_err(check::no_guide)?;
    let desk = EditorsDesk {
        shared: Arc::new(shared.clone()),
        shelf: Arc::new(EditionShelf::new(Edition::default())),
    };
    desk.lay_out(loaded);
    let app = routes(
        Arc::clone(&desk.shelf),
        shared.knowledge.clone(),
        Reach::of(at.ip()),
    );
    thread::Builder::new()
        .name("preview".to_owned())
        .spawn(move || desk.watch(read))?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // From here on Ctrl-C is an end like any other.
        let stop = signals::stop()?;
        let (stopping, stopped) = watch::channel(false);
        tell(at, &shared.knowledge)?;
        let ends = async {
            stop.await;
            let _ = stopping.send(true);
        };
        let (served, ()) = tokio::join!(http::serve(&listener, &app, stopped), ends);
        served
    })?;
    Ok(Success::Fine)
}

/// Says where the pages are.
fn tell(at: SocketAddr, knowledge: &GuideFolder) -> io::Result<()> {
    let mut out = io::stdout();
    writeln!(out, "Die Vorschau läuft: http://{at}/")?;
    if !at.ip().is_loopback() {
        writeln!(
            out,
            "Achtung: Im ganzen Netz kann sie sehen, wer diese Adresse kennt."
        )?;
    }
    match knowledge {
        GuideFolder::OnDisk(_) => {
            writeln!(out, "Sie erneuert sich, sobald Sie eine Datei speichern.")?
        }
        GuideFolder::BuiltIn => writeln!(
            out,
            "Sie zeigt den mitgelieferten Leitfaden; Ihren eigenen nennt `--knowledge ORDNER`."
        )?,
    }
    writeln!(out, "Beenden Sie sie mit Strg-C.")?;
    out.flush()
}

/// Takes an address: a host and port, or a port of this computer.
fn listen(address: &str) -> Result<TcpListener, Failure> {
    let port = address.trim_start_matches(':');
    let whole = match port.parse::<u16>() {
        Ok(port) => format!("127.0.0.1:{port}"),
        Err(_) => address.to_owned(),
    };
    let number = whole.rsplit(':').next().and_then(|port| port.parse().ok());
    let next = number
        .and_then(|port: u16| port.checked_add(1))
        .unwrap_or(8400);
    TcpListener::bind(&whole).map_err(|error| {
        let hint = format!(
            "nennen Sie eine Adresse dieses Rechners mit Anschluss, etwa `--serve {ADDRESS}`, oder nur den Anschluss, etwa `--serve 8400`"
        );
        match error.kind() {
            ErrorKind::AddrInUse => Failure::unable(
                format!("unter `{whole}` läuft schon etwas, vielleicht eine zweite Vorschau"),
                format!("beenden Sie sie, oder nennen Sie einen anderen Anschluss, etwa `--serve {next}`; `--serve 0` nimmt einen freien"),
            ),
            ErrorKind::InvalidInput => {
                Failure::usage(format!("`{address}` ist keine Adresse mit Anschluss"), hint)
            }
            _ => Failure::unable(
                format!("unter `{whole}` lässt sich nichts zeigen ({error})"),
                hint,
            ),
        }
    })
}

/// What is being written, and what is shown of it.
#[derive(Clone)]
struct EditorsDesk {
    shared: Arc<Shared>,
    shelf: Arc<EditionShelf>,
}

impl EditorsDesk {
    /// Shows whatever is saved, until the process ends.
    fn watch(self, mut read: Stamps) {
        loop {
            thread::sleep(LOOK);
            if Stamps::of_guide(self.knowledge()) == read {
                continue;
            }
            read = self.quiet();
            match self.knowledge().load() {
                Ok(loaded) => self.lay_out(loaded),
                Err(error) => self.miss(error),
            }
        }
    }

    fn knowledge(&self) -> &GuideFolder {
        &self.shared.knowledge
    }

    /// What the files look like when nobody writes to them.
    fn quiet(&self) -> Stamps {
        loop {
            let stamps = Stamps::of_guide(self.knowledge());
            thread::sleep(QUIET);
            if Stamps::of_guide(self.knowledge()) == stamps {
                return stamps;
            }
        }
    }

    /// Shows what was read, and has it looked at closely.
    fn lay_out(&self, loaded: Loaded) {
        let before = self.shelf.now().library().cloned();
        let library = self.library_of(&loaded);
        let findings = check::findings(&loaded, today(), None);
        let edition = Edition::of(&loaded, findings, library.clone().or(before));
        let Some(library) = library else {
            return self.shelf.put(edition.examined());
        };
        self.shelf.put(edition);
        let shown = self.shelf.now();
        let desk = self.clone();
        let look_closely = move || {
            desk.learn(&library);
            if !Arc::ptr_eq(&shown, &desk.shelf.now()) {
                return;
            }
            let findings = check::findings(&loaded, today(), Some(&library));
            let edition = Edition::of(&loaded, findings, Some(library)).examined();
            if Arc::ptr_eq(&shown, &desk.shelf.now()) {
                desk.shelf.put(edition);
            }
        };
        let thread = thread::Builder::new().name("examine".to_owned());
        if let Err(error) = thread.spawn(look_closely) {
            tracing::warn!(%error, "the question forms were not asked");
        }
    }

    /// The library of what was read, if it is whole; words alone rank.
    fn library_of(&self, loaded: &Loaded) -> Option<Arc<Library>> {
        let guide = loaded.guide.clone()?;
        let made = library::of_guide(guide.clone(), &self.shared.index);
        let made = made.map(|(library, _)| library);
        let made = made.or_else(|_| Library::in_memory(guide));
        let mut library = made
            .inspect_err(|error| tracing::error!(%error, "the guide cannot be searched"))
            .ok()?;
        library::say_operator(&mut library, &self.shared);
        Some(Arc::new(library))
    }

    fn learn(&self, library: &Library) {
        if let Ok(Some(encoder)) = library::encoder(&self.shared.encoder) {
            library::learn(library, &encoder, Some(&self.shared.index), |_, _| {});
        }
    }

    /// Says that there is no guide any more.
    fn miss(&self, error: LoadError) {
        let Failure::Told { sentence, .. } = check::no_guide(error) else {
            return;
        };
        let mut sign = sentence.chars();
        let first = sign.next().map(|first| first.to_uppercase().to_string());
        let sentence = first.unwrap_or_default() + sign.as_str();
        let edition = Edition::unread(sentence, &self.shelf.now());
        self.shelf.put(edition);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> (u8, String, String) {
        match listen(address) {
            Err(Failure::Told {
                kind,
                sentence,
                hint,
                ..
            }) => (kind as u8, sentence, hint),
            other => panic!("{address}: {other:?}"),
        }
    }

    #[test]
    fn a_port_alone_is_one_of_this_computer() {
        for address in ["0", ":0", "localhost:0", "127.0.0.1:0"] {
            let at = listen(address).unwrap().local_addr().unwrap();
            assert!(at.ip().is_loopback(), "{address}: {at}");
        }
    }

    #[test]
    fn an_address_that_cannot_be_had_says_what_to_do() {
        let taken = listen("0").unwrap();
        let at = taken.local_addr().unwrap();
        let (_, sentence, hint) = refused(&at.to_string());
        assert_eq!(
            sentence,
            format!("unter `{at}` läuft schon etwas, vielleicht eine zweite Vorschau")
        );
        let next = format!("`--serve {}`", at.port() + 1);
        assert!(hint.contains(&next), "{hint}");
        let (_, sentence, hint) = refused("1.2");
        assert_eq!(sentence, "`1.2` ist keine Adresse mit Anschluss");
        assert!(hint.contains(ADDRESS), "{hint}");
    }
}
