//! [`Talk`]: one chat played through in a test, written down as people would.
//!
//! Public (though not documented) rather than behind `cfg(test)`, so that `tests/it` plays the shipped guide in the
//! same notation. It only calls [`respond_from`](super::respond_from) and decides nothing.
//!
//! ```text
//! > wer entscheidet          what was typed; a slash makes it a command
//! > [Weiter: 1.2]            a button that was pressed, by its label, newest message first
//! Guten Tag …                the reply, without the blank lines between paragraphs
//! [Übersicht] [Fortschritt]  its buttons, row by row
//! (Hinweis: …)               a word on the pressed button
//! (darunter)                 stands before a reply to a press that does not take the message's place
//! (Bild images/x.png: …)     a picture, with its words for those who do not see it
//! (Datei x.txt: …)           a file with what stands under it, and its text
//! (alles vergessen)          everything kept of the chat goes
//! ```

use crate::text::plain;

use super::lookup::Lookup;
use super::{
    Button, ChatKind, Event, Feedback, InReplyTo, Moment, Moving, Occasion, Placement, Press,
    Reply, Role, Session, remind, respond_from,
};

/// One chat, played through.
pub struct Talk<'a> {
    lookup: &'a dyn Lookup,
    /// What is remembered of it.
    pub session: Session,
    /// Which kind of chat it is.
    pub chat: ChatKind,
    /// Whether what is typed is meant for the bot.
    pub addressed: bool,
    /// What the next thing said replies to.
    pub reply: InReplyTo,
    /// What the next event brings for projects that move.
    pub moving: Moving,
    /// Who acts.
    pub role: Role,
    /// What the clock says.
    pub now: Moment,
    /// All buttons shown so far with their data, newest last.
    shown: Vec<(String, String)>,
}

impl<'a> Talk<'a> {
    /// Begins a private chat.
    pub fn with(lookup: &'a dyn Lookup) -> Self {
        Self {
            lookup,
            session: Session::default(),
            chat: ChatKind::Private,
            addressed: true,
            reply: InReplyTo::default(),
            moving: Moving::default(),
            role: Role::Unknown,
            now: Moment(1_000_000),
            shown: Vec::new(),
        }
    }

    /// Begins a chat in a group, for a person in that role.
    pub fn in_group(lookup: &'a dyn Lookup, role: Role) -> Self {
        Self {
            chat: ChatKind::Group,
            role,
            ..Self::with(lookup)
        }
    }

    /// Leaves the chat: what is remembered of it, and the buttons that were shown.
    pub fn leave(self) -> (Session, Vec<(String, String)>) {
        (self.session, self.shown)
    }

    /// Takes a private chat up that was left, perhaps with another guide.
    pub fn again(lookup: &'a dyn Lookup, session: Session, shown: Vec<(String, String)>) -> Self {
        Self {
            session,
            shown,
            ..Self::with(lookup)
        }
    }

    /// Lets time pass.
    pub fn wait_minutes(&mut self, minutes: i64) -> &mut Self {
        self.now.0 += 60 * minutes;
        self
    }

    /// Plays lines and writes down the whole conversation.
    pub fn play(&mut self, lines: &[&str]) -> String {
        let turns: Vec<String> = lines
            .iter()
            .map(|line| format!("> {line}\n{}", self.say(line)))
            .collect();
        turns.join("\n\n")
    }

    /// Plays lines and writes down only the reply to the last.
    pub fn last(&mut self, lines: &[&str]) -> String {
        lines
            .iter()
            .map(|line| self.say(line))
            .last()
            .unwrap_or_default()
    }

    /// Types a line, or presses a button if it is a label in brackets; writes down the reply.
    pub fn say(&mut self, line: &str) -> String {
        let label = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'));
        let occasion = match (label, line.strip_prefix('/')) {
            (Some(label), _) => match self.button(label) {
                Some(data) => Occasion::Tap(data),
                None => return format!("(kein Knopf [{label}])"),
            },
            (None, Some(command)) => {
                let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
                Occasion::Command {
                    name: name.to_lowercase(),
                    rest: rest.trim().to_owned(),
                }
            }
            (None, None) => Occasion::Text(line.to_owned()),
        };
        self.meet(occasion)
    }

