//! Decisions as a whole: what depends on what, and whether it can ever be asked.
//!
//! That a decision of a condition exists is said while decoding; here is what needs all of them: their order, the answers
//! they can have, and what several conditions leave over together.

use std::collections::BTreeMap;

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::ids::{DecisionId, OptionId};
use super::model::{Decision, DecisionKind, Guide};
use super::source::{FileSpan, SourceFile};
use super::source_map::DeclaredCondition;
use super::suggest;
use crate::german::fold;

/// What the answers of earlier decisions may be for one to be asked.
type Left = BTreeMap<DecisionId, Vec<OptionId>>;

/// Everything that is wrong with decisions and their conditions.
pub(super) fn whole(
    files: &[SourceFile],
    guide: &Guide,
    conditions: &[DeclaredCondition],
    spans: &dyn Fn(&str) -> Option<FileSpan>,
) -> Vec<Diagnostic> {
    let check = ConditionCheck { files, guide };
    let mut faults: Vec<Diagnostic> = Vec::new();
    for condition in conditions {
        faults.extend(check.later(condition));
        faults.extend(check.answers(condition));
    }
    let is_sound = faults.is_empty();
    for (_, decision) in guide.decisions() {
        let span = spans(decision.id.as_str());
        let found = check.labels(decision).into_iter();
        let found = found.chain(is_sound.then(|| check.never(decision)).flatten());
        faults.extend(
            found.filter_map(|(code, message, hint)| {
                check.fault(code, span.as_ref()?, message, hint)
            }),
        );
    }
    faults
}

/// Whether a decision is never asked, because nobody can meet its conditions.
pub(crate) fn is_never_asked(guide: &Guide, decision: &Decision) -> bool {
    let check = ConditionCheck { files: &[], guide };
    check.clash(decision, &mut Left::new()).is_some()
}

struct ConditionCheck<'a> {
    files: &'a [SourceFile],
    guide: &'a Guide,
}

