//! What is told of lines that were drawn, and the file that keeps them, in German for editors.

use std::fmt::Write as _;

use crate::answer::{Library, Thresholds};
use crate::knowledge::calibration;

use super::figures::share;
use super::{CHANCE, DrawnLines, RELIABLE};

impl DrawnLines {
    /// Whether the lines were taken, and what they do not keep of what is promised.
    pub fn verdict(&self) -> String {
        let mut out = String::new();
        if self.are_of_few() {
            let answerable = self.figures.answerable;
            let others = self.figures.all() - answerable;
            let (enough, enough_others) = RELIABLE;
            let _ = writeln!(
                out,
                "Auf Schwellen aus so wenigen Prüffragen ({answerable} mit Antwort, {others} ohne) ist noch kein Verlass: Nötig sind mindestens {enough} mit und {enough_others} ohne. Bis dahin gelten neue nur, wenn sie mindestens {} Fragen mehr richtig behandeln.",
                CHANCE + 1
            );
        }
        if !self.serve() {
            let (now, before) = (self.validated.treated_right(), self.before.treated_right());
            let all = self.figures.all();
            let _ = writeln!(
                out,
                "Die bisherigen Schwellen bleiben: Mit ihnen sind {before} von {all} Fragen richtig behandelt, mit neuen, kreuzvalidiert, {now}."
            );
        }
        for promise in self.holding().broken_promises() {
            let _ = writeln!(out, "Nicht zu halten ist: {promise}.");
        }
        out
    }

    /// What is written into the guide's folder; `before` are the lines that hold until now.
    pub fn file(&self, library: &Library, before: Thresholds) -> String {
        let Thresholds {
            answer,
            theme,
            sure,
        } = if self.serve() {
            self.thresholds
        } else {
            before
        };
        format!(
            "\
# yaml-language-server: $schema=schema/calibration.json
# Ab wann Lotse antwortet. Geschrieben von `lotse eval --calibrate`, aus den Prüffragen dieses Leitfadens.
# Bitte nicht von Hand ändern: Nach Änderungen an Inhalten oder Prüffragen rechnet derselbe Befehl neu.
answer: {answer:.3}
theme: {theme:.3}
sure: {sure:.3}
of: \"{}\"
",
            calibration::basis(&library.guide)
        )
    }

    /// What was computed, in German, with what it does and what other lines would do.
    pub fn render(&self, before: Thresholds) -> String {
        let mut out = format!("Schwellen aus {} Prüffragen\n", self.figures.all());
        for (what, now, was) in [
            ("Antwort ab", self.thresholds.answer, before.answer),
            ("fremdes Thema unter", self.thresholds.theme, before.theme),
            ("sicher ab", self.thresholds.sure, before.sure),
        ] {
            let _ = writeln!(out, "  {what:<22} {now:.3}   bisher {was:.3}");
        }
        out.push_str("\n                          gerechnet   kreuzvalidiert (zehn Teile)\n");
        let names = [
            "Antworten richtig",
            "zu Unrecht abgelehnt",
            "Fremdes abgelehnt",
            "Fehlendes abgelehnt",
            "insgesamt richtig",
        ];
        let both = self
            .figures
            .shares()
            .into_iter()
            .zip(self.validated.shares());
        for (what, (here, there)) in names.into_iter().zip(both) {
            let (here, there) = (percent(here), percent(there));
            let _ = writeln!(out, "  {what:<22} {here}     {there}");
        }
        let (right, sure) = self.sure;
        let _ = writeln!(
            out,
            "  ohne Vorbehalt beantwortet: {sure} von {}, davon richtig {}",
            self.figures.answered,
            percent(share(right, sure)).trim_start()
        );
        out.push_str(
            "\n  Antwort ab   richtig   zu Unrecht abgelehnt   Fremdes   Fehlendes   insgesamt\n",
        );
        for (line, figures) in &self.curve {
            let [right, refused, foreign, absent, all] = figures.shares().map(percent);
            let _ = writeln!(
                out,
                "  {line:>9.2}    {right}               {refused}   {foreign}     {absent}     {all}"
            );
        }
        out
    }
}

fn percent(share: f64) -> String {
    format!("{:5.1} %", share * 100.0)
}
