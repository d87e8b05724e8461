//! Brings the forms of verbs that no suffix rule can know to the infinitive: "entschied", "entscheidet" →
//! "entscheiden".
//!
//! Two tables, of strong verbs with the vowels they change and of weak ones that offices use; prefixes, "ge" and "zu"
//! between are taken off and the infinitive is put together again, so "eingeholt" and "einzuholen" are "einholen". A
//! word that is not exactly such a form stays as it is. Only questions are read so, and only where the texts do not
//! have the form itself. "holt … ein" is joined by [`joined`], with the help of a dictionary that says which verbs
//! there are.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The infinitive of a verb's form, if it is one of a known verb; `None` for infinitives and all other words.
pub fn infinitive(form: &str) -> Option<String> {
    if !form.ends_with([
        't', 'e', 'n', 'd', 'b', 'g', 'f', 'k', 'h', 's', 'm', 'l', 'r', 'ß', 'w',
    ]) {
        return None;
    }
    let (particle, rest) = strip(form, &PARTICLES);
    let (zu, rest) = match rest.strip_prefix("zu") {
        Some(rest) if !particle.is_empty() => (true, rest),
        _ => (false, rest),
    };
    if zu {
        // "einzuholen" holds its infinitive.
        return rest
            .ends_with('n')
            .then(|| format!("{particle}{rest}"))
            .filter(|_| BASES.contains(rest));
    }
    let (prefix, bare) = strip(rest, &PREFIXES);
    let of = |prefix: &str, form: &str, forms: &Forms| {
        let infinitive = forms.get(form)?;
        let whole = format!("{particle}{prefix}{infinitive}");
        Some(whole)
    };
    of("", rest, &FORMS.finite)
        .or_else(|| of("", rest, &FORMS.participle))
        .or_else(|| of(prefix, bare, &FORMS.finite))
        .or_else(|| {
            let parts_with = (!prefix.is_empty()).then_some(&FORMS.unprefixed)?;
            of(prefix, bare, parts_with)
        })
}

/// The verb that a finite form and a particle at the end of the question make together: "holt … ein" → "einholen".
///
/// `knows` says whether the texts have a verb; without one the words stay apart.
pub fn joined(words: &[String], knows: impl Fn(&str) -> bool) -> Option<(usize, String)> {
    let (last, before) = words.split_last()?;
    if !PARTICLES.contains(&last.as_str()) {
        return None;
    }
    before.iter().enumerate().find_map(|(at, word)| {
        let base =
            infinitive(word).or_else(|| BASES.contains(word.as_str()).then(|| word.clone()))?;
        let whole = format!("{last}{base}");
        knows(&whole).then_some((at, whole))
    })
}

/// Takes the longest of these off the front, if enough is left.
fn strip<'w>(word: &'w str, fronts: &[&'static str]) -> (&'static str, &'w str) {
    let fitting = fronts
        .iter()
        .filter_map(|front| Some((*front, word.strip_prefix(front)?)))
        .filter(|(_, rest)| rest.chars().count() >= 4);
    fitting
        .max_by_key(|(front, _)| front.len())
        .unwrap_or(("", word))
}

type Forms = HashMap<String, &'static str>;

struct AllForms {
    /// "holt", "hob"
    finite: Forms,
    /// "geholt", "gehoben"
    participle: Forms,
    /// What is left of a participle behind be-, ent-, ver-: "schieden", "holt"
    unprefixed: Forms,
}

/// The infinitives themselves.
static BASES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let strong = STRONG.iter().map(|(infinitive, _, _, _)| *infinitive);
    strong
        .chain(WEAK.iter().flat_map(|line| line.split(' ')))
        .collect()
});

static FORMS: LazyLock<AllForms> = LazyLock::new(|| {
    let mut forms = AllForms {
        finite: Forms::new(),
        participle: Forms::new(),
        unprefixed: Forms::new(),
    };
    for (infinitive, third, past, participle) in STRONG {
        let plural = if past.ends_with('e') {
            format!("{past}n")
        } else {
            format!("{past}en")
        };
        for form in [third.to_owned(), past.to_owned(), plural] {
            forms.finite.insert(form, infinitive);
        }
        if let Some(bare) = participle.strip_prefix("ge") {
            forms.unprefixed.insert(bare.to_owned(), infinitive);
        }
        forms.participle.insert(participle.to_owned(), infinitive);
    }
    for infinitive in WEAK.iter().flat_map(|line| line.split(' ')) {
        let base = infinitive
            .strip_suffix("en")
            .or_else(|| infinitive.strip_suffix('n'))
            .unwrap_or(infinitive);
        let link = if base.ends_with(['t', 'd']) { "e" } else { "" };
        forms.finite.insert(format!("{base}{link}t"), infinitive);
        forms.finite.insert(format!("{base}{link}te"), infinitive);
        forms.finite.insert(format!("{base}{link}ten"), infinitive);
        forms
            .participle
            .insert(format!("ge{base}{link}t"), infinitive);
    }
    forms
});

