//! `lotse ask --explain`: why a question is answered as it is, in German, for whoever edits the guide.
//!
//! Only words for what [`Explanation`] holds; nothing is decided or looked up anew.

use std::fmt::Write as _;

use crate::answer::{
    Decision, Explanation, Library, Recognised, Searched, Sign, SmallTalk, Wanted, Weighed,
};
use crate::knowledge::{Guide, Passage};
use crate::search::{Earned, Fate, Read};

/// How many hits are told in full; of the others only the score.
const IN_FULL: usize = 3;
/// Terms that are told of a hit, the weightiest.
const MOST_TERMS: usize = 6;

/// The explanation as lines of text.
pub fn render(library: &Library, explanation: &Explanation) -> String {
    let mut out = String::from("Warum diese Antwort\n");
    for what in &explanation.recognised {
        let _ = writeln!(out, "- {}", recognised(&library.guide, what));
    }
    if explanation.searches.is_empty() {
        out.push_str("- Gesucht wurde nicht: Das war ohne Suche zu beantworten.\n");
    }
    let several = explanation.searches.len() > 1;
    for (at, searched) in explanation.searches.iter().enumerate() {
        let number = if several {
            format!(" {}", at + 1)
        } else {
            String::new()
        };
        let _ = write!(out, "\nSuche{number}: „{}“", searched.text);
        out.push_str(&limits(&library.guide, searched));
        out.push('\n');
        words(&mut out, searched);
        hits(&mut out, library, searched);
        decided(&mut out, library, searched);
    }
    out
}

fn recognised(guide: &Guide, what: &Recognised) -> String {
    match what {
        Recognised::Literally => "Wörtlich gesucht: nichts ergänzt, nichts berichtigt.".to_owned(),
        Recognised::SmallTalk(kind) => format!("Keine Frage, sondern {}.", small_talk(*kind)),
        Recognised::PersonalCase => {
            "Ein eigener Fall oder eine Rechtsfrage: darüber gibt der Leitfaden keine Auskunft."
                .to_owned()
        }
        Recognised::Plain(plain) => format!("In einfachen Worten: „{plain}“"),
        Recognised::FollowsUp(before) if before.is_empty() => {
            "Bezieht sich auf etwas davor, aber davor war nichts.".to_owned()
        }
        Recognised::FollowsUp(before) => {
            format!("Bezieht sich auf die Frage davor: „{before}“")
        }
        Recognised::Place(Ok(id)) => {
            let place = guide.place(id);
            let name = place.map_or_else(String::new, |place| {
                format!("{} {}", place.number, place.title)
            });
            format!("Nennt eine Stelle: {name}")
        }
        Recognised::Place(Err(number)) => {
            format!("Nennt eine Stelle, die es nicht gibt: {number}")
        }
        Recognised::Town(id) => {
            let name = guide.municipality(id).map_or("", |town| town.name.as_str());
            format!("Nennt eine Kommune: {name}. Gesucht wird zuerst nur in ihren Beispielen.")
        }
        Recognised::Term(id) => {
            let name = guide.term(id).map_or("", |term| term.term.as_str());
            format!("Fragt, was ein Begriff bedeutet: {name}")
        }
    }
}

fn small_talk(kind: SmallTalk) -> &'static str {
    match kind {
        SmallTalk::Greeting => "ein Gruß",
        SmallTalk::Thanks => "ein Dank",
        SmallTalk::Goodbye => "ein Abschied",
        SmallTalk::AboutYou => "eine Frage nach Lotse selbst",
        SmallTalk::Insult => "eine Beleidigung",
        SmallTalk::Complaint => "eine Klage über die Antwort",
        SmallTalk::Nod => "eine Bestätigung",
    }
}

/// What the search was narrowed to, and what the answer must hold.
fn limits(guide: &Guide, searched: &Searched) -> String {
    let mut limits = Vec::new();
    let town = searched.municipality.as_ref();
    let town = town.and_then(|id| guide.municipality(id));
    limits.extend(town.map(|town| format!("nur Beispiele aus {}", town.name)));
    let place = searched.within.as_ref().and_then(|id| guide.place(id));
    limits.extend(place.map(|place| format!("nur in {}", place.number)));
    let wanted = searched.wanted.as_ref();
    limits.extend(
        wanted.map(|wanted| format!("die Antwort muss {} enthalten", self::wanted(wanted))),
    );
    if limits.is_empty() {
        String::new()
    } else {
        format!(" ({})", limits.join("; "))
    }
}

