//! The tests that drive Lotse from outside, in one binary because each further one costs a link.

mod architecture;
mod telegram_bot;
mod telegram_errors;
mod telegram_groups;
mod telegram_messages;
mod telegram_process;
mod telegram_stop;
mod telegram_updates;
