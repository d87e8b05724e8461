//! Every button of the shipped guide is pressed over HTTP and every question it was written for is asked: the fake
//! refuses nothing of what comes back. With `LOTSE_RECORD_CALLS` the calls go on to Telegram's own parser
//! (`tests/judges`).
//!
//! Breadth first: several people begin with a word each and press the buttons they are shown; a button that somebody
//! has pressed is not pressed again. What belongs to words that somebody searched by is pressed by that person.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use fake_bot_api::{Call, Chat, FakeBotApi, Rates};
use lotse::conversation::{Action, Selection};
use lotse::knowledge::{self, Guide};

use crate::shipped;

/// What people begin with; each is a person.
const BEGINNINGS: &[&str] = &[
    "/start",
    "/hilfe",
    "/begriffe",
    "/fortschritt",
    "/datenschutz",
    "/schritte",
    "/beispiele elterncafé",
    "beispiele mülheim",
    "beispiele waschmaschine",
    "was steht in schritt 2?",
    "und in castrop?",
    "wie wird das wetter morgen",
    "wer macht was",
    "asdfgh",
    "<b>fett</b> & *mehr* _davon_",
    "/gibtesnicht",
];

/// No answer takes longer, however busy the machine is.
const LONGEST: Duration = Duration::from_secs(60);
/// After so long without a call there is nothing more to come.
const LULL: Duration = Duration::from_millis(500);

/// More than this is not pressed: buttons then lead to ever new ones.
const MOST: usize = 6_000;

#[tokio::test]
async fn every_button_and_question_leads_to_something_that_telegram_takes() {
    let guide = knowledge::load(&shipped::knowledge()).unwrap().guide;
    let guide = guide.expect("the shipped guide has no faults");
    let api = FakeBotApi::builder()
        .rates(Rates::off())
        .quiet(Duration::from_millis(20))
        .start()
        .await
        .unwrap();
    let _lotse = shipped::Served::to(&api);
    let mut crawl = Crawl::begin(&api).await;
    crawl.does_all().await;
    let unreached = everything(&guide).filter(|action| !crawl.known.contains(&action.encode()));
    let unreached: Vec<Action> = unreached.collect();
    assert_eq!(unreached, [], "no button leads there");
    // These are answers to questions; a button leads to few of them.
    crawl.wants(answers(&guide).map(|action| Deed::Tap(action.encode())));
    crawl.wants(questions(&guide).map(|question| Deed::Say(question.to_owned())));
    crawl.does_all().await;

    assert_eq!(api.malformed_calls(), []);
    let calls = api.calls();
    let mut refused = calls.iter().filter(|call| call.status != Some(200));
    let other = refused.find(|call| !call.answer.to_string().contains("message is not modified"));
    assert_eq!(other, None, "refused");
    let shown: BTreeSet<String> = calls.iter().filter_map(|call| text(&call.answer)).collect();
    let unseen = titles(&guide).filter(|title| !shown.iter().any(|text| text.contains(title)));
    assert_eq!(unseen.collect::<Vec<_>>(), [""; 0], "never shown");
}

/// What buttons must lead to.
fn everything(guide: &Guide) -> impl Iterator<Item = Action> {
    let places = guide.places.iter().map(|place| place.id.clone());
    let examples = guide.examples.iter().map(|example| example.id.clone());
    let terms = guide.terms.iter().map(|term| term.id.clone());
    places
        .map(Action::Open)
        .chain(examples.map(Action::Example))
        .chain(terms.map(Action::Term))
}

/// What is shown only to who asks for it, or for a town.
fn answers(guide: &Guide) -> impl Iterator<Item = Action> {
    let background = guide.background.iter().map(|text| text.id.clone());
    let answers = guide.answers.iter().map(|answer| answer.id.clone());
    let towns = guide
        .municipalities
        .iter()
        .map(|town| Selection::of(&town.id));
    background
        .map(|id| Action::Background(id, 0))
        .chain(answers.map(Action::Curated))
        .chain(towns.map(Action::Examples))
}

/// Questions the guide was written for.
fn questions(guide: &Guide) -> impl Iterator<Item = &str> {
    let golden = guide.golden.questions.iter().map(|question| &question.ask);
    let curated = guide
        .answers
        .iter()
        .filter_map(|answer| answer.questions.first());
    let gaps = guide.gaps.iter().filter_map(|gap| gap.questions.first());
    let background = guide.background.iter().map(|text| &text.title);
    golden
        .chain(curated)
        .chain(gaps)
        .chain(background)
        .map(String::as_str)
}

/// What must have been read by somebody in the end.
fn titles(guide: &Guide) -> impl Iterator<Item = &str> {
    let places = guide.places.iter().map(|place| &place.title);
    let examples = guide.examples.iter().map(|example| &example.title);
    let terms = guide.terms.iter().map(|term| &term.term);
    let background = guide.background.iter().map(|text| &text.title);
    places
        .chain(examples)
        .chain(terms)
        .chain(background)
        .map(String::as_str)
}

/// The text of a message that was sent or edited.
fn text(message: &serde_json::Value) -> Option<String> {
    message["text"].as_str().map(str::to_owned)
}

struct Crawl<'a> {
    api: &'a FakeBotApi,
    people: Vec<Person>,
    /// The buttons that were pressed or will be.
    known: BTreeSet<String>,
    /// How many calls were looked at.
    seen: usize,
}

struct Person {
    chat: Chat,
    will: VecDeque<Deed>,
}

enum Deed {
    /// Presses a button that carries this.
    Tap(String),
    Say(String),
}

