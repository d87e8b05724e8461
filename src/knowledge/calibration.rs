//! What a calibration was computed from, as a short name: the same for the same content and golden questions.
//!
//! The lines of deciding fit the content they were drawn on. When that changes they still serve, but somebody should
//! draw them again; comparing this name says when.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::model::{Expectation, Guide};
use super::passage::passages;
use super::source::{FileKind, SourceFile};

/// Bytes of the hash that make the name.
const LENGTH: usize = 8;

/// Names everything that a calibration of this guide rests on.
pub fn basis(guide: &Guide) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    for passage in passages(guide) {
        for text in [&passage.id, &passage.title, &passage.text] {
            add(text);
        }
        passage.questions.iter().for_each(|form| add(form));
    }
    for golden in &guide.golden.questions {
        add(&golden.ask);
        match &golden.expect {
            Expectation::Places(places) => places.iter().for_each(|place| add(place)),
            Expectation::Refusal(kind) => add(kind),
        }
    }
    let digest = hash.finalize();
    digest[..LENGTH]
        .iter()
        .fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        })
}

/// Whether content or golden questions have changed since the lines were drawn; `false` where they never were.
pub fn is_stale(guide: &Guide) -> bool {
    let calibration = guide.calibration.as_ref();
    calibration.is_some_and(|calibration| calibration.of != basis(guide))
}

/// A hint where a calibration is stale.
pub fn stale(guide: &Guide, files: &[SourceFile]) -> Option<Diagnostic> {
    if !is_stale(guide) {
        return None;
    }
    let file = files
        .iter()
        .find(|file| FileKind::of(&file.path) == Some(FileKind::Calibration))?;
    let message = "Inhalte oder Prüffragen sind seitdem anders geworden".to_owned();
    Some(Diagnostic::of_file(
        Code::StaleCalibration,
        &file.path,
        message,
    ))
}
