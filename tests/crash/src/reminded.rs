//! A chat that is reminded: what it is to be told on which day, and what it was told.
//!
//! What is due is reckoned here once more, from what was promised: a deadline is told on the day before and on its day, a
//! single reminder on its day, a weekly look on its weekday, what somebody puts off on the next working day; on a weekend
//! nothing is, and comes on Monday. Each day says something else, because a line says how far off the deadline is. So a
//! message that is right for no day, or that says two days' at once, is found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fake_bot_api::{Chat, Happening, ShownMessage};
use time::{Date, Duration, Weekday};

use crate::dice::Dice;

/// Whose tasks get deadlines: places with few tasks, so that a list is one page.
const PLACES: [&str; 4] = ["1.2", "1.3", "7.1", "8.1"];
/// Of which single reminders are wanted, by turns.
const ONCE: [&str; 5] = ["1.1", "4.1", "1.2", "7.1", "8.1"];
/// A reminder shows so many lines.
const MOST: usize = 5;

/// What stands for a week without deadlines.
const NOTHING: &str = "nothing: this week";

/// What went wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wrongs {
    /// Reminders that were to come and did not.
    pub(crate) lost: u64,
    /// Such as were to come on no day, or not now, or not with this.
    pub(crate) strange: u64,
    /// Reminders that came as they were to come.
    pub(crate) told: u64,
    /// Such as came again.
    pub(crate) twice: u64,
    /// … more often than kills caught them in flight.
    pub(crate) beyond_one: u64,
    /// Ticks, and days that were set, that are not there in the end.
    pub(crate) forgotten: u64,
}

/// A reminder that is to come, or has.
#[derive(Debug, Clone, Default)]
struct Told {
    lines: BTreeSet<String>,
    has_come: bool,
    /// How often it came again.
    copies: usize,
    /// How many kills caught it in flight.
    caught: usize,
}

/// A deadline, and how many days before it was told last.
#[derive(Debug, Clone, Copy)]
struct Due {
    day: Date,
    told: Option<i64>,
}

/// A chat.
pub(crate) struct Reminded {
    pub(crate) chat: Chat,
    /// On which day of the week it wants to look at the week; others are told of each deadline.
    weekly: Option<Weekday>,
    due: BTreeMap<String, Due>,
    done: BTreeSet<String>,
    once: Vec<(Date, &'static str)>,
    again: BTreeSet<String>,
    wishes: usize,
    /// How to tick each task, or open it again.
    buttons: HashMap<(String, bool), (i32, String)>,
    now: Told,
    /// The message that told it first.
    message: Option<ShownMessage>,
    read: usize,
    /// The tasks of each place, as they were shown last.
    lists: BTreeMap<&'static str, String>,
    pub(crate) wrongs: Wrongs,
    /// What was wrong first, for people.
    pub(crate) story: Option<String>,
}

impl Reminded {
    /// Somebody who has said nothing yet.
    pub(crate) fn new(chat: Chat, number: usize) -> Self {
        const DAYS: [Weekday; 5] = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
        ];
        Self {
            chat,
            weekly: number.is_multiple_of(4).then(|| DAYS[number / 4 % 5]),
            due: BTreeMap::new(),
            done: BTreeSet::new(),
            once: Vec::new(),
            again: BTreeSet::new(),
            wishes: number,
            buttons: HashMap::new(),
            now: Told::default(),
            message: None,
            read: 0,
            lists: BTreeMap::new(),
            wrongs: Wrongs::default(),
            story: None,
        }
    }

    /// Looks at all tasks, and says when to be reminded.
    pub(crate) fn begins(&mut self) {
        self.asks_for_lists();
        let names = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag"];
        match self.weekly {
            Some(day) => {
                let name = names[usize::from(day.number_days_from_monday())];
                self.chat.posts(&format!("jeden {name} erinnern"));
            }
            None => {
                self.chat.posts("einen tag vorher erinnern");
                self.chat.posts("am tag der frist erinnern");
            }
        }
    }

    /// Whether all lists it asked for have come.
    pub(crate) fn has_lists(&self) -> bool {
        PLACES.iter().all(|place| self.lists.contains_key(place))
    }

    /// A day begins: what is to be told on it is known from now on.
    pub(crate) fn dawns(&mut self, today: Date) {
        let lines = match is_working_day(today) {
            true => self.take_due(today),
            false => BTreeSet::new(),
        };
        if !lines.is_empty() {
            self.message = None;
            self.now = Told {
                lines,
                ..Told::default()
            };
        }
    }

