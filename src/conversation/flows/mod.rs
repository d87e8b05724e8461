//! One file per flow: it deals with one thing that people do, and makes a page of it or leads on to an action.
//!
//! A flow knows no other flow; what it leads to is an [`Action`](super::value::Action). So a flow is deleted with its
//! file, its line here and its arm in [`course`](super::course).

pub mod admin;
pub(crate) mod ask;
pub(crate) mod bookmarks;
pub(crate) mod changes;
pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod deadlines;
pub(crate) mod decisions;
pub(crate) mod examples;
pub(crate) mod export;
pub(crate) mod fallback;
pub(crate) mod glossary;
pub(crate) mod help;
pub(crate) mod inline;
pub(crate) mod judge;
pub(crate) mod materials;
pub(crate) mod moving;
pub(crate) mod notes;
pub(crate) mod offices;
pub(crate) mod overview;
pub(crate) mod own_data;
pub(crate) mod place_details;
pub(crate) mod privacy;
pub(crate) mod progress;
pub(crate) mod projects;
pub(crate) mod references;
pub(crate) mod reminders;
pub(crate) mod retention;
pub(crate) mod start;
pub(crate) mod style;
pub(crate) mod tasks;
pub(crate) mod texts;
pub(crate) mod walk;