/// What stands before a verb and can leave it.
const PARTICLES: [&str; 27] = [
    "ab", "an", "auf", "aus", "bei", "dar", "durch", "ein", "fest", "fort", "frei", "heran",
    "heraus", "her", "hin", "los", "mit", "nach", "statt", "teil", "um", "vor", "weg", "weiter",
    "zurück", "zusammen", "zu",
];

/// What stands before a verb and stays there.
const PREFIXES: [&str; 10] = [
    "be", "emp", "ent", "er", "ge", "ver", "zer", "über", "unter", "wider",
];

/// Infinitive, third person, past, participle.
const STRONG: [(&str, &str, &str, &str); 96] = [
    ("scheiden", "scheidet", "schied", "geschieden"),
    ("schließen", "schließt", "schloss", "geschlossen"),
    ("schreiben", "schreibt", "schrieb", "geschrieben"),
    ("sprechen", "spricht", "sprach", "gesprochen"),
    ("nehmen", "nimmt", "nahm", "genommen"),
    ("treffen", "trifft", "traf", "getroffen"),
    ("treten", "tritt", "trat", "getreten"),
    ("geben", "gibt", "gab", "gegeben"),
    ("lesen", "liest", "las", "gelesen"),
    ("helfen", "hilft", "half", "geholfen"),
    ("werben", "wirbt", "warb", "geworben"),
    ("werfen", "wirft", "warf", "geworfen"),
    ("brechen", "bricht", "brach", "gebrochen"),
    ("stehen", "steht", "stand", "gestanden"),
    ("gehen", "geht", "ging", "gegangen"),
    ("halten", "hält", "hielt", "gehalten"),
    ("fallen", "fällt", "fiel", "gefallen"),
    ("laufen", "läuft", "lief", "gelaufen"),
    ("lassen", "lässt", "ließ", "gelassen"),
    ("laden", "lädt", "lud", "geladen"),
    ("tragen", "trägt", "trug", "getragen"),
    ("schlagen", "schlägt", "schlug", "geschlagen"),
    ("fahren", "fährt", "fuhr", "gefahren"),
    ("schaffen", "schafft", "schuf", "geschaffen"),
    ("wachsen", "wächst", "wuchs", "gewachsen"),
    ("fangen", "fängt", "fing", "gefangen"),
    ("raten", "rät", "riet", "geraten"),
    ("rufen", "ruft", "rief", "gerufen"),
    ("heben", "hebt", "hob", "gehoben"),
    ("bieten", "bietet", "bot", "geboten"),
    ("ziehen", "zieht", "zog", "gezogen"),
    ("fließen", "fließt", "floss", "geflossen"),
    ("lieren", "liert", "lor", "geloren"),
    ("meiden", "meidet", "mied", "gemieden"),
    ("bleiben", "bleibt", "blieb", "geblieben"),
    ("steigen", "steigt", "stieg", "gestiegen"),
    ("weisen", "weist", "wies", "gewiesen"),
    ("leihen", "leiht", "lieh", "geliehen"),
    ("treiben", "treibt", "trieb", "getrieben"),
    ("greifen", "greift", "griff", "gegriffen"),
    ("gleichen", "gleicht", "glich", "geglichen"),
    ("weichen", "weicht", "wich", "gewichen"),
    ("streichen", "streicht", "strich", "gestrichen"),
    ("leiden", "leidet", "litt", "gelitten"),
    ("schneiden", "schneidet", "schnitt", "geschnitten"),
    ("schreiten", "schreitet", "schritt", "geschritten"),
    ("streiten", "streitet", "stritt", "gestritten"),
    ("binden", "bindet", "band", "gebunden"),
    ("finden", "findet", "fand", "gefunden"),
    ("singen", "singt", "sang", "gesungen"),
    ("bringen", "bringt", "brachte", "gebracht"),
    ("denken", "denkt", "dachte", "gedacht"),
    ("kennen", "kennt", "kannte", "gekannt"),
    ("nennen", "nennt", "nannte", "genannt"),
    ("senden", "sendet", "sandte", "gesandt"),
    ("wenden", "wendet", "wandte", "gewandt"),
    ("wissen", "weiß", "wusste", "gewusst"),
    ("kommen", "kommt", "kam", "gekommen"),
    ("sehen", "sieht", "sah", "gesehen"),
    ("schehen", "schieht", "schah", "geschehen"),
    ("sitzen", "sitzt", "saß", "gesessen"),
    ("liegen", "liegt", "lag", "gelegen"),
    ("bitten", "bittet", "bat", "gebeten"),
    ("beginnen", "beginnt", "begann", "begonnen"),
    ("gewinnen", "gewinnt", "gewann", "gewonnen"),
    ("sinnen", "sinnt", "sann", "gesonnen"),
    ("schwinden", "schwindet", "schwand", "geschwunden"),
    ("springen", "springt", "sprang", "gesprungen"),
    ("trinken", "trinkt", "trank", "getrunken"),
    ("sinken", "sinkt", "sank", "gesunken"),
    ("dringen", "dringt", "drang", "gedrungen"),
    ("gelingen", "gelingt", "gelang", "gelungen"),
    ("zwingen", "zwingt", "zwang", "gezwungen"),
    ("essen", "isst", "aß", "gegessen"),
    ("gessen", "gisst", "gaß", "gegessen"),
    ("messen", "misst", "maß", "gemessen"),
    ("gelten", "gilt", "galt", "gegolten"),
    ("sterben", "stirbt", "starb", "gestorben"),
    ("fehlen", "fiehlt", "fahl", "gefohlen"),
    ("stehlen", "stiehlt", "stahl", "gestohlen"),
    ("wiegen", "wiegt", "wog", "gewogen"),
    ("biegen", "biegt", "bog", "gebogen"),
    ("fliegen", "fliegt", "flog", "geflogen"),
    ("fliehen", "flieht", "floh", "geflohen"),
    ("genießen", "genießt", "genoss", "genossen"),
    ("schießen", "schießt", "schoss", "geschossen"),
    ("lügen", "lügt", "log", "gelogen"),
    ("scheinen", "scheint", "schien", "geschienen"),
    ("schweigen", "schweigt", "schwieg", "geschwiegen"),
    ("zeihen", "zeiht", "zieh", "geziehen"),
    ("reißen", "reißt", "riss", "gerissen"),
    ("reiten", "reitet", "ritt", "geritten"),
    ("graben", "gräbt", "grub", "gegraben"),
    ("waschen", "wäscht", "wusch", "gewaschen"),
    ("schlafen", "schläft", "schlief", "geschlafen"),
    ("hängen", "hängt", "hing", "gehangen"),
];

