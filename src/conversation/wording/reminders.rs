//! What is said of reminders, and in them.

use super::date::long_day;
use super::short;
use crate::conversation::value::Day;
use crate::knowledge::Place;

pub(crate) const REMINDERS: &str = "Erinnerungen";
pub(crate) const REMINDER: &str = "Erinnerung";
pub(crate) const WEEKLY_LOOK: &str = "Erinnerung: Ihre Woche";
pub(crate) const REMINDERS_ARE_OFF: &str =
    "Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.";
pub(crate) const SWITCHED_OFF: &str =
    "Alle Erinnerungen sind aus. Einschalten können Sie sie jederzeit wieder: /erinnerungen.";
pub(crate) const WHEN_REMINDED: &str =
    "Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.";
pub(crate) const HOW_TO_BE_REMINDED: &str =
    "Einzeln geht es auch: „erinnere mich am Montag an 1.2“.";
pub(crate) const NO_DEADLINES_TO_REMIND: &str =
    "Noch gibt es keine Fristen: „1.2 bis Ende März“ setzt eine.";
pub(crate) const NO_REMINDER_HERE: &str = "Hier kommt keine Erinnerung an, nur in einem Messenger.";
pub(crate) const REMIND_WEEKLY: &str = "Jede Woche einmal erinnern";
pub(crate) const REMIND_WEEKLY_NO_MORE: &str = "Nicht mehr jede Woche";
pub(crate) const ALL_REMINDERS_OFF: &str = "Alle ausschalten";
pub(crate) const WHICH_WEEKDAY: &str =
    "An welchem Tag soll ich an das erinnern, was ansteht? Ich schreibe dann jede Woche einmal.";
pub(crate) const REMINDER_DONE: &str = "Erledigt";
pub(crate) const REMIND_AGAIN: &str = "Später";
pub(crate) const REMIND_NO_MORE: &str = "Aus";
pub(crate) const AS_WISHED: &str = "Wie gewünscht";
pub(crate) const TODAY: &str = "Heute fällig";
pub(crate) const TOMORROW: &str = "Morgen fällig";
pub(crate) const GO_ON_IN_GUIDE: &str = "Im Leitfaden weitermachen";
pub(crate) const NOTHING_THIS_WEEK: &str = "In den nächsten sieben Tagen läuft keine Frist ab.";
pub(crate) const NOTHING_LEFT_OF_REMINDER: &str =
    "Aus der letzten Erinnerung ist nichts mehr offen.";
pub(crate) const REMINDER_IS_OVER: &str = "Diese Erinnerung ist überholt. So steht es jetzt:";
pub(crate) const REMINDER_GONE: &str = "Diese Erinnerung gibt es nicht mehr.";
pub(crate) const REMINDER_REMOVED: &str = "Die Erinnerung ist gestrichen.";
pub(crate) const REMIND_OF_WHAT: &str = "Woran soll ich erinnern? Öffnen Sie eine Stelle, oder nennen Sie sie: „erinnere mich am Montag an 1.2“.";
pub(crate) const NOT_BEFORE_TOMORROW: &str =
    "Ich erinnere frühestens morgen. An welchem Tag soll es sein?";

/// Adds, once, that nobody is reminded who did not ask for it.
pub(crate) fn and_only_if_wished(said: &str) -> String {
    let said = said.trim_end_matches('.');
    format!("{said}. Erinnert wird nur auf Wunsch: /erinnerungen.")
}

/// Says of so many single reminders that there can be no more.
pub(crate) fn too_many_reminders(most: usize) -> String {
    format!(
        "Mehr als {most} einzelne Erinnerungen kann ich mir nicht merken. Streichen Sie bitte erst eine."
    )
}

/// What a reminder so many days before a deadline is called.
pub(crate) fn before_deadline(days: u8) -> String {
    match days {
        0 => "am Tag der Frist".to_owned(),
        1 => "einen Tag vor der Frist".to_owned(),
        7 => "eine Woche vor der Frist".to_owned(),
        days => format!("{days} Tage vor der Frist"),
    }
}

/// The button that switches it on, or off.
pub(crate) fn switch_before(days: u8, is_on: bool) -> String {
    let when = before_deadline(days);
    let mut letters = when.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    match is_on {
        true => format!("Nicht mehr {when}"),
        false => format!("{}{} erinnern", first.unwrap_or_default(), letters.as_str()),
    }
}

