//! What is to be shown, as values; how it is shown is left to the floors above.

use std::borrow::Cow;

use super::action::{Action, TapData};
use super::article::Article;
use super::deep_link::DeepLink;
use super::judgement::Feedback;
use super::project_id::ProjectId;
use crate::answer::Response;
use crate::knowledge::{ExampleId, Image, PlaceId};
use crate::text::{Link, RichText, code};

/// One thing to show, or to do for the chat.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A message.
    Message(Message),
    /// A short word on the button that was pressed, at most 200 characters; only in answer to a tap.
    Toast(String),
    /// A picture.
    Picture(Picture),
    /// Nothing to show: a judgement that is to be counted.
    Judged(Feedback),
    /// A file.
    File(File),
    /// Nothing to show: everything kept of the chat until now goes, wherever it is kept; what follows stays.
    Forgotten,
}

/// A text with buttons.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The text. A message that is edited always fits one message (4096 UTF-16 units); one below may be split.
    pub text: RichText,
    /// Rows of buttons.
    pub buttons: Vec<Vec<Button>>,
    /// Where it appears.
    pub placement: Placement,
    /// The answer it shows, for the command line's JSON; never shown itself.
    pub response: Option<Box<Response>>,
    /// What else of the guide it shows, likewise.
    pub shows: Option<Shows>,
}

/// Content of the guide that a message shows without answering a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// A place.
    Place(PlaceId),
    /// A list of examples, all its pages.
    Examples(Vec<ExampleId>),
}

/// Where a message appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Below what was said.
    Below,
    /// In place of the message whose button was pressed.
    Instead,
}

/// A picture with what it shows in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The picture, below the knowledge folder.
    pub image: Image,
    /// What stands under it.
    pub caption: RichText,
    /// Rows of buttons.
    pub buttons: Vec<Vec<Button>>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type, such as `text/plain`.
    pub media: &'static str,
    /// What stands in it.
    pub content: FileContent,
    /// What stands under it.
    pub caption: String,
    /// What is said where no file can be sent.
    pub otherwise: String,
    /// Whether what is kept of the chat beside its session is to be added to a text; whoever keeps it does that.
    pub with_records: bool,
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileContent {
    /// A text, which can be read where no file can be opened.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
    /// A link into the chat, as a picture that cameras read. Only the door knows its address, and makes the picture.
    Code(DeepLink),
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub struct Button {
    /// What stands on it; makes sense when read aloud by itself; at most 40 characters or so.
    pub label: String,
    /// What pressing it does.
    pub press: Press,
}

/// What pressing a button does.
#[derive(Debug, Clone, PartialEq)]
pub enum Press {
    /// Comes back as a tap.
    Act(TapData),
    /// Opens an address.
    Open(Link),
    /// Passes something on to another chat.
    Share(Box<Article>),
}

impl Reply {
    /// Whether there is something to show.
    pub fn is_shown(&self) -> bool {
        !matches!(self, Self::Forgotten | Self::Judged(_))
    }

    /// Its rows of buttons, where it can have any.
    pub fn buttons(&self) -> &[Vec<Button>] {
        match self {
            Self::Message(message) => &message.buttons,
            Self::Picture(picture) => &picture.buttons,
            Self::Toast(_) | Self::File(_) | Self::Forgotten | Self::Judged(_) => &[],
        }
    }
}

impl File {
    /// What stands in it, where no file can be opened; of what is no text, how much it is.
    pub fn in_words(&self) -> Cow<'_, str> {
        match &self.content {
            FileContent::Text(text) => Cow::Borrowed(text),
            FileContent::Bytes(bytes) => {
                Cow::Owned(format!("({} Byte, {})", bytes.len(), self.media))
            }
            // Where the chat has no address, this is what one types in it.
            FileContent::Code(link) => {
                let typed = format!("/start {}", link.encode());
                let drawn = code::blocks(&typed).unwrap_or_default();
                Cow::Owned(format!("{drawn}\n{typed}"))
            }
        }
    }
}

impl Message {
    /// Makes a message below what was said, without buttons.
    pub fn below(text: RichText) -> Self {
        Self {
            text,
            buttons: Vec::new(),
            placement: Placement::Below,
            response: None,
            shows: None,
        }
    }
}

impl Button {
    /// Makes a button that acts.
    pub fn act(label: impl Into<String>, action: Action) -> Self {
        let tap = TapData {
            action,
            below: false,
            back: false,
            project: ProjectId::default(),
        };
        Self {
            label: label.into(),
            press: Press::Act(tap),
        }
    }

    /// Makes the button that leads back to a screen.
    pub fn back(label: impl Into<String>, action: Action) -> Self {
        let mut button = Self::act(label, action);
        if let Some(tap) = button.tap_mut() {
            tap.back = true;
        }
        button
    }

    /// The same, showing what it shows below its own message, which stays.
    #[must_use]
    pub fn below(mut self) -> Self {
        if let Some(tap) = self.tap_mut() {
            tap.below = true;
        }
        self
    }

    /// What comes back when it is pressed, where it acts.
    pub(crate) fn tap_mut(&mut self) -> Option<&mut TapData> {
        match &mut self.press {
            Press::Act(tap) => Some(tap),
            Press::Open(_) | Press::Share(_) => None,
        }
    }

    /// Whether its label begins with these words.
    pub fn begins_with(&self, words: &str) -> bool {
        let rest = self.label.strip_prefix(words);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    /// What it does, where it acts.
    pub fn action(&self) -> Option<&Action> {
        match &self.press {
            Press::Act(tap) => Some(&tap.action),
            Press::Open(_) | Press::Share(_) => None,
        }
    }

    /// Makes a button that opens an address.
    pub fn open(label: impl Into<String>, link: Link) -> Self {
        Self {
            label: label.into(),
            press: Press::Open(link),
        }
    }

    /// What can be typed instead of pressing it: its label with the data of its action.
    pub(crate) fn offer(&self) -> Option<(String, String)> {
        match &self.press {
            Press::Act(tap) => Some((self.label.clone(), tap.encode())),
            Press::Open(_) | Press::Share(_) => None,
        }
    }
}
