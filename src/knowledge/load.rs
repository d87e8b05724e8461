//! Reading a guide from its folder, or the shipped one that is inside the program; the only file of this floor that
//! touches the disk.
//!
//! Nothing outside the folder is read: links are followed only as long as they stay inside. A file is refused
//! by its size before it is read.

use std::convert::Infallible;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::built_in;
use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::read::{self, Loaded};
use super::source::{FileKind, ImageFile, SourceFile};
use super::yaml::MAX_BYTES;

/// Where a guide lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuideFolder {
    /// In this folder.
    OnDisk(PathBuf),
    /// Inside the program: the shipped one.
    BuiltIn,
}

impl GuideFolder {
    /// How the shipped guide inside the program is named.
    pub const BUILT_IN: &str = "built-in";

    /// Whether a guide lies in a folder.
    pub fn is_in(folder: &Path) -> bool {
        let names = ["guide.yaml", "guide.yml"];
        names.iter().any(|name| folder.join(name).is_file())
    }

    /// Reads and checks the guide.
    ///
    /// # Errors
    /// As [`load`].
    pub fn load(&self) -> Result<Loaded, LoadError> {
        match self {
            Self::OnDisk(folder) => load(folder),
            Self::BuiltIn => Ok(built_in::load()),
        }
    }

    /// The folder, if there is one.
    pub fn on_disk(&self) -> Option<&Path> {
        match self {
            Self::OnDisk(folder) => Some(folder),
            Self::BuiltIn => None,
        }
    }

    /// Reads a picture of the guide.
    ///
    /// # Errors
    /// When it lies outside the folder or cannot be read.
    pub fn picture(&self, path: &Path) -> io::Result<Vec<u8>> {
        let is_inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        if !path.components().all(is_inside) {
            return Err(io::Error::other("it lies outside the knowledge folder"));
        }
        match self {
            Self::OnDisk(folder) => fs::read(folder.join(path)),
            Self::BuiltIn => {
                let bytes = path.to_str().and_then(built_in::file);
                bytes
                    .map(<[u8]>::to_vec)
                    .ok_or(io::ErrorKind::NotFound.into())
            }
        }
    }
}

impl From<&Path> for GuideFolder {
    fn from(folder: &Path) -> Self {
        Self::OnDisk(folder.to_owned())
    }
}

impl FromStr for GuideFolder {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            Self::BUILT_IN => Self::BuiltIn,
            folder => Self::OnDisk(folder.into()),
        })
    }
}

impl fmt::Display for GuideFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnDisk(folder) => write!(f, "{}", folder.display()),
            Self::BuiltIn => f.write_str(Self::BUILT_IN),
        }
    }
}

/// Why there is nothing to read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder is not there.
    #[error("the knowledge folder `{0}` does not exist")]
    NoFolder(PathBuf),
    /// The folder holds no guide.
    #[error("there is no `guide.yaml` in `{0}`")]
    NoManifest(PathBuf),
    /// The folder cannot be read.
    #[error("cannot read the knowledge folder `{0}`: {1}")]
    Unreadable(PathBuf, #[source] io::Error),
}

impl LoadError {
    /// What to do about it, as one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoFolder(_) => "name the folder with `--knowledge FOLDER`",
            Self::NoManifest(_) => {
                "name the folder that holds `guide.yaml` with `--knowledge FOLDER`"
            }
            Self::Unreadable(..) => "check that you may open the folder and its files",
        }
    }
}

/// Reads and checks a guide.
///
/// # Errors
/// When there is no folder with a `guide.yaml` that can be listed. Whatever is wrong inside is in
/// [`Loaded::faults`].
pub fn load(folder: &Path) -> Result<Loaded, LoadError> {
    if !folder.is_dir() {
        return Err(LoadError::NoFolder(folder.to_owned()));
    }
    let unreadable = |error| LoadError::Unreadable(folder.to_owned(), error);
    let root = folder.canonicalize().map_err(unreadable)?;
    let paths = list(&root).map_err(unreadable)?;
    let is_manifest = |path: &String| FileKind::of(path) == Some(FileKind::Manifest);
    if !paths.iter().any(is_manifest) {
        return Err(LoadError::NoManifest(folder.to_owned()));
    }
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for path in &paths {
        if let Some(fault) = unread(path, &paths) {
            faults.push(fault);
            continue;
        }
        match open(&root, path) {
            Ok(bytes) => {
                let (file, wrong) = read::file_of_bytes(path, bytes);
                faults.extend(wrong);
                files.push(file);
            }
            Err(fault) => {
                faults.push(*fault);
                files.push(SourceFile {
                    path: path.clone(),
                    text: String::new(),
                });
            }
        }
    }
    Ok(read::read(files, faults, &|path| image(&root, path)))
}

/// The YAML files of the folder and of `steps/`, `examples/` and `tests/`, sorted, relative to the folder.
fn list(root: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for folder in ["", "steps/", "examples/", "tests/"] {
        let entries = match fs::read_dir(root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if !folder.is_empty() && error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let lower = name.to_lowercase();
            if !name.starts_with('.') && (lower.ends_with(".yaml") || lower.ends_with(".yml")) {
                paths.push(format!("{folder}{name}"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

fn open(root: &Path, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let refuse = |code, message: String| Box::new(Diagnostic::of_file(code, path, message));
    let unreadable = |error: io::Error| {
        refuse(
            Code::Unreadable,
            format!("die Datei lässt sich nicht lesen ({error})"),
        )
    };
    let real = root.join(path).canonicalize().map_err(unreadable)?;
    if !real.starts_with(root) {
        let message = "die Datei ist eine Verknüpfung, die aus dem Ordner hinausführt";
        return Err(refuse(Code::OutsideLink, message.to_owned()));
    }
    let about = fs::metadata(&real).map_err(unreadable)?;
    if !about.is_file() {
        return Err(refuse(
            Code::Unreadable,
            "das ist keine gewöhnliche Datei".to_owned(),
        ));
    }
    if about.len() > MAX_BYTES as u64 {
        let message = format!(
            "die Datei hat {} KiB, höchstens {} sind erlaubt",
            about.len() / 1024,
            MAX_BYTES / 1024
        );
        return Err(refuse(Code::FileTooLarge, message));
    }
    fs::read(&real).map_err(unreadable)
}

/// What is said of a file that is not read: it is none of a guide, or stands beside one that has its place.
fn unread(path: &str, paths: &[String]) -> Option<Diagnostic> {
    let fault = |message: String| Diagnostic::of_file(Code::UnknownFile, path, message);
    let twin = path.strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
    if let Some(twin) = twin.filter(|twin| paths.contains(twin)) {
        let hint = format!("führen Sie beide in `{twin}` zusammen und löschen Sie `{path}`");
        let message = format!("daneben liegt `{twin}`, deshalb wird diese Datei nicht gelesen");
        return Some(fault(message).hinting(hint));
    }
    if FileKind::of(path).is_some() {
        return None;
    }
    let message = "diese Datei gehört nicht zu einem Leitfaden und wird nicht gelesen";
    Some(match FileKind::meant(path) {
        Some((name, _)) => {
            fault(message.to_owned()).hinting(format!("benennen Sie sie in `{name}` um."))
        }
        None => fault(message.to_owned()),
    })
}

fn image(root: &Path, path: &str) -> ImageFile {
    match root.join(path).canonicalize() {
        Ok(real) if !real.starts_with(root) => ImageFile::Outside,
        Ok(real) if real.is_file() => ImageFile::Present,
        _ => ImageFile::Missing,
    }
}
