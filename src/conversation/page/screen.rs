//! A text with buttons while it is being put together, and what an act shows as a whole.
//!
//! Flows make [`Screen`]s and never say where they appear: that follows from how the person acted (a tap edits, typed
//! text is answered below) and is decided once, in [`Shown::into_replies`]. There a screen that would be too long for
//! one message is cut, so that no flow can break the promise of [`Message::text`].

use crate::answer::Response;
use crate::conversation::value::{
    Action, Button, Feedback, File, Message, Picture, Placement, ProjectId, Reply, Shows,
};
use crate::conversation::wording;
use crate::knowledge::ExampleId;
use crate::text::{Block, RichText, Span, split};

/// What fits into one message, in UTF-16 units.
const LIMIT: usize = 4096;

/// A text with buttons.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Screen {
    pub(crate) text: RichText,
    pub(crate) rows: Vec<Vec<Button>>,
    pub(crate) response: Option<Box<Response>>,
    /// The examples that are listed, all pages.
    pub(crate) listed: Vec<ExampleId>,
    /// What shows it again; nothing for what is said once.
    pub(crate) view: Option<Action>,
    /// Whether it says that a place is gone.
    pub(crate) says_gone: bool,
}

impl Screen {
    pub(crate) fn new(text: RichText) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Makes a screen that this action shows again.
    pub(crate) fn of(view: Action, text: RichText) -> Self {
        Self {
            view: Some(view),
            ..Self::new(text)
        }
    }

    /// Whether it stays as it is when one of its buttons is pressed: what answers, or is said once, is not overwritten.
    fn stays(&self) -> bool {
        matches!(self.view, None | Some(Action::Answer(_)))
    }

    pub(crate) fn saying(text: impl Into<String>) -> Self {
        Self::new(RichText::paragraph(text))
    }

    /// Adds buttons that belong together, in as many rows as a phone needs to show their labels whole.
    pub(crate) fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let mut row: Vec<Button> = Vec::new();
        for button in buttons {
            row.push(button);
            if row.len() > 1 && !fits_phone(&row) {
                let next = row.pop();
                self.rows.push(std::mem::take(&mut row));
                row.extend(next);
            }
        }
        if !row.is_empty() {
            self.rows.push(row);
        }
        self
    }

    /// Adds buttons each on a row of its own.
    pub(crate) fn column(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.rows
            .extend(buttons.into_iter().map(|button| vec![button]));
        self
    }

    /// Puts a text above what is there.
    pub(crate) fn headed(mut self, text: impl Into<String>) -> Self {
        self.head(text);
        self
    }

    /// Puts a text above what is there, in place.
    pub(crate) fn head(&mut self, text: impl Into<String>) {
        self.text = RichText::paragraph(text).and(&self.text);
    }

    pub(crate) fn answering(mut self, response: Response) -> Self {
        self.response = Some(Box::new(response));
        self
    }
}

/// What an act shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Shown {
    pub(crate) screens: Vec<Screen>,
    pub(crate) picture: Option<Picture>,
    /// A file below the text.
    pub(crate) file: Option<File>,
    /// A word on the pressed button; unseen where nothing was pressed.
    pub(crate) toast: Option<String>,
    /// Whether it appears below even though a button was pressed.
    pub(crate) below: bool,
    /// What is to be counted.
    pub(crate) feedback: Option<Feedback>,
    /// Whether everything kept of the chat until now goes; then not even the buttons below the goodbye are remembered.
    pub(crate) forgets: bool,
    /// What is done next, and shown with this.
    pub(crate) go: Option<Go>,
}

/// An action that is done instead of showing something, or after it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Go {
    pub(crate) action: Action,
    /// What stands above the first thing that it shows.
    heading: Option<String>,
    /// Whether that says that a place is gone.
    says_gone: bool,
}

impl From<Screen> for Shown {
    fn from(screen: Screen) -> Self {
        Self {
            screens: vec![screen],
            ..Self::default()
        }
    }
}

impl From<Picture> for Shown {
    fn from(picture: Picture) -> Self {
        Self {
            picture: Some(picture),
            ..Self::default()
        }
    }
}

impl Shown {
    pub(crate) fn nothing() -> Self {
        Self::default()
    }

    /// Shows what this action shows.
    pub(crate) fn go(action: Action) -> Self {
        let go = Go {
            action,
            heading: None,
            says_gone: false,
        };
        Self {
            go: Some(go),
            ..Self::default()
        }
    }

    /// Puts a text above what is shown.
    pub(crate) fn headed(mut self, text: impl Into<String>) -> Self {
        match (self.screens.first_mut(), &mut self.go) {
            (Some(screen), _) => screen.head(text),
            (None, Some(go)) => go.heading = Some(text.into()),
            (None, None) => {}
        }
        self
    }

    /// Notes that the text above what is shown says that a place is gone.
    pub(crate) fn saying_gone(mut self) -> Self {
        if let Some(go) = &mut self.go {
            go.says_gone = true;
        }
        self
    }

    /// Adds what came of the action that is done next.
    pub(crate) fn and_then(mut self, go: Go, mut next: Self) -> Self {
        if let Some(screen) = next.screens.first_mut() {
            screen.says_gone |= go.says_gone;
            if let Some(heading) = go.heading {
                screen.head(heading);
            }
        }
        self.screens.append(&mut next.screens);
        Self {
            screens: self.screens,
            toast: self.toast.or(next.toast),
            below: self.below || next.below,
            forgets: self.forgets || next.forgets,
            ..next
        }
    }

