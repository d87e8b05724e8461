//! Pictures of the guide: uploaded once, afterwards named by the id that Telegram gave them.
//!
//! An id belongs to bytes, not to a path: a picture that editors replaced under its name is another picture.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::knowledge::GuideFolder;

/// The pictures of one guide.
pub(super) struct Pictures {
    folder: GuideFolder,
    ids: Mutex<HashMap<PictureContent, String>>,
}

/// What is in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PictureContent([u8; 32]);

impl PictureContent {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl Pictures {
    pub(super) fn new(folder: GuideFolder) -> Self {
        Self {
            folder,
            ids: Mutex::default(),
        }
    }

    /// What is in a picture.
    ///
    /// # Errors
    /// When it lies outside the folder or cannot be read.
    pub(super) async fn bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        let (folder, path) = (self.folder.clone(), path.to_owned());
        let read = tokio::task::spawn_blocking(move || folder.picture(&path));
        read.await
            .unwrap_or_else(|error| Err(io::Error::other(error)))
    }

    /// Telegram's id of a picture that was sent before.
    pub(super) fn id(&self, content: PictureContent) -> Option<String> {
        self.ids().get(&content).cloned()
    }

    /// Keeps the id of the largest size from the message that Telegram made of the picture.
    pub(super) fn keep(&self, content: PictureContent, message: &Value) {
        let largest = message["photo"].as_array().and_then(|sizes| sizes.last());
        if let Some(id) = largest.and_then(|size| size["file_id"].as_str()) {
            self.ids().insert(content, id.to_owned());
        }
    }

    /// Forgets an id that Telegram no longer takes.
    pub(super) fn forget(&self, content: PictureContent) {
        self.ids().remove(&content);
    }

    fn ids(&self) -> MutexGuard<'_, HashMap<PictureContent, String>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
