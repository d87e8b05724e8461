//! Groups: who is answered, where, and what happens when the group comes, goes or moves.

use crate::telegram_bot::{Bot, texts_of_bot};

#[tokio::test]
async fn in_a_group_only_what_is_meant_for_the_bot_is_answered() {
    let bot = Bot::start_in(
        fake_bot_api::FakeBotApi::builder()
            .rates(fake_bot_api::Rates::off())
            .reads_all_group_messages()
            .start()
            .await
            .unwrap(),
    );
    let team = bot.api.group("Projektteam");
    let erika = team.member("Erika");
    let name = bot.api.username();
    erika.posts("Wer bringt Kuchen mit?");
    erika.posts("/start@SomeOtherBot");
    erika.posts(&format!("/weiter@{name}"));
    erika.posts(&format!("@{name} wer entscheidet?"));
    let screen = bot.screen(&erika).await;
    let expected = [
        "1: Command { name: \"weiter\", rest: \"\" }",
        "2: Text(\"wer entscheidet?\")",
    ];
    assert_eq!(texts_of_bot(&screen), expected);
    let answer = screen.last().unwrap().id;
    let screen = erika.replying_to(answer).says("Und warum?").await;
    assert_eq!(screen.text(), "3: Text(\"Und warum?\")");
    assert_eq!(bot.api.malformed_calls(), []);
}

#[tokio::test]
async fn in_a_group_commands_of_nobody_and_replies_without_words_are_left_alone() {
    let bot = Bot::start().await;
    let erika = bot.api.supergroup("Projektteam").member("Erika");
    let answer = erika.says("/weiter").await.last().unwrap().id;
    erika.posts("/poll Wann treffen wir uns?");
    erika.replying_to(answer).posts("👍");
    erika.replying_to(answer).sends_sticker();
    erika.posts(&format!("/poll@{}", bot.api.username()));
    erika.replying_to(answer).posts("Wer?");
    let expected = [
        "1: Command { name: \"weiter\", rest: \"\" }",
        "2: Command { name: \"poll\", rest: \"\" }",
        "3: Text(\"Wer?\")",
    ];
    assert_eq!(texts_of_bot(&bot.screen(&erika).await), expected);
}

#[tokio::test]
async fn an_answer_in_a_group_points_at_its_question() {
    let bot = Bot::start().await;
    let erika = bot.api.supergroup("Projektteam").member("Erika");
    let (question, _) = erika.posts("/frage wer?");
    let screen = bot.screen(&erika).await;
    assert_eq!(screen.last().unwrap().reply_to, Some(question));
}

#[tokio::test]
async fn members_of_a_group_share_one_session() {
    let bot = Bot::start().await;
    let team = bot.api.supergroup("Projektteam");
    team.member("Erika").says("/weiter").await;
    let screen = team.member("Ali").says("/weiter").await;
    assert!(screen.text().starts_with("2: "), "{}", screen.text());
}

#[tokio::test]
async fn an_answer_goes_to_the_topic_it_was_asked_in_and_topics_share_the_session() {
    let bot = Bot::start().await;
    let forum = bot.api.forum("Projektteam");
    let (one, two) = (forum.topic("Auftrag"), forum.topic("Beispiele"));
    let erika = forum.member("Erika");
    erika.in_topic(one).says("/weiter").await;
    let screen = erika.in_topic(two).says("/weiter").await;
    let last = screen.last().unwrap();
    assert_eq!(last.thread, Some(two));
    assert!(last.text.starts_with("2: "), "{}", last.text);
}

#[tokio::test]
async fn the_bot_says_hello_when_it_is_added_and_once_only() {
    let bot = Bot::start().await;
    let team = bot.api.group_without_bot("Projektteam");
    team.adds_the_bot();
    assert_eq!(
        texts_of_bot(&bot.screen(&team.founder()).await),
        ["1: Added"]
    );
    team.promotes_the_bot();
    assert_eq!(
        texts_of_bot(&bot.screen(&team.founder()).await),
        ["1: Added"]
    );
    team.expels_the_bot();
    bot.screen(&team.founder()).await;
    assert_eq!(bot.journal.unconfirmed().await, 0);
}

#[tokio::test]
async fn what_is_remembered_of_a_group_moves_to_its_supergroup() {
    let bot = Bot::start().await;
    let group = bot.api.group("Projektteam");
    group.member("Erika").says("/weiter").await;
    let supergroup = group.migrates();
    let screen = supergroup.member("Erika").says("/weiter").await;
    assert!(screen.text().starts_with("2: "), "{}", screen.text());
    let old = lotse::sessions::ChatKey::new(group.id());
    assert_eq!(bot.journal.session(old).await, None);
}

#[tokio::test]
async fn an_answer_that_is_under_way_while_the_group_moves_follows_it() {
    let bot = Bot::start().await;
    let group = bot.api.group("Projektteam");
    let erika = group.member("Erika");
    bot.api.hold_updates();
    erika.posts("/weiter");
    let supergroup = group.migrates();
    bot.api.release_updates();
    let screen = bot.screen(&supergroup.founder()).await;
    assert_eq!(screen.text(), "1: Command { name: \"weiter\", rest: \"\" }");
}

#[tokio::test]
async fn the_role_is_looked_up_where_it_decides() {
    let bot = Bot::start().await;
    let team = bot.api.supergroup("Projektteam");
    let admin = team.administrator("Ali");
    let role = format!("/rolle@{}", bot.api.username());
    assert_eq!(team.member("Erika").says(&role).await.text(), "Member");
    assert_eq!(admin.says(&role).await.text(), "Admin");
    assert_eq!(bot.api.calls_of("getChatMember").len(), 2);
    assert_eq!(admin.anonymously().says(&role).await.text(), "Admin");
    assert_eq!(
        bot.api.private_chat("Erika").says("/rolle").await.text(),
        "Admin"
    );
    assert_eq!(bot.api.calls_of("getChatMember").len(), 2);
}

#[tokio::test]
async fn channels_are_left_alone() {
    let bot = Bot::start().await;
    let channel = bot.api.channel("Neues");
    channel.founder().posts("/start");
    channel.founder().posts("Hallo");
    bot.settled().await;
    assert_eq!(bot.api.calls_of("sendMessage").len(), 0);
}
