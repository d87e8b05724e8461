//! The kinds of faults, each with a code that never changes, a title, an explanation and an example for editors.
//!
//! One table: a new kind of fault is one more row. Numbers are never reused, and a row that is no longer needed
//! stays, so that an explanation found in an old note still means the same.

use std::fmt;

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
    ($($name:ident $code:literal $severity:ident $title:literal $explanation:literal
        wrong $wrong:literal right $right:literal)+) => {
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

            /// An example of how it should not be.
            pub fn wrong(self) -> &'static str {
                match self { $(Code::$name => $wrong,)+ }
            }

            /// The same example as it should be.
            pub fn right(self) -> &'static str {
                match self { $(Code::$name => $right,)+ }
            }
        }
    };
}

codes! {
    Unreadable "L001" Fault
        "Die Datei lässt sich nicht lesen."
        "Prüfen Sie, ob die Datei noch da ist und ob Sie sie öffnen dürfen."
        wrong "steps/3-ziele.yaml gehört einem anderen Konto und ist gesperrt"
        right "die Datei hat dieselben Rechte wie ihre Nachbarn"
    FileTooLarge "L002" Fault
        "Die Datei ist zu groß."
        "Eine Datei darf höchstens 1 MiB haben. Verteilen Sie den Inhalt auf mehrere Dateien, etwa eine je Kommune."
        wrong "examples/alle.yaml mit 400 Beispielen (1,4 MiB)"
        right "examples/bochum.yaml, examples/muelheim.yaml, …"
    NotUtf8 "L003" Fault
        "Die Datei ist nicht in UTF-8 gespeichert."
        "Speichern Sie die Datei in Ihrem Editor mit der Kodierung UTF-8 (ohne BOM)."
        wrong "title: M\\xfclheim           (gespeichert als „Westeuropäisch“)"
        right "title: Mülheim              (gespeichert als UTF-8)"
    ByteOrderMark "L004" Fault
        "Am Anfang der Datei steht eine unsichtbare Marke (BOM)."
        "Manche Editoren setzen sie beim Speichern. Wählen Sie „UTF-8 ohne BOM“."
        wrong "\\ufeffformat: 1             (gespeichert als „UTF-8 mit BOM“)"
        right "format: 1                   (gespeichert als „UTF-8“)"
    LineEnd "L005" Fault
        "Die Zeilen enden auf Windows-Art (CRLF)."
        "Stellen Sie im Editor das Zeilenende auf LF (Unix) um und speichern Sie die Datei neu."
        wrong "format: 1\\r                 (Zeilenende CRLF)"
        right "format: 1                   (Zeilenende LF)"
    Tab "L006" Fault
        "In der Datei steht ein Tabulator."
        "YAML rückt nur mit Leerzeichen ein. Ersetzen Sie jeden Tabulator durch Leerzeichen, je Ebene zwei."
        wrong "step:\n→id: ziele"
        right "step:\n  id: ziele"
    Syntax "L007" Fault
        "Die Datei ist kein gültiges YAML."
        "Meist fehlt ein Anführungszeichen oder die Einrückung stimmt nicht. Texte mit `: `, `#` oder einem Sonderzeichen am Anfang gehören in Anführungszeichen oder hinter `|` in eigene Zeilen. Solange die Datei nicht lesbar ist, wird ihr Inhalt nicht weiter geprüft."
        wrong "title: Schule: ein Ort für alle"
        right "title: \"Schule: ein Ort für alle\""
    SecondDocument "L008" Fault
        "In der Datei steht mehr als ein Dokument."
        "Eine Datei ist genau ein Dokument. Löschen Sie die Zeile `---` oder legen Sie eine zweite Datei an."
        wrong "terms:\n  - id: rbb\n---\nterms:\n  - id: ki"
        right "terms:\n  - id: rbb\n  - id: ki"
    Anchor "L009" Fault
        "Anker und Verweise sind nicht erlaubt."
        "`&name` und `*name` machen Dateien schwer lesbar und können sie ins Unendliche vergrößern. Schreiben Sie den Inhalt aus. Beginnt ein Text mit `&` oder `*`, setzen Sie ihn in Anführungszeichen."
        wrong "text: &gleich Der Auftrag ist wichtig.\nnote: *gleich"
        right "text: Der Auftrag ist wichtig.\nnote: Der Auftrag ist wichtig."
    TooMuch "L010" Fault
        "Die Datei ist zu tief verschachtelt oder hat zu viele Einträge."
        "Erlaubt sind 32 Ebenen und 50 000 Einträge je Datei."
        wrong "parts: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…"
        right "parts:\n  - id: wer\n    title: Wer entscheidet"
    RepeatedKey "L011" Fault
        "Ein Schlüssel steht zweimal in demselben Eintrag."
        "Nur einer von beiden könnte gelten. Führen Sie die Angaben zusammen."
        wrong "title: Erste Ziele\ntitle: Erste Ziele formulieren"
        right "title: Erste Ziele formulieren"
    OutsideLink "L012" Fault
        "Eine Verknüpfung führt aus dem Ordner hinaus."
        "Alle Inhalte liegen im Ordner selbst. Kopieren Sie die Datei hierher."
        wrong "glossary.yaml → /home/redaktion/glossar.yaml"
        right "glossary.yaml als eigene Datei im Ordner"
    UnknownFile "L013" Warning
        "Diese Datei wird nicht gelesen."
        "Gelesen werden guide.yaml, sources.yaml, glossary.yaml, answers.yaml, gaps.yaml, background.yaml, questions.yaml, calibration.yaml sowie alle .yaml-Dateien in steps/ und examples/."
        wrong "glosar.yaml\ngaps.yml"
        right "glossary.yaml\ngaps.yaml"
    MissingFile "L014" Fault
        "Eine nötige Datei fehlt."
        "Ein Leitfaden braucht mindestens guide.yaml und einen Schritt in steps/."
        wrong "knowledge/\n  steps/1-auftrag.yaml"
        right "knowledge/\n  guide.yaml\n  steps/1-auftrag.yaml"
    UnknownKey "L020" Fault
        "Diesen Schlüssel gibt es hier nicht."
        "Schlüssel sind englisch und klein geschrieben. Ein Schlüssel mit Tippfehler würde sonst stillschweigend nicht wirken."
        wrong "titel: Erste Ziele formulieren"
        right "title: Erste Ziele formulieren"
    MissingKey "L021" Fault
        "Ein nötiger Schlüssel fehlt."
        "Ergänzen Sie den Schlüssel mit seinem Wert."
        wrong "- id: rbb\n  text: Mit RBB ist … gemeint."
        right "- id: rbb\n  term: RBB\n  text: Mit RBB ist … gemeint."
    WrongShape "L022" Fault
        "Der Wert hat die falsche Form."
        "Erwartet wird je nach Schlüssel ein Text, eine Liste (Zeilen mit `- `) oder ein Block mit eigenen Schlüsseln."
        wrong "aliases: wie fange ich an"
        right "aliases: [wie fange ich an]"
    EmptyValue "L023" Fault
        "Hier fehlt der Wert."
        "Tragen Sie etwas ein oder löschen Sie die Zeile samt Schlüssel."
        wrong "period:"
        right "period: Schuljahr 2018/2019"
    BadId "L024" Fault
        "Das ist keine gültige id."
        "Eine id besteht aus 1 bis 24 Zeichen: Kleinbuchstaben a bis z, Ziffern und Bindestrich, keine Umlaute. Sie bleibt, solange es den Eintrag gibt."
        wrong "id: Erste_Ziele"
        right "id: erste-ziele"
    UnknownWord "L025" Fault
        "Dieses Wort ist hier nicht vorgesehen."
        "Der Schlüssel kennt nur bestimmte Wörter."
        wrong "status: fertig"
        right "status: complete"
    BadDate "L026" Fault
        "Das ist kein Datum, wie es hier stehen kann."
        "Erlaubt sind `unknown`, ein Jahr \"2018\", ein Monat \"2018-11\" oder ein Tag \"2018-11-21\". Was nicht bekannt ist, bleibt `unknown`."
        wrong "as_of: 21.11.2018"
        right "as_of: \"2018-11-21\""
    UnquotedNumber "L027" Warning
        "Hier steht eine Zahl, wo ein Text gemeint ist."
        "Setzen Sie den Wert in Anführungszeichen: aus 1.10 machen manche Programme 1.1."
        wrong "number: 1.10"
        right "number: \"1.10\""
    UnknownFormat "L028" Fault
        "Diese Fassung des Formats ist nicht bekannt."
        "Diese Version von Lotse liest `format: 1`."
        wrong "format: 2"
        right "format: 1"
    BadFigure "L029" Fault
        "Hier gehört eine Zahl hin."
        "Schreiben Sie die Zahl ohne Anführungszeichen, Anteile zwischen 0 und 1 mit Punkt: 0.95."
        wrong "hit_at_1: 92 %"
        right "hit_at_1: 0.92"
    Heading "L030" Fault
        "Texte haben keine Überschriften."
        "Telegram kann sie nicht zeigen. Machen Sie aus dem Abschnitt einen eigenen Teil (`parts`) mit `title`."
        wrong "text: |\n  # Wer entscheidet\n  Meist die Leitung."
        right "title: Wer entscheidet\ntext: |\n  Meist die Leitung."
    NestedList "L031" Fault
        "Eine Liste steht in einer Liste."
        "Telegram zeigt nur eine Ebene. Lösen Sie die innere Liste auf."
        wrong "text: |\n  - Schulen\n    - Grundschulen"
        right "text: |\n  - Schulen, auch Grundschulen"
    Html "L032" Fault
        "In Texten ist kein HTML erlaubt."
        "Benutzen Sie **fett**, *kursiv*, Listen und [Text](https://…)."
        wrong "text: Das ist <b>wichtig</b>."
        right "text: Das ist **wichtig**."
    Picture "L033" Fault
        "In Texten sind keine Bilder erlaubt."
        "Ein Bild gehört zu einem Material (`image`, `image_text`)."
        wrong "text: |\n  ![Plan](images/plan.png)"
        right "image: images/plan.png\nimage_text: Der Plan als Tabelle mit drei Spalten"
    Unshowable "L034" Fault
        "Das kann nicht überall gezeigt werden."
        "Erlaubt sind Absätze, **fett**, *kursiv*, Listen mit einer Ebene und Links."
        wrong "text: |\n  > Ein Zitat"
        right "text: |\n  „Ein Zitat“"
    BadAddress "L035" Fault
        "Diese Adresse ist nicht brauchbar."
        "Adressen beginnen mit https://, http://, mailto: oder tg:// und enthalten keine Leerzeichen."
        wrong "address: www.bochum.de/konzept"
        right "address: https://www.bochum.de/konzept"
    LongOpening "L040" Fault
        "Der Einstiegstext ist zu lang."
        "Er soll auf einen Bildschirm passen: höchstens 600 Zeichen. Den Rest nehmen die Teile (`parts`) auf."
        wrong "opening: |\n  (ein Text von 900 Zeichen)"
        right "opening: |\n  (zwei, drei Sätze)\nparts:\n  - id: mehr\n    title: Wie es weitergeht\n    text: |\n      (der Rest)"
    LongAnswer "L041" Fault
        "Die Antwort ist zu lang."
        "Eine redaktionelle Antwort hat höchstens 300 Zeichen."
        wrong "text: |\n  (ein Text von 450 Zeichen)"
        right "text: |\n  (ein bis drei Sätze; Genaueres steht an der Stelle in `places`)"
    LongWelcome "L042" Fault
        "Die Begrüßung ist zu lang."
        "Sie hat weniger als 500 Zeichen."
        wrong "welcome: |\n  (ein Text von 800 Zeichen)"
        right "welcome: |\n  (wer spricht, was er kann, was er nicht kann)"
    LongTask "L043" Warning
        "Die Aufgabe ist zu lang."
        "Eine Aufgabe ist eine Zeile von höchstens 100 Zeichen. Genaueres gehört in `detail`."
        wrong "- id: auftrag\n  text: Den Auftrag schriftlich sichern, und zwar auch dann, wenn er sich eigentlich schon aus den Schwerpunkten ergibt"
        right "- id: auftrag\n  text: Den Auftrag schriftlich sichern\n  detail: Das gilt auch, wenn er sich schon aus den Schwerpunkten ergibt."
    QuestionCount "L044" Warning
        "Eine Antwort hat zwei bis sechs Frageformen."
        "Mit nur einer Form wird sie schlecht gefunden, mit zu vielen verdrängt sie andere Stellen."
        wrong "questions: [Brauchen wir einen Ratsbeschluss?]"
        right "questions: [Brauchen wir einen Ratsbeschluss?, Muss der Rat zustimmen?]"
    FormCount "L045" Warning
        "Diese Textstelle hat zu wenige oder zu viele Frageformen."
        "Gut sind vier bis sechs, und überall etwa gleich viele: Eine Stelle mit wenigen Formen wird schlecht gefunden, eine mit vielen verdrängt andere. Gezählt werden `aliases`, `questions`, `task_aliases`, `tip_aliases` und `material_aliases`; Synonyme und Stichwörter (`topics`) zählen nicht. Gewarnt wird unter 3 und über 8, aber erst, wenn die Hälfte aller Textstellen 3 Formen hat."
        wrong "aliases: [Auftrag holen]"
        right "aliases:\n  - Wer gibt den Auftrag für ein Kommunales Konzept?\n  - brauchen wir ein go von oben\n  - Auftrag einholen Dezernat\n  - Uns fehlt der Auftrag, was nun?"
    FormsWithoutText "L046" Warning
        "Diese Frageformen gehören zu keinem Text."
        "`task_aliases`, `tip_aliases` und `material_aliases` führen zu `tasks`, `tips` und `materials` derselben Stelle. Fehlt die Liste oder ist sie leer, führen diese Formen nirgendwohin."
        wrong "tips: []\ntip_aliases: [Tipps fürs Schreiben]"
        right "tips:\n  - Bewährt hat sich ein Redaktionsteam.\ntip_aliases: [Tipps fürs Schreiben]"
    GoldenForm "L047" Warning
        "Diese Frageform ist zugleich eine Prüffrage."
        "Prüffragen (questions.yaml) sollen zeigen, wie gut Lotse fremde Fragen versteht. Steht dieselbe Frage bei einer Textstelle, prüft sich der Text selbst. Formulieren Sie die Frageform anders; Prüffragen bleiben, wie sie sind."
        wrong "aliases: [Wer zahlt das?]       # questions.yaml: wer zahlt das"
        right "aliases: [Wer trägt die Kosten?]"
    RepeatedId "L050" Fault
        "Diese id gibt es schon."
        "Häkchen, Notizen und Links hängen an ids. Deshalb gibt es jede im ganzen Ordner nur einmal (bei Aufgaben, Teilen und Materialien: an derselben Stelle nur einmal)."
        wrong "- id: rbb\n  term: RBB\n- id: rbb\n  term: Bildungsbüro"
        right "- id: rbb\n  term: RBB\n- id: bildungsbuero\n  term: Bildungsbüro"
    RetiredId "L051" Fault
        "Diese id ist aus dem Verkehr gezogen."
        "Sie steht in guide.yaml unter `retired`. Alte Häkchen und Links würden sonst auf etwas anderes zeigen. Wählen Sie eine neue id."
        wrong "# guide.yaml nennt unter `retired` die id auftrag-alt\nid: auftrag-alt"
        right "id: auftrag-neu"
    Dangling "L052" Fault
        "Der Verweis führt ins Leere."
        "Es gibt nichts mit dieser Nummer oder id. Prüfen Sie die Schreibweise oder legen Sie den Eintrag an."
        wrong "places: [\"1.4\"]           # 1.4 gibt es nicht"
        right "places: [\"1.3\"]"
    WrongNumber "L053" Fault
        "Die Nummer passt nicht zu ihrer Stelle."
        "Schritte heißen \"1\", \"2\" …, Abschnitte \"1.1\", \"1.2\" … in aufsteigender Folge, jede Nummer nur einmal."
        wrong "number: \"3.1\"             # in Schritt 2"
        right "number: \"2.1\""
    NoSource "L054" Fault
        "Es fehlt, woher das kommt."
        "Jede Stelle, jedes Beispiel, jeder Begriff nennt in `from` mindestens eine Quelle aus sources.yaml, Herkunft, Stand, Datum der Übernahme und Wortlaut."
        wrong "from:\n  origin: guide"
        right "from:\n  origin: guide\n  sources: [eus-schritt-1]\n  as_of: unknown\n  captured: 2026-11-22\n  wording: paraphrase"
    NoImage "L055" Fault
        "Die Bilddatei fehlt."
        "Der Pfad gilt ab dem Ordner der Inhalte, etwa images/bild.png, und darf nicht aus ihm hinausführen."
        wrong "image: ../bilder/plan.png"
        right "image: images/plan.png"
    SharedSynonym "L056" Warning
        "Zwei Begriffe teilen sich ein Wort."
        "Wer danach fragt, bekommt nur einen von beiden. Lassen Sie das Wort bei dem Begriff, der gemeint ist."
        wrong "- id: rbb\n  term: RBB\n  synonyms: [Büro]\n- id: amt\n  term: Amt\n  synonyms: [Büro]"
        right "- id: rbb\n  term: RBB\n  synonyms: [Bildungsbüro]\n- id: amt\n  term: Amt\n  synonyms: [Büro]"
    CommonSynonym "L057" Warning
        "Dieses Synonym ist ein Alltagswort."
        "Es würde gewöhnliche Sätze an sich ziehen. Tragen Sie es in guide.yaml unter `common_words` ein oder lassen Sie es weg."
        wrong "- id: dezernat\n  term: Dezernat\n  synonyms: [Leitung]"
        right "- id: dezernat\n  term: Dezernat\n  synonyms: [Dezernatsleitung]"
    SharedQuestion "L058" Warning
        "Dieselbe Frage steht an zwei Stellen."
        "Nur eine kann gewinnen. Lassen Sie die Frage dort, wo die Antwort steht."
        wrong "- id: kosten\n  questions: [Was kostet das?]\n- id: preis\n  questions: [Was kostet das?]"
        right "- id: kosten\n  questions: [Was kostet das?]\n- id: preis\n  questions: [Wer zahlt die Raummiete?]"
    FileNumber "L059" Fault
        "Der Dateiname beginnt nicht mit der Nummer des Schritts."
        "Nennen Sie die Datei zum Beispiel steps/3-ziele.yaml, damit man den Schritt im Ordner findet."
        wrong "steps/ziele.yaml mit number: \"3\""
        right "steps/3-ziele.yaml mit number: \"3\""
    NumberGap "L060" Warning
        "In der Zählung fehlt eine Nummer."
        "Wer Schritt für Schritt geht, vermisst sie. Ist zu einem Schritt nichts bekannt, legen Sie ihn mit `status: unknown` an und sagen Sie, was sicher ist."
        wrong "steps/1-auftrag.yaml\nsteps/3-ziele.yaml"
        right "steps/1-auftrag.yaml\nsteps/2-unbekannt.yaml   (status: unknown)\nsteps/3-ziele.yaml"
    UnusedSource "L061" Warning
        "Diese Quelle wird nirgends genannt."
        "Nennen Sie sie in `from: sources` der Texte, die aus ihr stammen, oder löschen Sie den Eintrag."
        wrong "sources:\n  - id: eus-schritt-9\n    name: Leitfaden „Eltern und Schulen“, Schritt 9"
        right "from:\n  sources: [eus-schritt-9]"
    LonelyMunicipality "L062" Warning
        "Zu dieser Kommune gibt es nichts zu sehen."
        "Wer nach ihr fragt, findet nichts. Ergänzen Sie ein Beispiel oder nennen Sie die Kommune bei einem Material oder gemeinsamen Beispiel (`also`)."
        wrong "municipality:\n  id: herne\n  name: Herne\nexamples: []"
        right "municipality:\n  id: herne\n  name: Herne\nexamples:\n  - id: he-01"
    SelfReference "L063" Warning
        "Ein Querverweis führt auf seine eigene Stelle."
        "Wer darauf tippt, bleibt, wo er ist. Nennen Sie eine andere Stelle oder löschen Sie den Verweis."
        wrong "number: \"1.2\"\nsee:\n  - place: \"1.2\""
        right "number: \"1.2\"\nsee:\n  - place: \"7\""
    UnknownCapture "L064" Warning
        "Es steht nicht da, wann die Angaben übernommen wurden."
        "Der Stand einer Quelle kann unbekannt sein; wann Sie die Angaben übernommen haben, wissen Sie. Tragen Sie den Tag ein."
        wrong "captured: unknown"
        right "captured: 2026-11-22"
    Stale "L065" Warning
        "Die Angaben sind älter, als es sein soll."
        "Wie alt sie sein dürfen, steht in guide.yaml unter `stale_after_years`. Gleichen Sie die Angaben mit der Quelle ab und tragen Sie das neue Datum ein."
        wrong "as_of: \"2018\""
        right "as_of: \"2026-03\""
    AliasElsewhere "L066" Warning
        "Diese Frageform führt woandershin."
        "Wer so fragt, findet unter den ersten drei Treffern etwas anderes. Formulieren Sie sie genauer oder lassen Sie sie weg; oft fehlt das Wort auch im Text der Stelle."
        wrong "aliases: [Wie geht es weiter?]"
        right "aliases: [Wie geht es nach dem Auftrag weiter?]"
    Unfilled "L067" Fault
        "Hier steht noch ein Platzhalter."
        "`…` stammt aus der Vorlage von `lotse new`. Schreiben Sie den Text oder löschen Sie die Zeile samt Schlüssel."
        wrong "title: …"
        right "title: Erste Ziele formulieren"
    StaleCalibration "L068" Warning
        "Die Schwellen sind nicht mehr auf diese Inhalte abgestimmt."
        "In calibration.yaml steht, ab wann Lotse antwortet und wann es nachfragt oder ablehnt. Die Werte wurden aus anderen Inhalten oder Prüffragen errechnet. Lotse antwortet weiter damit; `lotse eval --calibrate` rechnet sie neu."
        wrong "calibration.yaml vom Mai, questions.yaml mit zwanzig neuen Fragen vom Juni"
        right "nach der Änderung: lotse eval --calibrate"
    AllowanceWithoutReason "L070" Warning
        "Eine Erlaubnis nennt keinen Grund."
        "Schreiben Sie hinter den Code, warum die Warnung hier in Ordnung ist. Ohne Grund gilt die Erlaubnis nicht."
        wrong "synonyms: [Leitung]  # lotse: erlaubt L057"
        right "synonyms: [Leitung]  # lotse: erlaubt L057 – so heißt die Stelle hier wirklich"
    UselessAllowance "L071" Warning
        "Eine Erlaubnis bewirkt nichts."
        "Eine Erlaubnis gilt für Warnungen und Infos auf ihrer Zeile und der nächsten. Ist der Anlass weg, löschen Sie sie. Fehler lassen sich nicht erlauben, nur beheben."
        wrong "# lotse: erlaubt L020 – bleibt so\ntitel: Erste Ziele"
        right "title: Erste Ziele"
    HardToRead "L080" Info
        "So gut lässt sich der Text lesen."
        "Der Lesbarkeitsindex LIX zählt Wörter je Satz und den Anteil der Wörter mit mehr als sechs Buchstaben. Unter 40 ist leicht, 40 bis 50 mittel, 50 bis 60 schwer, darüber sehr schwer. Quelle: C. H. Björnsson, Läsbarhet, Stockholm 1968."
        wrong "Die Berücksichtigung der kommunalen Gesamtstrategie im Rahmen der Konzeptentwicklung ist sicherzustellen."
        right "Prüfen Sie: Passt das Konzept zur Strategie der Kommune?"
    LongSentence "L081" Info
        "Dieser Satz ist lang."
        "Sätze bis 20 Wörter liest man auf dem Telefon in einem Zug. Machen Sie aus einem langen Satz zwei."
        wrong "Die Leitung entscheidet über den Auftrag, wobei sie darauf achtet, dass das Konzept zur Gesamtstrategie passt, die der Rat beschlossen hat und die bis 2030 gilt."
        right "Die Leitung entscheidet über den Auftrag. Das Konzept soll zur Gesamtstrategie passen. Der Rat hat sie bis 2030 beschlossen."
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
        for code in Code::ALL {
            assert!(
                code.title().ends_with('.') && code.explanation().len() > 20,
                "{code}"
            );
            assert_ne!(code.wrong(), code.right(), "{code}");
        }
    }
}
