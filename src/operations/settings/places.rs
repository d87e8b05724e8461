//! Where the guide and its index lie when nobody says: here, or else inside the program and among the platform's caches.
//!
//! Lotse thus works from anywhere and leaves nothing in folders that are not its own. The journal is no cache: it lies
//! where `data` says, so nobody has to look for what is kept of people.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use clap::Command;
use etcetera::BaseStrategy;
use sha2::{Digest, Sha256};

use crate::knowledge::GuideFolder;

/// The folder of a guide in a project of its own.
pub(super) const KNOWLEDGE: &str = "knowledge";

/// The folder of a guide that somebody stands in.
const HERE: &str = ".";

/// The folder of its index.
pub(super) const INDEX: &str = "index";

/// Makes the guide in this folder the one to begin with where nothing is called `knowledge`, or, where this is the folder
/// of none, the one inside the program.
pub fn guide_from_here(command: Command) -> Command {
    if fs::symlink_metadata(KNOWLEDGE).is_ok() {
        return command;
    }
    let place = match GuideFolder::is_in(Path::new(HERE)) {
        true => HERE,
        false => GuideFolder::BUILT_IN,
    };
    command.mut_arg("knowledge", |arg| arg.default_value(place))
}

/// Makes the place of this guide's index the one to begin with.
pub fn index_of(guide: &GuideFolder, command: Command) -> Command {
    let place = index(guide, caches()).into_os_string();
    command.mut_arg("index", |arg| arg.default_value(place))
}

/// The folder of the platform for what can be made again.
fn caches() -> Option<PathBuf> {
    let platform = etcetera::base_strategy::choose_native_strategy();
    Some(platform.ok()?.cache_dir())
}

fn index(guide: &GuideFolder, caches: Option<PathBuf>) -> PathBuf {
    let name = match guide {
        GuideFolder::OnDisk(folder) if folder == Path::new(KNOWLEDGE) => return INDEX.into(),
        GuideFolder::OnDisk(folder) => own_name(folder),
        GuideFolder::BuiltIn => GuideFolder::BUILT_IN.to_owned(),
    };
    // Who has no home has nowhere else.
    caches.map_or(INDEX.into(), |caches| caches.join("lotse").join(name))
}

/// A name that only this folder has.
fn own_name(folder: &Path) -> String {
    let whole = folder.canonicalize().or_else(|_| absolute(folder));
    let whole: PathBuf = whole.as_deref().unwrap_or(folder).components().collect();
    let hash = Sha256::digest(whole.as_os_str().as_encoded_bytes());
    let hash: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}-{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_guide_in_its_own_project_has_its_index_beside_it() {
        let index = |guide: &str| {
            let guide = guide.parse().unwrap();
            index(&guide, Some("/home/erika/.cache".into()))
        };
        assert_eq!(index("knowledge"), Path::new("index"));
        let built_in = index("built-in");
        assert_eq!(built_in, Path::new("/home/erika/.cache/lotse/built-in"));
        let (fest, other) = (index("/srv/fest"), index("/home/fest"));
        let shown = fest.to_string_lossy();
        assert!(
            shown.starts_with("/home/erika/.cache/lotse/fest-"),
            "{shown}"
        );
        assert_ne!(fest, other);
        assert_eq!(fest, index("/srv/./fest/"), "the same folder");
    }
}
