//! What the program does when something is meant.

use super::pattern::Slot;

macro_rules! does {
    ($($name:ident $word:literal $does:literal [$($slot:ident)*];)+) => {
        /// What the program does when something is meant.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Does { $(#[doc = $does] $name,)+ }

        impl Does {
            /// All of them, with the words that the pack has for them.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$name),)+];

            /// The slots of which every pattern must have one; none where it needs nothing.
            pub fn needs(self) -> &'static [Slot] {
                match self { $(Self::$name => &[$(Slot::$slot),*],)+ }
            }
        }
    };
}

does! {
    Next "next" "Goes on to the next place." [];
    Back "back" "Goes back to the place before." [];
    Here "here" "Shows where one is." [];
    Start "start" "Shows the welcome." [];
    Overview "overview" "Shows all steps." [];
    Open "open" "Opens a place." [Place];
    After "after" "Shows what comes after a place." [Place];
    Tasks "tasks" "Shows the tasks of the place." [];
    OpenTasks "open_tasks" "Shows all that is still to do." [];
    More "more" "Shows more of the place." [];
    Materials "materials" "Shows the materials of the place." [];
    References "references" "Shows where the place sends its readers." [];
    Tick "tick" "Ticks tasks off." [Numbers Number Ordinal];
    Untick "untick" "Opens tasks again." [Numbers Number Ordinal];
    TickAll "tick_all" "Ticks off all tasks of the place." [];
    UntickAll "untick_all" "Opens all tasks of the place again." [];
    Finished "finished" "Takes a place for done." [Place];
    Remove "remove" "Takes an entry of the list on the screen away." [Numbers Ordinal];
    Choose "choose" "Opens an entry of the list on the screen." [Number Ordinal];
    Also "also" "Does with another task what was done with the last." [Number];
    Examples "examples" "Asks what examples are wanted for." [];
    ExamplesFor "examples_for" "Looks for examples." [Rest];
    ExamplesHere "examples_here" "Looks for examples of what was talked about." [];
    Similar "similar" "Looks for examples like the one on the screen." [];
    AllExamples "all_examples" "Shows all examples." [];
    TownOnly "town_only" "Asks the last question of another town." [Town];
    Ask "ask" "Waits for a question." [];
    AskFor "ask_for" "Answers the question that stands behind." [Rest];
    Progress "progress" "Shows what is done." [];
    Glossary "glossary" "Shows the glossary." [];
    Explain "explain" "Explains a term." [Term];
    Help "help" "Says what Lotse can do." [];
    About "about" "Says what this is, where nothing was talked about." [];
    Operator "operator" "Says who runs it." [];
    Privacy "privacy" "Says what is kept." [];
    OwnData "own_data" "Gives out what is kept." [];
    Note "note" "Asks for a note." [];
    Decisions "decisions" "Shows what is to be decided." [];
    DecisionsHere "decisions_here" "Shows what is to be decided at the place on the screen." [];
    Undecided "undecided" "Leaves a decision open." [];
    Notes "notes" "Shows the notes." [];
    Compare "compare" "Puts municipalities side by side." [];
    Bookmark "bookmark" "Keeps the example on the screen." [];
    Bookmarks "bookmarks" "Shows the examples that are kept." [];
    News "news" "Shows what became new in the guide." [];
    SetDeadline "set_deadline" "Sets until when something shall be done." [Day];
    UnreadDay "unread_day" "Says that a deadline was not read as a day." [Rest];
    AskDeadline "ask_deadline" "Asks until when something shall be done." [];
    NoDeadline "no_deadline" "Takes a deadline back." [];
    Deadlines "deadlines" "Shows what is due until when." [];
    Calendar "calendar" "Gives the deadlines out as a file for calendars." [];
    Remind "remind" "Reminds once, on a day." [Day];
    RemindWeekly "remind_weekly" "Reminds once a week." [];
    RemindOnDay "remind_on_day" "Reminds on the day of a deadline." [];
    RemindDayBefore "remind_day_before" "Reminds a day before a deadline." [];
    RemindWeekBefore "remind_week_before" "Reminds a week before a deadline." [];
    RemindersOff "reminders_off" "Reminds no longer." [];
    Reminders "reminders" "Shows what one is reminded of." [];
    Export "export" "Shows what can be handed out." [];
    ExportState "export_state" "Offers the state of the project." [];
    ExportSheet "export_sheet" "Offers a page for a meeting." [];
    WhoDoes "who_does" "Shows all tasks with the offices that have them, where there are any." [];
    ExportFrame "export_frame" "Offers a document of the guide." [Document];
    Assign "assign" "Says which office does a task." [Rest];
    OfficeTasks "office_tasks" "Shows the tasks of an office." [Rest];
    Projects "projects" "Shows the projects." [];
    NewProject "new_project" "Begins a project." [];
    OpenProject "open_project" "Opens another project." [];
    RenameProject "rename_project" "Gives the project another name." [];
    HandOver "hand_over" "Gives a code by which the project moves to another chat." [];
    DeleteProject "delete_project" "Deletes the project." [];
    Code "code" "Shows the link to a place, also as a code." [];
    Style "style" "Shows how screens are shown." [];
    Keep "keep" "Leaves all as it is." [];
    Forget "forget" "Deletes everything." [];
    Anew "anew" "Begins anew." [];
    Yes "yes" "Agrees." [];
    No "no" "Declines." [];
    Helpful "helpful" "Praises the answer." [];
    Unhelpful "unhelpful" "Finds the answer of no use." [];
    Missing "missing" "Says that the guide lacks this." [];
    Literally "literally" "Searches exactly these words." [];
    Say "say" "Says what stands in the pack." [];
}

impl Does {
    /// The one that the pack calls so.
    pub fn named(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(name, _)| *name == word).map(|(_, does)| *does)
    }
}
