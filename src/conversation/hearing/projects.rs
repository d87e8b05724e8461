//! Projects in words: what of a typed text is the name of one, and what shall be done with it.

use crate::conversation::lookup::Lookup;
use crate::language::Does;

use super::noting::typed_rest;

/// What a text says of a project, with the name as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProjectWords<'t> {
    /// One of this name shall begin.
    New(&'t str),
    /// The open one shall be called so.
    Rename(&'t str),
    /// The one of this name shall be opened.
    Open(&'t str),
}

/// What a text says of a project by its name; nothing where it names none, or asks.
pub(crate) fn project_in<'t>(lookup: &dyn Lookup, text: &'t str) -> Option<ProjectWords<'t>> {
    if super::asks(lookup, text) {
        return None;
    }
    let read = lookup.read(text);
    let said = read.intents.first()?;
    let does = match said.does {
        Does::NewProject => ProjectWords::New,
        Does::RenameProject => ProjectWords::Rename,
        Does::OpenProject => ProjectWords::Open,
        _ => return None,
    };
    typed_rest(text, said.slots.rest.as_ref()?).map(does)
}
