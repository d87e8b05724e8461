//! What the next process does about an update that ended the one before, and what a journal that breaks under the
//! outbox ends.

use std::sync::Arc;

use lotse::conversation::Moment;
use lotse::sessions::{Attempt, Journal, JournalError, UpdateId};
use lotse::telegram::Rates;
use lotse::telegram::ServeError;

use crate::faulty_journal::FaultyJournal;
use crate::telegram_bot::{Bot, quick, texts_of_bot};

/// Leaves word of computing that did not come to its end, so many times alone (each weighs two).
async fn begun(journal: &FaultyJournal, updates: &[i64], alone: i64) {
    let updates: Vec<_> = updates.iter().copied().map(UpdateId).collect();
    let attempt = Attempt {
        now: Moment(0),
        updates,
        strikes: 2 * alone,
    };
    journal.mark_in_flight(attempt).await.unwrap();
}

#[tokio::test]
async fn an_update_that_ended_three_processes_by_itself_is_set_aside_and_all_others_are_answered() {
    let api = quick().await;
    let (erika, otto) = (api.private_chat("Erika"), api.private_chat("Otto"));
    let ids = ["eins", "zwei", "drei"].map(|words| erika.posts(words).1);
    otto.posts("hallo");
    let journal = Arc::new(FaultyJournal::default());
    begun(&journal, &ids[..1], 2).await;
    begun(&journal, &ids[1..2], 3).await;
    let bot = Bot::start_with(api, Arc::clone(&journal), Rates::OFF);
    let screen = bot.screen(&erika).await;
    assert_eq!(texts_of_bot(&screen).len(), 2, "{screen}");
    assert_eq!(texts_of_bot(&bot.screen(&otto).await).len(), 1);
    assert_eq!(bot.metrics.updates_set_aside.get(), 1);
    assert_eq!(journal.figures().await.unwrap().updates_set_aside, 1);
    assert!(journal.in_flight().await.unwrap().is_empty());
    let opened = journal.open(&ids.map(UpdateId), &[]).await.unwrap();
    assert!(opened.fresh.is_empty(), "none comes back for ever");
}

#[tokio::test]
async fn a_commit_that_fails_does_not_count_against_an_update() {
    let api = quick().await;
    let erika = api.private_chat("Erika");
    let (_, id) = erika.posts("eins");
    let journal = Arc::new(FaultyJournal::default());
    begun(&journal, &[id], 2).await;
    let full = || JournalError::Unavailable("disk full".to_owned());
    journal.fail_next([full(), full()]);
    let bot = Bot::start_with(api, Arc::clone(&journal), Rates::OFF);
    let screen = bot.screen(&erika).await;
    assert_eq!(texts_of_bot(&screen).len(), 1, "{screen}");
    assert_eq!(bot.metrics.updates_set_aside.get(), 0);
}

#[tokio::test]
async fn a_journal_that_breaks_under_the_outbox_ends_the_run_and_nothing_more_is_sent() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let broken = JournalError::Broken("a flush failed".to_owned());
    bot.journal.fail_next_acks([broken.clone()]);
    erika.posts("zweimal");
    let api = bot.api.clone();
    let ended = bot.ended().await.unwrap_err();
    assert_eq!(ended.exit_code(), 3);
    assert!(matches!(ended, ServeError::Journal(said) if said == broken));
    assert_eq!(api.calls_of("sendMessage").len(), 1);
}
