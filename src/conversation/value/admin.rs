//! What those who run a Lotse can ask for, and what they are told of how it is.
//!
//! Numbers of things only, never of people.

/// What those who run it can ask for, as they type it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdminCommand {
    /// `/status`: how is it?
    Status,
    /// `/wartung an`, perhaps with what everybody is to be told.
    MaintenanceOn(String),
    /// `/wartung aus`.
    MaintenanceOff,
    /// `/wartung` and something else.
    MaintenanceUsage,
    /// `/neuladen`: read the content again.
    Reload,
}

/// How a Lotse is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceStatus {
    /// The version of the program.
    pub version: String,
    /// The version of the content.
    pub content: Option<String>,
    /// For how many seconds the content of the folder has been refused, and how many mistakes it has (zero: it cannot be
    /// read); nothing if it is what answers.
    pub refused: Option<(u64, usize)>,
    /// For how many seconds it has been running.
    pub uptime: u64,
    /// Chats with something to send, and calls of theirs held in memory.
    pub queues: (usize, usize),
    /// Calls that are not confirmed yet, that could not be sent, and what could not be read; nothing if that cannot be
    /// found out.
    pub journal: Option<[u64; 3]>,
    /// Sessions in memory.
    pub sessions: u64,
    /// Updates that were applied since the start.
    pub updates: u64,
    /// Whether everybody is told to wait.
    pub in_maintenance: bool,
}

impl AdminCommand {
    /// Reads a command and what stands behind it; nothing if it is none of these.
    pub fn of(name: &str, rest: &str) -> Option<Self> {
        let (first, words) = rest
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((rest.trim(), ""));
        Some(match (name, first.to_lowercase().as_str()) {
            ("status", _) => Self::Status,
            ("neuladen", _) => Self::Reload,
            ("wartung", "an" | "ein") => Self::MaintenanceOn(words.trim().to_owned()),
            ("wartung", "aus") => Self::MaintenanceOff,
            ("wartung", _) => Self::MaintenanceUsage,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_as_they_are_typed() {
        for (name, rest, expected) in [
            ("status", "", Some(AdminCommand::Status)),
            ("neuladen", "bitte", Some(AdminCommand::Reload)),
            (
                "wartung",
                "an",
                Some(AdminCommand::MaintenanceOn(String::new())),
            ),
            (
                "wartung",
                "AN Bis 14 Uhr.",
                Some(AdminCommand::MaintenanceOn("Bis 14 Uhr.".to_owned())),
            ),
            ("wartung", " aus ", Some(AdminCommand::MaintenanceOff)),
            ("wartung", "", Some(AdminCommand::MaintenanceUsage)),
            ("start", "status", None),
        ] {
            assert_eq!(AdminCommand::of(name, rest), expected, "/{name} {rest}");
        }
    }
}