    /// Whether what is to be told was.
    pub(crate) fn is_told(&self) -> bool {
        self.now.lines.is_empty() || self.now.has_come
    }

    /// Notes a kill that caught the reminder in flight.
    pub(crate) fn is_caught(&mut self) {
        self.now.caught += 1;
    }

    /// What does not come any more is lost.
    pub(crate) fn gives_up(&mut self) {
        if !self.is_told() {
            self.wrongs.lost += 1;
            let story = format!("never told: {:?}", self.now.lines);
            self.story.get_or_insert(story);
            self.now.has_come = true;
        }
    }

    /// What is told on this day, taken for told.
    fn take_due(&mut self, today: Date) -> BTreeSet<String> {
        let mut items = std::mem::take(&mut self.again);
        for (item, due) in &mut self.due {
            let is_told = |days: &i64| due.told.is_none_or(|told| *days < told);
            let come = |days: &i64| due.day - Duration::days(*days) <= today;
            let days = [0, 1].into_iter().find(|days| is_told(days) && come(days));
            if let Some(days) = days.filter(|_| self.weekly.is_none() && !self.done.contains(item))
            {
                due.told = Some(days);
                items.insert(item.clone());
            }
        }
        let is_due = |(day, _): &mut (Date, &str)| *day <= today;
        let once = self.once.extract_if(.., is_due);
        items.extend(once.map(|(_, place)| place.to_owned()));
        let is_look = self.weekly == Some(today.weekday());
        if is_look {
            let soon = self
                .due
                .iter()
                .filter(|(_, due)| due.day < today + Duration::days(7));
            items.extend(soon.map(|(item, _)| item.clone()));
        }
        items.retain(|item| !self.done.contains(item));
        let lines = items.iter().map(|item| self.line(item, today));
        let nothing = (is_look && items.is_empty()).then(|| NOTHING.to_owned());
        lines.chain(nothing).collect()
    }

    /// How something stands in a reminder, as [`lines`] reads it.
    fn line(&self, item: &str, today: Date) -> String {
        let Some(due) = self.due.get(item) else {
            return format!("Wie gewünscht: {item}");
        };
        let sunday =
            today + Duration::days(6 - i64::from(today.weekday().number_days_from_monday()));
        let group = match (due.day - today).whole_days() {
            ..0 => "Überfällig",
            0 => "Heute fällig",
            1 => "Morgen fällig",
            _ if due.day <= sunday => "Diese Woche",
            _ => "Später",
        };
        format!("{group}: bis {} {item}", written(due.day))
    }

    /// Looks at what came.
    pub(crate) fn look(&mut self, happenings: &[Happening]) {
        let unread = happenings.get(self.read..).unwrap_or_default();
        self.read = happenings.len();
        for happening in unread {
            match happening {
                Happening::Sent { message } => {
                    self.reads_list(message);
                    if let Some(lines) = lines(&message.text) {
                        self.is_reminded(lines, message);
                    }
                }
                Happening::Edited { message } => self.reads_list(message),
                _ => {}
            }
        }
    }

    fn is_reminded(&mut self, lines: BTreeSet<String>, message: &ShownMessage) {
        if lines != self.now.lines {
            self.wrongs.strange += 1;
            let story = format!("told {lines:?} instead of {:?}", self.now.lines);
            self.story.get_or_insert(story);
        } else if self.now.has_come {
            self.wrongs.twice += 1;
            self.now.copies += 1;
            if self.now.copies > self.now.caught {
                self.wrongs.beyond_one += 1;
                let story = format!("{} kills caught it, told again: {lines:?}", self.now.caught);
                self.story.get_or_insert(story);
            }
        } else {
            self.wrongs.told += 1;
            self.now.has_come = true;
            self.message = Some(message.clone());
        }
    }

    /// Remembers a list of tasks, and its buttons.
    fn reads_list(&mut self, message: &ShownMessage) {
        let title = |place: &&&str| message.text.contains(&format!("Aufgaben zu {place}\n"));
        let Some(place) = PLACES.iter().find(title) else {
            return;
        };
        self.lists.insert(place, message.text.clone());
        for button in message.buttons.iter().flatten() {
            let Some((number, rest)) = button.label.split_once(' ') else {
                continue;
            };
            let item = format!("{place} Aufgabe {number}");
            let data = button.data.clone().unwrap_or_default();
            if rest.starts_with("abhaken") {
                self.buttons.insert((item, true), (message.id, data));
            } else if rest.starts_with("wieder öffnen") {
                self.buttons.insert((item, false), (message.id, data));
            }
        }
    }

