//! Values become what is shown: screens, citations, and the buttons that lead on.
//!
//! 1. [`screen`] is a text with buttons, [`paging`] cuts long ones to what a [`phone`] shows.
//! 2. [`links`] has every button that leads somewhere else, [`citation`] what is said of where something comes from.
//! 3. The pages that more than one flow shows: [`place`] with [`details`], [`examples`] with [`selection`],
//!    [`compare`] and [`materials`], [`bookmarks`], [`tasks`] with [`deadlines`], [`reminders`] and the
//!    [`subjects`] of both, [`decisions`], [`notes`], [`news`], [`answer`] with [`judging`], and the [`articles`] for other chats.

pub(crate) mod admins;
pub(crate) mod answer;
pub(crate) mod articles;
pub(crate) mod bookmarks;
pub(crate) mod citation;
pub(crate) mod compare;
pub(crate) mod deadlines;
pub(crate) mod decisions;
pub(crate) mod details;
pub(crate) mod examples;
pub(crate) mod judging;
pub(crate) mod links;
pub(crate) mod materials;
pub(crate) mod news;
pub(crate) mod notes;
pub(crate) mod paging;
pub(crate) mod phone;
pub(crate) mod place;
pub(crate) mod projects;
pub(crate) mod reminders;
pub(crate) mod screen;
pub(crate) mod selection;
pub(crate) mod subjects;
pub(crate) mod tasks;