impl<'a> Crawl<'a> {
    async fn begin(api: &'a FakeBotApi) -> Self {
        let person = |(number, beginning): (usize, &&str)| Person {
            chat: api.private_chat(&format!("Person {number}")),
            will: [Deed::Say((*beginning).to_owned())].into(),
        };
        Self {
            api,
            people: BEGINNINGS.iter().enumerate().map(person).collect(),
            known: BTreeSet::new(),
            seen: 0,
        }
    }

    /// Shares deeds out to those who have least to do.
    fn wants(&mut self, deeds: impl Iterator<Item = Deed>) {
        for deed in deeds {
            let idlest = self
                .people
                .iter_mut()
                .min_by_key(|person| person.will.len());
            idlest.expect("there are people").will.push_back(deed);
        }
    }

    /// Goes on until there is nothing new: all people at once, each one deed at a time.
    async fn does_all(&mut self) {
        while self.people.iter().any(|person| !person.will.is_empty()) {
            let busy = self
                .people
                .iter_mut()
                .filter(|person| !person.will.is_empty());
            let (chats, taps): (Vec<i64>, Vec<Option<String>>) = busy.map(Person::acts).unzip();
            self.are_answered(&chats, &taps).await;
            self.learns();
            if self.people.iter().all(|person| person.will.is_empty()) {
                // What is late may hold the next button.
                self.is_silent().await;
                self.learns();
            }
            assert!(self.known.len() < MOST, "there is no end of buttons");
        }
    }

    /// Waits until every tap is answered and every chat has got something: a message, a change, or for a tap a word.
    ///
    /// On a busy machine that may take long. An edit that the next tap of that person overtakes would not be made.
    async fn are_answered(&self, chats: &[i64], taps: &[Option<String>]) {
        let answered = self.api.try_wait_for(LONGEST, |seen| {
            let all_taps = taps.iter().flatten().all(|tap| seen.is_answered(tap));
            let new = seen.calls().skip(self.seen);
            let new: Vec<&Call> = new.filter(|call| call.status.is_some()).collect();
            let shown: BTreeSet<i64> = new.iter().filter_map(|call| call.chat_id()).collect();
            let told: BTreeSet<&str> = new.iter().filter_map(|call| told(call)).collect();
            let mut all = chats.iter().zip(taps);
            let all_chats = all.all(|(chat, tap)| {
                let is_told = tap.as_ref().is_some_and(|tap| told.contains(tap.as_str()));
                is_told || shown.contains(chat)
            });
            (all_taps && all_chats).then_some(())
        });
        let in_time = answered.await.is_some();
        assert!(in_time, "no answer; last calls:\n{}", self.api.last_calls());
        self.api.settled().await;
    }

    /// Waits until no call has come for a while.
    async fn is_silent(&self) {
        let mut count = 0;
        while count != self.api.look(|seen| seen.calls().count()) {
            count = self.api.look(|seen| seen.calls().count());
            tokio::time::sleep(LULL).await;
        }
    }

    /// Takes note of the buttons in new calls.
    fn learns(&mut self) {
        let (count, shown) = self.api.look(|seen| {
            let new = seen.calls().skip(self.seen);
            let shown: Vec<_> = new.flat_map(buttons).collect();
            (seen.calls().count(), shown)
        });
        self.seen = count;
        for (chat, data) in shown {
            if self.known.insert(data.clone()) {
                self.will_press(chat, &data);
            }
        }
    }

    fn will_press(&mut self, chat: Option<i64>, data: &str) {
        let deed = Deed::Tap(data.to_owned());
        if !is_personal(data) {
            return self.wants(std::iter::once(deed));
        }
        let mut people = self.people.iter_mut();
        let finder = people.find(|person| Some(person.chat.id()) == chat);
        finder.expect("somebody was shown it").will.push_back(deed);
    }
}

impl Person {
    /// Does the next thing, a tap on the newest text; returns the chat and the id of the tap.
    fn acts(&mut self) -> (i64, Option<String>) {
        let tap = match self.will.pop_front() {
            Some(Deed::Tap(data)) => Some(self.chat.forges_tap(self.newest_text(), &data)),
            Some(Deed::Say(text)) => {
                self.chat.posts(&text);
                None
            }
            None => None,
        };
        (self.chat.id(), tap)
    }

    /// The newest message that can become another: not a picture, whose buttons answer below it.
    fn newest_text(&self) -> i32 {
        let screen = self.chat.screen_now();
        let mut texts = screen.messages.iter().filter(|message| message.is_by_bot);
        let newest = texts.rfind(|message| message.media.is_none());
        newest.map_or(0, |message| message.id)
    }
}

/// What the buttons of a call carry, with the chat they are shown in.
fn buttons(call: &Call) -> Vec<(Option<i64>, String)> {
    let markup = call.params.get("reply_markup");
    let rows = markup.and_then(|markup| markup["inline_keyboard"].as_array());
    let buttons = rows.into_iter().flatten().filter_map(|row| row.as_array());
    let data = buttons
        .flatten()
        .filter_map(|button| button["callback_data"].as_str());
    data.map(|data| (call.chat_id(), data.to_owned())).collect()
}

/// The tap that a call answers with a word.
fn told(call: &Call) -> Option<&str> {
    let is_word = call.method == "answerCallbackQuery" && !call.text("text").is_empty();
    is_word.then(|| call.text("callback_query_id"))
}

/// Tells whether a button means something only to who was shown it.
fn is_personal(data: &str) -> bool {
    match Action::decode(data) {
        Some(Action::Examples(selection) | Action::Narrow(selection)) => selection.words.is_some(),
        Some(Action::WordsAsQuestion) => true,
        _ => false,
    }
}