fn wanted(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Number(Some(thing)) => format!("eine Zahl zu „{thing}“"),
        Wanted::Number(None) => "eine Zahl".to_owned(),
        Wanted::Money => "einen Geldbetrag".to_owned(),
        Wanted::Frequency => "eine Häufigkeit".to_owned(),
        Wanted::Date => "eine Zeitangabe".to_owned(),
        Wanted::Duration => "eine Dauer".to_owned(),
        Wanted::Person => "einen Namen".to_owned(),
        Wanted::Law => "eine Rechtsgrundlage".to_owned(),
        Wanted::Contact => "eine Kontaktangabe".to_owned(),
        Wanted::Reason => "einen Grund".to_owned(),
    }
}

fn words(out: &mut String, searched: &Searched) {
    let read = &searched.account.words;
    let dropped: Vec<&str> = read
        .iter()
        .filter(|word| matches!(word.fate, Fate::Stop | Fate::Frame))
        .map(|word| word.typed.as_str())
        .collect();
    out.push_str("  Wörter\n");
    for Read { typed, fate } in read {
        let _ = match fate {
            Fate::Stop | Fate::Frame => Ok(()),
            Fate::Kept {
                parts,
                worth,
                texts,
                ..
            } => {
                let split = if parts.is_empty() {
                    String::new()
                } else {
                    format!(", zerlegt in {}", parts.join(" + "))
                };
                writeln!(
                    out,
                    "    {typed}: gesucht, Gewicht {}, in {}{split}",
                    comma(*worth),
                    count(*texts)
                )
            }
            Fate::Mended(others) => writeln!(
                out,
                "    {typed}: steht nirgends, stattdessen gesucht: {}",
                others.join(", ")
            ),
            Fate::Unknown => writeln!(out, "    {typed}: steht nirgends"),
        };
    }
    other_names(out, searched);
    if !dropped.is_empty() {
        let _ = writeln!(
            out,
            "    ohne Bedeutung für die Suche: {}",
            dropped.join(", ")
        );
    }
}

/// What things in the question are also called, and what is looked for because of it.
fn other_names(out: &mut String, searched: &Searched) {
    for same in searched
        .also
        .chunk_by(|one, other| one.typed == other.typed)
    {
        let names: Vec<String> = same.iter().map(|also| format!("„{}“", also.name)).collect();
        let typed = &same[0].typed;
        let _ = writeln!(out, "    {typed}: im Glossar auch {}", names.join(", "));
    }
    let weak = searched.account.also.iter();
    let weak = weak.map(|(stem, share)| format!("{stem} (zu {})", percent(*share)));
    let weak: Vec<String> = weak.collect();
    if !weak.is_empty() {
        let _ = writeln!(out, "    schwächer mitgesucht: {}", weak.join(", "));
    }
}

fn count(texts: u32) -> String {
    match texts {
        0 => "keinem Text (nur in Titeln oder Frageformen)".to_owned(),
        1 => "1 Text".to_owned(),
        n => format!("{n} Texten"),
    }
}

fn hits(out: &mut String, library: &Library, searched: &Searched) {
    if searched.hits.is_empty() {
        out.push_str("  Nichts gefunden.\n");
        return;
    }
    out.push_str("  Gefunden\n");
    for (at, (hit, earned)) in searched.earned().enumerate() {
        let Some(passage) = library.passages.get(hit.passage) else {
            continue;
        };
        let _ = writeln!(
            out,
            "    {}. {} Punkte: {}",
            at + 1,
            comma(hit.score),
            named(&library.guide, passage)
        );
        if at < IN_FULL {
            in_full(out, hit, earned);
        }
    }
}

/// A passage as an editor finds it: number, title, id.
fn named(guide: &Guide, passage: &Passage) -> String {
    let place = passage.place.as_ref().and_then(|id| guide.place(id));
    // Titles of places begin with their number.
    let number = place
        .map(|place| format!("{} ", place.number))
        .filter(|number| !passage.title.starts_with(number.as_str()))
        .unwrap_or_default();
    format!("{number}{} [{}]", passage.title, passage.id)
}

