//! Projects over HTTP: one moves between chats by a code, once; in a group the work is the group's, however many act at once.

use fake_bot_api::{Chat, Screen};
use lotse::conversation::{ProjectCode, Session};
use lotse::sessions::{ChatKey, Journal};

use crate::telegram_kept::Town;

/// What the journal holds of a chat.
async fn kept(town: &Town, chat: &Chat) -> Session {
    let chat = ChatKey::new(chat.id());
    let opened = town.journal.open(&[], &[chat]).await.unwrap();
    let session = opened
        .sessions
        .get(&chat)
        .map(|session| (**session).clone());
    session.unwrap_or_default()
}

/// The names of a chat's projects, as they are kept.
async fn names(town: &Town, chat: &Chat) -> Vec<String> {
    let session = kept(town, chat).await;
    let projects = session.projects().into_iter();
    projects
        .filter_map(|project| project.name.clone())
        .collect()
}

/// The newest code on a screen.
fn code(screen: &Screen) -> String {
    let mut messages = screen.messages.iter().rev();
    let code = messages.find_map(|shown| ProjectCode::in_text(&shown.text));
    code.unwrap_or_else(|| panic!("no code: {screen}"))
        .written()
}

/// Has a project with something in it, and hands it over.
async fn hands_over(town: &Town, chat: &Chat) -> String {
    for line in [
        "2.1",
        "1 erledigt",
        "notiz: Beschluss am 15.3.",
        "projekt umbenennen in Park",
    ] {
        chat.says(line).await;
    }
    chat.posts("projekt übergeben");
    code(&town.screen(chat).await)
}