    /// Lets anything happen; writes down the reply.
    pub fn meet(&mut self, occasion: Occasion) -> String {
        let replies = self.replies(occasion.clone());
        let tapped = matches!(occasion, Occasion::Tap(_));
        let written: Vec<String> = replies.iter().map(|reply| written(reply, tapped)).collect();
        if written.is_empty() {
            return "(Stille)".to_owned();
        }
        written.join("\n")
    }

    /// Lets anything happen; gives the replies themselves.
    pub fn replies(&mut self, occasion: Occasion) -> Vec<Reply> {
        let event = Event {
            moving: std::mem::take(&mut self.moving),
            chat: self.chat,
            addressed: self.addressed,
            reply: std::mem::take(&mut self.reply),
            role: self.role,
            occasion,
        };
        let session = std::mem::take(&mut self.session);
        let (session, replies) = respond_from(self.lookup, session, &event, self.now);
        self.session = session;
        self.note(&replies);
        replies
    }

    /// Reminds of what is due; writes it down.
    pub fn reminded(&mut self) -> String {
        let session = std::mem::take(&mut self.session);
        let (session, replies) = remind(self.lookup, session, self.now);
        self.session = session;
        self.note(&replies);
        let written: Vec<String> = replies.iter().map(|reply| written(reply, false)).collect();
        match written.is_empty() {
            true => "(Stille)".to_owned(),
            false => written.join("\n"),
        }
    }

    /// Notes the buttons that are shown.
    fn note(&mut self, replies: &[Reply]) {
        for reply in replies {
            self.shown
                .extend(reply.buttons().iter().flatten().filter_map(Button::offer));
        }
    }

    fn button(&self, label: &str) -> Option<String> {
        let mut shown = self.shown.iter().rev();
        shown
            .find(|(other, _)| other == label)
            .map(|(_, data)| data.clone())
    }
}

fn written(reply: &Reply, tapped: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    match reply {
        Reply::Forgotten => lines.push("(alles vergessen)".to_owned()),
        Reply::File(file) => {
            lines.push(format!("(Datei {}: {})", file.name, file.caption));
            lines.push(file.in_words().into_owned());
        }
        Reply::Toast(word) => lines.push(format!("(Hinweis: {word})")),
        Reply::Judged(feedback) => lines.push(counted(feedback)),
        Reply::Message(message) => {
            let below = message.placement == Placement::Below;
            lines.extend((tapped && below).then(|| "(darunter)".to_owned()));
            lines.push(plain::render(&message.text));
        }
        Reply::Picture(picture) => {
            let path = picture.image.path.display();
            lines.push(format!("(Bild {path}: {})", picture.image.text));
            lines.push(plain::render(&picture.caption));
        }
    }
    lines.extend(reply.buttons().iter().map(|row| row_of(row)));
    let written = lines.join("\n");
    let lines: Vec<&str> = written
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

/// What is counted: "(Gezählt bei auftrag: unhelpful +1; gesucht +1: kost)".
fn counted(feedback: &Feedback) -> String {
    let counts: Vec<String> = (feedback.counts.iter())
        .map(|(verdict, by)| format!("{} {by:+}", verdict.name()))
        .collect();
    let place = feedback.place.as_ref().map_or("-", |place| place.as_str());
    let sought = match feedback.sought {
        0 => String::new(),
        by => format!("; gesucht {by:+}: {}", feedback.words.join(" ")),
    };
    format!("(Gezählt bei {place}: {}{sought})", counts.join(", "))
}

fn row_of(row: &[Button]) -> String {
    let labels: Vec<String> = row
        .iter()
        .map(|button| match &button.press {
            Press::Act(_) => format!("[{}]", button.label),
            Press::Open(address) => format!("[{} → {}]", button.label, address.as_str()),
            Press::Share(article) => {
                format!("[{} → {}]", button.label, article.visit.link.encode())
            }
        })
        .collect();
    labels.join(" ")
}
