//! What every journal must pass, whatever it keeps things in: each promise of [`Journal`] as a test.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::json;

use crate::conversation::{
    Letter, Moment, Note, NoteChange, NoteId, ProjectCode, ProjectId, Records, Session,
};
use crate::sessions::{
    Attempt, ChatKey, Delivery, EditTarget, Idle, Journal, JournalEntry, Maintenance, Queue, RowId,
    SetAside, SqliteJournal, UpdateId,
};

pub(in crate::sessions) const HOUR: i64 = 3600;
pub(in crate::sessions) const DAY: i64 = 24 * HOUR;

pub(in crate::sessions) fn chat(id: i64) -> ChatKey {
    ChatKey::new(id)
}

pub(in crate::sessions) fn talked(word: &str) -> Arc<Session> {
    Arc::new(Session {
        offered: vec![(word.to_owned(), String::new())],
        ..Session::default()
    })
}

pub(in crate::sessions) fn call(queue: Queue, text: &str) -> Delivery {
    Delivery {
        kind: "sendMessage".to_owned(),
        queue,
        target: EditTarget::New,
        life: None,
        content: [("text".to_owned(), json!(text))].into_iter().collect(),
    }
}

pub(in crate::sessions) fn said(id: i64, text: &str) -> (ChatKey, Delivery) {
    (chat(id), call(Queue::Chat, text))
}

/// Makes a test of each function, before each kind of journal that there is.
macro_rules! every_journal_passes {
    ($($promise:ident),* $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test]
            async fn $promise() {
                let folder = tempfile::tempdir().unwrap();
                super::$promise(&SqliteJournal::open(folder.path(), 1).unwrap()).await;
            })*
        }
    };
}

every_journal_passes!(
    a_commit_keeps_sessions_calls_and_ids,
    what_is_in_flight_is_known_until_its_commit,
    the_default_session_is_not_kept,
    rows_are_numbered_in_their_order_and_read_in_parts,
    answers_and_calls_of_chats_wait_apart,
    an_acknowledged_row_is_gone,
    a_row_to_retry_later_comes_back_mended,
    a_dead_letter_is_counted,
    a_row_that_is_gone_stays_gone,
    numbers_of_rows_are_never_used_again,
    ids_are_forgotten_after_48_hours,
    what_is_forgotten_is_gone_but_for_what_the_same_entry_says,
    idle_chats_are_named_longest_idle_first,
    chats_to_remind_are_named_in_their_order_and_reminding_is_no_use,
    records_say_what_is_kept_beside_the_session,
    of_a_chat_without_a_session_nothing_stays_but_what_waits,
    strange_numbers_are_kept_as_they_are,
    maintenance_stays_until_it_is_switched_off,
    a_code_is_found_until_it_is_taken_back_or_its_chat_goes,
    sessions_are_read_a_page_at_a_time,
    notes_are_kept_each_by_itself_and_come_back_with_their_session,
);

pub(in crate::sessions) fn note(id: u32, text: &str) -> Note {
    Note {
        id: NoteId(id),
        project: ProjectId::default(),
        place: None,
        text: text.to_owned(),
        at: Moment(5),
    }
}

