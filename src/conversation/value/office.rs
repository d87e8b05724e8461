//! Which office does a task: a name like „Jugendamt“, never that of a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::knowledge::{Guide, PlaceId, TaskId};

/// How many characters the name of an office may have.
pub const OFFICE_LENGTH: usize = crate::knowledge::OFFICE_LENGTH;

/// Who does which task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Offices(BTreeMap<PlaceId, BTreeMap<TaskId, String>>);

impl Offices {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many tasks have one.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&PlaceId, &TaskId, &str)> {
        self.0.iter().flat_map(|(place, tasks)| {
            let tasks = tasks.iter();
            tasks.map(move |(task, office)| (place, task, &**office))
        })
    }

    /// That of a task.
    pub fn of(&self, place: &PlaceId, task: &TaskId) -> Option<&str> {
        self.0.get(place)?.get(task).map(String::as_str)
    }

    /// Sets one, or removes it.
    pub fn set(&mut self, place: &PlaceId, task: &TaskId, office: Option<String>) {
        let tasks = self.0.entry(place.clone()).or_default();
        match office {
            Some(office) => tasks.insert(task.clone(), office),
            None => tasks.remove(task),
        };
        if tasks.is_empty() {
            self.0.remove(place);
        }
    }

    /// The same by the ids that things have now.
    pub(crate) fn renamed(&self, guide: &Guide) -> Self {
        let mut now = Self::default();
        for (place, task, office) in self.iter() {
            let place = guide.place_now(place).unwrap_or(place);
            let task = guide.task_now(place, task).unwrap_or(task);
            now.set(place, task, Some(office.to_owned()));
        }
        now
    }
}
