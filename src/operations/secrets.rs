//! Secrets: where they lie, and who may read the files they lie in.
//!
//! The token comes from TELOXIDE_TOKEN, else from the file that `token_file` names, else from the systemd credential
//! `telegram-token`. A file that everybody on the machine may read (or write) is refused: its secret is none any
//! more. Nothing here shows a secret, also not a wrong one.

use std::env;
use std::fmt;
use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::telegram::{BotToken, TokenFault};

/// The variable that holds the token.
pub const TOKEN_VARIABLE: &str = "TELOXIDE_TOKEN";
/// The name of the systemd credential that holds the token.
pub const CREDENTIAL: &str = "telegram-token";
/// No secret is longer.
const LONGEST: u64 = 4096;

/// Where the token comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenSource {
    /// The environment.
    Environment,
    /// A file that the settings name.
    File(PathBuf),
    /// A systemd credential.
    Credential(PathBuf),
}

/// Why a secret cannot be used; says nothing of the secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretFault {
    /// The file cannot be read.
    #[error("the secret in `{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The file is open to everybody.
    #[error("everybody on this machine can read or change the secret in `{}`", path.display())]
    OpenToAll {
        /// The file.
        path: PathBuf,
    },
    /// What is there is no token.
    #[error("{fault} (it comes from {source_of_it})")]
    NoToken {
        /// Why.
        fault: TokenFault,
        /// From where.
        source_of_it: TokenSource,
    },
}

impl SecretFault {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable { .. } => {
                "check that the file is there and that Lotse's user may read it".to_owned()
            }
            Self::OpenToAll { path } => {
                format!(
                    "`chmod 600 {}` closes it; if others use this machine, get a new token from @BotFather",
                    path.display()
                )
            }
            Self::NoToken { .. } => {
                "copy the whole token that @BotFather gave you, and nothing else".to_owned()
            }
        }
    }
}

impl TokenSource {
    /// Finds out where the token is to come from; `None` if none is set.
    pub fn find(token_file: Option<&Path>) -> Option<Self> {
        Self::choose(
            env::var(TOKEN_VARIABLE).ok(),
            token_file,
            env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from),
        )
    }

    fn choose(
        variable: Option<String>,
        token_file: Option<&Path>,
        credentials: Option<PathBuf>,
    ) -> Option<Self> {
        if variable.is_some_and(|token| !token.trim().is_empty()) {
            return Some(Self::Environment);
        }
        if let Some(file) = token_file {
            return Some(Self::File(file.to_owned()));
        }
        let credential = credentials?.join(CREDENTIAL);
        credential.exists().then_some(Self::Credential(credential))
    }

    /// Reads the token.
    ///
    /// # Errors
    /// When it cannot be read, is open to everybody or is no token.
    pub fn token(&self) -> Result<BotToken, SecretFault> {
        let text = match self {
            Self::Environment => env::var(TOKEN_VARIABLE).unwrap_or_default(),
            Self::File(path) | Self::Credential(path) => read(path)?,
        };
        BotToken::parse(&text).map_err(|fault| SecretFault::NoToken {
            fault,
            source_of_it: self.clone(),
        })
    }
}

impl fmt::Display for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment => f.write_str(TOKEN_VARIABLE),
            Self::File(path) => write!(f, "`{}`", path.display()),
            Self::Credential(_) => write!(f, "the systemd credential `{CREDENTIAL}`"),
        }
    }
}

/// Reads a secret from a file that not everybody may read, without blanks around it.
///
/// # Errors
/// When it cannot be read or is open to everybody.
pub fn read(path: &Path) -> Result<String, SecretFault> {
    let unreadable = |why: String| SecretFault::Unreadable {
        path: path.to_owned(),
        why,
    };
    // Before opening, because opening a pipe waits for whoever writes to it.
    let is_file = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
    if !is_file.is_file() {
        return Err(unreadable("it is no file".to_owned()));
    }
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let found = file.metadata();
    if is_open_to_all(&found.map_err(|error| unreadable(error.to_string()))?) {
        let path = path.to_owned();
        return Err(SecretFault::OpenToAll { path });
    }
    let mut text = String::new();
    let read = file.take(LONGEST).read_to_string(&mut text);
    read.map_err(|error| match error.kind() {
        ErrorKind::InvalidData => unreadable("it is not plain text in UTF-8".to_owned()),
        _ => unreadable(error.to_string()),
    })?;
    // Windows' editor begins a text with a mark.
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(unreadable("it is empty".to_owned()));
    }
    Ok(text.to_owned())
}

