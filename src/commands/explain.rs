//! `lotse explain L012`: what a kind of fault means, with an example of wrong and right, in German for editors.
//!
//! Without a code it lists all kinds. Everything said here stands in the one table of [`Code`].

use std::io::{self, Write};

use crate::knowledge::Code;

use super::outcome::{Failure, Success};

/// Which kind of fault.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lotse explain        all codes
  lotse explain L012   one of them")]
pub struct ExplainArgs {
    /// The code that `lotse check` shows with a fault; without it, the list of all codes.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Explains.
///
/// # Errors
/// When there is no such code, or when the text cannot be written.
pub fn run(args: &ExplainArgs) -> Result<Success, Failure> {
    let text = match &args.code {
        None => list(),
        Some(asked) => explain(asked)?,
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Success::Fine)
}

/// One line a code.
fn list() -> String {
    let line = |code: &Code| format!("{code}  {:<7}  {}\n", code.severity().word(), code.title());
    let lines: String = Code::ALL.iter().map(line).collect();
    format!(
        "{lines}\nMehr zu einem davon: lotse explain {}\n",
        Code::ALL[0]
    )
}

fn explain(asked: &str) -> Result<String, Failure> {
    let Some(code) = Code::parse(asked.trim()) else {
        let hint = match Code::nearest(asked) {
            Some(near) => format!("meinten Sie `lotse explain {near}`?"),
            None => "`lotse explain` zeigt alle Codes".to_owned(),
        };
        let sentence = format!("den Code `{asked}` gibt es nicht");
        return Err(Failure::usage(sentence, hint));
    };
    Ok(format!(
        "{code} ({}): {}\n\n{}\n\nFalsch:\n{}\nRichtig:\n{}",
        code.severity().word(),
        code.title(),
        code.explanation(),
        indented(code.wrong()),
        indented(code.right()),
    ))
}

fn indented(example: &str) -> String {
    example.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_with_an_example_of_wrong_and_right() {
        insta::assert_snapshot!(explain("l026").unwrap(), @r#"
        L026 (Fehler): Das ist kein Datum, wie es hier stehen kann.

        Erlaubt sind `unknown`, ein Jahr "2018", ein Monat "2018-11" oder ein Tag "2018-11-21". Was nicht bekannt ist, bleibt `unknown`.

        Falsch:
          as_of: 21.11.2018

        Richtig:
          as_of: "2018-11-21"
        "#);
    }

    #[test]
    fn an_unknown_code_offers_the_one_that_was_meant() {
        let hint = |asked: &str| match explain(asked) {
            Err(Failure::Told { sentence, hint, .. }) => format!("{sentence}: {hint}"),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            hint("L0l2"),
            "den Code `L0l2` gibt es nicht: meinten Sie `lotse explain L012`?"
        );
        assert_eq!(
            hint("Datum"),
            "den Code `Datum` gibt es nicht: `lotse explain` zeigt alle Codes"
        );
    }

    #[test]
    fn without_a_code_every_kind_is_one_line() {
        let list = list();
        assert!(list.starts_with("L001  Fehler   Die Datei lässt sich nicht lesen.\n"));
        assert!(list.contains("\nL057  Warnung  Dieses Synonym ist ein Alltagswort.\n"));
        assert_eq!(list.lines().count(), Code::ALL.len() + 2);
    }
}
