//! What a method answers: a result, or a refusal in the words of the real server.
//!
//! A refusal knows whom to blame. A call that could never have worked (unknown parameter, text too long,
//! broken HTML) counts as malformed; one that met a state it could not know (blocked, not modified) does not.

use serde_json::{Value, json};

/// The outcome of one call.
pub(crate) type Answer = Result<Value, Refusal>;

/// An error answer.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: u16,
    pub(crate) description: String,
    pub(crate) parameters: Option<Value>,
    pub(crate) is_malformed: bool,
}

impl Refusal {
    /// The call itself was wrong.
    pub(crate) fn call(problem: impl AsRef<str>) -> Self {
        Self::new(400, prefixed("Bad Request", problem.as_ref()), true)
    }

    /// The call was well-formed, but things stood otherwise.
    pub(crate) fn state(problem: impl AsRef<str>) -> Self {
        Self::new(400, prefixed("Bad Request", problem.as_ref()), false)
    }

    pub(crate) fn forbidden(problem: &str) -> Self {
        Self::new(403, prefixed("Forbidden", problem), false)
    }

    pub(crate) fn conflict(problem: &str) -> Self {
        Self::new(409, format!("Conflict: {problem}"), false)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "Not Found: method not found".to_owned(), true)
    }

    pub(crate) fn too_many_requests(retry_after: u64) -> Self {
        Self {
            parameters: Some(json!({"retry_after": retry_after})),
            ..Self::new(
                429,
                format!("Too Many Requests: retry after {retry_after}"),
                false,
            )
        }
    }

    pub(crate) fn new(code: u16, description: String, is_malformed: bool) -> Self {
        Self {
            code,
            description,
            parameters: None,
            is_malformed,
        }
    }

    pub(crate) fn with_parameters(self, parameters: Value) -> Self {
        Self {
            parameters: Some(parameters),
            ..self
        }
    }
}

/// The body that carries an outcome over HTTP.
pub(crate) fn text(answer: &Answer) -> String {
    match answer {
        // Written as it is: a batch of updates is large, and `json!` would copy it first.
        Ok(result) => format!("{{\"ok\":true,\"result\":{result}}}"),
        Err(refusal) => {
            let mut body = json!({"ok": false, "error_code": refusal.code, "description": refusal.description});
            if let Some(parameters) = &refusal.parameters {
                body["parameters"] = parameters.clone();
            }
            body.to_string()
        }
    }
}

/// Joins a prefix and a problem as the real server does: the first letter becomes small, unless the problem
/// is one of the codes in capitals.
fn prefixed(prefix: &str, problem: &str) -> String {
    if problem.starts_with(prefix) {
        return problem.to_owned();
    }
    let is_code = problem
        .as_bytes()
        .get(1)
        .is_some_and(|second| *second == b'_' || second.is_ascii_uppercase());
    let mut letters = problem.chars();
    match letters.next().filter(|_| !is_code) {
        Some(first) => format!(
            "{prefix}: {}{}",
            first.to_ascii_lowercase(),
            letters.as_str()
        ),
        None => format!("{prefix}: {problem}"),
    }
}