fn in_full(out: &mut String, hit: &Weighed, earned: &Earned) {
    let terms = |all: &[(String, f32)]| {
        let mut all = all.to_vec();
        all.sort_by(|one, other| other.1.total_cmp(&one.1));
        let best = all.iter().take(MOST_TERMS);
        let told = best.map(|(term, score)| format!("{term} {}", comma(*score)));
        told.collect::<Vec<_>>().join(", ")
    };
    let shares = earned.shares;
    let mut search = Vec::new();
    if !earned.text.is_empty() {
        search.push(format!("Text ({})", terms(&earned.text)));
    }
    if !earned.title.is_empty() {
        search.push(format!("Titel und Frageformen ({})", terms(&earned.title)));
    }
    for (what, share) in [
        ("ganze Wörter", shares.words),
        ("Wortstücke", shares.pieces),
        ("Wortpaare", shares.pairs),
        ("bester Satz", shares.sentence),
    ] {
        search.extend((share > 0.0).then(|| format!("{what} {}", comma(share))));
    }
    let _ = writeln!(
        out,
        "       Suche {}: {}",
        comma(hit.search),
        search.join(" + ")
    );
    let mut factors = vec![
        format!("Art × {}", comma(hit.kind)),
        format!(
            "enthält {} der Frage × {}",
            percent(hit.coverage),
            comma(hit.held)
        ),
    ];
    if hit.near > 1.0 {
        factors.push(format!("genannte Stelle × {}", comma(hit.near)));
    }
    if hit.asked > 0.0 {
        factors.push(format!(
            "Frageform zu {} gleich + {}",
            percent(hit.form),
            comma(hit.asked)
        ));
    }
    let _ = writeln!(out, "       Wertung: {}", factors.join(", "));
    if let Some((sentence, coverage)) = hit.sentence.as_ref().filter(|(_, part)| *part > 0.0) {
        let _ = writeln!(
            out,
            "       Bester Satz ({}): „{}“",
            percent(*coverage),
            shortened(sentence)
        );
    }
}

fn decided(out: &mut String, library: &Library, searched: &Searched) {
    let lines = &searched.thresholds;
    if !searched.signs.is_empty() {
        let signs = searched.signs.iter().filter(|(_, weight)| *weight != 0.0);
        let signs: Vec<String> = signs
            .map(|(sign, weight)| format!("{} {}", self::sign(*sign), signed(*weight)))
            .collect();
        let _ = writeln!(
            out,
            "  Sicherheit {} aus: {}",
            percent(searched.confidence),
            signs.join(", ")
        );
    }
    let _ = writeln!(
        out,
        "  Schwellen: Antwort ab {}, fremdes Thema unter {}, Auswahl wenn der nächste Treffer mehr als {} der Punkte hat (hier {})",
        percent(lines.answer),
        percent(lines.theme),
        percent(lines.close),
        percent(searched.next)
    );
    let _ = writeln!(out, "  Entschieden: {}", decision(library, searched));
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Strength => "Punkte",
        Sign::Coverage => "Wörter der Frage enthalten",
        Sign::Sentence => "in einem Satz",
        Sign::Unknown => "unbekannte Wörter",
        Sign::Mended => "berichtigte Wörter",
        Sign::Asked => "Frageform",
        Sign::Offset => "Abzug",
    }
}

fn decision(library: &Library, searched: &Searched) -> String {
    let guide = &library.guide;
    match &searched.decision {
        Decision::Elsewhere(town) => format!("Frage nach {town}; dazu hat der Leitfaden nichts."),
        Decision::NothingFound => "Nichts gefunden, also fremdes Thema.".to_owned(),
        Decision::Guess => {
            "Kein Wort steht so im Leitfaden, alles wäre geraten: fremdes Thema.".to_owned()
        }
        Decision::OtherTheme => "Unter der Schwelle für das Thema: fremdes Thema.".to_owned(),
        Decision::NotSaid => {
            "Thema des Leitfadens, aber unter der Schwelle für eine Antwort: nur nächste Stelle."
                .to_owned()
        }
        Decision::LacksWanted => {
            let wanted = searched
                .wanted
                .as_ref()
                .map_or_else(String::new, self::wanted);
            format!("Kein guter Treffer enthält {wanted}: keine Antwort, nur nächste Stelle.")
        }
        Decision::Gap(id) => format!("Bekannte Lücke `{id}`: Ihr Text wird gezeigt."),
        Decision::Quote { passage, sure } => {
            let passage = library.passages.get(*passage);
            let named = passage.map_or_else(String::new, |passage| named(guide, passage));
            let how = if *sure {
                "sicher, ein Zitat"
            } else {
                "nicht eindeutig, Zitat mit weiteren Stellen zur Auswahl"
            };
            format!("Antwort aus {named}; {how}.")
        }
    }
}

