//! Faults by script: what goes wrong with the next calls.

use serde::Deserialize;
use std::time::Duration;

/// Something that goes wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 429; without a number the answer has no `parameters`, as some proxies cut them off.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: Option<u64>,
    },
    /// 500 with a JSON body.
    ServerError,
    /// 502 with the HTML page of a proxy.
    BadGateway,
    /// 403: the person has blocked the bot.
    Blocked,
    /// Any other refusal, nothing done.
    Refused {
        /// The HTTP and Bot API error code.
        code: u16,
        /// The whole description.
        description: String,
    },
    /// The call takes effect at once, its answer comes late.
    Slow {
        /// How late, in milliseconds.
        millis: u64,
    },
    /// Nothing is done; the answer is these words, whatever they are.
    Says {
        /// The HTTP status.
        #[serde(default = "fine")]
        status: u16,
        /// The whole body.
        body: String,
    },
    /// The connection breaks before anything is done.
    CutBefore,
    /// The call takes effect and the connection breaks in the middle of the answer.
    CutMidAnswer,
    /// The call takes effect and the connection breaks before the answer.
    LostAnswer,
}

fn fine() -> u16 {
    200
}

/// A fault that waits for its calls.
#[derive(Clone, Debug)]
pub(crate) struct FaultRule {
    /// The method in small letters; `*` is every method but `getUpdates`.
    pub(crate) method: String,
    pub(crate) chat: Option<i64>,
    pub(crate) remaining: u32,
    pub(crate) fault: Fault,
}

impl Fault {
    pub(crate) fn delay(&self) -> Duration {
        match self {
            Self::Slow { millis } => Duration::from_millis(*millis),
            _ => Duration::ZERO,
        }
    }
}

/// Takes the fault that is meant for this call, if there is one.
pub(crate) fn take(rules: &mut Vec<FaultRule>, method: &str, chat: Option<i64>) -> Option<Fault> {
    let method = method.to_ascii_lowercase();
    let fits = |rule: &FaultRule| {
        let by_method = rule.method == method || (rule.method == "*" && method != "getupdates");
        by_method && (rule.chat.is_none() || rule.chat == chat)
    };
    let position = rules.iter().position(fits)?;
    let rule = rules.get_mut(position)?;
    rule.remaining -= 1;
    let fault = rule.fault.clone();
    if rule.remaining == 0 {
        rules.remove(position);
    }
    Some(fault)
}

/// What happens to a call that no script speaks for.
type Fate = Box<dyn FnMut(&str) -> Option<Fault> + Send>;

/// Decides over every call that no script speaks for.
#[derive(Default)]
pub(crate) struct Weather(pub(crate) Option<Fate>);

impl Weather {
    pub(crate) fn take(&mut self, method: &str) -> Option<Fault> {
        self.0.as_mut()?(method)
    }
}

impl std::fmt::Debug for Weather {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Weather")
    }
}
