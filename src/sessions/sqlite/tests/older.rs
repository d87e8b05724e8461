//! Whatever an earlier Lotse has written down is read for ever, and what is read is never overwritten by a guess.
//!
//! [`SESSIONS`] and [`CALLS`] hold samples of every form that was ever in service, as it lay on the disk; [`FILES`]
//! whole files. A new form gets a sample here before it goes into service; none is ever changed or taken out.

use rusqlite::{Connection, params};

use super::{BOT, Disk};
use crate::conversation::Session;
use crate::sessions::battery::{chat, talked};
use crate::sessions::sqlite::open::touch_private;
use crate::sessions::sqlite::stored::{self, Stored};
use crate::sessions::{Aim, Call, Entry, Journal, Lane, MessageId, RowId, UpdateId};

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
const CALLS: &[(i64, &str, (&str, Lane, Aim))] = &[
    (
        1,
        r#"{"method":"sendMessage","body":{"chat_id":5,"text":"<b>A</b>","parse_mode":"HTML"},"plain":"A","lane":"Chat","aim":"New","thread":null,"upload":null}"#,
        ("sendMessage", Lane::Chat, Aim::New),
    ),
    (
        1,
        r#"{"method":"editMessageText","body":{"chat_id":-100,"message_id":7,"text":"A"},"plain":null,"lane":"Chat","aim":{"Message":7},"thread":9,"upload":null}"#,
        ("editMessageText", Lane::Chat, Aim::Message(MessageId(7))),
    ),
    (
        1,
        r#"{"method":"editMessageText","body":{"text":"A"},"plain":"A","lane":"Chat","aim":"Screen","thread":null,"upload":null}"#,
        ("editMessageText", Lane::Chat, Aim::Screen),
    ),
    (
        1,
        r#"{"method":"sendPhoto","body":{"chat_id":5},"plain":null,"lane":"Chat","aim":"New","thread":null,"upload":{"field":"photo","path":"images/a.png"}}"#,
        ("sendPhoto", Lane::Chat, Aim::New),
    ),
    (
        1,
        r#"{"method":"answerCallbackQuery","body":{"callback_query_id":"1"},"plain":null,"lane":"Answer","aim":"New","thread":null,"upload":null}"#,
        ("answerCallbackQuery", Lane::Answer, Aim::New),
    ),
];

/// Files by their form, as the Lotse of that form made them: each with what the one before had.
const FILES: &[(i64, &[&str])] = &[(1, &[FORM_1]), (2, &[FORM_1, FORM_2])];

const FORM_1: &str = "PRAGMA application_id = 1282372723;
     CREATE TABLE journal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  bot INTEGER NOT NULL,
  commits INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  dead INTEGER NOT NULL
) STRICT;
CREATE TABLE chats (
  chat INTEGER PRIMARY KEY,
  used INTEGER NOT NULL,
  screen INTEGER,
  version INTEGER,
  session BLOB,
  sum BLOB
) STRICT;
CREATE INDEX chats_by_use ON chats (used);
CREATE TABLE updates (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX updates_by_age ON updates (at);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  state INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  since INTEGER NOT NULL,
  method TEXT NOT NULL,
  version INTEGER NOT NULL,
  call BLOB NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_by_chat ON outbox (lane, chat);
CREATE TABLE dead (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  method TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_by_age ON dead (since);
CREATE TABLE aside (
  number INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  text BLOB NOT NULL
) STRICT;
     INSERT INTO journal VALUES (1, 4711, 3, 1, 0);
     INSERT INTO updates VALUES (870000001, 1795395927);
     INSERT INTO chats VALUES (1, 20780, 103, 1,
       CAST('{\"at\":\"auftrag\",\"offered\":[[\"Weiter\",\"1n\"]]}' AS BLOB), x'48247e33d3e8a1fd');
     INSERT INTO outbox VALUES (1, 1, 0, 1, 2, 1795395927, 1795395927, 'sendMessage', 1,
       CAST('{\"method\":\"sendMessage\",\"body\":{\"chat_id\":1,\"text\":\"A\"},\"plain\":\"A\",\"lane\":\"Chat\",\"aim\":\"New\",\"thread\":null,\"upload\":null}' AS BLOB), x'02924f28442a2c4a');";

const FORM_2: &str = "
CREATE TABLE begun (
  id INTEGER PRIMARY KEY,
  weight INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX begun_by_age ON begun (at);
CREATE TABLE updates_aside (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX updates_aside_by_age ON updates_aside (at);
INSERT INTO begun VALUES (870000002, 2, 1795395927);
INSERT INTO updates_aside VALUES (870000001, 'message', 3, 1795395927);
";

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
            .done
            .values()
            .map(std::collections::BTreeSet::len)
            .sum();
        let place = session.at.as_ref().map(|place| place.as_str());
        assert_eq!((place, ticks, session.offered.len()), *expected, "{text}");
    }
}

#[test]
fn every_form_of_a_call_is_read() {
    for (version, text, expected) in CALLS {
        let call: Option<Call> = stored::read_call(chat(1), &whole("call", *version, text));
        let call = call.unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (call.method.as_str(), call.lane, call.aim),
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
    let call =
        stored::write_call(chat(1), &crate::sessions::battery::call(Lane::Chat, "A")).unwrap();
    let newest = CALLS.iter().map(|sample| sample.0).max();
    assert_eq!(newest, Some(call.version), "add a call of the new form");
    let newest = FILES.iter().map(|sample| sample.0).max();
    let known = crate::sessions::sqlite::schema::NEWEST;
    assert_eq!(newest, Some(known), "add a file of the new form");
}

#[tokio::test]
async fn every_form_of_the_file_is_opened_and_loses_nothing() {
    for (form, parts) in FILES {
        let disk = Disk::new();
        touch_private(&disk.file("journal.sqlite3")).unwrap();
        let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
        db.execute_batch(&parts.concat()).unwrap();
        db.pragma_update(None, "user_version", form).unwrap();
        drop(db);
        let journal = disk
            .open()
            .unwrap_or_else(|error| panic!("form {form}: {error}"));
        let opened = journal
            .open(&[UpdateId(870_000_001)], &[chat(1)])
            .await
            .unwrap();
        assert!(opened.fresh.is_empty(), "form {form}");
        let place = opened.sessions[&chat(1)].at.clone().unwrap();
        assert_eq!(place.as_str(), "auftrag", "form {form}");
        assert_eq!(journal.screen(chat(1)).await.unwrap(), Some(MessageId(103)));
        let rows = journal.rows(chat(1), RowId(0), 9).await.unwrap();
        assert_eq!((rows.len(), rows[0].tries), (1, 2), "form {form}");
        assert_eq!(journal.figures().await.unwrap().set_aside, 0, "form {form}");
    }
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
            "INSERT INTO chats VALUES (1, 0, NULL, ?1, ?2, ?3)",
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
            let entry = Entry {
                sessions: vec![(chat(1), talked(word))],
                ..Entry::default()
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