async fn notes_are_kept_each_by_itself_and_come_back_with_their_session(journal: &dyn Journal) {
    let keep = async |id, changes: Vec<NoteChange>, forgotten| {
        let entry = JournalEntry {
            forgotten,
            notes: changes
                .into_iter()
                .map(|change| (chat(id), change))
                .collect(),
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    };
    let kept = |id, text| NoteChange::Kept(Arc::new(note(id, text)));
    let notes = async |id| {
        let mut opened = journal.open(&[], &[chat(id)]).await.unwrap();
        let session = opened.sessions.remove(&chat(id)).unwrap_or_default();
        session.project.notes.iter().cloned().collect::<Vec<_>>()
    };
    let strange = "  \u{202e}עברית 👩‍👩‍👧 <b>*x*</b>\n\n- ende ";
    keep(1, vec![kept(1, "eins"), kept(2, strange)], vec![]).await;
    keep(2, vec![kept(1, "von einem anderen Chat")], vec![]).await;
    assert_eq!(notes(1).await, [note(1, "eins"), note(2, strange)]);

    keep(
        1,
        vec![kept(1, "anders"), NoteChange::Removed(NoteId(2))],
        vec![],
    )
    .await;
    assert_eq!(notes(1).await, [note(1, "anders")]);

    keep(1, vec![kept(3, "danach")], vec![chat(1)]).await;
    assert_eq!(notes(1).await, [note(3, "danach")]);
    assert_eq!(notes(2).await, [note(1, "von einem anderen Chat")]);
}

async fn a_code_is_found_until_it_is_taken_back_or_its_chat_goes(journal: &dyn Journal) {
    let session = |json: &str| serde_json::from_str::<Session>(json).unwrap();
    let code = |signs| ProjectCode::of_signs(signs).unwrap();
    let (one, other) = (code("ABCDEFGH23"), code("ABCDEFGH24"));
    let keep = async |id, code: Option<&ProjectCode>, forgotten| {
        let entry = JournalEntry {
            forgotten,
            sessions: vec![(chat(id), Arc::new(session(r#"{"at":"auftrag"}"#)))],
            codes: vec![(chat(id), code.map(|code| (code.clone(), Moment(100))))],
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    };
    keep(1, Some(&one), vec![]).await;
    assert_eq!(journal.giver(&one).await.unwrap(), Some(chat(1)));
    assert_eq!(journal.giver(&other).await.unwrap(), None);
    // A new one of the same chat, the same of another: the former is of nobody.
    keep(1, Some(&other), vec![]).await;
    assert_eq!(journal.giver(&one).await.unwrap(), None);
    keep(2, Some(&other), vec![]).await;
    assert_eq!(journal.giver(&other).await.unwrap(), Some(chat(2)));
    keep(2, None, vec![]).await;
    assert_eq!(journal.giver(&other).await.unwrap(), None);
    keep(3, Some(&one), vec![]).await;
    let gone = JournalEntry {
        forgotten: vec![chat(3)],
        ..JournalEntry::default()
    };
    journal.commit(gone).await.unwrap();
    assert_eq!(journal.giver(&one).await.unwrap(), None);
}

async fn sessions_are_read_a_page_at_a_time(journal: &dyn Journal) {
    let sessions = [7, -5, 3, 9].map(|id| (chat(id), talked(&id.to_string())));
    let entry = JournalEntry {
        sessions: sessions.into(),
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    let page = async |after| journal.sessions(after, 3).await.unwrap();
    let first = page(None).await;
    let expected = [-5, 3, 7].map(|id| (chat(id), talked(&id.to_string())));
    assert_eq!(first, expected);
    assert_eq!(page(Some(chat(7))).await, [(chat(9), talked("9"))]);
    assert_eq!(page(Some(chat(9))).await, []);
}

async fn maintenance_stays_until_it_is_switched_off(journal: &dyn Journal) {
    assert_eq!(journal.maintenance().await.unwrap(), None);
    let on = || Some(Maintenance::On("Bis 14 Uhr.".to_owned()));
    for (maintenance, expected) in [
        (on(), Some("Bis 14 Uhr.")),
        (None, Some("Bis 14 Uhr.")),
        (Some(Maintenance::On(String::new())), Some("")),
        (Some(Maintenance::Off), None),
        (None, None),
    ] {
        let entry = JournalEntry {
            maintenance,
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
        assert_eq!(journal.maintenance().await.unwrap().as_deref(), expected);
    }
}

async fn a_commit_keeps_sessions_calls_and_ids(journal: &dyn Journal) {
    let entry = JournalEntry {
        now: Moment(50),
        updates: vec![UpdateId(7), UpdateId(9)],
        sessions: vec![(chat(1), talked("eins"))],
        calls: vec![said(1, "hallo")],
        ..JournalEntry::default()
    };
    let rows = journal.commit(entry).await.unwrap();
    let ids = [UpdateId(7), UpdateId(8), UpdateId(9)];
    let opened = journal.open(&ids, &[chat(1), chat(2)]).await.unwrap();
    assert_eq!(opened.fresh, HashSet::from([UpdateId(8)]));
    assert_eq!(opened.sessions.len(), 1);
    assert_eq!(opened.sessions[&chat(1)], talked("eins"));
    assert_eq!(journal.rows(chat(1), RowId(0), 9).await.unwrap(), rows);
    let row = &rows[0];
    assert_eq!(row.tries, 0);
    assert_eq!((row.not_before, row.since), (Moment(50), Moment(50)));
}

async fn what_is_in_flight_is_known_until_its_commit(journal: &dyn Journal) {
    for (ids, strikes) in [(vec![7, 8, 9], 0), (vec![8], 2), (vec![8], -1)] {
        let attempt = Attempt {
            now: Moment(50),
            updates: ids.into_iter().map(UpdateId).collect(),
            strikes,
        };
        journal.mark_in_flight(attempt).await.unwrap();
    }
    let in_flight = [(7, 0), (8, 1), (9, 0)].map(|(id, strikes)| (UpdateId(id), strikes));
    assert_eq!(journal.in_flight().await.unwrap(), HashMap::from(in_flight));
    let entry = JournalEntry {
        now: Moment(60),
        updates: vec![UpdateId(8), UpdateId(9)],
        set_aside: vec![SetAside {
            update: UpdateId(8),
            kind: "message",
            attempts: 2,
        }],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    let left = HashMap::from([(UpdateId(7), 0)]);
    assert_eq!(journal.in_flight().await.unwrap(), left);
    assert_eq!(journal.figures().await.unwrap().updates_set_aside, 1);
    let opened = journal.open(&[UpdateId(8)], &[]).await.unwrap();
    assert!(opened.fresh.is_empty());
}

async fn the_default_session_is_not_kept(journal: &dyn Journal) {
    for word in [Some("eins"), Some("zwei"), None] {
        let session = word.map(talked).unwrap_or_default();
        let entry = JournalEntry {
            sessions: vec![(chat(1), Arc::clone(&session))],
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
        let opened = journal.open(&[], &[chat(1)]).await.unwrap();
        let kept = opened.sessions.get(&chat(1)).cloned();
        assert_eq!(kept, word.map(|_| session));
    }
}

async fn rows_are_numbered_in_their_order_and_read_in_parts(journal: &dyn Journal) {
    let calls = ["a", "b", "c", "d"].map(|text| said(1, text));
    let others = ["x", "y"].map(|text| said(2, text));
    let entry = JournalEntry {
        calls: calls.into_iter().chain(others).collect(),
        ..JournalEntry::default()
    };
    let rows = journal.commit(entry).await.unwrap();
    assert!(rows.is_sorted_by_key(|row| row.id));
    let first = journal.rows(chat(1), RowId(0), 2).await.unwrap();
    assert_eq!(first, rows[..2]);
    let rest = journal.rows(chat(1), first[1].id, 9).await.unwrap();
    assert_eq!(rest, rows[2..4]);
    assert_eq!(journal.waiting().await.unwrap(), [chat(1), chat(2)]);
}

async fn answers_and_calls_of_chats_wait_apart(journal: &dyn Journal) {
    let entry = JournalEntry {
        calls: vec![
            (chat(1), call(Queue::Answer, "tip")),
            (chat(1), call(Queue::Inline, "@lotse")),
            said(2, "hallo"),
        ],
        ..JournalEntry::default()
    };
    let rows = journal.commit(entry).await.unwrap();
    assert_eq!(journal.answers().await.unwrap(), rows[..2]);
    assert_eq!(journal.waiting().await.unwrap(), [chat(2)]);
    assert_eq!(journal.rows(chat(1), RowId(0), 9).await.unwrap(), []);
    assert_eq!(journal.figures().await.unwrap().waiting, 3);
}

async fn an_acknowledged_row_is_gone(journal: &dyn Journal) {
    let row = one_row(journal).await;
    journal.ack(row).await.unwrap();
    assert_eq!(journal.waiting().await.unwrap(), []);
}

async fn a_row_to_retry_later_comes_back_mended(journal: &dyn Journal) {
    let id = one_row(journal).await;
    let mut row = journal.rows(chat(1), RowId(0), 9).await.unwrap().remove(0);
    row.call = call(Queue::Chat, "ohne Auszeichnung");
    (row.tries, row.not_before) = (3, Moment(77));
    journal.retry_later(row.clone()).await.unwrap();
    assert_eq!(journal.rows(chat(1), RowId(0), 9).await.unwrap(), [row]);
    journal.ack(id).await.unwrap();
}

async fn a_dead_letter_is_counted(journal: &dyn Journal) {
    let row = one_row(journal).await;
    journal.dead_letter(row, "as told").await.unwrap();
    journal.dead_letter(row, "twice").await.unwrap();
    assert_eq!(journal.waiting().await.unwrap(), []);
    assert_eq!(journal.figures().await.unwrap().dead_letters, 1);
}

async fn a_row_that_is_gone_stays_gone(journal: &dyn Journal) {
    let id = one_row(journal).await;
    let row = journal.rows(chat(1), RowId(0), 9).await.unwrap().remove(0);
    journal.ack(id).await.unwrap();
    journal.retry_later(row).await.unwrap();
    journal.ack(id).await.unwrap();
    assert_eq!(journal.waiting().await.unwrap(), []);
}

async fn numbers_of_rows_are_never_used_again(journal: &dyn Journal) {
    let first = one_row(journal).await;
    journal.ack(first).await.unwrap();
    assert!(one_row(journal).await > first);
}

async fn ids_are_forgotten_after_48_hours(journal: &dyn Journal) {
    let applied = |hour: i64, id: i64| JournalEntry {
        now: Moment(hour * HOUR),
        updates: vec![UpdateId(id)],
        ..JournalEntry::default()
    };
    for (hour, id) in [(0, 1), (1, 2), (30, 1), (48, 3), (50, 4)] {
        journal.commit(applied(hour, id)).await.unwrap();
    }
    let ids = [1, 2, 3, 4].map(UpdateId);
    let opened = journal.open(&ids, &[]).await.unwrap();
    assert_eq!(opened.fresh, HashSet::from([UpdateId(2)]));
}

async fn what_is_forgotten_is_gone_but_for_what_the_same_entry_says(journal: &dyn Journal) {
    let everything = JournalEntry {
        sessions: vec![(chat(1), talked("eins")), (chat(2), talked("zwei"))],
        calls: vec![said(1, "alt"), said(1, "älter"), said(2, "bleibt")],
        ..JournalEntry::default()
    };
    let rows = journal.commit(everything).await.unwrap();
    journal.ack(rows[0].id).await.unwrap();
    let forget = JournalEntry {
        forgotten: vec![chat(1)],
        calls: vec![said(1, "Alles ist gelöscht.")],
        ..JournalEntry::default()
    };
    let last = journal.commit(forget).await.unwrap();
    let opened = journal.open(&[], &[chat(1), chat(2)]).await.unwrap();
    assert_eq!(opened.sessions.keys().collect::<Vec<_>>(), [&chat(2)]);
    assert_eq!(journal.rows(chat(1), RowId(0), 9).await.unwrap(), last);
    assert_eq!(journal.rows(chat(2), RowId(0), 9).await.unwrap(), rows[2..]);
}

async fn idle_chats_are_named_longest_idle_first(journal: &dyn Journal) {
    for (day, id) in [(5, 3), (2, 1), (3, 2), (9, 4), (2, 5)] {
        talk(journal, id, day).await;
    }
    let unused = |day: i64, warned: u8, last: i64| Idle::Unused {
        since: Moment(day * DAY),
        warned,
        last: Moment(last * DAY),
    };
    let idle = async |idle, limit| journal.idle(idle, limit).await.unwrap();
    assert_eq!(idle(unused(8, 0, 8), 9).await, [1, 5, 2, 3].map(chat));
    assert_eq!(idle(unused(8, 0, 8), 1).await, [chat(1)]);
    assert_eq!(idle(unused(1, 0, 1), 9).await, []);

    let entry = JournalEntry {
        now: Moment(20 * DAY),
        warned: vec![(chat(1), 1), (chat(2), 1)],
        left: vec![chat(3)],
        used: vec![chat(5)],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    assert_eq!(idle(unused(20, 0, 20), 9).await, [chat(4), chat(5)]);
    assert_eq!(idle(unused(19, 1, 19), 9).await, []);
    assert_eq!(idle(unused(19, 1, 20), 9).await, [chat(1), chat(2)]);
    let left = |day: i64| Idle::Left {
        since: Moment(day * DAY),
    };
    assert_eq!(idle(left(19), 9).await, []);
    assert_eq!(idle(left(20), 9).await, [chat(3)]);

    let entry = JournalEntry {
        now: Moment(21 * DAY),
        used: vec![chat(1), chat(3), chat(99)],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    talk(journal, 2, 21).await;
    assert_eq!(idle(left(99), 9).await, []);
    assert_eq!(idle(unused(99, 1, 99), 9).await, []);
    let all = idle(unused(99, 0, 99), 9).await;
    assert_eq!(all, [4, 5, 1, 2, 3].map(chat));
}

async fn chats_to_remind_are_named_in_their_order_and_reminding_is_no_use(journal: &dyn Journal) {
    let changes = |day: i64, reminders: &[(i64, i64)], unused| JournalEntry {
        now: Moment(day * DAY),
        sessions: (1..=4).map(|id| (chat(id), talked("da"))).collect(),
        reminders: reminders
            .iter()
            .map(|(id, day)| (chat(*id), Moment(day * DAY)))
            .collect(),
        unused,
        ..JournalEntry::default()
    };
    let by = async |day: i64, limit| journal.to_remind(Moment(day * DAY), limit).await.unwrap();
    let entry = changes(5, &[(1, 9), (2, 8), (3, 8)], vec![]);
    journal.commit(entry).await.unwrap();
    assert_eq!(by(7, 9).await, []);
    assert_eq!(by(9, 9).await, [2, 3, 1].map(chat));
    assert_eq!(by(9, 1).await, [chat(2)]);
    // The clock has gone back: all that was reckoned later is to be reckoned anew.
    assert_eq!(by(4, 9).await, [2, 3, 1].map(chat));

    let entry = JournalEntry {
        now: Moment(6 * DAY),
        left: vec![chat(1)],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    let all = (1..=4).map(chat).collect();
    let entry = changes(8, &[(1, 9), (2, 20)], all);
    journal.commit(entry).await.unwrap();
    assert_eq!(by(99, 9).await, [chat(2)]);
    let records = journal.records(chat(1)).await.unwrap().unwrap();
    assert_eq!(
        (records.used, records.left, records.remind),
        (
            Moment(5 * DAY),
            Some(Moment(6 * DAY)),
            Some(Moment(9 * DAY))
        )
    );
}

async fn records_say_what_is_kept_beside_the_session(journal: &dyn Journal) {
    assert_eq!(journal.records(chat(1)).await.unwrap(), None);
    talk(journal, 1, 3).await;
    let row = one_row(journal).await;
    journal.ack(row).await.unwrap();
    let row = one_row(journal).await;
    journal.dead_letter(row, "as told").await.unwrap();
    one_row(journal).await;
    let entry = JournalEntry {
        now: Moment(7 * DAY + HOUR),
        warned: vec![(chat(1), 2)],
        left: vec![chat(1)],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    let expected = Records {
        used: Moment(3 * DAY),
        warned: Some((2, Moment(7 * DAY))),
        left: Some(Moment(7 * DAY)),
        remind: None,
        waiting: 1,
        letters: vec![Letter {
            method: "sendMessage".to_owned(),
            reason: "as told".to_owned(),
            since: Moment(0),
        }],
        aside: Vec::new(),
    };
    assert_eq!(journal.records(chat(1)).await.unwrap(), Some(expected));
}

async fn of_a_chat_without_a_session_nothing_stays_but_what_waits(journal: &dyn Journal) {
    let row = one_row(journal).await;
    journal.ack(row).await.unwrap();
    let row = one_row(journal).await;
    journal.dead_letter(row, "as told").await.unwrap();
    assert_eq!(journal.records(chat(1)).await.unwrap(), None);
    talk(journal, 1, 3).await;
    let records = journal.records(chat(1)).await.unwrap().unwrap();
    assert_eq!(records.letters, []);
}

async fn strange_numbers_are_kept_as_they_are(journal: &dyn Journal) {
    let chats = [i64::MIN, -1, 0, i64::MAX].map(chat);
    let ids = [i64::MIN, -1, 0, i64::MAX].map(UpdateId);
    for now in [i64::MIN, i64::MAX, 0] {
        let entry = JournalEntry {
            now: Moment(now),
            updates: ids.to_vec(),
            sessions: chats.map(|chat| (chat, talked("da"))).to_vec(),
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    }
    let opened = journal.open(&ids, &chats).await.unwrap();
    assert_eq!((opened.fresh.len(), opened.sessions.len()), (0, 4));
}

/// Commits a session on a day.
async fn talk(journal: &dyn Journal, id: i64, day: i64) {
    let entry = JournalEntry {
        now: Moment(day * DAY + HOUR),
        sessions: vec![(chat(id), talked("da"))],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
}

/// Commits one call for chat 1.
async fn one_row(journal: &dyn Journal) -> RowId {
    let entry = JournalEntry {
        calls: vec![said(1, "hallo")],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap()[0].id
}
