//! The shipped guide inside the program, for folders that hold none. `build.rs` makes the list of its files.

use super::read::{self, Loaded};
use super::source::ImageFile;

/// Every file by its path below the folder of the guide.
static FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// Reads the shipped guide.
pub(super) fn load() -> Loaded {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for (path, bytes) in FILES.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        let (file, wrong) = read::file_of_bytes(path, bytes.to_vec());
        files.push(file);
        faults.extend(wrong);
    }
    read::read(files, faults, &|path| match file(path) {
        Some(_) => ImageFile::Present,
        None => ImageFile::Missing,
    })
}

/// What is in a file of it.
pub(super) fn file(path: &str) -> Option<&'static [u8]> {
    let found = FILES.iter().find(|(known, _)| *known == path);
    found.map(|(_, bytes)| *bytes)
}
