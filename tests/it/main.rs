//! The one binary of integration tests: everything here goes through the outer doors.
//!
//! One binary, because each further one costs a link.

#[path = "../house/mod.rs"]
mod house;

mod answers;
mod anywhere;
mod architecture;
mod bad_inputs;
mod conversation;
mod core_walk;
mod crawl;
mod deployed;
mod disk;
mod faulty_journal;
mod fidelity;
mod fuzz;
mod handout;
mod overheard;
mod own_words;
mod preview;
mod process;
mod program;
mod same_words;
mod screens;
mod second_door;
mod settings;
mod shipped;
mod stranger;
mod telegram_bot;
mod telegram_caretaking;
mod telegram_code;
mod telegram_errors;
mod telegram_feedback;
mod telegram_forgetting;
mod telegram_gate;
mod telegram_groups;
mod telegram_inline;
mod telegram_journal;
mod telegram_kept;
mod telegram_messages;
mod telegram_network;
mod telegram_notes;
mod telegram_own_data;
mod telegram_process;
mod telegram_projects;
mod telegram_reload;
mod telegram_reminders;
mod telegram_resilience;
mod telegram_retention;
mod telegram_stop;
mod telegram_suspects;
mod telegram_updates;
mod telegram_webhook;
mod wander;