    /// Does something that is of no matter for what is told today.
    pub(crate) fn acts(&mut self, dice: &mut Dice, today: Date) {
        // Its look sees a week ahead.
        if self.weekly == Some(today.weekday()) {
            return;
        }
        match dice.below(4) {
            0 if self.weekly.is_none() => self.wishes(dice, today),
            1 => self.ticks(dice, today),
            _ => self.sets(dice, today),
        }
    }

    /// Wants to be reminded of a place once.
    fn wishes(&mut self, dice: &mut Dice, today: Date) {
        let day = today + Duration::days(2 + dice.below(4).cast_signed());
        let place = ONCE[self.wishes % ONCE.len()];
        if self.once.len() < 2 && day.weekday() != Weekday::Sunday && self.has_room(day) {
            self.wishes += 1;
            // It comes on a working day.
            let comes = if is_working_day(day) {
                day
            } else {
                next_working_day(day)
            };
            self.once.push((comes, place));
            self.chat
                .posts(&format!("erinnere mich am {} an {place}", written(day)));
        }
    }

    /// Sets a deadline anew that is over.
    fn sets(&mut self, dice: &mut Dice, today: Date) {
        let day = today + Duration::days(2 + dice.below(5).cast_signed());
        let mut items: Vec<String> = self.buttons.keys().map(|(item, _)| item.clone()).collect();
        items.sort();
        items.dedup();
        let may = |item: &String| {
            let due = self.due.get(item);
            let is_over = due.is_none_or(|due| due.day < today || self.done.contains(item));
            let is_told = self.now.lines.iter().any(|line| about(line) == item);
            is_over
                && !is_told
                && due.is_none_or(|due| due.day != day)
                && !self.again.contains(item)
        };
        items.retain(may);
        let few = self.weekly.is_none() || self.due.len() < MOST;
        if !few {
            items.retain(|item| self.due.contains_key(item));
        }
        let is_free = day.weekday() != Weekday::Sunday
            && self.has_room(day)
            && self.has_room(day - Duration::DAY);
        if items.is_empty() || !is_free {
            return;
        }
        let at = dice.below(items.len() as u64);
        let item = items.swap_remove(usize::try_from(at).unwrap_or(0));
        let is_done = self.done.contains(&item);
        if is_done && !self.buttons.contains_key(&(item.clone(), false)) {
            return;
        }
        let line = format!("{} bis {}", item.to_lowercase(), written(day));
        self.chat.posts(&line);
        // Afterwards, so that it is at no moment open and due as before.
        if is_done {
            self.taps(&item, false);
        }
        self.due.insert(item, Due { day, told: None });
    }

    /// Ticks something that is due later.
    fn ticks(&mut self, dice: &mut Dice, today: Date) {
        let later = |(item, due): &(&String, &Due)| {
            due.day >= today + Duration::days(2) && !self.done.contains(*item)
        };
        let items: Vec<String> = self
            .due
            .iter()
            .filter(later)
            .map(|(item, _)| item.clone())
            .collect();
        if let Some(item) = items.get(usize::try_from(dice.below(items.len() as u64)).unwrap_or(0))
        {
            self.taps(item, true);
        }
    }

    /// Taps the button that ticks something, or opens it again, wherever it stands.
    fn taps(&mut self, item: &str, done: bool) -> bool {
        let Some((message, data)) = self.buttons.get(&(item.to_owned(), done)) else {
            return false;
        };
        self.chat.forges_tap(*message, data);
        match done {
            true => self.done.insert(item.to_owned()),
            false => self.done.remove(item),
        };
        true
    }

    /// Deals with what was told today, by its buttons.
    pub(crate) fn deals(&mut self, dice: &mut Dice, today: Date) {
        let Some(message) = self.message.take_if(|_| dice.below(2) == 0) else {
            return;
        };
        let tap = |label: &str| {
            let button = message.button(label)?;
            self.chat.forges_tap(message.id, button.data.as_deref()?);
            Some(())
        };
        let items = self.now.lines.iter().map(|line| about(line).to_owned());
        let items: Vec<String> = items.collect();
        let is_few = items.len() == 1 && self.weekly.is_none();
        if is_few && dice.below(2) == 0 {
            if tap("Erledigt").is_some() && self.due.contains_key(&items[0]) {
                self.done.insert(items[0].clone());
            }
        } else if is_few && self.has_room(next_working_day(today)) && tap("Später").is_some() {
            self.again.extend(items);
        }
    }