/// Tells whether a folder, or a file in it, is open to everybody on the machine.
///
/// No file is opened for it: to close one that SQLite has open in this process takes SQLite's locks away.
pub fn is_open_to_others(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = files.map(|file| file.path());
    let mut all = std::iter::once(folder.to_owned()).chain(files);
    all.any(|path| std::fs::metadata(path).is_ok_and(|found| is_open_to_all(&found)))
}

#[cfg(unix)]
fn is_open_to_all(found: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o006 != 0
}

#[cfg(not(unix))]
fn is_open_to_all(_: &Metadata) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    const TOKEN: &str = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    fn secret(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(CREDENTIAL);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (folder, path)
    }

    #[test]
    fn the_environment_comes_first_then_the_file_then_the_credential() {
        let (folder, _) = secret(TOKEN, 0o400);
        let choose = |variable: Option<&str>, file: Option<&str>, credentials: &Path| {
            let source = TokenSource::choose(
                variable.map(str::to_owned),
                file.map(Path::new),
                Some(credentials.to_owned()),
            );
            source.map(|source| source.to_string())
        };
        let here = folder.path();
        let empty = Path::new("/gibt/es/nicht");
        let check = |source: Option<String>, expected: Option<&str>| {
            assert_eq!(source.as_deref(), expected);
        };
        check(choose(Some("1:a"), Some("t"), here), Some("TELOXIDE_TOKEN"));
        check(choose(Some(" "), Some("t"), here), Some("`t`"));
        let credential = "the systemd credential `telegram-token`";
        check(choose(None, None, here), Some(credential));
        check(choose(None, None, empty), None);
    }

    #[test]
    fn a_file_that_everybody_may_read_or_write_is_refused() {
        for (mode, taken) in [
            (0o400, true),
            (0o600, true),
            (0o640, true),
            (0o644, false),
            (0o602, false),
            (0o666, false),
        ] {
            let (_folder, path) = secret(&format!("{TOKEN}\n"), mode);
            let token = TokenSource::File(path).token();
            assert_eq!(token.is_ok(), taken, "{mode:o}");
        }
    }

    #[test]
    fn a_token_saved_on_windows_is_read_and_other_bytes_are_named() {
        let (_folder, path) = secret(&format!("\u{feff}{TOKEN}\r\n"), 0o600);
        assert_eq!(read(&path).as_deref(), Ok(TOKEN));
        fs::write(&path, [0xff, 0xfe, b'1', 0]).unwrap();
        let fault = read(&path).unwrap_err().to_string();
        assert!(fault.ends_with("it is not plain text in UTF-8"), "{fault}");
    }

    #[test]
    fn a_folder_is_open_when_it_or_a_file_in_it_is() {
        for (folder_mode, mode, open) in [
            (0o700, 0o600, false),
            (0o750, 0o640, false),
            (0o755, 0o600, true),
            (0o700, 0o644, true),
        ] {
            let (folder, _) = secret(TOKEN, mode);
            let permissions = fs::Permissions::from_mode(folder_mode);
            fs::set_permissions(folder.path(), permissions).unwrap();
            assert_eq!(
                is_open_to_others(folder.path()),
                open,
                "{folder_mode:o} {mode:o}"
            );
        }
    }

    #[test]
    fn what_is_no_token_is_told_without_repeating_it() {
        for text in ["", "mein Token ist geheim", "123456789:\u{0}"] {
            let (_folder, path) = secret(text, 0o600);
            let fault = TokenSource::File(path).token().unwrap_err();
            let said = format!("{fault} {fault:?} {}", fault.hint());
            assert!(!said.contains("geheim"), "{said}");
        }
        let missing = TokenSource::File("/gibt/es/nicht".into());
        assert!(missing.token().is_err());
        assert!(TokenSource::File("/dev".into()).token().is_err());
    }
}
