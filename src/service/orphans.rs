//! Ticks that the guide in service has nothing for any more: an editor gave a task or a place another id, or removed it.
//!
//! Nothing of them is lost, they come back with the id; but until then people see undone what they have done. So at the
//! start and at each exchange of the content all chats are looked through, a page at a time, and who runs this Lotse is
//! told how many hold such ticks, by ids of the guide and never by chat.

use std::collections::BTreeMap;

use super::Respond;
use super::batch::Batches;
use crate::sessions::JournalError;

/// How many sessions are read at once; whoever writes meanwhile waits no longer than for one page.
const PAGE: usize = 200;

/// How many ids the log names.
const NAMED: usize = 5;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
struct OrphanedTicks {
    /// In how many chats.
    chats: u64,
    /// In how many each `place/task` is ticked off.
    tasks: BTreeMap<String, usize>,
}

/// Counts at the start and at each exchange of the content; returns never.
pub(crate) async fn report(batches: &Batches) {
    let Some(mut states) = batches.responder.content_state() else {
        return std::future::pending().await;
    };
    loop {
        let fitted = states.borrow_and_update().fitted;
        match count(batches).await {
            Ok(found) => found.tell(batches),
            Err(error) => {
                tracing::warn!(%error, "it could not be counted whose ticks fit the content");
            }
        }
        while states.borrow_and_update().fitted == fitted {
            if states.changed().await.is_err() {
                return std::future::pending().await;
            }
        }
    }
}

async fn count(batches: &Batches) -> Result<OrphanedTicks, JournalError> {
    // One content for all of them, whatever comes into service meanwhile.
    let held = batches.responder.held();
    let responder: &dyn Respond = held.as_deref().unwrap_or(&*batches.responder);
    let mut found = OrphanedTicks::default();
    let mut after = None;
    loop {
        let page = batches.sessions.page(after, PAGE).await?;
        let Some((last, _)) = page.last() else {
            return Ok(found);
        };
        after = Some(*last);
        for (_, session) in &page {
            let tasks = responder.orphaned_ticks(session);
            found.chats += u64::from(!tasks.is_empty());
            for task in tasks {
                *found.tasks.entry(task).or_default() += 1;
            }
        }
        tokio::task::yield_now().await;
    }
}

impl OrphanedTicks {
    fn tell(&self, batches: &Batches) {
        batches.metrics.orphaned_chats.set(self.chats);
        if self.chats == 0 {
            return;
        }
        let mut tasks: Vec<_> = self.tasks.iter().collect();
        tasks.sort_by_key(|(_, chats)| std::cmp::Reverse(**chats));
        let named = tasks.iter().take(NAMED);
        let named: Vec<_> = named
            .map(|(task, chats)| format!("{task} ({chats})"))
            .collect();
        tracing::warn!(
            chats = self.chats,
            tasks = tasks.len(),
            most = named.join(", "),
            "people ticked off what the guide has no more; `formerly` with the old id brings it back, `retired` says that \
             it is meant, `lotse check --against` tells beforehand"
        );
    }
}
