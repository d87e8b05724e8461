//! Puts the files of the shipped guide into the program, as a list for `src/knowledge/built_in.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = |variable| PathBuf::from(env::var_os(variable).unwrap_or_default());
    let guide = folder("CARGO_MANIFEST_DIR").join("knowledge");
    println!("cargo::rerun-if-changed={}", guide.display());
    let mut list = String::from("[\n");
    for below in ["", "steps/", "examples/", "images/"] {
        for name in names(&guide.join(below))? {
            let path = format!("{below}{name}");
            let file = guide.join(&path);
            list += &format!("    ({path:?}, include_bytes!({file:?})),\n");
        }
    }
    fs::write(folder("OUT_DIR").join("built_in.rs"), list + "]\n")
}

/// The files in a folder that a guide may have there, in order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && !name.starts_with('.') && !name.ends_with(".md") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
