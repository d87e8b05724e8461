//! One thing of the guide as it is passed on to other chats: its words, where they stand, and the way back here.

use super::deep_link::DeepLink;
use crate::text::RichText;

/// Something that can be passed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What it is, by number and title.
    pub title: String,
    /// Its beginning in one line.
    pub description: String,
    /// What is passed on: the words with their citation, at most 4096 UTF-16 units.
    pub text: RichText,
    /// The inline query that finds just this, for the person who passes it on to read: its title, or the question that it
    /// answers; at most 256 characters.
    pub query: String,
    /// The way back to the bot.
    pub visit: ChatLink,
}

/// A way into the chat with the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatLink {
    /// What stands on the button.
    pub label: String,
    /// What it opens.
    pub link: DeepLink,
}
