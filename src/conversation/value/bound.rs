//! Which buttons belong to a project, so that one made for another does no harm.

use super::action::Action;

impl Action {
    /// What of the open project is shown instead where this was meant for another; nothing for what does the same in all.
    pub(crate) fn in_another_project(&self) -> Option<Self> {
        let page = 0;
        Some(match self {
            Self::Start | Self::Anew { .. } => Self::Start,
            Self::Open(place) => Self::Read(place.clone()),
            Self::Tasks { place, .. } | Self::Tick { place, .. } | Self::AskOffice(place) => {
                Self::Tasks {
                    place: place.clone(),
                    page,
                }
            }
            Self::AllTasks(_) | Self::TickInAll { .. } => Self::AllTasks(None),
            Self::Bookmark { example, .. } => Self::Example(example.clone()),
            Self::Bookmarks(_) => Self::Bookmarks(page),
            Self::Notes { place, .. } | Self::WriteNote(place) => Self::Notes {
                place: place.clone(),
                page,
            },
            Self::Note(_) | Self::ChangeNote(_) | Self::RemoveNote { .. } => {
                Self::Notes { place: None, page }
            }
            Self::Deadlines(_)
            | Self::AskDeadline(_)
            | Self::SetDeadline { .. }
            | Self::Calendar => Self::Deadlines(page),
            Self::Decisions { place, .. } => Self::Decisions {
                place: place.clone(),
                page,
            },
            Self::Decision(_) | Self::Decide { .. } | Self::DecideInWords(_) => {
                Self::Decisions { place: None, page }
            }
            Self::Export(what) => Self::Export(what.clone()),
            Self::HandOut { what, .. } => Self::Export(Some(what.clone())),
            Self::Progress => Self::Progress,
            Self::News(_) => Self::News(page),
            _ => return None,
        })
    }
}
