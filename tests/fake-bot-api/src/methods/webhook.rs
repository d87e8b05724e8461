//! Setting and deleting the webhook.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::webhook::Webhook;
use crate::world::World;

pub(super) fn set(world: &mut World, args: &Args) -> Answer {
    let url = args.text("url");
    if url.is_empty() {
        return delete(world, args);
    }
    check_url(url)?;
    let secret = args.text("secret_token");
    if secret.len() > 256 {
        return Err(Refusal::call("secret token is too long"));
    }
    if !secret
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    {
        return Err(Refusal::call("secret token contains unallowed characters"));
    }
    let now = world.now();
    if world
        .last_set_webhook
        .is_some_and(|last| now < last + Duration::from_secs(1))
    {
        return Err(Refusal::too_many_requests(1));
    }
    world.last_set_webhook = Some(now);
    world
        .updates
        .allow(args.json("allowed_updates").and_then(Result::ok));
    if args.flag("drop_pending_updates") {
        world.updates.clear();
    }
    world.updates.end_poll(true);
    world.webhook = Some(Webhook {
        url: url.to_owned(),
        secret: secret.to_owned(),
    });
    Ok(json!(true))
}

/// https anywhere, plain http only on the own machine.
fn check_url(url: &str) -> Result<(), Refusal> {
    let rest = match url.split_once("://") {
        Some(("https", rest)) => rest,
        Some(("http", rest)) => {
            let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
            if host != "127.0.0.1" && host != "localhost" {
                return Err(Refusal::call(
                    "bad webhook: An HTTPS URL must be provided for webhook",
                ));
            }
            rest
        }
        _ => return Err(Refusal::call("invalid webhook URL specified")),
    };
    if rest.is_empty() {
        return Err(Refusal::call("invalid webhook URL specified"));
    }
    Ok(())
}

pub(super) fn delete(world: &mut World, args: &Args) -> Answer {
    if args.flag("drop_pending_updates") {
        world.updates.clear();
    }
    world.webhook = None;
    Ok(Value::Bool(true))
}
