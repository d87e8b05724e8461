//! A group, supergroup, forum or channel: who is in it, who comes and goes, its topics, its move.

use serde_json::json;

use crate::api::FakeBotApi;
use crate::chat::Chat;
use crate::people;
use crate::transcript::Screen;
use crate::world::{RoomKind, Standing};

/// A chat of several.
#[derive(Clone)]
pub struct Group {
    api: FakeBotApi,
    id: i64,
    founder: i64,
}

impl Group {
    pub(crate) fn found_without_bot(api: &FakeBotApi, kind: RoomKind, title: &str) -> Self {
        let (id, founder) = api.shared.with(|world| {
            let founder = world.user("Gründerin");
            let id = world.new_room(kind, title);
            if let Some(room) = world.rooms.get_mut(&id) {
                room.members.insert(founder, Standing::Creator);
            }
            (id, founder)
        });
        Self {
            api: api.clone(),
            id,
            founder,
        }
    }

    pub(crate) fn found(api: &FakeBotApi, kind: RoomKind, title: &str) -> Self {
        let group = Self::found_without_bot(api, kind, title);
        let standing = if kind == RoomKind::Channel {
            Standing::Administrator
        } else {
            Standing::Member
        };
        let bot = api.shared.look(|world| world.bot.id);
        group.place(bot, standing);
        group
    }

    pub(crate) fn found_forum(api: &FakeBotApi, title: &str) -> Self {
        let group = Self::found(api, RoomKind::Supergroup, title);
        api.shared.with(|world| {
            if let Some(room) = world.rooms.get_mut(&group.id) {
                room.is_forum = true;
            }
        });
        group
    }

    /// Puts somebody into the group without a word about it.
    fn place(&self, user: i64, standing: Standing) {
        self.api.shared.with(|world| {
            if let Some(room) = world.rooms.get_mut(&self.id) {
                room.members.insert(user, standing);
            }
        });
    }

    /// The group's id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// A member, who has been in the group all along.
    pub fn member(&self, name: &str) -> Chat {
        self.person(name, Standing::Member)
    }

    /// An administrator, who has been in the group all along.
    pub fn administrator(&self, name: &str) -> Chat {
        self.person(name, Standing::Administrator)
    }

    /// The one who founded the group.
    pub fn founder(&self) -> Chat {
        Chat::new(self.api.clone(), self.id, self.founder)
    }

    fn person(&self, name: &str, standing: Standing) -> Chat {
        let user = self.api.shared.with(|world| world.user(name));
        self.place(user, standing);
        Chat::new(self.api.clone(), self.id, user)
    }

    /// Somebody joins; the group sees it, and so does the bot.
    pub fn joins(&self, name: &str) -> Chat {
        let user = self.api.shared.with(|world| world.user(name));
        self.change(user, user, Standing::Member);
        Chat::new(self.api.clone(), self.id, user)
    }

    /// The founder adds the bot.
    pub fn adds_the_bot(&self) {
        self.change_bot(Standing::Member);
    }

    /// The founder makes the bot an administrator.
    pub fn promotes_the_bot(&self) {
        self.change_bot(Standing::Administrator);
    }

    /// The founder throws the bot out.
    pub fn expels_the_bot(&self) {
        self.change_bot(Standing::Kicked);
    }

    fn change_bot(&self, standing: Standing) {
        let bot = self.api.shared.look(|world| world.bot.id);
        self.change(self.founder, bot, standing);
    }

    fn change(&self, by: i64, user: i64, standing: Standing) {
        self.api
            .shared
            .with(|world| people::change_standing(world, self.id, by, user, standing));
    }

    /// Opens a topic in a forum; returns its id.
    pub fn topic(&self, name: &str) -> i32 {
        self.api.shared.with(|world| {
            let fields = json!({"forum_topic_created": {"name": name, "icon_color": 7_322_096}});
            let thread = world
                .rooms
                .get(&self.id)
                .map_or(0, |room| room.last_message_id)
                + 1;
            if let Some(room) = world.rooms.get_mut(&self.id) {
                room.topics.insert(thread, name.to_owned());
            }
            people::service_in(
                world,
                self.id,
                self.founder,
                fields,
                &format!("topic {name}"),
                Some(thread),
            );
            thread
        })
    }

    /// The small group becomes a supergroup with another id, which is returned.
    pub fn migrates(&self) -> Self {
        let id = self
            .api
            .shared
            .with(|world| people::migrate(world, self.id, self.founder));
        Self { id, ..self.clone() }
    }

    /// Waits for quiet and looks at the group.
    pub async fn screen(&self) -> Screen {
        self.founder().screen().await
    }

    /// The conversation as it went.
    pub fn transcript(&self) -> String {
        self.founder().transcript()
    }
}