/// Verbs of the office that only bend at their end, where suffix rules leave "holt" and "geholt" apart.
const WEAK: [&str; 8] = [
    "holen stimmen stellen legen setzen führen fragen klären planen prüfen machen suchen brauchen",
    "fördern steuern leiten richten arbeiten beiten warten achten stützen decken teilen zeigen zählen",
    "kümmern regen schicken stärken wirken merken lernen lehren üben schulen bilden melden reden",
    "gründen enden wählen zahlen sorgen folgen hören spielen danken lösen passen fassen knüpfen",
    "nutzen nützen schätzen schützen kaufen bauen trauen schauen fügen eignen öffnen rechnen ordnen",
    "statten spannen mischen wünschen stufen sichern ändern wandern fordern",
    "sammeln handeln wickeln mitteln koppeln bündeln siedeln gliedern liefern speichern äußern",
    "dauern klagen schenken senken lenken winken packen stecken wecken drücken rücken rüsten testen kosten hosten",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_infinitive() {
        for (form, expected) in [
            ("entschied", Some("entscheiden")),
            ("entscheidet", Some("entscheiden")),
            ("entschieden", Some("entscheiden")),
            ("beschlossen", Some("beschließen")),
            ("eingeholt", Some("einholen")),
            ("einzuholen", Some("einholen")),
            ("holt", Some("holen")),
            ("angestoßen", None),
            ("festgelegt", Some("festlegen")),
            ("geschrieben", Some("schreiben")),
            ("mitgeschrieben", Some("mitschreiben")),
            ("abgestimmt", Some("abstimmen")),
            ("teilgenommen", Some("teilnehmen")),
            ("beteiligt", None),
            ("fand", Some("finden")),
            ("bericht", None),
            ("stadt", None),
            ("konzept", None),
            ("stand", Some("stehen")),
            ("einholen", None),
        ] {
            assert_eq!(infinitive(form).as_deref(), expected, "{form}");
        }
    }

    #[test]
    fn a_particle_at_the_end_joins_its_verb() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let knows = |verb: &str| verb == "einholen";
        assert_eq!(
            joined(&words("wer holt den auftrag ein"), knows),
            Some((1, "einholen".to_owned()))
        );
        assert_eq!(joined(&words("wer macht mit"), knows), None);
        assert_eq!(joined(&words("wer holt den auftrag"), knows), None);
    }
}