    /// Whether content is presented as the answer.
    pub(crate) fn answers(&self) -> bool {
        let mut responses = self
            .screens
            .iter()
            .filter_map(|screen| screen.response.as_deref());
        responses.any(Response::answers)
    }

    /// Whether everything shown is sure: no guess, and no word on what was not found.
    pub(crate) fn is_sure(&self) -> bool {
        let mut responses = self
            .screens
            .iter()
            .filter_map(|screen| screen.response.as_deref());
        !self.screens.is_empty() && responses.all(Response::is_sure)
    }

    pub(crate) fn with_toast(mut self, toast: impl Into<String>) -> Self {
        self.toast = Some(toast.into());
        self
    }

    pub(crate) fn below(mut self) -> Self {
        self.below = true;
        self
    }

    /// The buttons that stand last in the chat now, as label and data; `None` where no text was shown.
    pub(crate) fn offered(&self) -> Option<Vec<(String, String)>> {
        let rows = match (&self.picture, self.screens.last()) {
            (Some(picture), _) => &picture.buttons,
            (None, Some(screen)) => &screen.rows,
            (None, None) => return None,
        };
        let offers = rows.iter().flatten().filter_map(Button::offer);
        Some(offers.filter(|_| !self.forgets).collect())
    }

    /// The screen that can be gone back to from whatever is shown next.
    pub(crate) fn view(&self) -> Option<Action> {
        let view = self.screens.last()?.view.clone()?;
        (view.is_view() && !self.forgets).then_some(view)
    }

    /// Decides what the buttons of everything shown take the place of, and which project they are of; to be done before
    /// they are remembered.
    pub(crate) fn settled(mut self, project: ProjectId) -> Self {
        let screens = self.screens.iter_mut();
        let screens = screens.map(|screen| (screen.stays(), &mut screen.rows));
        // A picture cannot become a text.
        let pictures = self.picture.iter_mut();
        let pictures = pictures.map(|picture| (true, &mut picture.buttons));
        for (stays, rows) in screens.chain(pictures) {
            for tap in rows.iter_mut().flatten().filter_map(Button::tap_mut) {
                tap.project = project;
                tap.below |= stays;
            }
        }
        self
    }

    /// Decides where everything appears.
    pub(crate) fn into_replies(self, tapped: bool) -> Vec<Reply> {
        let mut replies: Vec<Reply> = Vec::new();
        replies.extend(self.forgets.then_some(Reply::Forgotten));
        replies.extend(self.toast.filter(|_| tapped).map(Reply::Toast));
        let instead = tapped && !self.below;
        for (at, screen) in self.screens.into_iter().enumerate() {
            let placement = if instead && at == 0 {
                Placement::Instead
            } else {
                Placement::Below
            };
            replies.push(Reply::Message(Message {
                text: fitting(screen.text, placement),
                buttons: screen.rows,
                placement,
                shows: match (screen.view, screen.listed) {
                    (_, listed) if !listed.is_empty() => Some(Shows::Examples(listed)),
                    (Some(Action::Open(place) | Action::Read(place)), _) => {
                        Some(Shows::Place(place))
                    }
                    _ => None,
                },
                response: screen.response,
            }));
        }
        replies.extend(self.picture.map(Reply::Picture));
        replies.extend(self.feedback.map(Reply::Judged));
        replies.extend(self.file.map(Reply::File));
        replies
    }
}

/// Tells whether every label of a row can be read on a phone.
fn fits_phone(row: &[Button]) -> bool {
    let width = match row.len() {
        0 | 1 => return true,
        2 => 22,
        _ => return false,
    };
    row.iter()
        .all(|button| button.label.chars().count() <= width)
}

/// Cuts a text that takes the place of another, which cannot be split over two messages.
fn fitting(text: RichText, placement: Placement) -> RichText {
    if placement == Placement::Below || split::length(&text) <= LIMIT {
        return text;
    }
    let room = LIMIT - split::length(&RichText::paragraph(wording::CUT)) - 2;
    let first = split::split(&text, room).into_iter().next();
    first.unwrap_or_default().and_paragraph(wording::CUT)
}

/// One paragraph of lines.
pub(crate) fn lines(lines: impl IntoIterator<Item = Vec<Span>>) -> RichText {
    let mut spans: Vec<Span> = Vec::new();
    for line in lines {
        if !spans.is_empty() {
            spans.push(Span::plain("\n"));
        }
        spans.extend(line);
    }
    if spans.is_empty() {
        RichText::default()
    } else {
        RichText::default().and_spans(spans)
    }
}

/// A text of one line in italics, for where things come from.
pub(crate) fn aside(text: impl Into<String>) -> RichText {
    RichText::default().and_spans(vec![Span::emphasis(text)])
}

/// A text after a word in bold that says what it is.
pub(crate) fn marked(mark: &str, text: &RichText) -> RichText {
    let mut text = text.clone();
    match text.blocks.first_mut() {
        Some(Block::Paragraph(spans)) => spans.insert(0, Span::strong(format!("{mark} "))),
        _ => text
            .blocks
            .insert(0, Block::Paragraph(vec![Span::strong(mark)])),
    }
    text
}
