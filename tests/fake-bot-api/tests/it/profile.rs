//! Commands, the short description and the menu button.

use serde_json::{Value, json};

use crate::bot::{erika, fake};

#[tokio::test]
async fn commands_are_kept_per_scope_and_language() {
    let (api, bot) = fake().await;
    let chat = erika(&api).id();
    let set = |description: &str, scope: Value, language: &str| {
        json!({
            "commands": [{"command": "/hilfe", "description": description}],
            "scope": scope, "language_code": language,
        })
    };
    bot.call(
        "setMyCommands",
        set("überall", json!({"type": "default"}), ""),
    )
    .await;
    bot.call(
        "setMyCommands",
        set("in Gruppen", json!({"type": "all_group_chats"}), "de"),
    )
    .await;
    bot.call(
        "setMyCommands",
        set("hier", json!({"type": "chat", "chat_id": chat}), "de"),
    )
    .await;
    let commands = |scope: &str, language: &str| api.look(|seen| seen.commands(scope, language));
    assert_eq!(
        commands("default", ""),
        [("hilfe".to_owned(), "überall".to_owned())]
    );
    assert_eq!(
        commands("all_group_chats", "de"),
        [("hilfe".to_owned(), "in Gruppen".to_owned())]
    );
    assert_eq!(
        commands(&format!("chat {chat} 0"), "de"),
        [("hilfe".to_owned(), "hier".to_owned())]
    );
    assert_eq!(commands("default", "de"), []);
}

#[tokio::test]
async fn commands_are_checked() {
    let (_api, bot) = fake().await;
    let one = |command: &str, description: &str| json!({"commands": [{"command": command, "description": description}]});
    let cases = [
        (one("Hilfe", "x"), "Bad Request: BOT_COMMAND_INVALID"),
        (one("über", "x"), "Bad Request: BOT_COMMAND_INVALID"),
        (one("", "x"), "Bad Request: command must be non-empty"),
        (
            one("hilfe", ""),
            "Bad Request: command description must be non-empty",
        ),
        (
            one(&"x".repeat(33), "x"),
            "Bad Request: command length must not exceed 32",
        ),
        (
            one("hilfe", &"x".repeat(257)),
            "Bad Request: command description length must not exceed 256",
        ),
        (
            json!({"commands": "x"}),
            "Bad Request: can't parse commands JSON object",
        ),
        (
            json!({"commands": [], "scope": {"type": "moon"}}),
            "Bad Request: can't parse BotCommandScope: Unsupported type specified",
        ),
        (
            json!({"commands": [], "language_code": "deutsch"}),
            "Bad Request: invalid language code specified",
        ),
    ];
    for (call, expected) in cases {
        assert_eq!(bot.refusal("setMyCommands", call).await, expected);
    }
}

#[tokio::test]
async fn the_short_description_and_the_menu_button_are_kept() {
    let (api, bot) = fake().await;
    bot.call(
        "setMyShortDescription",
        json!({"short_description": "kurz"}),
    )
    .await;
    bot.call(
        "setChatMenuButton",
        json!({"menu_button": {"type": "commands"}}),
    )
    .await;
    api.look(|seen| {
        assert_eq!(seen.short_description(""), Some("kurz"));
        assert_eq!(seen.menu_button(), Some(&json!({"type": "commands"})));
    });
    bot.refusal(
        "setMyShortDescription",
        json!({"short_description": "x".repeat(121)}),
    )
    .await;
}
