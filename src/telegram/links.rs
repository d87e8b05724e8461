//! Ways that lead to this bot from elsewhere, and from here to other chats.
//!
//! The conversation knows what a link opens and no bot; the bot's name comes from `getMe` and is filled in here.

use serde_json::{Value, json};

use super::addressing::BotIdentity;
use crate::conversation::{self, Article, DeepLink};

/// The address that opens the chat with this bot at a thing.
pub(super) fn visit(bot: &BotIdentity, link: &DeepLink) -> String {
    format!("https://t.me/{}?start={}", bot.name, link.encode())
}

/// What brings a project into a group, which is chosen then: the address behind its words; nothing for what is only read.
pub(super) fn into_group(bot: &BotIdentity, link: &DeepLink) -> Option<String> {
    let DeepLink::Project(_) = link else {
        return None;
    };
    let address = format!("https://t.me/{}?startgroup={}", bot.name, link.encode());
    Some(format!("{}\n{address}", conversation::into_group()))
}

/// The button that passes an article on: through inline mode, or as a link where that is switched off.
pub(super) fn share_button(bot: &BotIdentity, label: &str, article: &Article) -> Value {
    if bot.inline {
        return json!({ "text": label, "switch_inline_query": article.query });
    }
    let (address, title) = (visit(bot, &article.visit.link), &article.title);
    let url = format!(
        "https://t.me/share/url?url={}&text={}",
        escaped(&address),
        escaped(title)
    );
    json!({ "text": label, "url": url })
}

/// A text inside a query; a space is no `+`, which some of Telegram's apps show as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
