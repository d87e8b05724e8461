//! What happens to a chat that nobody uses: its people are warned twice, then it is forgotten.
//!
//! Counted in days since the last use. Where the bot is no longer there (removed, blocked), nobody can be warned and
//! the time is short. A chat whose people were not warned in time, because this Lotse was not running, is forgotten a
//! week after the warning. Where nothing is kept that anybody would miss, nobody is disturbed.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{
    AFTER_LEAVING, Action, Button, Day, Moment, Project, Records, Reply, Session, WARNINGS,
};
use crate::conversation::wording::{date, keeping};

/// What is due in a chat.
#[derive(Debug, Clone, PartialEq)]
pub enum Due {
    /// Nothing yet.
    Nothing,
    /// It counts as warned so often now; what is said to its people, if anything.
    Warning(u8, Vec<Reply>),
    /// It is to be forgotten.
    Forgetting,
}

/// Decides what is due in a chat that is kept so many days without use; zero keeps it for ever.
pub fn due(session: &Session, records: &Records, keep_days: u32, now: Moment) -> Due {
    if let Some(left) = records.left {
        return if days(left, now) >= i64::from(AFTER_LEAVING) {
            Due::Forgetting
        } else {
            Due::Nothing
        };
    }
    if keep_days == 0 {
        return Due::Nothing;
    }
    let idle = days(records.used, now);
    let (times, warned) = records.warned.unwrap_or((0, now));
    let [early, late] = WARNINGS;
    let is_over = idle >= i64::from(keep_days);
    let is_warned = times >= 2 && days(warned, now) >= i64::from(late);
    if is_over && (is_warned || keep_days <= late || missed(session).is_empty()) {
        return Due::Forgetting;
    }
    let is_within = |left: u32| keep_days > left && idle >= i64::from(keep_days - left);
    let wanted = match (is_within(early), is_within(late)) {
        (_, true) => 2,
        (true, false) => 1,
        (false, false) => 0,
    };
    if wanted <= times {
        return Due::Nothing;
    }
    let end = (records.used.0 + i64::from(keep_days) * Moment::DAY)
        .max(now.0 + i64::from(late) * Moment::DAY);
    Due::Warning(wanted, warning(session, idle, Moment(end)))
}

fn warning(session: &Session, idle: i64, end: Moment) -> Vec<Reply> {
    let missed = missed(session);
    if missed.is_empty() {
        return Vec::new();
    }
    let screen = Screen::saying(keeping::warning(
        idle,
        &date::day_in_words(Day::counted(end)),
        &missed,
    ))
    .row([
        Button::act(keeping::KEEP_IT, Action::Keep),
        Button::act(keeping::SAVE_IT, Action::OwnData),
    ]);
    Shown::from(screen).into_replies(false)
}

/// What people would miss if it were gone, in a word each. That notes were written is enough: they are read only where
/// somebody comes back.
fn missed(session: &Session) -> Vec<String> {
    let projects = session.projects();
    let counted = |count: fn(&Project) -> usize, said: fn(usize) -> String| {
        let count: usize = projects.iter().map(|project| count(project)).sum();
        (count > 0).then(|| said(count))
    };
    let missed = [
        session
            .has_projects()
            .then(|| keeping::projects(projects.len())),
        counted(
            |project| usize::from(project.at.is_some()),
            |_| keeping::YOUR_PLACE.to_owned(),
        ),
        counted(Project::ticks, keeping::ticks),
        (session.noted > 0).then(|| keeping::YOUR_NOTES.to_owned()),
        counted(|project| project.decisions.len(), keeping::decisions),
        counted(|project| project.due.len(), keeping::deadlines),
        counted(|project| project.offices.len(), keeping::offices),
        counted(|project| project.bookmarks.len(), keeping::bookmarks),
        (session.reminders.is_on()).then(|| keeping::YOUR_REMINDERS.to_owned()),
    ];
    missed.into_iter().flatten().collect()
}

fn days(since: Moment, now: Moment) -> i64 {
    now.day() - since.day()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What happens on which day in a chat that was used on day 0, when it is looked at on these days.
    fn course(progress: bool, keep_days: u32, looks: impl IntoIterator<Item = i64>) -> String {
        let mut session = Session::default();
        if progress {
            session.project.at = crate::knowledge::PlaceId::parse("auftrag").ok();
        }
        let mut records = Records::default();
        let mut written = Vec::new();
        for day in looks {
            let now = Moment(day * Moment::DAY + 3600);
            match due(&session, &records, keep_days, now) {
                Due::Nothing => {}
                Due::Warning(times, replies) => {
                    records.warned = Some((times, now));
                    let said = if replies.is_empty() { "still" } else { "laut" };
                    written.push(format!("{day}: {times}. Warnung, {said}"));
                }
                Due::Forgetting => {
                    written.push(format!("{day}: vergessen"));
                    break;
                }
            }
        }
        written.join("; ")
    }

    #[test]
    fn a_chat_is_warned_twice_and_then_forgotten() {
        let a_year = "335: 1. Warnung, laut; 358: 2. Warnung, laut; 365: vergessen";
        assert_eq!(course(true, 365, 0..500), a_year);
        assert_eq!(
            course(true, 20, 0..500),
            "13: 2. Warnung, laut; 20: vergessen"
        );
        assert_eq!(course(true, 5, 0..500), "5: vergessen");
        assert_eq!(course(true, 0, 0..5_000), "");
    }

    #[test]
    fn whatever_somebody_wrote_down_is_worth_a_warning() {
        let warns = |session: &Session| {
            let found = due(session, &Records::default(), 365, Moment::of_day(340));
            matches!(found, Due::Warning(1, replies) if !replies.is_empty())
        };
        let noted = Session {
            noted: 1,
            ..Session::default()
        };
        let mut dated = Session::default();
        let place = crate::knowledge::PlaceId::parse("auftrag").unwrap();
        dated
            .project
            .due
            .set(&place, None, Some(crate::conversation::Day(400)));
        assert!(warns(&noted) && warns(&dated));
        assert!(!warns(&Session::default()));
    }

    #[test]
    fn nobody_is_disturbed_where_nothing_would_be_missed() {
        let a_year = "335: 1. Warnung, still; 358: 2. Warnung, still; 365: vergessen";
        assert_eq!(course(false, 365, 0..500), a_year);
        assert_eq!(course(false, 365, [400]), "400: vergessen");
    }

    #[test]
    fn whoever_could_not_be_warned_in_time_gets_a_week() {
        assert_eq!(
            course(true, 365, 500..600),
            "500: 2. Warnung, laut; 507: vergessen"
        );
        assert_eq!(
            course(true, 365, [340, 364, 366, 371]),
            "340: 1. Warnung, laut; 364: 2. Warnung, laut; 371: vergessen"
        );
    }

    #[test]
    fn where_the_bot_is_gone_a_chat_is_forgotten_after_thirty_days() {
        let records = Records {
            left: Some(Moment::of_day(100)),
            ..Records::default()
        };
        let on = |day: i64| due(&Session::default(), &records, 365, Moment::of_day(day));
        assert_eq!(on(129), Due::Nothing);
        assert_eq!(on(130), Due::Forgetting);
    }

    #[test]
    fn a_clock_that_went_back_forgets_nothing() {
        let records = Records {
            used: Moment::of_day(1_000),
            ..Records::default()
        };
        let long_ago = due(&Session::default(), &records, 365, Moment(0));
        assert_eq!(long_ago, Due::Nothing);
    }
}
