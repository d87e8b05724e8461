//! One row: attempt after attempt until it is confirmed, mended, let go or given up.

use std::time::{Duration, Instant as Begun};

use rand::Rng;
use serde_json::Value;
use tokio::time::Instant;

use super::Inner;
use crate::sessions::{
    Aim, Call, ChatKey, Entry, JournalError, Lane, Later, Row, RowId, RowState, Upload,
};
use crate::telegram::errors::{self, Verdict};
use crate::telegram::pictures::Content;
use crate::telegram::transport::CallError;

impl Inner {
    /// Sends a row of a chat; on return it is off the journal, or the run is ending.
    pub(crate) async fn deliver(&self, mut row: Row) {
        self.wait_until(row.not_before.0).await;
        while !self.is_stopping() && !self.queues.is_forgotten(&row) {
            if !self.pass(&row).await {
                return;
            }
            if self.queues.is_forgotten(&row) {
                return;
            }
            if self.queues.is_superseded(&row) {
                self.tally.superseded.add();
                return self.strike(row.id).await;
            }
            crash_point!("send.before-mark");
            // Nobody sees it when a message is changed to the same twice, so only new ones are ever in doubt.
            if row.call.aim == Aim::New && !self.mark(row.id).await {
                return;
            }
            crash_point!("send.after-mark");
            match self.attempt(&row).await {
                Ok(_) => {
                    crash_point!("send.before-strike");
                    self.confirm(&row).await;
                    crash_point!("send.after-strike");
                    return;
                }
                Err(error) => {
                    let verdict = errors::judge(&error, &row.call);
                    if !self.follow(&mut row, &error, verdict).await {
                        return;
                    }
                }
            }
        }
    }

    /// Sends an answer to a tap or an inline query: at once, and only while Telegram waits for it.
    pub(crate) async fn answer(&self, mut row: Row) {
        let deadline = row.since.0 + row.call.lane.life().unwrap_or_default();
        while !self.is_stopping() && self.clock.now().0 <= deadline {
            crash_point!("answer.before-mark");
            if !self.mark(row.id).await {
                return;
            }
            crash_point!("answer.after-mark");
            let error = match self.attempt(&row).await {
                Ok(_) => {
                    crash_point!("answer.before-strike");
                    self.confirm(&row).await;
                    crash_point!("answer.after-strike");
                    return;
                }
                Err(error) => error,
            };
            match errors::judge(&error, &row.call) {
                Verdict::Retry { after, .. } => {
                    row.tries += 1;
                    self.tally.retries.add();
                    self.pause(self.delay(row.tries, after)).await;
                }
                _ => break,
            }
        }
        if self.is_stopping() {
            return;
        }
        self.tally.let_go.add();
        self.strike(row.id).await;
    }

