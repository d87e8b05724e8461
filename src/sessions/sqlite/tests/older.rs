//! Whatever an earlier Lotse has written down is read for ever, and what is read is never overwritten by a guess.
//!
//! [`SESSIONS`] and [`CALLS`] hold samples of every form that was ever in service, as it lay on the disk; [`FILES`]
//! whole files (the forms between the first and the fourth were in service nowhere). A new form gets a sample here
//! before it goes into service; none is ever changed or taken out.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, params};

use super::{BOT, Disk};
use crate::conversation::{Moment, Session};
use crate::sessions::sqlite::former::{self, Former};
use crate::sessions::sqlite::schema::{self, NEWEST, STEPS};
use crate::sessions::sqlite::stored::{self, Stored};
use crate::sessions::sqlite::system::create_private;
use crate::sessions::tests::journal_conformance::{chat, talked};
use crate::sessions::{
    Delivery, EditTarget, Journal, JournalEntry, MessageId, Queue, RowId, UpdateId,
};

/// Where the walk stands, how much is ticked off, how many buttons were offered.
type Remembered = (Option<&'static str>, usize, usize);

/// Sessions by version, with what they remember.
const SESSIONS: &[(i64, &str, Remembered)] = &[
    (1, r#"{}"#, (None, 0, 0)),
    (
        1,
        r#"{"at":"auftrag","done":{"auftrag":["schriftlich"]},"topic":null,"offered":[["Weiter","1n"]]}"#,
        (Some("auftrag"), 1, 1),
    ),
    (
        1,
        r#"{"at":"auftrag","done":{"auftrag":["schriftlich","zeit"],"ziele":["leitbild"]},"visits":[{"place":"auftrag","step":"schritt-1","print":4294967295},{"place":"schritt-1","print":0}],"topic":null,"prompt":["Words",1795395927],"searched":["elterncafé",1795395927],"offered":[["Übersicht","1v"],["Ja, alles löschen","1z1"]]}"#,
        (Some("auftrag"), 3, 2),
    ),
    (
        1,
        r#"{"at":null,"prompt":["Forget",0],"of_a_later_lotse":{"x":[1]}}"#,
        (None, 0, 0),
    ),
];

/// Calls by version, with their method, way and aim.
const CALLS: &[(i64, &str, (&str, Queue, EditTarget))] = &[
    (
        1,
        r#"{"method":"sendMessage","body":{"chat_id":5,"text":"<b>A</b>","parse_mode":"HTML"},"plain":"A","lane":"Chat","aim":"New","thread":null,"upload":null}"#,
        ("sendMessage", Queue::Chat, EditTarget::New),
    ),
    (
        1,
        r#"{"method":"editMessageText","body":{"chat_id":-100,"message_id":7,"text":"A"},"plain":null,"lane":"Chat","aim":{"Message":7},"thread":9,"upload":null}"#,
        (
            "editMessageText",
            Queue::Chat,
            EditTarget::Message(MessageId(7)),
        ),
    ),
    (
        1,
        r#"{"method":"sendPhoto","body":{"chat_id":5},"plain":null,"lane":"Chat","aim":"New","thread":null,"upload":{"field":"photo","path":"images/a.png"}}"#,
        ("sendPhoto", Queue::Chat, EditTarget::New),
    ),
    (
        1,
        r#"{"method":"answerCallbackQuery","body":{"callback_query_id":"1"},"plain":null,"lane":"Answer","aim":"New","thread":null,"upload":null}"#,
        ("answerCallbackQuery", Queue::Answer, EditTarget::New),
    ),
    (
        1,
        r#"{"method":"answerInlineQuery","body":{"inline_query_id":"1","results":[]},"plain":null,"lane":"Inline","aim":"New","thread":null,"upload":null}"#,
        ("answerInlineQuery", Queue::Inline, EditTarget::New),
    ),
];

/// Files by their form, as the Lotse of that form made them.
const FILES: &[(i64, &str)] = &[
    (1, include_str!("files/form-1.sql")),
    (4, include_str!("files/form-4.sql")),
    (5, include_str!("files/form-5.sql")),
    (6, include_str!("files/form-6.sql")),
    (7, include_str!("files/form-7.sql")),
    (8, include_str!("files/form-8.sql")),
    (9, include_str!("files/form-9.sql")),
    (10, include_str!("files/form-10.sql")),
];

fn whole(kind: &str, version: i64, text: &str) -> Stored {
    let text = text.as_bytes().to_vec();
    let sum = stored::sum(kind, chat(1), version, &text);
    Stored { version, text, sum }
}

#[test]
fn every_form_of_a_session_is_read() {
    for (version, text, expected) in SESSIONS {
        let session = stored::read_session(chat(1), &whole("session", *version, text));
        let session: Session = session.unwrap_or_else(|| panic!("{text}"));
        let ticks = session
            .project
            .done
            .values()
            .map(std::collections::BTreeSet::len)
            .sum();
        let place = session.project.at.as_ref().map(|place| place.as_str());
        assert_eq!((place, ticks, session.offered.len()), *expected, "{text}");
    }
}

#[test]
fn every_form_of_a_call_is_read() {
    for (version, text, expected) in CALLS {
        let call: Option<Delivery> = stored::read_call(chat(1), &whole("call", *version, text));
        let call = call.unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (call.kind.as_str(), call.queue, call.target),
            *expected,
            "{text}"
        );
    }
}

#[test]
fn each_version_in_service_has_a_sample() {
    let session = stored::write_session(chat(1), &talked("A"))
        .unwrap()
        .unwrap();
    let newest = SESSIONS.iter().map(|sample| sample.0).max();
    assert_eq!(
        newest,
        Some(session.version),
        "add a session of the new form"
    );
    let call = stored::write_call(
        chat(1),
        &crate::sessions::tests::journal_conformance::call(Queue::Chat, "A"),
    )
    .unwrap();
    let newest = CALLS.iter().map(|sample| sample.0).max();
    assert_eq!(newest, Some(call.version), "add a call of the new form");
    let newest = FILES.iter().map(|sample| sample.0).max();
    assert_eq!(newest, Some(NEWEST), "add a file of the new form");
}

#[tokio::test]
async fn every_form_of_the_file_is_opened_and_loses_nothing() {
    for (form, sql) in FILES {
        let disk = Disk::new();
        drop(lay(&disk, *form, sql));
        is_whole(&disk, *form).await;
    }
}

#[tokio::test]
async fn an_update_is_taken_back_with_the_copy_of_the_older_form_and_done_again() {
    for (form, sql) in FILES {
        let disk = Disk::new();
        drop(lay(&disk, *form, sql));
        drop(disk.open().unwrap());
        let copy = disk.copy_of(*form);
        if *form == NEWEST {
            assert!(!copy.exists(), "nothing was changed");
            continue;
        }
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(&copy).unwrap());
            assert_eq!(mode & 0o777, 0o600);
        }
        // What the older Lotse finds when it is put back: a file of its form with its tables, and all that was in it.
        let former = Connection::open(&copy).unwrap();
        let written = Connection::open_in_memory().unwrap();
        written.execute_batch(sql).unwrap();
        assert_eq!(schema::version(&former).unwrap(), *form);
        assert_eq!(contents(&former), contents(&written), "form {form}");
        drop(former);

        let back = Disk::new();
        fs::copy(&copy, back.file("journal.sqlite3")).unwrap();
        is_whole(&back, *form).await;
    }
}

