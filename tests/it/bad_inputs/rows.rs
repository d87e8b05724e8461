//! The rows: what each is called, what comes, and what the bot does about it.

use serde_json::{Value, json};

use super::{
    ANSWER,
    Does::{self, Nothing, Says},
    QUESTION,
};

/// What people type and send, as fields of a message.
pub(super) fn said() -> Vec<(&'static str, Value, Does)> {
    let text = |text: &str| json!({ "text": text });
    let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
    vec![
        ("no word", text(""), Says("Das waren noch keine Worte")),
        (
            "blanks",
            text(" \n\t\u{a0}\u{3000} "),
            Says("Das waren noch keine Worte"),
        ),
        (
            "characters without width",
            text("\u{200b}\u{200d}\u{feff}\u{2060}"),
            Says("Das waren noch keine Worte"),
        ),
        (
            "as long as can be",
            text(&"ä".repeat(4096)),
            Says("kenne ich nicht"),
        ),
        (
            "one longer",
            text(&"ä".repeat(4097)),
            Says("kenne ich nicht"),
        ),
        (
            "as many pictures as can be",
            text(&"😀".repeat(4096)),
            Says("Das waren noch keine Worte"),
        ),
        ("a megabyte", text(&"Fest ".repeat(200_000)), Says("Fest")),
        (
            "control characters",
            text("wer\u{0} macht\u{1}\u{7}\u{1b}[31m mit\u{7f}"),
            Says("Leitfaden"),
        ),
        (
            "turned around",
            text("\u{202e}tim thcam rew\u{2066}\u{2067}"),
            Says("Leitfaden"),
        ),
        (
            "a tower of accents",
            text(&format!("e{}", "\u{301}".repeat(10_000))),
            Says("kenne ich nicht"),
        ),
        (
            "families up to the limit",
            text(&family.repeat(372)),
            Says("Das waren noch keine Worte"),
        ),
        (
            "tags",
            text("<b>fett</b> </a> &amp; \"<script>\" & <"),
            Says("Leitfaden"),
        ),
        (
            "signs of Markdown",
            text("_*[x](javascript:a)~`>#+-=|{}.!\\"),
            Says("Leitfaden"),
        ),
        (
            "the words of a button",
            text("Was ich kann"),
            Says("Das können Sie auch tippen"),
        ),
        (
            "a command in the middle",
            text("bitte /start jetzt"),
            Says("Leitfaden"),
        ),
        (
            "a command for another bot",
            text("/weiter@anderer_bot"),
            Says("Schritt 1: Idee und Mitstreiter*innen"),
        ),
        (
            "a command nobody knows",
            text("/quatsch"),
            Says("Den Befehl /quatsch kenne ich nicht."),
        ),
        (
            "a command without a name",
            text("/ /@ /@lotse_test_bot"),
            Says("Den Befehl / kenne ich nicht."),
        ),
        (
            "signs of query languages",
            text("\"*:*\" title:(a OR b) AND -x ^5 ~9 [1 TO *] \\"),
            Says("Leitfaden"),
        ),
        (
            "five hundred words",
            text(&(0..500).map(|n| format!("wort{n} ")).collect::<String>()),
            Says("Leitfaden"),
        ),
        (
            "a link with 65 characters",
            text(&format!("/start {}", "a".repeat(65))),
            Says("Der Link führt zu nichts, das ich kenne."),
        ),
        (
            "a link with other characters",
            text("/start ../../etc/passwd%00"),
            Says("Der Link führt zu nichts, das ich kenne."),
        ),
        (
            "a link to nowhere",
            text("/start gibt-es-nicht"),
            Says("Der Link führt zu nichts, das ich kenne."),
        ),
        (
            "a link that claims a right",
            text("/start admin_0123456789abcdef"),
            Says("Der Link führt zu nichts, das ich kenne."),
        ),
        (
            "a link that is a button",
            text("/start 1z1"),
            Says("Der Link führt zu nichts, das ich kenne."),
        ),
        (
            "a number without end",
            text("schritt 99999999999999999999999"),
            Says("Leitfaden"),
        ),
        (
            "a task that is none",
            text("0 erledigt"),
            Says("Bitte nennen Sie die Nummer einer Aufgabe"),
        ),
        (
            "a sticker of a kind to come",
            json!({ "sticker": { "hologram": 1 } }),
            Says("Danke für den Gruß!"),
        ),
        (
            "a picture",
            json!({ "photo": [] }),
            Says("Bilder kann ich nicht ansehen."),
        ),
        (
            "a voice",
            json!({ "voice": { "file_id": "x", "file_unique_id": "y", "duration": 1 } }),
            Says("Sprachnachrichten kann ich nicht anhören."),
        ),
        (
            "a file",
            json!({ "document": { "file_id": "x", "file_unique_id": "y" } }),
            Says("Dateien kann ich nicht öffnen."),
        ),
        (
            "a contact",
            json!({ "contact": { "phone_number": "1", "first_name": "Zacharias" } }),
            Says("Kontakte brauche ich nicht"),
        ),
        (
            "a place on earth",
            json!({ "location": { "latitude": 1e308, "longitude": -200 } }),
            Says("Mit einem Standort kann ich nichts anfangen."),
        ),
        (
            "a poll",
            json!({ "poll": {} }),
            Says("Damit kann ich nichts anfangen."),
        ),
        (
            "a game of dice",
            json!({ "dice": { "emoji": "🎲", "value": 7 } }),
            Says("Danke für den Gruß!"),
        ),
        (
            "a payment",
            json!({ "successful_payment": { "currency": "EUR", "total_amount": -1 } }),
            Nothing,
        ),
        (
            "a message without content",
            json!({}),
            Says("Das konnte ich nicht lesen."),
        ),
        (
            "a text that is a number",
            json!({ "text": 5 }),
            Says("Das konnte ich nicht lesen."),
        ),
        (
            "a text that is a list",
            json!({ "text": ["wer", "macht", "mit"] }),
            Says("Das konnte ich nicht lesen."),
        ),
        (
            "a forwarded command",
            json!({ "text": "/fortschritt", "forward_origin": { "type": "?" } }),
            Says("Sie haben noch keine Stelle geöffnet."),
        ),
        (
            "through another bot",
            json!({ "text": QUESTION, "via_bot": { "id": 1, "is_bot": true, "first_name": "X" } }),
            Says(ANSWER),
        ),
        (
            "a marking behind the end",
            json!({ "text": QUESTION, "entities": [
            { "type": "bold", "offset": 5000, "length": -3 }, { "type": 7 }, null ] }),
            Says(ANSWER),
        ),
        (
            "a quote of something gone",
            json!({ "text": QUESTION, "reply_to_message": {}, "quote": { "text": 5 } }),
            Says(ANSWER),
        ),
        (
            "somebody joined",
            json!({ "new_chat_members": [] }),
            Nothing,
        ),
        (
            "a new title",
            json!({ "new_chat_title": "\u{202e}" }),
            Nothing,
        ),
    ]
}