fn shortened(sentence: &str) -> String {
    const MOST: usize = 120;
    match sentence.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", sentence[..at].trim_end()),
        None => sentence.to_owned(),
    }
}

fn comma(number: f32) -> String {
    format!("{number:.2}").replace('.', ",")
}

fn signed(number: f32) -> String {
    format!("{number:+.2}").replace('.', ",")
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::answer::{Question, explain};

    fn told(question: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
        let library = Library::in_memory(guide).unwrap();
        let question = Question {
            text: question.to_owned(),
            ..Question::default()
        };
        let (response, explanation) = explain(&library, &question, library.thresholds());
        assert_eq!(response, crate::answer::answer(&library, &question));
        render(&library, &explanation)
    }

    #[test]
    fn an_editor_reads_what_was_looked_for_what_was_found_and_where_the_lines_are() {
        insta::assert_snapshot!(told("müssen wir beim ordnungsamt fragen"), @r#"
        Warum diese Antwort

        Suche: „müssen wir beim ordnungsamt fragen“
          Wörter
            beim: gesucht, Gewicht 1,74, in 3 Texten
            ordnungsamt: gesucht, Gewicht 1,29, in 5 Texten
            fragen: gesucht, Gewicht 0,00, in keinem Text (nur in Titeln oder Frageformen)
            ordnungsamt: im Glossar auch „OA“, „Amt für Ordnung“
            schwächer mitgesucht: oa (zu 17 %), amt (zu 9 %), ordnung (zu 9 %)
            ohne Bedeutung für die Suche: müssen, wir
          Gefunden
            1. 21,39 Punkte: 2.1 Genehmigung einholen – Aufgaben [genehmigung/tasks]
               Suche 12,51: Text (beim 1,14, ordnungsamt 0,84) + ganze Wörter 1,97 + Wortstücke 5,45 + Wortpaare 0,85 + bester Satz 2,25
               Wertung: Art × 0,90, enthält 100 % der Frage × 1,90
               Bester Satz (100 %): „- Antrag beim Ordnungsamt stellen.“
            2. 9,40 Punkte: 2.1 Straßenfest in der Ahornstraße [example/li-01]
               Suche 5,40: Text (ordnungsamt 0,49) + Titel und Frageformen (ordnungsamt 1,09) + ganze Wörter 0,49 + Wortstücke 2,41 + bester Satz 0,92
               Wertung: Art × 0,90, enthält 43 % der Frage × 1,47, Frageform zu 33 % gleich + 2,26
               Bester Satz (71 %): „Das Ordnungsamt genehmigte die Sperrung nach vier Wochen.“
            3. 8,36 Punkte: 2.1 Brauchen wir eine Genehmigung? [answer/genehmigung-noetig]
               Suche 5,69: Text (ordnungsamt 0,70) + ganze Wörter 0,70 + Wortstücke 3,51 + bester Satz 0,78
               Wertung: Art × 1,00, enthält 43 % der Frage × 1,47
               Bester Satz (71 %): „Der Antrag geht an das Ordnungsamt, spätestens sechs Wochen vorher.“
            4. 8,03 Punkte: 2.1 Genehmigung einholen [genehmigung/opening]
            5. 6,08 Punkte: 1 Idee und Mitstreiter*innen – Das erste Treffen [idee/part/treffen]
          Sicherheit 97 % aus: Punkte +3,72, Wörter der Frage enthalten +0,93, in einem Satz +0,60, Abzug -1,85
          Schwellen: Antwort ab 50 %, fremdes Thema unter 30 %, Auswahl wenn der nächste Treffer mehr als 93 % der Punkte hat (hier 44 %)
          Entschieden: Antwort aus 2.1 Genehmigung einholen – Aufgaben [genehmigung/tasks]; sicher, ein Zitat.
        "#);
    }

    #[test]
    fn a_word_that_was_mended_says_so() {
        let told = told("was sagt das ordnugsamt");
        let mended = "ordnugsamt: steht nirgends, stattdessen gesucht: ordnungsamt\n";
        assert!(told.contains(mended), "{told}");
    }

    #[test]
    fn what_needs_no_search_says_so() {
        insta::assert_snapshot!(told("danke dir"), @"
        Warum diese Antwort
        - Keine Frage, sondern ein Dank.
        - Gesucht wurde nicht: Das war ohne Suche zu beantworten.
        ");
    }
}
