//! Pictures of the guide: uploaded once, afterwards named by the id that Telegram gave them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// The pictures below one knowledge folder.
pub(super) struct Pictures {
    folder: PathBuf,
    ids: Mutex<HashMap<PathBuf, String>>,
}

impl Pictures {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            ids: Mutex::default(),
        }
    }

    /// Telegram's id of a picture that was sent before.
    pub(super) fn id(&self, path: &Path) -> Option<String> {
        self.ids
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
            .cloned()
    }

    /// Where a picture lies; `None` if the path leads out of the folder.
    pub(super) fn file(&self, path: &Path) -> Option<PathBuf> {
        let inside = path
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        inside.then(|| self.folder.join(path))
    }

    /// Keeps the id of the largest size from the message that Telegram made of the picture.
    pub(super) fn keep(&self, path: &Path, message: &Value) {
        let largest = message["photo"].as_array().and_then(|sizes| sizes.last());
        if let Some(id) = largest.and_then(|size| size["file_id"].as_str()) {
            let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
            ids.insert(path.to_owned(), id.to_owned());
        }
    }

    /// Forgets an id that Telegram no longer takes.
    pub(super) fn forget(&self, path: &Path) {
        self.ids
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(path);
    }
}