    /// Does what the verdict says; true if the row is to be tried again.
    async fn follow(&self, row: &mut Row, error: &CallError, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Done => {
                self.confirm(row).await;
                false
            }
            Verdict::Retry { after, counts } => self.retry(row, error, after, counts).await,
            Verdict::Mend(call, why) => {
                self.report(row, error, why);
                row.call = *call;
                row.state = RowState::Waiting;
                self.defer(row).await;
                true
            }
            Verdict::LetGo(why) => {
                tracing::info!(chat = %row.chat, why, "a call is let go");
                self.tally.let_go.add();
                self.strike(row.id).await;
                false
            }
            Verdict::Gone(why) => {
                tracing::info!(chat = %row.chat, why, "a call is let go");
                self.tally.let_go.add();
                // First, so that a kill in between does not lose it.
                self.leave(row.chat).await;
                self.strike(row.id).await;
                false
            }
            Verdict::Refused(why) => {
                self.report(row, error, why);
                self.bury(row.id, why).await;
                false
            }
        }
    }

    async fn retry(
        &self,
        row: &mut Row,
        error: &CallError,
        after: Option<Duration>,
        counts: bool,
    ) -> bool {
        row.tries += u32::from(counts);
        let age = self.clock.now().0 - row.since.0;
        if row.tries >= self.patience.attempts || age > self.patience.age {
            tracing::error!(chat = %row.chat, error = %safe(error), tries = row.tries, "a call is given up");
            self.bury(row.id, "tried too often or too long").await;
            return false;
        }
        self.tally.retries.add();
        let delay = self.delay(row.tries, after);
        tracing::warn!(chat = %row.chat, error = %safe(error), tries = row.tries, ?delay, "a call is repeated");
        if matches!(error, CallError::Api(error) if error.code == 429) {
            let hold = delay.min(self.patience.hold);
            self.limits.refused(row.chat, Instant::now() + hold);
        }
        row.not_before.0 =
            self.clock.now().0 + i64::try_from(delay.as_secs()).unwrap_or(i64::MAX / 2) + 1;
        self.defer(row).await;
        self.pause(delay).await;
        true
    }

    /// Never earlier than Telegram asks, and never two chats at the same moment.
    fn delay(&self, tries: u32, after: Option<Duration>) -> Duration {
        match after {
            Some(asked) => asked + Duration::from_millis(rand::rng().random_range(20..250)),
            None => self.patience.pause(tries.max(1)),
        }
    }

    async fn attempt(&self, row: &Row) -> Result<Value, CallError> {
        let call = &row.call;
        let lane = match call.lane {
            Lane::Chat => &self.messages_under_way,
            Lane::Answer => &self.answers_under_way,
            Lane::Inline => &self.queries_under_way,
        };
        let _permit = lane.acquire().await;
        let begun = Begun::now();
        let outcome = match &call.upload {
            None => self.transport.send(&call.method, &call.body).await,
            Some(upload) => match &upload.text {
                Some(text) => self.attempt_file(call, upload, text).await,
                None => self.attempt_picture(call, upload).await,
            },
        };
        match &outcome {
            Ok(_) => self.tally.calls.add(begun.elapsed()),
            Err(error) => self.tally.send_errors.add(errors::class(error)),
        }
        outcome
    }

    async fn attempt_file(
        &self,
        call: &Call,
        upload: &Upload,
        text: &str,
    ) -> Result<Value, CallError> {
        let file = (
            upload.path.to_string_lossy().into_owned(),
            text.as_bytes().to_vec(),
        );
        self.transport
            .upload(&call.method, &call.body, &upload.field, file)
            .await
    }

    /// Names a picture by its id if Telegram has it and still takes the id; otherwise uploads it.
    async fn attempt_picture(&self, call: &Call, upload: &Upload) -> Result<Value, CallError> {
        let outside = || CallError::File("it lies outside the knowledge folder".to_owned());
        let file = self.pictures.file(&upload.path).ok_or_else(outside)?;
        let bytes = tokio::fs::read(&file).await;
        let bytes = bytes.map_err(|error| CallError::File(error.to_string()))?;
        let content = Content::of(&bytes);
        if let Some(id) = self.pictures.id(content) {
            let mut body = call.body.clone();
            body[upload.field.as_str()] = id.into();
            match self.transport.send(&call.method, &body).await {
                Err(CallError::Api(error)) if error.code == 400 => self.pictures.forget(content),
                outcome => return outcome,
            }
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let picture = (name.into_owned(), bytes);
        let sent = self
            .transport
            .upload(&call.method, &call.body, &upload.field, picture)
            .await?;
        self.pictures.keep(content, &sent);
        Ok(sent)
    }

    async fn confirm(&self, row: &Row) {
        self.limits.taken();
        self.tally.sent.add();
        self.strike(row.id).await;
    }

    /// Waits for the rates; false if the run ends meanwhile.
    async fn pass(&self, row: &Row) -> bool {
        let mut stop = self.stop.subscribe();
        tokio::select! {
            () = self.limits.pass(row.chat, row.call.aim == Aim::New) => true,
            _ = stop.wait_for(|stop| *stop) => false,
        }
    }

    async fn wait_until(&self, moment: i64) {
        let wait = moment.saturating_sub(self.clock.now().0);
        if let Some(seconds) = u64::try_from(wait).ok().filter(|seconds| *seconds > 0) {
            self.pause(Duration::from_secs(seconds)).await;
        }
    }

    /// False if it could not be written down; then it must not be sent.
    async fn mark(&self, row: RowId) -> bool {
        self.insist(|| self.journal.mark(row)).await
    }

    pub(crate) async fn strike(&self, row: RowId) {
        self.insist(|| self.journal.strike(row)).await;
    }

    async fn defer(&self, row: &Row) {
        self.insist(|| self.journal.defer(row.clone())).await;
    }

    /// Notes that the bot is no longer in a chat.
    async fn leave(&self, chat: ChatKey) {
        let now = self.clock.now();
        self.insist(|| {
            let entry = Entry {
                now,
                left: vec![chat],
                ..Entry::default()
            };
            let noted = self.journal.commit(entry);
            Box::pin(async move { noted.await.map(drop) })
        })
        .await;
    }

    pub(super) async fn bury(&self, row: RowId, why: &'static str) {
        self.tally.dead_letters.add();
        self.insist(|| self.journal.bury(row, why)).await;
    }

    /// Writes to the journal, again and again while it cannot: going on without would send twice after a restart.
    ///
    /// False if the run ends before it could.
    async fn insist<'a>(&self, write: impl Fn() -> Later<'a, ()>) -> bool {
        loop {
            let written = write().await;
            self.tally.vitals.journal(&written);
            match written {
                Ok(()) => return true,
                Err(JournalError::Broken(_)) => {
                    self.stop.send_replace(true);
                    return false;
                }
                Err(error) => {
                    tracing::error!(%error, "the outbox waits for the journal");
                    self.pause(Duration::from_secs(1)).await;
                    if self.is_stopping() {
                        return false;
                    }
                }
            }
        }
    }

    fn report(&self, row: &Row, error: &CallError, why: &'static str) {
        let method = row.call.method.as_str();
        tracing::error!(chat = %row.chat, method, error = %safe(error), why, "Telegram did not take a call as it was");
    }
}

/// An error for the log: what Telegram quotes of a text is cut off.
fn safe(error: &CallError) -> String {
    let words = error.to_string();
    words
        .split('"')
        .next()
        .unwrap_or_default()
        .chars()
        .take(120)
        .collect()
}