#[test]
fn who_meets_a_newer_form_is_told_of_the_copy_in_its_own() {
    let disk = Disk::new();
    drop(disk.open().unwrap());
    let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
    db.pragma_update(None, "user_version", NEWEST + 1).unwrap();
    let hint = disk.open().err().unwrap().hint();
    let copy = disk.copy_of(NEWEST);
    let name = copy.file_name().unwrap().to_str().unwrap();
    assert!(hint.contains(name), "{hint}");
}

#[tokio::test]
async fn the_copy_of_an_older_form_goes_with_the_first_chat_that_is_forgotten() {
    let (form, sql) = FILES[0];
    for forgets in [false, true] {
        let disk = Disk::new();
        drop(lay(&disk, form, sql));
        let journal = disk.open().unwrap();
        let entry = JournalEntry {
            sessions: vec![(chat(2), talked("hallo"))],
            forgotten: if forgets { vec![chat(1)] } else { vec![] },
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
        assert_eq!(disk.copy_of(form).exists(), !forgets);
    }
}

#[test]
fn the_copy_of_an_older_form_goes_after_a_day_and_one_cut_off_or_of_a_time_to_come_at_once() {
    const HOUR: Duration = Duration::from_secs(3600);
    let now = SystemTime::now();
    for (name, made, stays) in [
        ("journal-form-6.sqlite3", now - HOUR * 23, true),
        ("journal-form-6.sqlite3", now - HOUR * 25, false),
        ("journal-form-6.sqlite3", now + HOUR, false),
        ("journal-form-6.sqlite3.part", now - HOUR, false),
        ("journal.sqlite3", now - HOUR * 25, true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        create_private(&path).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(made).unwrap();
        let mut former = Former::find(folder.path()).unwrap();
        former.tidy();
        assert_eq!(path.exists(), stays, "{name}");
        let is_waited_for = stays && name != "journal.sqlite3";
        let wait = former.rest();
        assert_eq!(
            wait.is_some_and(|wait| wait <= HOUR),
            is_waited_for,
            "{name}"
        );
    }
}

/// All rows of all tables, as SQL writes them.
fn contents(db: &Connection) -> Vec<(String, Vec<String>)> {
    let tables = schema::tables(db).unwrap().into_iter();
    let tables = tables.filter(|(_, sql)| sql.starts_with("CREATE TABLE"));
    tables
        .map(|(table, sql)| {
            let columns =
                "SELECT group_concat('quote(' || name || ')', '||') FROM pragma_table_info(?1)";
            let columns: String = db.query_row(columns, [&table], |row| row.get(0)).unwrap();
            let all = format!("SELECT {columns} FROM {table} ORDER BY 1");
            let mut rows = db.prepare(&all).unwrap();
            let rows = rows.query_map([], |row| row.get(0)).unwrap();
            (sql, rows.map(Result::unwrap).collect())
        })
        .collect()
}

#[tokio::test]
async fn a_kill_while_a_file_takes_on_a_newer_form_loses_nothing() {
    for (form, sql) in FILES {
        let disk = Disk::new();
        let db = lay(&disk, *form, sql);
        db.execute_batch("BEGIN IMMEDIATE").unwrap();
        for step in STEPS.iter().skip(usize::try_from(*form).unwrap()) {
            db.execute_batch(step).unwrap();
            is_whole(&disk.killed(), *form).await;
        }
        db.pragma_update(None, "user_version", STEPS.len()).unwrap();
        is_whole(&disk.killed(), *form).await;
        db.execute_batch("COMMIT").unwrap();
        is_whole(&disk.killed(), *form).await;
    }
}

impl Disk {
    /// Where the copy of a journal of this form lies after it took on a newer one.
    fn copy_of(&self, form: i64) -> PathBuf {
        self.file(&former::name(form))
    }
}

/// Puts a file of this form on the disk.
fn lay(disk: &Disk, form: i64, sql: &str) -> Connection {
    create_private(&disk.file("journal.sqlite3")).unwrap();
    let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
    db.execute_batch(sql).unwrap();
    db.pragma_update(None, "user_version", form).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db
}

/// Opens what was a file of this form and finds everything that the samples hold.
async fn is_whole(disk: &Disk, form: i64) {
    let journal = disk
        .open()
        .unwrap_or_else(|error| panic!("form {form}: {error}"));
    let opened = journal
        .open(&[UpdateId(870_000_001)], &[chat(1)])
        .await
        .unwrap();
    assert!(opened.fresh.is_empty(), "form {form}");
    let place = opened.sessions[&chat(1)].project.at.clone().unwrap();
    assert_eq!(place.as_str(), "auftrag", "form {form}");
    let notes = opened.sessions[&chat(1)].project.notes.len();
    assert_eq!(notes, usize::from(form >= 8), "form {form}");
    let rows = journal.rows(chat(1), RowId(0), 9).await.unwrap();
    assert_eq!((rows.len(), rows[0].tries), (1, 2), "form {form}");
    assert_eq!(journal.figures().await.unwrap().set_aside, 0, "form {form}");
    let maintenance = journal.maintenance().await.unwrap();
    assert_eq!(maintenance.is_some(), form >= 5, "form {form}");
    let reminded = journal.to_remind(Moment(i64::MAX), 9).await.unwrap();
    assert_eq!(reminded.len(), usize::from(form >= 9), "form {form}");
}

/// What cannot be read: of a version to come, cut off, of another shape, of another chat.
#[tokio::test]
async fn what_cannot_be_read_is_kept_aside_byte_by_byte_whatever_is_written_after() {
    let good = r#"{"at":"auftrag"}"#;
    let strange = [
        whole("session", 2, good),
        whole("session", 0, good),
        whole("session", 1, r#"{"at":"auf"#),
        whole("session", 1, r#"{"at":{"place":"auftrag"}}"#),
        whole("session", 1, r#"{"at":"KEIN ORT"}"#),
        whole("session", 1, r#"{"prompt":["Later",1]}"#),
        whole("session", 1, "[1]"),
        whole("session", 1, ""),
        whole("call", 1, good),
    ];
    for unreadable in strange {
        let disk = Disk::new();
        drop(disk.open().unwrap());
        let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
        let (version, text, sum) = (unreadable.version, &unreadable.text, &unreadable.sum);
        db.execute(
            "INSERT INTO chats (chat, used, version, session, sum) VALUES (1, 0, ?1, ?2, ?3)",
            params![version, text, sum],
        )
        .unwrap();
        drop(db);
        let journal = disk.open().unwrap();
        for word in ["neu", "neuer"] {
            let opened = journal.open(&[], &[chat(1)]).await.unwrap();
            assert_eq!(
                opened.sessions.contains_key(&chat(1)),
                word == "neuer",
                "{unreadable:?}"
            );
            let entry = JournalEntry {
                sessions: vec![(chat(1), talked(word))],
                ..JournalEntry::default()
            };
            journal.commit(entry).await.unwrap();
        }
        drop(journal);
        let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
        let kept: (i64, Vec<u8>) = db
            .query_row(
                "SELECT version, text FROM aside WHERE chat = 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(kept, (version, text.clone()));
        let bot: i64 = db
            .query_row("SELECT bot FROM journal", [], |row| row.get(0))
            .unwrap();
        assert_eq!(bot, BOT);
    }
}