impl ConditionCheck<'_> {
    fn fault(
        &self,
        code: Code,
        span: &FileSpan,
        message: String,
        hint: String,
    ) -> Option<Diagnostic> {
        let file = self.files.get(span.file)?;
        Some(Diagnostic::at(code, file, span.range.clone(), message).hinting(hint))
    }

    fn position(&self, id: &str) -> Option<usize> {
        let mut all = self.guide.decisions();
        all.position(|(_, decision)| decision.id.as_str() == id)
    }

    /// A condition on what does not come before.
    fn later(&self, condition: &DeclaredCondition) -> Option<Diagnostic> {
        let (own, on) = (&condition.decision, &condition.on.text);
        if self.position(on)? < self.position(own)? {
            return None;
        }
        let message = match own == on {
            true => format!("die Entscheidung `{own}` hängt an sich selbst"),
            false if self.leads_to(on, own) => {
                format!("die Entscheidungen `{own}` und `{on}` hängen im Kreis voneinander ab")
            }
            false => format!("die Entscheidung `{on}` kommt erst nach `{own}`"),
        };
        let earlier = self
            .guide
            .decisions()
            .map(|(_, decision)| decision.id.as_str());
        let hint = match earlier.take_while(|id| id != own).last() {
            None => "löschen Sie `when`; vor dieser Entscheidung gibt es keine".to_owned(),
            Some(last) => {
                format!("schreiben Sie `- decision: {last}` oder nennen Sie eine andere von davor")
            }
        };
        self.fault(Code::LaterDecision, &condition.on.span, message, hint)
    }

    /// Whether one depends on the other, over however many.
    fn leads_to(&self, from: &str, to: &str) -> bool {
        let mut seen: Vec<&str> = Vec::new();
        let mut next = vec![from];
        while let Some(id) = next.pop() {
            let on = self
                .guide
                .decisions()
                .find(|(_, decision)| decision.id.as_str() == id);
            let on = on.into_iter().flat_map(|(_, decision)| &decision.when);
            for condition in on.map(|condition| condition.decision.as_str()) {
                if condition == to {
                    return true;
                }
                if !seen.contains(&condition) {
                    seen.push(condition);
                    next.push(condition);
                }
            }
        }
        false
    }

    /// Answers that the decision of a condition cannot have.
    fn answers(&self, condition: &DeclaredCondition) -> Vec<Diagnostic> {
        let id = &condition.on.text;
        let mut all = self.guide.decisions();
        let Some((_, on)) = all.find(|(_, decision)| decision.id.as_str() == id) else {
            return Vec::new();
        };
        if matches!(on.kind, DecisionKind::Text | DecisionKind::Date) {
            let message = format!("`{id}` hat keine festen Antworten, an denen etwas hängen kann");
            let kind = on.kind.word();
            let hint = format!(
                "hängen Sie die Bedingung an eine Entscheidung mit `kind: choice` oder `yes_no`; `{id}` hat `kind: {kind}`"
            );
            let fault = self.fault(Code::WrongAnswers, &condition.on.span, message, hint);
            return fault.into_iter().collect();
        }
        let known: Vec<String> = on
            .fixed_answers()
            .iter()
            .map(|answer| answer.id.to_string())
            .collect();
        let unknown = condition.is.iter().filter(|(id, _)| !known.contains(id));
        let told = unknown.filter_map(|(option, span)| {
            let message = format!("`{id}` hat keine Antwort `{option}`");
            let same = [
                ("yes", "ja"),
                ("no", "nein"),
                ("true", "ja"),
                ("false", "nein"),
            ];
            let same = same
                .iter()
                .find(|(word, id)| word == option && known.iter().any(|known| known == id));
            let hint = match same {
                Some((_, id)) => format!("schreiben Sie `is: {id}`"),
                None => {
                    let otherwise = format!("möglich sind: {}", known.join(", "));
                    suggest::hint(option, known.iter().map(String::as_str), otherwise)
                }
            };
            self.fault(Code::Dangling, span, message, hint)
        });
        told.collect()
    }

    /// Answers of a decision that are called alike.
    fn labels(&self, decision: &Decision) -> Option<(Code, String, String)> {
        let options = &decision.options;
        let (option, _) = options.iter().enumerate().find_map(|(at, option)| {
            let mut before = options[..at].iter();
            let same = before.find(|other| fold::key(&other.label) == fold::key(&option.label))?;
            Some((option, same))
        })?;
        let message = format!(
            "zwei Antworten von `{}` heißen „{}“",
            decision.id, option.label
        );
        let hint = format!(
            "schreiben Sie bei `{}` ein anderes `label`, etwa `label: {} (…)` mit dem, was den Unterschied macht",
            option.id, option.label
        );
        Some((Code::SharedLabel, message, hint))
    }

    /// A decision whose conditions nobody can meet.
    fn never(&self, decision: &Decision) -> Option<(Code, String, String)> {
        let mut left = Left::new();
        let clash = self.clash(decision, &mut left)?;
        let message = format!(
            "nach `{}` wird nie gefragt: die Bedingungen zu `{clash}` schließen sich aus",
            decision.id
        );
        let hint = format!(
            "nennen Sie unter `when` alle Antworten von `{clash}` zusammen: `is: [ …, … ]`"
        );
        Some((Code::NeverAsked, message, hint))
    }

    /// Narrows what is left by the conditions of a decision and of those it depends on; the decision of which nothing is.
    fn clash(&self, decision: &Decision, left: &mut Left) -> Option<DecisionId> {
        for condition in &decision.when {
            let id = &condition.decision;
            let is_new = !left.contains_key(id);
            let kept = left
                .entry(id.clone())
                .or_insert_with(|| condition.is.clone());
            kept.retain(|option| condition.is.contains(option));
            if kept.is_empty() {
                return Some(id.clone());
            }
            let on = self.guide.decision(id).filter(|_| is_new);
            if let Some(clash) = on.and_then(|(_, on)| self.clash(on, left)) {
                return Some(clash);
            }
        }
        None
    }
}