    /// Whether not too much is told on this day for one more.
    fn has_room(&self, day: Date) -> bool {
        let day = if is_working_day(day) {
            day
        } else {
            next_working_day(day)
        };
        let falls = |of: Date| match is_working_day(of) {
            true => of == day,
            false => next_working_day(of) == day,
        };
        let dues = self.due.values();
        let dues = dues.filter(|due| falls(due.day) || falls(due.day - Duration::DAY));
        let once = self.once.iter().filter(|(of, _)| falls(*of));
        dues.count() + once.count() + self.again.len() + 1 < MOST
    }

    /// Asks for all lists, to see that nothing is missing.
    pub(crate) fn asks_for_lists(&mut self) {
        self.lists.clear();
        self.begins_lists();
    }

    fn begins_lists(&self) {
        for place in PLACES {
            self.chat.posts(&format!("aufgaben {place}"));
        }
    }

    /// Compares the lists with what was done.
    pub(crate) fn compares_lists(&mut self) {
        for place in PLACES {
            let list = self.lists.get(place).map_or("", String::as_str);
            let mut items: Vec<String> =
                self.buttons.keys().map(|(item, _)| item.clone()).collect();
            items.retain(|item| item.starts_with(place));
            items.sort();
            items.dedup();
            for item in items {
                let number = item.rsplit_once(' ').map_or("", |(_, number)| number);
                let state = match self.done.contains(&item) {
                    true => "erledigt",
                    false => "offen",
                };
                let begin = format!("{number} {state}: ");
                let line = list.lines().find(|line| line.starts_with(&begin));
                let until = self.due.get(&item).filter(|_| state == "offen");
                let until = until.map(|due| format!("(bis {})", written(due.day)));
                let is_right = line.is_some_and(|line| {
                    until
                        .as_ref()
                        .is_none_or(|until| line.contains(until.as_str()))
                });
                if !is_right {
                    self.wrongs.forgotten += 1;
                    let story = format!("{item} should be `{begin}… {until:?}` in {list:?}");
                    self.story.get_or_insert(story);
                }
            }
        }
    }
}

impl Wrongs {
    /// Adds others.
    pub(crate) fn add(&mut self, other: Self) {
        self.lost += other.lost;
        self.strange += other.strange;
        self.told += other.told;
        self.twice += other.twice;
        self.beyond_one += other.beyond_one;
        self.forgotten += other.forgotten;
    }
}

/// From Monday to Friday.
pub(crate) fn is_working_day(day: Date) -> bool {
    day.weekday().number_days_from_monday() < 5
}

/// The first working day after a day.
pub(crate) fn next_working_day(day: Date) -> Date {
    let mut next = day + Duration::DAY;
    while !is_working_day(next) {
        next += Duration::DAY;
    }
    next
}

/// A day as people type it.
fn written(day: Date) -> String {
    format!(
        "{:02}.{:02}.{}",
        day.day(),
        u8::from(day.month()),
        day.year()
    )
}

/// What a line is about.
fn about(line: &str) -> &str {
    let (_, rest) = line.split_once(": ").unwrap_or_default();
    match rest.strip_prefix("bis ") {
        Some(rest) => rest.split_once(' ').map_or("", |(_, item)| item),
        None => rest,
    }
}

