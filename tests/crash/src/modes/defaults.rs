//! The usual rates and quotas against a server as strict as Telegram: it never has to say 429.

use std::io;
use std::time::Duration;

use fake_bot_api::{FakeBotApi, Rates};

use super::load::Crowd;
use crate::process::{Place, Setting};
use crate::report::Report;
use crate::script::Mix;

/// Lets 150 people act faster than may be answered.
pub(super) async fn run(seconds: u64, place: &Place, report: &mut Report) -> io::Result<()> {
    let api = FakeBotApi::builder()
        .rates(Rates::default())
        .start()
        .await?;
    report.is_secret(&api.token());
    let setting = Setting {
        limits: true,
        ..Setting::default()
    };
    let _process = place.serve(&api, &setting)?;
    let mut crowd = Crowd::new(&api, 150, Mix::LOAD);
    let span = Duration::from_secs(seconds);
    crowd.act(span, Some(60.0)).await;
    let answered = crowd.times.len();
    let calls = api.calls();
    let refused = calls.iter().filter(|call| call.status == Some(429)).count();
    let sent = calls.iter().filter(|call| call.status == Some(200)).count();
    report.promise(
        "default rates and quotas: the strict server never says 429",
        format!("{refused} × 429, {sent} calls taken, {answered} updates answered in {seconds} s"),
        refused == 0 && answered > 0,
    );
    Ok(())
}
