//! Recognising a question about somebody's own case or rights.
//!
//! A guide for those who plan does not advise those concerned: the best-matching sentence would be taken for advice.
//! Recognised are only what a family says of its own child and questions after rights, claims and liability; what an
//! office asks of its own work ("dürfen wir …", "sind wir verpflichtet") is a question like any other.

use std::sync::LazyLock;

use regex::Regex;

/// Whether a question is about a single case or about somebody's rights.
pub(super) fn is_case(question: &str) -> bool {
    static CASES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            // "mein kind wird gemobbt", "die lehrerin beleidigt meine tochter"
            r"\bmein(?:e|em|en|er|s|es)?\s+(?:\w+\s+)?(?:kind(?:er|ern|es|s)?|sohn|sohnes|tochter|enkel\w*|zwillinge|bruder|schwester)\b",
            // "darf die schule das handy wegnehmen", "was darf ein lehrer"
            r"\b(?:darf|dürfen|kann|muss|müssen)\s+(?:mich\s+|mir\s+)?(?:die|der|das|eine?|unsere?)\s+(?:schulen?|schulleitung|schulleiter(?:in)?|lehrer(?:in)?|lehrkraft|klassenlehrer(?:in)?|kita|jugendamt|ogs)\b",
            // "muss ich als vater …"
            r"\bich\s+als\s+(?:vater|mutter|elternteil|eltern)\b",
            r"\b(?:hab(?:e)?\s+ich|haben\s+(?:wir|eltern)|steht\s+mir)\b.*\b(?:recht|anspruch|zu)\b",
            r"\b(?:verklagen|klagen|einklagen|klage\s+einreichen|anwalt|anwältin|strafbar|schmerzensgeld|sorgerecht|schulverweis|widerspruch\s+einlegen|beschweren|beschwerde|anzeige\s+erstatten|anzeigen\s+gegen)\b",
            r"\bwer\s+haftet\b",
            r"\b(?:ich|wir)\s+(?:bekommen?|kriegen?)\s+(?:keinen?|kein)\s+\w*platz\b",
        ]
        .iter()
        .filter_map(|pattern| Regex::new(pattern).ok())
        .collect()
    });
    let question = question.to_lowercase();
    !is_of_taking_part(&question) && CASES.iter().any(|case| case.is_match(&question))
}

/// "muss das jugendamt dabei sein": who takes part in the work on a concept is what offices ask.
fn is_of_taking_part(question: &str) -> bool {
    static TAKING_PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:dabei|mit(?:machen|wirken|arbeiten|reden|entscheiden|schreiben|bestimmen)|beteilig\w*|teilnehmen|einbezogen|eingebunden|zustimmen|(?:konzept|kernteam|steuerungs|projekt|arbeits)\w*)\b",
        )
        .ok()
    });
    let family = ["mein ", "meine ", "meinem ", "meinen ", "meiner "];
    TAKING_PART
        .as_ref()
        .is_some_and(|words| words.is_match(question))
        && !family.iter().any(|word| question.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_speaks_of_its_case() {
        for case in [
            "mein kind wird gemobbt",
            "Die Lehrerin beleidigt meine kleine Tochter!",
            "darf die schule das",
            "darf die schule das handy wegnehmen",
            "habe ich anspruch auf einen dolmetscher",
            "mein sohn wurde der schule verwiesen kann ich klagen",
            "wo kann ich mich beschweren",
            "wer haftet bei unfällen im elterncafé",
            "ich bekomme keinen kitaplatz",
            "kann die schule meinen sohn zum mitmachen zwingen",
        ] {
            assert!(is_case(case), "{case}");
        }
    }

    #[test]
    fn an_office_asks_of_its_work() {
        for question in [
            "dürfen wir einfach loslegen ohne dezernentin",
            "muss die schulaufsicht von anfang an dabei sein",
            "muss das jugendamt dabei sein",
            "kann die schule im kernteam mitmachen",
            "muss die schulleitung zustimmen",
            "sind wir rechtlich verpflichtet",
            "wie können eltern zu hause beim lernen helfen",
            "meine chefin will nicht",
            "dürfen schulen ein konzept anregen",
            "kann ein elternverein das vorschlagen",
        ] {
            assert!(!is_case(question), "{question}");
        }
    }
}