#[tokio::test]
async fn a_project_moves_with_its_notes_and_works_once() {
    // One session in memory: everything comes from the journal each time, as after a start.
    let town = Town::start_with(|options| options.service.live_sessions = 1).await;
    let [erika, ali, kim] = ["Erika", "Ali", "Kim"].map(|name| town.api.private_chat(name));
    let code = hands_over(&town, &erika).await;
    let came = ali
        .says(&format!("hier der code: {}", code.to_lowercase()))
        .await;
    assert!(
        came.text().contains("„Park“ ist jetzt hier"),
        "{}",
        came.text()
    );
    let notes = ali.says("notizen").await;
    assert!(
        notes.text().contains("Beschluss am 15.3."),
        "{}",
        notes.text()
    );
    let told = town.screen(&erika).await;
    assert!(
        told.text().contains("in einen anderen Chat umgezogen"),
        "{}",
        told.text()
    );
    assert!(kept(&town, &erika).await.project.notes.is_empty());
    assert_eq!(names(&town, &ali).await, ["Park"]);

    let again = ali.says(&code).await;
    assert!(again.text().contains("ist schon hier"), "{}", again.text());
    for late in [&kim, &erika] {
        let said = late.says(&code).await;
        assert!(
            said.text().contains("Dieser Code gilt nicht"),
            "{}",
            said.text()
        );
    }
    assert_eq!(names(&town, &ali).await, ["Park"]);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_code_given_before_a_kill_moves_the_project_after_it_and_once() {
    let town = Town::start().await;
    let [erika, ali, kim] = ["Erika", "Ali", "Kim"].map(|name| town.api.private_chat(name));
    let code = hands_over(&town, &erika).await;
    let town = town.restart();
    town.wait_minutes(59);
    let came = ali.says(&code).await;
    assert!(
        came.text().contains("„Park“ ist jetzt hier"),
        "{}",
        came.text()
    );
    town.settled().await;
    let town = town.restart();
    let told = town.screen(&erika).await;
    assert!(
        told.text().contains("in einen anderen Chat umgezogen"),
        "{}",
        told.text()
    );
    assert!(kept(&town, &erika).await.project.notes.is_empty());
    let notes = ali.says("notizen").await;
    assert!(
        notes.text().contains("Beschluss am 15.3."),
        "{}",
        notes.text()
    );
    let again = ali.says(&code).await;
    assert!(again.text().contains("ist schon hier"), "{}", again.text());
    for late in [&kim, &erika] {
        let said = late.says(&code).await;
        assert!(
            said.text().contains("Dieser Code gilt nicht"),
            "{}",
            said.text()
        );
    }
    town.settled().await;
    let town = town.restart();
    assert_eq!(names(&town, &ali).await, ["Park"]);
    assert_eq!(kept(&town, &ali).await.project.ticks(), 1);
    for other in [&erika, &kim] {
        assert_eq!(names(&town, other).await, [""; 0]);
    }
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn an_hour_is_an_hour_over_a_kill_and_then_another_code_works() {
    let town = Town::start().await;
    let [erika, ali] = ["Erika", "Ali"].map(|name| town.api.private_chat(name));
    let code = hands_over(&town, &erika).await;
    let town = town.restart();
    town.wait_minutes(60);
    let said = ali.says(&code).await;
    assert!(
        said.text().contains("Dieser Code gilt nicht"),
        "{}",
        said.text()
    );
    assert_eq!(names(&town, &erika).await, ["Park"]);
    erika.posts("projekt übergeben");
    let other = self::code(&town.screen(&erika).await);
    assert_ne!(other, code);
    let town = town.restart();
    let said = ali.says(&code).await;
    assert!(
        said.text().contains("Dieser Code gilt nicht"),
        "{}",
        said.text()
    );
    let came = ali.says(&other).await;
    assert!(
        came.text().contains("„Park“ ist jetzt hier"),
        "{}",
        came.text()
    );
    assert_eq!(names(&town, &ali).await, ["Park"]);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn of_two_who_give_a_code_at_once_one_has_the_project() {
    let town = Town::start().await;
    let [erika, ali, kim] = ["Erika", "Ali", "Kim"].map(|name| town.api.private_chat(name));
    let code = hands_over(&town, &erika).await;
    town.api.hold_updates();
    for chat in [&ali, &kim] {
        chat.posts(&code);
        chat.posts(&code);
    }
    erika.posts("1 wieder öffnen");
    erika.posts("notiz zu 2.1: danach");
    town.api.release_updates();
    town.settled().await;
    let have = [names(&town, &ali).await, names(&town, &kim).await].concat();
    assert_eq!(have, ["Park"]);
    assert!(names(&town, &erika).await.is_empty());
    // It has the number of the note that has just gone.
    let left = kept(&town, &erika).await.project.notes;
    let left: Vec<&str> = left.iter().map(|note| &*note.text).collect();
    assert_eq!(left, ["danach"]);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn the_link_brings_a_project_into_a_group_and_admins_alone_give_it_away() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    let code = hands_over(&town, &erika).await;
    let signs = ProjectCode::in_text(&code).unwrap();
    let link = format!("startgroup=c_{}", signs.signs());
    let shown = town.screen(&erika).await.to_string();
    assert!(shown.contains(&link), "{link}: {shown}");
    let team = town.api.supergroup("Projektteam");
    let (admin, member) = (team.administrator("Ali"), team.member("Kim"));
    let bot = town.api.username();
    let came = member
        .says(&format!("/start@{bot} c_{}", signs.signs()))
        .await;
    assert!(
        came.text().contains("„Park“ ist jetzt hier"),
        "{}",
        came.text()
    );

    member.posts(&format!("@{bot} projekt übergeben"));
    let refused = town.screen(&member).await;
    assert!(
        refused.text().contains("nur ihre Admins"),
        "{}",
        refused.text()
    );
    admin.posts(&format!("@{bot} projekt übergeben"));
    let code = self::code(&town.screen(&admin).await);
    let home = erika.says(&format!("/projekt {code}")).await;
    assert!(
        home.text().contains("„Park“ ist jetzt hier"),
        "{}",
        home.text()
    );
    assert!(kept(&town, &erika).await.project.ticks() == 1);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn what_a_group_does_at_once_and_twice_has_one_effect_each() {
    let town = Town::start().await;
    let team = town.api.supergroup("Projektteam");
    let (erika, ali) = (team.member("Erika"), team.member("Ali"));
    erika.says("/schritt 2.1").await;
    let tasks = erika.says("/aufgaben").await.last().unwrap().clone();
    let tick = tasks.labels()[0].to_owned();
    town.api.hold_updates();
    for member in [&erika, &ali, &erika] {
        member.presses_on(tasks.id, &tick);
    }
    ali.posts("/projekt neu Zwei");
    erika.posts("/projekt neu Zwei");
    // Of the project before: it changes nothing in the new one.
    ali.presses_on(tasks.id, &tick);
    town.api.release_updates();
    town.settled().await;
    let session = kept(&town, &erika).await;
    assert_eq!(session.projects().len(), 2, "{:?}", session.projects());
    assert_eq!(session.project.name.as_deref(), Some("Zwei"));
    assert_eq!((session.project.ticks(), session.others[0].ticks()), (0, 1));
    assert_eq!(town.api.malformed_calls(), []);
}