/// The lines of a reminder, each with its heading; nothing if the message is none.
fn lines(text: &str) -> Option<BTreeSet<String>> {
    let mut all = text.lines().filter(|line| !line.is_empty());
    let title = all.next()?;
    if title != "Erinnerung" && title != "Erinnerung: Ihre Woche" {
        return None;
    }
    let mut heading = "";
    let mut lines = BTreeSet::new();
    for line in all {
        // An answer to a tap under a reminder.
        if line.ends_with("noch einmal.") || line.ends_with("nichts mehr offen.") {
            return None;
        }
        let until = line
            .split_once("bis ")
            .filter(|(before, _)| before.len() <= 2);
        let dated = until.and_then(|(_, rest)| {
            let (day, what) = rest.split_once(" · ")?;
            let (_, day) = day.split_once(", ")?;
            let (item, _) = what.split_once(':')?;
            Some(format!("{heading}: bis {day} {item}"))
        });
        let mut words = line.split(' ');
        let place =
            words.find(|word| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit()));
        match (dated, place) {
            (Some(line), _) => drop(lines.insert(line)),
            (None, Some(place)) if heading == "Wie gewünscht" => {
                lines.insert(format!("{heading}: {place}"));
            }
            _ => heading = line,
        }
    }
    if lines.is_empty() {
        lines.insert(NOTHING.to_owned());
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use fake_bot_api::FakeBotApi;
    use time::Month;

    use super::*;

    /// A day of January 2031; the 6th is a Monday.
    fn day(number: u8) -> Date {
        Date::from_calendar_date(2031, Month::January, number).unwrap()
    }

    fn message(text: &str) -> Happening {
        let message = ShownMessage {
            id: 1,
            from: "Lotse".to_owned(),
            is_by_bot: true,
            text: text.to_owned(),
            entities: Vec::new(),
            media: None,
            buttons: Vec::new(),
            reply_to: None,
            thread: None,
            is_edited: false,
        };
        Happening::Sent { message }
    }

    const TUESDAY: &str =
        "Erinnerung\nMorgen fällig\nbis Mi, 08.01.2031 · 1.2 Aufgabe 3: Festlegen, was: alles";
    const WEDNESDAY: &str =
        "Erinnerung\nHeute fällig\nbis Mi, 08.01.2031 · 1.2 Aufgabe 3: Festlegen, was: alles";
    const BOTH: &str = "Erinnerung\nHeute fällig\n1 bis Mi, 08.01.2031 · 1.2 Aufgabe 3: Festlegen\n\
        Morgen fällig\n2 bis Do, 09.01.2031 · 8.1 Aufgabe 1: Planen\nWie gewünscht\n3 4.1 Zeitplan";

    #[test]
    fn a_reminder_is_read_line_by_line_and_an_answer_is_none() {
        let all = [
            "Heute fällig: bis 08.01.2031 1.2 Aufgabe 3",
            "Morgen fällig: bis 09.01.2031 8.1 Aufgabe 1",
        ];
        let all = [all[0], all[1], "Wie gewünscht: 4.1"].map(str::to_owned);
        assert_eq!(lines(BOTH), Some(all.into()));
        assert_eq!(lines("Erinnerungen\nIch erinnere am Tag der Frist."), None);
        assert_eq!(
            lines("Erinnerung\nAus der letzten Erinnerung ist nichts mehr offen."),
            None
        );
    }

    /// What is wrong where this comes on Tuesday and Wednesday; `!` is a kill that caught what is told that day.
    async fn check(tuesday: &[&str], wednesday: &[&str], expected: Wrongs) {
        let chat = FakeBotApi::start().await.private_chat("Erika");
        let mut person = Reminded::new(chat, 1);
        let due = Due {
            day: day(8),
            told: None,
        };
        person.due.insert("1.2 Aufgabe 3".to_owned(), due);
        let mut seen = Vec::new();
        for (number, told) in [(6, &[][..]), (7, tuesday), (8, wednesday), (9, &[])] {
            person.dawns(day(number));
            for text in told {
                match *text {
                    "!" => person.is_caught(),
                    text => seen.push(message(text)),
                }
                person.look(&seen);
            }
            person.gives_up();
        }
        assert_eq!(person.wrongs, expected, "{tuesday:?} {wednesday:?}");
    }

    #[tokio::test]
    async fn each_day_is_told_once_and_once_more_for_each_kill_that_caught_it() {
        let right = Wrongs {
            told: 2,
            ..Wrongs::default()
        };
        let twice = Wrongs { twice: 1, ..right };
        check(&[TUESDAY], &[WEDNESDAY], right).await;
        check(&["!", TUESDAY, TUESDAY], &[WEDNESDAY], twice).await;
        check(&[TUESDAY], &[WEDNESDAY, "!", WEDNESDAY], twice).await;
        let beyond = Wrongs {
            beyond_one: 1,
            ..twice
        };
        check(&[TUESDAY, TUESDAY], &[WEDNESDAY], beyond).await;
        check(&["!", TUESDAY], &[WEDNESDAY, WEDNESDAY], beyond).await;
    }

    #[tokio::test]
    async fn what_does_not_come_or_comes_on_another_day_is_found() {
        let half = Wrongs {
            told: 1,
            lost: 1,
            ..Wrongs::default()
        };
        check(&[], &[WEDNESDAY], half).await;
        let late = Wrongs { strange: 1, ..half };
        check(&[], &[TUESDAY, WEDNESDAY], late).await;
        check(&[TUESDAY], &[BOTH], late).await;
        let over = Wrongs {
            told: 2,
            strange: 1,
            ..Wrongs::default()
        };
        check(&[TUESDAY], &[WEDNESDAY, TUESDAY], over).await;
    }
}
