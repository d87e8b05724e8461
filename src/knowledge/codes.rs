//! The kinds of faults, each with a code that never changes, a title, an explanation and an example for editors.
//!
//! A new kind of fault is one more row here and one more entry in `codes.yaml`, where explanations and examples stand.
//! Numbers are never reused, and a row that is no longer needed stays, so that an explanation found in an old note still
//! means the same.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use super::suggest;

/// Whether a guide may be served with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The guide cannot be used.
    Fault,
    /// The guide can be used, but somebody should look.
    Warning,
    /// A figure for whoever wants to know.
    Info,
}

impl Severity {
    /// What it is called in German.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fault => "Fehler",
            Self::Warning => "Warnung",
            Self::Info => "Info",
        }
    }
}

macro_rules! codes {
    ($( $name:ident $code:literal $severity:ident $title:literal; )+) => {
        /// A kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)+
        }

        impl Code {
            /// All kinds, in the order of their codes.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The stable code, e.g. `L020`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// What it is, in one German sentence.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)+ }
            }
        }
    };
}

codes! {
    Unreadable "L001" Fault "Die Datei lässt sich nicht lesen.";
    FileTooLarge "L002" Fault "Die Datei ist zu groß.";
    NotUtf8 "L003" Fault "Die Datei ist nicht in UTF-8 gespeichert.";
    ByteOrderMark "L004" Fault "Am Anfang der Datei steht eine unsichtbare Marke (BOM).";
    LineEnd "L005" Fault "Die Zeilen enden auf Windows-Art (CRLF).";
    Tab "L006" Fault "In der Datei steht ein Tabulator.";
    Syntax "L007" Fault "Die Datei ist kein gültiges YAML.";
    SecondDocument "L008" Fault "In der Datei steht mehr als ein Dokument.";
    Anchor "L009" Fault "Anker und Verweise sind nicht erlaubt.";
    TooMuch "L010" Fault "Die Datei ist zu tief verschachtelt oder hat zu viele Einträge.";
    RepeatedKey "L011" Fault "Ein Schlüssel steht zweimal in demselben Eintrag.";
    OutsideLink "L012" Fault "Eine Verknüpfung führt aus dem Ordner hinaus.";
    UnknownFile "L013" Warning "Diese Datei wird nicht gelesen.";
    MissingFile "L014" Fault "Eine nötige Datei fehlt.";
    UnknownKey "L020" Fault "Diesen Schlüssel gibt es hier nicht.";
    MissingKey "L021" Fault "Ein nötiger Schlüssel fehlt.";
    WrongShape "L022" Fault "Der Wert hat die falsche Form.";
    EmptyValue "L023" Fault "Hier fehlt der Wert.";
    BadId "L024" Fault "Das ist keine gültige id.";
    UnknownWord "L025" Fault "Dieses Wort ist hier nicht vorgesehen.";
    BadDate "L026" Fault "Das ist kein Datum, wie es hier stehen kann.";
    UnquotedNumber "L027" Warning "Hier steht eine Zahl, wo ein Text gemeint ist.";
    UnknownFormat "L028" Fault "Diese Fassung des Formats ist nicht bekannt.";
    BadFigure "L029" Fault "Hier gehört eine Zahl hin.";
    Heading "L030" Fault "Texte haben keine Überschriften.";
    NestedList "L031" Fault "Eine Liste steht in einer Liste.";
    Html "L032" Fault "In Texten ist kein HTML erlaubt.";
    Picture "L033" Fault "In Texten sind keine Bilder erlaubt.";
    Unshowable "L034" Fault "Das kann nicht überall gezeigt werden.";
    BadAddress "L035" Fault "Diese Adresse ist nicht brauchbar.";
    OtherNumber "L036" Fault "Eine Nummer würde anders gezeigt, als sie dasteht.";
    RawMarkup "L037" Warning "Eine Auszeichnung wirkt nicht und wird so gezeigt, wie sie dasteht.";
    HiddenSign "L038" Warning "Im Text steht ein unsichtbares Zeichen.";
    LostText "L039" Warning "Ein Zeichen von YAML schneidet den Text ab oder auseinander.";
    LongOpening "L040" Fault "Der Einstiegstext ist zu lang.";
    LongAnswer "L041" Fault "Die Antwort ist zu lang.";
    LongWelcome "L042" Fault "Die Begrüßung ist zu lang.";
    LongTask "L043" Warning "Die Aufgabe ist zu lang.";
    QuestionCount "L044" Warning "Eine Antwort hat zwei bis sechs Frageformen.";
    FormCount "L045" Warning "Diese Textstelle hat zu wenige oder zu viele Frageformen.";
    FormsWithoutText "L046" Warning "Diese Frageformen gehören zu keinem Text.";
    GoldenForm "L047" Warning "Diese Frageform ist zugleich eine Prüffrage.";
    LongShort "L048" Warning "Der Titel ist zu lang für einen Knopf.";
    LongFact "L049" Warning "Diese Angabe ist keine kurze Zeile.";
    RepeatedId "L050" Fault "Diese id gibt es schon.";
    RetiredId "L051" Fault "Diese id ist aus dem Verkehr gezogen.";
    Dangling "L052" Fault "Der Verweis führt ins Leere.";
    WrongNumber "L053" Fault "Die Nummer passt nicht zu ihrer Stelle.";
    NoSource "L054" Fault "Es fehlt, woher das kommt.";
    NoImage "L055" Fault "Die Bilddatei fehlt.";
    SharedSynonym "L056" Warning "Zwei Begriffe teilen sich ein Wort.";
    CommonSynonym "L057" Warning "Dieses Synonym ist ein Alltagswort.";
    SharedQuestion "L058" Warning "Dieselbe Frage steht an zwei Stellen.";
    FileNumber "L059" Fault "Der Dateiname beginnt nicht mit der Nummer des Schritts.";
    NumberGap "L060" Warning "In der Zählung fehlt eine Nummer.";
    UnusedSource "L061" Warning "Diese Quelle wird nirgends genannt.";
    LonelyMunicipality "L062" Warning "Zu dieser Kommune gibt es nichts zu sehen.";
    SelfReference "L063" Warning "Ein Querverweis führt auf seine eigene Stelle.";
    UnknownCapture "L064" Warning "Es steht nicht da, wann die Angaben übernommen wurden.";
    Stale "L065" Warning "Die Angaben sind älter, als es sein soll.";
    AliasElsewhere "L066" Warning "Diese Frageform führt woandershin.";
    Unfilled "L067" Fault "Hier steht noch ein Platzhalter.";
    StaleCalibration "L068" Warning "Die Schwellen sind nicht mehr auf diese Inhalte abgestimmt.";
    FutureDate "L069" Warning "Dieses Datum liegt in der Zukunft.";
    AllowanceWithoutReason "L070" Warning "Eine Erlaubnis nennt keinen Grund.";
    UselessAllowance "L071" Warning "Eine Erlaubnis bewirkt nichts.";
    HardToRead "L080" Info "So gut lässt sich der Text lesen.";
    LongSentence "L081" Info "Dieser Satz ist lang.";
    LongDecision "L090" Warning "Zu dieser Entscheidung steht mehr da, als auf einen Bildschirm passt.";
    WrongAnswers "L091" Fault "Antworten und Art der Entscheidung passen nicht zusammen.";
    SharedLabel "L092" Fault "Zwei Antworten heißen gleich.";
    LaterDecision "L093" Fault "Eine Bedingung hängt an einer Entscheidung, die nicht früher kommt.";
    NeverAsked "L094" Fault "Nach dieser Entscheidung wird nie gefragt.";
    LoneAnswer "L095" Warning "Zu dieser Entscheidung gibt es nur eine Antwort.";
    NoOffice "L096" Fault "Das ist kein Name einer Stelle.";
}