/// Which are on.
pub(crate) fn reminders_on(before: &[u8], weekday: Option<&str>, arrive: bool) -> String {
    let before = before.iter().rev().map(|days| before_deadline(*days));
    let weekly = weekday.map(|weekday| format!("jeden {weekday} an das, was ansteht"));
    let all: Vec<String> = before.chain(weekly).collect();
    let all = match &all[..] {
        [first @ .., last] if !first.is_empty() => format!("{} und {last}", first.join(", ")),
        all => all.concat(),
    };
    match arrive {
        true => format!("Ich erinnere {all}."),
        false => format!("Eingestellt ist: {all}."),
    }
}

/// When the next comes.
pub(crate) fn next_reminder(day: Day) -> String {
    format!("Die nächste kommt am {}.", long_day(day))
}

/// A line of the list of single ones.
pub(crate) fn once_line(number: usize, day: Day, what: &str) -> String {
    format!(
        "{number} am {} · {what}",
        super::date::weekday_in_figures(day)
    )
}

/// The same where nothing is chosen.
pub(crate) fn once_in_words(day: Day, what: &str) -> String {
    format!("am {} · {what}", super::date::weekday_in_figures(day))
}

/// Says how many single reminders come after those that are shown.
pub(crate) fn more_single_ones(more: usize) -> String {
    match more {
        1 => "Danach noch eine einzelne.".to_owned(),
        more => format!("Danach noch {more} einzelne."),
    }
}

/// The button that strikes one off; chosen by its number.
pub(crate) fn strike_off(number: usize, place: Option<&Place>) -> String {
    let what = place.map_or("Leitfaden".to_owned(), short);
    format!("{number} streichen: {what}")
}

/// Says when what is told.
pub(crate) fn will_remind(day: Day, what: &[String]) -> String {
    let day = long_day(day);
    match what {
        [one] => format!("Ich erinnere am {day} an: {one}"),
        several => format!("Ich erinnere am {day} an {} Aufgaben.", several.len()),
    }
}

/// Says what is kept where nothing that is told arrives.
pub(crate) fn only_noted(day: Day, what: &[String]) -> String {
    let what = match what {
        [one] => one.clone(),
        several => format!("{} Aufgaben", several.len()),
    };
    format!(
        "{NO_REMINDER_HERE} Vorgemerkt für {}: {what}",
        long_day(day)
    )
}

/// The same of a day on which nobody is reminded.
pub(crate) fn will_remind_instead(day: Day, comes: Day, what: &[String]) -> String {
    format!(
        "{} ist kein Arbeitstag. {}",
        long_day(day),
        will_remind(comes, what)
    )
}

/// Says that a day is over.
pub(crate) fn cannot_remind_on(day: Day) -> String {
    format!(
        "{} ist schon vorbei. An welchem Tag soll es sein?",
        long_day(day)
    )
}

/// When it is told again.
pub(crate) fn told_again(day: Day) -> String {
    format!("Ich erinnere am {} noch einmal.", long_day(day))
}

/// Says that something is done.
pub(crate) fn is_done_now(what: &str) -> String {
    format!("Erledigt: {what}")
}

/// Something with a deadline as an entry of a reminder: by its number where there are several.
pub(crate) fn reminder_line(number: Option<usize>, day: Option<Day>, what: &str) -> String {
    let number = number.map(|number| format!("{number} "));
    let day = day.map(|day| format!("bis {} · ", super::date::weekday_in_figures(day)));
    format!(
        "{}{}{what}",
        number.unwrap_or_default(),
        day.unwrap_or_default()
    )
}

/// Something of a project that is not open.
pub(crate) fn in_project(project: &str, what: &str) -> String {
    format!("{project}: {what}")
}

/// How many more there are than are shown.
pub(crate) fn more_due(more: usize) -> String {
    match more {
        1 => "Und noch eine Frist: „fristen“ zeigt alle.".to_owned(),
        more => format!("Und {more} weitere Fristen: „fristen“ zeigt alle."),
    }
}

/// The button that says that an entry is done which is no task.
pub(crate) fn is_done_label(number: usize, place: Option<&Place>) -> String {
    let what = place.map_or("Leitfaden".to_owned(), short);
    format!("{number} erledigt: {what}")
}
