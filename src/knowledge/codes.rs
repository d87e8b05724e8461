//! The kinds of faults, each with a code that never changes, a title and an explanation for editors.
//!
//! One table: a new kind of fault is one more row. Numbers are never reused, and a row that is no longer needed
//! stays, so that an explanation found in an old note still means the same.

use std::fmt;

/// Whether a guide may be served with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The guide cannot be used.
    Fault,
    /// The guide can be used, but somebody should look.
    Warning,
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $title:literal $explanation:literal)+) => {
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

            /// The kind that has this code.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == code)
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// What it is, in one German sentence.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)+ }
            }

            /// Why it matters and how to mend it, in German.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation,)+ }
            }
        }
    };
}

codes! {
    Unreadable "L001" Fault
        "Die Datei lässt sich nicht lesen."
        "Prüfen Sie, ob die Datei noch da ist und ob Sie sie öffnen dürfen."
    FileTooLarge "L002" Fault
        "Die Datei ist zu groß."
        "Eine Datei darf höchstens 1 MiB haben. Verteilen Sie den Inhalt auf mehrere Dateien, etwa eine je Kommune."
    NotUtf8 "L003" Fault
        "Die Datei ist nicht in UTF-8 gespeichert."
        "Speichern Sie die Datei in Ihrem Editor mit der Kodierung UTF-8 (ohne BOM)."
    ByteOrderMark "L004" Fault
        "Am Anfang der Datei steht eine unsichtbare Marke (BOM)."
        "Manche Editoren setzen sie beim Speichern. Wählen Sie „UTF-8 ohne BOM“."
    LineEnd "L005" Fault
        "Die Zeilen enden auf Windows-Art (CRLF)."
        "Stellen Sie im Editor das Zeilenende auf LF (Unix) um und speichern Sie die Datei neu."
    Tab "L006" Fault
        "In der Datei steht ein Tabulator."
        "YAML rückt nur mit Leerzeichen ein. Ersetzen Sie jeden Tabulator durch Leerzeichen, je Ebene zwei."
    Syntax "L007" Fault
        "Die Datei ist kein gültiges YAML."
        "Meist fehlt ein Anführungszeichen oder die Einrückung stimmt nicht. Texte mit `: `, `#` oder einem Sonderzeichen am Anfang gehören in Anführungszeichen oder hinter `|` in eigene Zeilen. Solange die Datei nicht lesbar ist, wird ihr Inhalt nicht weiter geprüft."
    SecondDocument "L008" Fault
        "In der Datei steht mehr als ein Dokument."
        "Eine Datei ist genau ein Dokument. Löschen Sie die Zeile `---` oder legen Sie eine zweite Datei an."
    Anchor "L009" Fault
        "Anker und Verweise sind nicht erlaubt."
        "`&name` und `*name` machen Dateien schwer lesbar und können sie ins Unendliche vergrößern. Schreiben Sie den Inhalt aus. Beginnt ein Text mit `&` oder `*`, setzen Sie ihn in Anführungszeichen."
    TooMuch "L010" Fault
        "Die Datei ist zu tief verschachtelt oder hat zu viele Einträge."
        "Erlaubt sind 32 Ebenen und 50 000 Einträge je Datei."
    RepeatedKey "L011" Fault
        "Ein Schlüssel steht zweimal in demselben Eintrag."
        "Nur einer von beiden könnte gelten. Führen Sie die Angaben zusammen."
    OutsideLink "L012" Fault
        "Eine Verknüpfung führt aus dem Ordner hinaus."
        "Alle Inhalte liegen im Ordner selbst. Kopieren Sie die Datei hierher."
    UnknownFile "L013" Warning
        "Diese Datei wird nicht gelesen."
        "Gelesen werden guide.yaml, sources.yaml, glossary.yaml, answers.yaml, gaps.yaml, background.yaml, questions.yaml sowie alle .yaml-Dateien in steps/ und examples/."
    MissingFile "L014" Fault
        "Eine nötige Datei fehlt."
        "Ein Leitfaden braucht mindestens guide.yaml und einen Schritt in steps/."
    UnknownKey "L020" Fault
        "Diesen Schlüssel gibt es hier nicht."
        "Schlüssel sind englisch und klein geschrieben. Ein Schlüssel mit Tippfehler würde sonst stillschweigend nicht wirken."
    MissingKey "L021" Fault
        "Ein nötiger Schlüssel fehlt."
        "Ergänzen Sie den Schlüssel mit seinem Wert."
    WrongShape "L022" Fault
        "Der Wert hat die falsche Form."
        "Erwartet wird je nach Schlüssel ein Text, eine Liste (Zeilen mit `- `) oder ein Block mit eigenen Schlüsseln."
    EmptyValue "L023" Fault
        "Hier fehlt der Wert."
        "Tragen Sie etwas ein oder löschen Sie die Zeile samt Schlüssel."
    BadId "L024" Fault
        "Das ist keine gültige id."
        "Eine id besteht aus 1 bis 24 Zeichen: Kleinbuchstaben a bis z, Ziffern und Bindestrich, keine Umlaute. Sie bleibt, solange es den Eintrag gibt."
    UnknownWord "L025" Fault
        "Dieses Wort ist hier nicht vorgesehen."
        "Der Schlüssel kennt nur bestimmte Wörter."
    BadDate "L026" Fault
        "Das ist kein Datum, wie es hier stehen kann."
        "Erlaubt sind `unknown`, ein Jahr \"2018\", ein Monat \"2018-11\" oder ein Tag \"2018-11-21\". Was nicht bekannt ist, bleibt `unknown`."
    UnquotedNumber "L027" Warning
        "Hier steht eine Zahl, wo ein Text gemeint ist."
        "Setzen Sie den Wert in Anführungszeichen: aus 1.10 machen manche Programme 1.1."
    UnknownFormat "L028" Fault
        "Diese Fassung des Formats ist nicht bekannt."
        "Diese Version von Lotse liest `format: 1`."
    BadFigure "L029" Fault
        "Hier gehört eine Zahl hin."
        "Schreiben Sie die Zahl ohne Anführungszeichen, Anteile zwischen 0 und 1 mit Punkt: 0.95."
    Heading "L030" Fault
        "Texte haben keine Überschriften."
        "Telegram kann sie nicht zeigen. Machen Sie aus dem Abschnitt einen eigenen Teil (`parts`) mit `title`."
    NestedList "L031" Fault
        "Eine Liste steht in einer Liste."
        "Telegram zeigt nur eine Ebene. Lösen Sie die innere Liste auf."
    Html "L032" Fault
        "In Texten ist kein HTML erlaubt."
        "Benutzen Sie **fett**, *kursiv*, Listen und [Text](https://…)."
    Picture "L033" Fault
        "In Texten sind keine Bilder erlaubt."
        "Ein Bild gehört zu einem Material (`image`, `image_text`)."
    Unshowable "L034" Fault
        "Das kann nicht überall gezeigt werden."
        "Erlaubt sind Absätze, **fett**, *kursiv*, Listen mit einer Ebene und Links."
    BadAddress "L035" Fault
        "Diese Adresse ist nicht brauchbar."
        "Adressen beginnen mit https://, http://, mailto: oder tg:// und enthalten keine Leerzeichen."
    LongOpening "L040" Fault
        "Der Einstiegstext ist zu lang."
        "Er soll auf einen Bildschirm passen: höchstens 600 Zeichen. Den Rest nehmen die Teile (`parts`) auf."
    LongAnswer "L041" Fault
        "Die Antwort ist zu lang."
        "Eine redaktionelle Antwort hat höchstens 300 Zeichen."
    LongWelcome "L042" Fault
        "Die Begrüßung ist zu lang."
        "Sie hat weniger als 500 Zeichen."
    LongTask "L043" Warning
        "Die Aufgabe ist zu lang."
        "Eine Aufgabe ist eine Zeile von höchstens 100 Zeichen. Genaueres gehört in `detail`."
    QuestionCount "L044" Warning
        "Eine Antwort hat zwei bis sechs Frageformen."
        "Mit nur einer Form wird sie schlecht gefunden, mit zu vielen verdrängt sie andere Stellen."
    RepeatedId "L050" Fault
        "Diese id gibt es schon."
        "Häkchen, Notizen und Links hängen an ids. Deshalb gibt es jede im ganzen Ordner nur einmal (bei Aufgaben, Teilen und Materialien: an derselben Stelle nur einmal)."
    RetiredId "L051" Fault
        "Diese id ist aus dem Verkehr gezogen."
        "Sie steht in guide.yaml unter `retired`. Alte Häkchen und Links würden sonst auf etwas anderes zeigen. Wählen Sie eine neue id."
    Dangling "L052" Fault
        "Der Verweis führt ins Leere."
        "Es gibt nichts mit dieser Nummer oder id. Prüfen Sie die Schreibweise oder legen Sie den Eintrag an."
    WrongNumber "L053" Fault
        "Die Nummer passt nicht zu ihrer Stelle."
        "Schritte heißen \"1\", \"2\" …, Abschnitte \"1.1\", \"1.2\" … in aufsteigender Folge, jede Nummer nur einmal."
    NoSource "L054" Fault
        "Es fehlt, woher das kommt."
        "Jede Stelle, jedes Beispiel, jeder Begriff nennt in `from` mindestens eine Quelle aus sources.yaml, Herkunft, Stand, Datum der Übernahme und Wortlaut."
    NoImage "L055" Fault
        "Die Bilddatei fehlt."
        "Der Pfad gilt ab dem Ordner der Inhalte, etwa images/bild.png, und darf nicht aus ihm hinausführen."
    SharedSynonym "L056" Warning
        "Zwei Begriffe teilen sich ein Wort."
        "Wer danach fragt, bekommt nur einen von beiden. Lassen Sie das Wort bei dem Begriff, der gemeint ist."
    CommonSynonym "L057" Warning
        "Dieses Synonym ist ein Alltagswort."
        "Es würde gewöhnliche Sätze an sich ziehen. Tragen Sie es in guide.yaml unter `common_words` ein oder lassen Sie es weg."
    SharedQuestion "L058" Warning
        "Dieselbe Frage steht an zwei Stellen."
        "Nur eine kann gewinnen. Lassen Sie die Frage dort, wo die Antwort steht."
    FileNumber "L059" Fault
        "Der Dateiname beginnt nicht mit der Nummer des Schritts."
        "Nennen Sie die Datei zum Beispiel steps/3-ziele.yaml, damit man den Schritt im Ordner findet."
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
        for code in Code::ALL {
            assert!(
                code.title().ends_with('.') && code.explanation().len() > 20,
                "{code}"
            );
        }
    }
}
