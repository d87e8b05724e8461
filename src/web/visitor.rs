//! Somebody in a fresh chat, who is led somewhere as a person would be.
//!
//! So what is shown is what people get: nothing of a page is made here, the conversation makes it.

use crate::answer::Library;
use crate::conversation::{
    self, Action, Button, ChatKind, Event, InReplyTo, Moment, Occasion, Press, Reply, Role,
    Selection, Session,
};
use crate::knowledge::{Guide, MunicipalityId, Target};

/// Somebody in a chat of their own.
pub struct Visitor<'a> {
    library: &'a Library,
    session: Session,
    chat: ChatKind,
    now: Moment,
    offered: Vec<Button>,
}

impl<'a> Visitor<'a> {
    /// Somebody who has said nothing yet.
    pub fn new(library: &'a Library, now: Moment) -> Self {
        Self {
            library,
            session: Session::default(),
            chat: ChatKind::Private,
            now,
            offered: Vec::new(),
        }
    }

    /// The same in a group, with others.
    #[must_use]
    pub fn in_group(self) -> Self {
        Self {
            chat: ChatKind::Group,
            ..self
        }
    }

    /// Lets seconds pass.
    pub fn wait(&mut self, seconds: i64) {
        self.now.0 += seconds;
    }

    /// What is remembered of the chat.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The buttons that were shown last.
    pub fn buttons(&self) -> &[Button] {
        &self.offered
    }

    /// A tap on the button with this label, or on the one button whose label begins with these words.
    pub fn tap(&self, label: &str) -> Option<Occasion> {
        let acting = || {
            self.offered
                .iter()
                .filter_map(|button| match &button.press {
                    Press::Act(tap) => Some((button, tap)),
                    _ => None,
                })
        };
        let whole = acting().find(|(button, _)| button.label == label);
        let mut begun = acting().filter(|(button, _)| button.begins_with(label));
        let only = begun.next().filter(|_| begun.next().is_none());
        let (_, tap) = whole.or(only)?;
        Some(Occasion::Tap(tap.encode()))
    }

    /// What they are shown for this.
    pub fn does(&mut self, occasion: Occasion) -> Vec<Reply> {
        self.happens(occasion, true)
    }

    /// What is shown for this, which may not be meant for us.
    pub fn happens(&mut self, occasion: Occasion, addressed: bool) -> Vec<Reply> {
        let event = Event {
            moving: crate::conversation::Moving::default(),
            chat: self.chat,
            addressed,
            reply: InReplyTo::default(),
            role: Role::Unknown,
            occasion,
        };
        let session = std::mem::take(&mut self.session);
        let (session, replies) = conversation::respond(self.library, session, &event, self.now);
        self.session = session;
        let shown: Vec<&Button> = replies.iter().flat_map(Reply::buttons).flatten().collect();
        if !shown.is_empty() {
            self.offered = shown.into_iter().cloned().collect();
        }
        replies
    }
}

/// What a person would do to see the thing with this number or id; `None` where there is none.
pub fn way(guide: &Guide, what: &str) -> Option<Occasion> {
    let what = what.trim();
    let id = what.strip_prefix("term:").unwrap_or(what);
    let numbered = guide.place_numbered(what);
    let numbered = numbered.map(|place| Target::Place(place.id.clone(), None));
    let action = match numbered.or_else(|| guide.find(id)) {
        Some(Target::Place(id, _)) => Action::Open(id),
        Some(Target::Example(id)) => Action::Example(id),
        Some(Target::Term(id)) => Action::Term(id),
        Some(Target::Background(id)) => Action::Background(id, 0),
        Some(Target::Answer(id)) => Action::Curated(id),
        Some(Target::Gap(id)) => {
            let asked = guide.gap(&id)?.questions.first()?;
            return Some(Occasion::Text(asked.clone()));
        }
        None => {
            let town = MunicipalityId::parse(id).ok()?;
            Action::Examples(Selection::of(&guide.municipality(&town)?.id))
        }
    };
    Some(Occasion::Tap(action.encode()))
}
