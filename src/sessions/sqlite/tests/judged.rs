//! Of a judgement neither text nor chat is found in any file.

use rusqlite::Connection;

use super::{Disk, contains};
use crate::conversation::{Feedback, Judgement, Moment};
use crate::sessions::tests::journal_conformance::{DAY, chat};
use crate::sessions::{Gathered, Journal, JournalEntry, gathered};

const CHAT: i64 = 0x1234_5678_9abc;

fn missed(by: i64, day: i64, words: &[&str]) -> JournalEntry {
    JournalEntry {
        now: Moment(day * DAY),
        feedback: vec![(
            chat(by),
            Feedback {
                counts: vec![(Judgement::Missing, 1)],
                words: words.iter().map(|word| (*word).to_owned()).collect(),
                sought: 1,
                ..Feedback::default()
            },
        )],
        ..JournalEntry::default()
    }
}

fn words(gathered: &Gathered) -> Vec<String> {
    let all = gathered.sought.iter();
    all.map(|sought| sought.words.join("+")).collect()
}

#[tokio::test]
async fn a_keyword_is_written_down_by_the_third_chat_and_no_chat_ever_is() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    for (at, by) in [CHAT, CHAT, CHAT + 1].into_iter().enumerate() {
        let entry = missed(by, i64::try_from(at).unwrap(), &["kanarienvogel", "kost"]);
        journal.commit(entry).await.unwrap();
    }
    assert!(!contains(&disk.bytes(), "kanarienvogel"));
    assert_eq!(words(&journal.gathered().await.unwrap()), [""; 0]);
    journal
        .commit(missed(CHAT + 2, 3, &["kanarienvogel"]))
        .await
        .unwrap();
    let read = gathered(disk.0.path()).unwrap();
    assert_eq!(words(&read), ["kanarienvogel"]);
    assert_eq!(read.sought[0].uses, 4);
    let bytes = disk.bytes();
    assert!(!contains(&bytes, &CHAT.to_string()));
    for number in [CHAT.to_be_bytes(), CHAT.to_le_bytes()] {
        let number: Vec<u8> = number.into_iter().filter(|byte| *byte != 0).collect();
        assert!(!bytes.windows(6).any(|window| window == number));
    }
}

#[tokio::test]
async fn a_chat_that_is_forgotten_or_long_past_no_longer_counts_towards_three() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    journal.commit(missed(1, 0, &["alt"])).await.unwrap();
    journal.commit(missed(2, 100, &["alt"])).await.unwrap();
    journal.commit(missed(3, 100, &["alt"])).await.unwrap();
    assert_eq!(words(&journal.gathered().await.unwrap()), [""; 0]);
    journal.commit(forget(2)).await.unwrap();
    journal.commit(missed(4, 100, &["alt"])).await.unwrap();
    assert_eq!(words(&journal.gathered().await.unwrap()), [""; 0]);
    journal.commit(missed(5, 100, &["alt"])).await.unwrap();
    assert_eq!(words(&journal.gathered().await.unwrap()), ["alt"]);
}

/// The traces of others are looked through in portions, wherever among them a chat's own lie.
#[tokio::test]
async fn a_chat_is_forgotten_among_many() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    for day in 90..100 {
        let many: Vec<String> = (0..15).map(|word| format!("wort{day}{word}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        journal.commit(missed(1, day, &many)).await.unwrap();
        journal.commit(missed(2, day, &many[..2])).await.unwrap();
    }
    journal.commit(forget(2)).await.unwrap();
    let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
    let left: i64 = db
        .query_row("SELECT count(*) FROM sought_by", [], |row| row.get(0))
        .unwrap();
    // Fifteen words and their pairs, ten times, of the other chat.
    assert_eq!(left, 10 * 120);
}

fn forget(id: i64) -> JournalEntry {
    JournalEntry {
        now: Moment(100 * DAY),
        forgotten: vec![chat(id)],
        ..JournalEntry::default()
    }
}
