//! In a group: a greeting, silence where nothing is meant for the bot, one walk for all.

use super::{Shelf, Talk};
use crate::conversation::{Attachment, ChatKind, InReplyTo, Occasion, Reply, Role};

#[test]
fn when_added_it_says_what_it_reads_and_whose_the_progress_is() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Unknown);
    insta::assert_snapshot!(talk.meet(Occasion::Added), @r"
    Guten Tag zusammen. Ich lese nur, was an mich gerichtet ist; der Fortschritt gehört der Gruppe.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn a_start_link_that_only_brought_it_here_is_greeted_as_it_was_added() {
    let shelf = Shelf::small();
    let added = Talk::in_group(&shelf, Role::Unknown).meet(Occasion::Added);
    for payload in ["true", "projektteam"] {
        let mut talk = Talk::in_group(&shelf, Role::Member);
        assert_eq!(talk.say(&format!("/start {payload}")), added);
    }
}

#[test]
fn what_is_not_meant_for_it_is_met_with_silence() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.addressed = false;
    for line in [
        "weiter",
        "wer entscheidet über den auftrag?",
        "/loeschen",
        "1.1",
    ] {
        assert_eq!(talk.say(line), "(Stille)", "{line}");
    }
    let silent = [
        Occasion::Attachment(Attachment::Photo),
        Occasion::Edited("wer entscheidet?".to_owned()),
        Occasion::Unreadable,
        Occasion::Removed,
    ];
    for occasion in silent {
        assert_eq!(talk.meet(occasion.clone()), "(Stille)", "{occasion:?}");
    }
}

#[test]
fn members_walk_together() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.play(&["1.1", "1 erledigt"]);
    talk.role = Role::Unknown;
    assert!(
        talk.last(&["/fortschritt"])
            .contains("1 von 3 Aufgaben erledigt")
    );
}

#[test]
fn a_channel_hears_nothing_but_a_word_on_a_pressed_button() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.chat = ChatKind::Channel;
    assert_eq!(talk.say("/start"), "(Stille)");
    let replies = talk.replies(Occasion::Tap("1v".to_owned()));
    assert!(matches!(replies.as_slice(), [Reply::Toast(_)]));
}

/// Says something in a group as a reply to a message of the bot, without its name.
fn reply(talk: &mut Talk, line: &str) -> String {
    talk.reply = InReplyTo {
        words: None,
        is_all: true,
    };
    talk.say(line)
}

#[test]
fn what_people_say_to_each_other_below_an_answer_is_theirs() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.say("wer entscheidet über den auftrag?");
    let before = talk.session.clone();
    for line in [
        "Peter, machst du das bis Freitag?",
        "Jussuf, wer entscheidet über den Auftrag?",
        "wo gibt es hier eigentlich Kaffee",
        "gibt es fördermittel",
    ] {
        assert_eq!(reply(&mut talk, line), "(Stille)", "{line}");
    }
    assert_eq!(talk.session, before);
}

#[test]
fn what_it_surely_knows_it_says_to_a_reply_as_well() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    for line in [
        "was heißt rbb?",
        "was kostet das",
        "wer macht das",
        "und in aburg?",
        "1.2",
        "weiter",
        "wer entscheidet über den Auftrag?",
    ] {
        assert_ne!(reply(&mut talk, line), "(Stille)", "{line}");
    }
}

#[test]
fn called_below_a_question_of_somebody_else_it_answers_that() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.reply = InReplyTo {
        words: Some("Was heißt RBB?".to_owned()),
        is_all: false,
    };
    assert!(talk.say("").starts_with("Das RBB gestaltet Bildung"));
}
