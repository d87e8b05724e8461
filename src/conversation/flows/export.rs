//! `/export`: what can be handed out, in which forms, and the file itself.
//!
//! Only a meeting sheet changes what is remembered: the next one begins where this one ends.

use crate::conversation::handout;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{
    Action, Button, File, FileContent, Form, Handout, LocalClock, Session, Sheets,
};
use crate::conversation::wording::{handout as words, keeping};
use crate::document::{Paper, docx, markdown, plain};
use crate::knowledge::Guide;
use crate::text::RichText;

/// What can be handed out, or in which forms one of it.
pub(crate) fn screen(
    guide: &Guide,
    session: &Session,
    what: Option<Handout>,
    clock: LocalClock<'_>,
) -> Screen {
    match what {
        Some(what) if is_there(guide, &what) => forms(guide, session, what, clock),
        Some(_) => choice(guide, session).headed(words::FRAME_GONE),
        None => choice(guide, session),
    }
}

fn is_there(guide: &Guide, what: &Handout) -> bool {
    match what {
        Handout::Frame(id) => guide.frame(id).is_some(),
        Handout::State | Handout::Meeting => true,
    }
}

fn choice(guide: &Guide, session: &Session) -> Screen {
    let mut text = RichText::default()
        .and_title(words::EXPORT)
        .and_paragraph(words::WHAT_TO_TAKE);
    if handout::is_blank(session) {
        text = text.and_paragraph(words::NOTHING_TO_TAKE_YET);
    }
    let documents = handout::all(guide).into_iter().enumerate();
    let documents = documents.map(|(at, what)| {
        let label = words::handout_label(at + 1, words::handout(guide, &what));
        Button::act(label, Action::Export(Some(what)))
    });
    Screen::of(Action::Export(None), text)
        .column(documents)
        .ways(guide, session, [])
}

/// What a document holds, and the forms that it can have.
fn forms(guide: &Guide, session: &Session, what: Handout, clock: LocalClock<'_>) -> Screen {
    let mut text = RichText::default().and_title(words::handout(guide, &what));
    let last = session.project.sheets.as_ref();
    let holds = match &what {
        Handout::State => vec![words::WHAT_STATE_HOLDS.to_owned()],
        Handout::Meeting => std::iter::once(words::WHAT_MEETING_HOLDS.to_owned())
            .chain(last.map(|sheets| words::last_sheet(clock.day(sheets.at))))
            .collect(),
        Handout::Frame(id) => {
            let frame = guide.frame(id);
            let filled =
                |frame| words::filled(handout::filled(guide, session, frame), frame.sections.len());
            frame
                .map(|frame| vec![frame.remark.clone(), filled(frame)])
                .unwrap_or_default()
        }
    };
    for line in holds {
        text = text.and_paragraph(line);
    }
    if handout::is_blank(session) {
        text = text.and_paragraph(words::NOTHING_TO_TAKE_YET);
    }
    let forms = Form::ALL.map(|form| {
        let what = what.clone();
        Button::act(words::form(form), Action::HandOut { what, form })
    });
    Screen::of(Action::Export(Some(what)), text)
        .row(forms)
        .ways(guide, session, [])
}

/// Hands a document out.
pub(crate) fn hand_out(
    guide: &Guide,
    session: &mut Session,
    what: &Handout,
    form: Form,
    clock: LocalClock<'_>,
) -> Shown {
    let sheets = Sheets::next(
        session.project.sheets.as_ref(),
        guide,
        &session.project.done,
        clock.now,
    );
    let Some(document) = handout::document(guide, session, what, &sheets, clock) else {
        return screen(guide, session, Some(what.clone()), clock).into();
    };
    let Some(content) = written(&document, form) else {
        return Shown::from(
            forms(guide, session, what.clone(), clock).headed(words::COULD_NOT_MAKE),
        );
    };
    if *what == Handout::Meeting {
        session.project.sheets = Some(sheets);
    }
    let project = session.has_projects().then_some(&session.project);
    let file = File {
        name: words::file_name(what, project, form, clock.today()),
        media: media(form),
        content,
        caption: words::handed_out(words::handout(guide, what), clock.today()),
        otherwise: keeping::NO_FILE.to_owned(),
        with_records: false,
    };
    let screen = forms(guide, session, what.clone(), clock).headed(words::FILE_COMES);
    Shown {
        file: Some(file),
        ..Shown::from(screen).with_toast(words::FILE_COMES)
    }
}

fn written(document: &Paper, form: Form) -> Option<FileContent> {
    Some(match form {
        Form::Word => FileContent::Bytes(docx::write(document).ok()?),
        Form::Markdown => FileContent::Text(markdown::write(document)),
        Form::Text => FileContent::Text(plain::write(document)),
    })
}

fn media(form: Form) -> &'static str {
    match form {
        Form::Word => docx::MEDIA,
        Form::Markdown => "text/markdown",
        Form::Text => "text/plain",
    }
}