/// What is said of a kind beyond its title.
#[derive(Deserialize)]
struct CodeHelp {
    explanation: String,
    wrong: String,
    right: String,
}

/// By code; the tests see to it that each has one.
static HELP: LazyLock<BTreeMap<String, CodeHelp>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("codes.yaml")).unwrap_or_default());

impl Code {
    /// The kind that has this code, whatever the case of its letter.
    pub fn parse(code: &str) -> Option<Self> {
        let same = |known: &Self| known.as_str().eq_ignore_ascii_case(code);
        Self::ALL.iter().copied().find(same)
    }

    /// The code that was probably meant by one that does not exist: `12`, `L12`, `L0l2`.
    pub fn nearest(code: &str) -> Option<&'static str> {
        let meant = format!("L{:0>3}", digits(code));
        let meant = Self::parse(&meant).map(Self::as_str);
        meant.or_else(|| suggest::nearest(code, Self::ALL.iter().map(|known| known.as_str())))
    }

    /// Why it matters and how to mend it, in German.
    pub fn explanation(self) -> &'static str {
        self.help().map_or("", |help| &help.explanation)
    }

    /// An example of how it should not be.
    pub fn wrong(self) -> &'static str {
        self.help().map_or("", |help| &help.wrong)
    }

    /// The same example as it should be.
    pub fn right(self) -> &'static str {
        self.help().map_or("", |help| &help.right)
    }

    fn help(self) -> Option<&'static CodeHelp> {
        HELP.get(self.as_str())
    }
}

/// The figures of a code, with the letters that look like some.
fn digits(code: &str) -> String {
    let tail = code.trim_start_matches(['L', 'l']);
    let figure = |c: char| match c {
        'O' | 'o' => Some('0'),
        'I' | 'i' | 'l' => Some('1'),
        c => c.is_ascii_digit().then_some(c),
    };
    tail.chars().filter_map(figure).collect()
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_ascending_and_every_one_explains_itself() {
        for pair in Code::ALL.windows(2) {
            assert!(
                pair[0].as_str() < pair[1].as_str(),
                "{} {}",
                pair[0],
                pair[1]
            );
        }
        assert_eq!(super::HELP.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(
                code.title().ends_with('.') && code.explanation().len() > 20,
                "{code}"
            );
            assert_ne!(code.wrong(), code.right(), "{code}");
        }
    }
}