/// Whole updates about a chat, as raw JSON without the brackets around it; `$` is the id of the chat.
pub(super) fn shaped() -> Vec<(&'static str, String, Does)> {
    let message = |fields: &str| {
        format!(
            r#""update_id": 0, "message": {{"message_id": 9, "date": 1700000000, "chat": {{"id": $, "type": "private", "first_name": "A"}}, {fields}}}"#
        )
    };
    let from = r#""from": {"id": $, "is_bot": false, "first_name": "A"}"#;
    let text = r#""text": "Brauchen wir eine Erlaubnis?""#;
    let simple = message(&format!("{from}, {text}"));
    let with = |old: &str, new: &str| {
        assert!(simple.contains(old), "{old}");
        simple.replacen(old, new, 1)
    };
    let deep = format!("{}1{}", "[{\"a\":".repeat(100), "}]".repeat(100));
    vec![
        ("a kind to come", r#""update_id": 0, "telepathy": {"chat": {"id": $}}"#.to_owned(), Nothing),
        ("a business message", with("\"message\"", "\"business_message\""), Nothing),
        ("an answer to a poll", r#""update_id": 0, "poll_answer": {"poll_id": "1", "option_ids": [-1]}"#.to_owned(), Nothing),
        ("a reaction", r#""update_id": 0, "message_reaction": {"chat": {"id": $}}"#.to_owned(), Nothing),
        ("nobody who said it", message(text), Says(ANSWER)),
        ("somebody without names", with("\"first_name\": \"A\"}, \"from\"", "\"first_name\": \"\"}, \"from\""), Says(ANSWER)),
        ("somebody with a number below zero", with("\"from\": {\"id\": $", "\"from\": {\"id\": -5"), Says(ANSWER)),
        ("somebody with a number beyond all", with("\"from\": {\"id\": $", "\"from\": {\"id\": 1e999"), Says(ANSWER)),
        ("a day before all days", with("1700000000", "0"), Says(ANSWER)),
        ("a day far off", with("1700000000", "99999999999999"), Says(ANSWER)),
        ("a day below zero", with("1700000000", "-1"), Says(ANSWER)),
        ("a day in words", with("1700000000", "\"gestern\""), Says(ANSWER)),
        ("a message with a number beyond all", with("\"message_id\": 9", "\"message_id\": 99999999999999999999"), Says(ANSWER)),
        ("a message without a number", with("\"message_id\": 9, ", ""), Says(ANSWER)),
        ("half a surrogate pair", with("wir", "wir \\ud83d"), Says(ANSWER)),
        ("half a pair in a key", with("\"text\"", "\"\\udead\": 1, \"text\""), Says(ANSWER)),
        ("an escape nobody knows", with("wir", "w\\ir"), Says("Leitfaden")),
        ("a written zero", with("wir", "wir\\u0000"), Says(ANSWER)),
        ("a bare zero", with("wir", "wir\u{0}\u{1f}"), Says(ANSWER)),
        ("two hundred brackets", with("\"text\"", &format!("\"new\": {deep}, \"text\"")), Says(ANSWER)),
        ("two texts", with("\"text\"", "\"text\": \"nein\", \"text\""), Says(ANSWER)),
        ("two hundred kibibytes", with("\"text\"", &format!("\"new\": \"{}\", \"text\"", "x".repeat(200 << 10))), Says(ANSWER)),
        ("two kinds at once", with("\"update_id\": 0", "\"update_id\": 0, \"inline_query\": 5, \"poll\": 7"), Says(ANSWER)),
        ("a message that is a list", r#""update_id": 0, "message": [$]"#.to_owned(), Nothing),
        ("a message that is nothing", r#""update_id": 0, "message": null"#.to_owned(), Nothing),
        ("a chat that is a word", with("\"chat\": {\"id\": $, \"type\": \"private\", \"first_name\": \"A\"}", "\"chat\": \"$\""), Nothing),
        ("a chat with a word for a number", with("\"chat\": {\"id\": $", "\"chat\": {\"id\": \"$\""), Nothing),
        ("a chat of no kind", with("\"type\": \"private\"", "\"type\": \"planet\""), Nothing),
        ("a chat with the largest number", with("\"chat\": {\"id\": $", "\"chat\": {\"id\": 9223372036854775807"), Nothing),
        ("a chat with the smallest number", with("\"chat\": {\"id\": $", "\"chat\": {\"id\": -9223372036854775808"), Nothing),
        ("an edited question", with("\"message\"", "\"edited_message\""), Says(ANSWER)),
        ("an edited command", simple.replacen("\"message\"", "\"edited_message\"", 1).replace("Brauchen wir eine Erlaubnis?", "/weiter"), Nothing),
        ("a post in a channel", with("\"message\"", "\"channel_post\"").replace("private", "channel"), Nothing),
        ("something edited without text", message(from).replacen("\"message\"", "\"edited_message\"", 1), Nothing),
        ("a tap on nothing", r#""update_id": 0, "callback_query": {"id": "1", "from": {"id": $, "is_bot": false, "first_name": "A"}, "chat_instance": "1", "data": "1v"}"#.to_owned(), Nothing),
        ("a tap that is none", r#""update_id": 0, "callback_query": {"id": 5, "data": {"a": $}}"#.to_owned(), Nothing),
        ("a tap on a message out of reach", r#""update_id": 0, "callback_query": {"id": "2", "from": {"id": $, "is_bot": false, "first_name": "A"}, "chat_instance": "1", "data": "1v", "message": {"message_id": 1, "date": 0, "chat": {"id": $, "type": "private", "first_name": "A"}}}"#.to_owned(), Says("Nachbarschaftsfest")),
        ("half a pair in a tap", r#""update_id": 0, "callback_query": {"id": "3", "from": {"id": $, "is_bot": false, "first_name": "A"}, "chat_instance": "1", "data": "1\ud83dv", "message": {"message_id": 1, "date": 0, "chat": {"id": $, "type": "private", "first_name": "A"}}}"#.to_owned(), Says("Dieser Knopf ist veraltet.")),
        ("an inline query of 257 characters", format!(r#""update_id": 0, "inline_query": {{"id": "4", "from": {{"id": $, "is_bot": false, "first_name": "A"}}, "query": "{}", "offset": "-1'x"}}"#, "x".repeat(257)), Nothing),
        ("an inline query that is none", r#""update_id": 0, "inline_query": {"id": null, "query": 7}"#.to_owned(), Nothing),
        ("a new standing of nobody", r#""update_id": 0, "my_chat_member": {"chat": {"id": $, "type": "private"}, "old_chat_member": 1}"#.to_owned(), Nothing),
        ("a move to itself", message(&format!("{from}, \"migrate_to_chat_id\": $")), Nothing),
        ("a move to a word", message(&format!("{from}, \"migrate_to_chat_id\": \"dort\"")), Says("Das konnte ich nicht lesen.")),
        ("no id", with("\"update_id\": 0, ", ""), Says(ANSWER)),
        ("an id below zero", with("\"update_id\": 0", "\"update_id\": -77"), Says(ANSWER)),
        ("a huge id", with("\"update_id\": 0", "\"update_id\": 9007199254740993"), Says(ANSWER)),
        ("an id beyond all", with("\"update_id\": 0", "\"update_id\": 1e400"), Says(ANSWER)),
        ("an id in words", with("\"update_id\": 0", "\"update_id\": \"0\""), Says(ANSWER)),
        ("nothing at all", String::new(), Nothing),
    ]
}

/// What a button may claim to carry; the reaction is a word or another screen.
pub(super) fn tapped() -> Vec<(&'static str, String, Does)> {
    vec![
        ("nothing", String::new(), Says("Dieser Knopf ist veraltet.")),
        (
            "as much as can be",
            "1".repeat(64),
            Says("Dieser Knopf ist veraltet."),
        ),
        (
            "more than can be",
            "1o".to_owned() + &"a".repeat(63),
            Says("Dieser Knopf ist veraltet."),
        ),
        (
            "another version",
            "9v".to_owned(),
            Says("Dieser Knopf ist veraltet."),
        ),
        (
            "a place that is gone",
            "1oweg".to_owned(),
            Says("Diese Stelle gibt es im Leitfaden nicht mehr."),
        ),
        (
            "a task that is gone",
            "1kidee.weg.1".to_owned(),
            Says("0 von 2 Aufgaben erledigt"),
        ),
        (
            "a task of another place",
            "1kidee.antrag.1".to_owned(),
            Says("0 von 2 Aufgaben erledigt"),
        ),
        (
            "a page that is none",
            "1tidee.zzz".to_owned(),
            Says("Aufgaben zu Schritt 1"),
        ),
        (
            "an example that is gone",
            "1xweg".to_owned(),
            Says("Dieses Beispiel gibt es nicht mehr."),
        ),
        (
            "a term that is gone",
            "1wweg".to_owned(),
            Says("Diesen Begriff gibt es nicht mehr."),
        ),
        (
            "an answer that is gone",
            "1cweg".to_owned(),
            Says("Diesen Text gibt es nicht mehr."),
        ),
        (
            "a picture that is gone",
            "1iidee.weg".to_owned(),
            Says("Zu Schritt 1 ist kein Material bekannt."),
        ),
        (
            "words of another chat",
            "1e..12345.0".to_owned(),
            Says("Diese Suche liegt zu lange zurück."),
        ),
        (
            "yes, delete, without being asked",
            "1z1".to_owned(),
            Says("Alles gelöscht."),
        ),
        (
            "yes, begin anew, without being asked",
            "1a1".to_owned(),
            Says("Diese Frage war nicht mehr offen."),
        ),
        (
            "the number of another chat",
            "1v.7000001".to_owned(),
            Says("Dieser Knopf ist veraltet."),
        ),
        (
            "a path",
            "../../etc/passwd".to_owned(),
            Says("Dieser Knopf ist veraltet."),
        ),
        (
            "what is not to be seen",
            "1v\u{0}\u{202e}".to_owned(),
            Says("Dieser Knopf ist veraltet."),
        ),
        (
            "JSON",
            "{\"action\":\"forget\"}".to_owned(),
            Says("Dieser Knopf ist veraltet."),
        ),
    ]
}

/// Answers with status 200 to a call of the bot that say nothing it could use.
pub(super) fn answered() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("a page", "<html>Wartung</html>".to_owned()),
        ("no verdict", "{\"result\": []}".to_owned()),
        (
            "a verdict in words",
            "{\"ok\": \"ja\", \"result\": []}".to_owned(),
        ),
        ("cut off", "{\"ok\": true, \"result\": [{\"upd".to_owned()),
        ("two answers", "{\"ok\": false}{\"ok\": true}".to_owned()),
        (
            "a refusal beyond all",
            "{\"ok\": false, \"error_code\": 429999}".to_owned(),
        ),
        (
            "a flood without end",
            format!("{{\"ok\": true, \"result\": \"{}\"", "x".repeat(33 << 20)),
        ),
    ]
}
