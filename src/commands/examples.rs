//! `lotse examples`: finds examples as the chat does, narrowed by municipality and step.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use crate::answer::Library;
use crate::conversation::{self, FoundExamples, Selection};
use crate::knowledge::{Example, ExampleId, MunicipalityId, PlaceId};
use crate::operations::settings::Shared;
use crate::search::Query;
use crate::text::{RichText, plain, terminal};

use super::json::{self, PassageLine};
use super::outcome::{ExitKind, Failure, Success};
use super::{library, output};

/// What is looked for.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without words all examples are listed. Exit code 1 says that there are none.

Examples:
  lotse examples
  lotse examples Steuerungsgruppe --step 1
  lotse examples --municipality Bochum --json")]
pub struct ExamplesArgs {
    /// Words to look for.
    pub words: Vec<String>,
    /// Only of this municipality.
    #[arg(long, value_name = "NAME")]
    pub municipality: Option<String>,
    /// Only of this step or section, by number.
    #[arg(long, value_name = "NUMBER")]
    pub step: Option<String>,
    /// One JSON object per example, on one line.
    #[arg(long)]
    pub json: bool,
}

/// Finds and prints examples.
///
/// # Errors
/// When the guide cannot be used, when there is no such municipality or step, or when output fails.
pub fn run(shared: &Shared, args: &ExamplesArgs) -> Result<Success, Failure> {
    let library = library::open(shared)?;
    let found = find(&library, args)?;
    if found.examples.is_empty() {
        return Err(Failure::new(
            ExitKind::Content,
            "the guide holds no such example",
            "use fewer words, or leave out `--municipality` and `--step`",
        ));
    }
    print(&library, &found, args.json)?;
    Ok(Success::Fine)
}

fn find(library: &Library, args: &ExamplesArgs) -> Result<FoundExamples, Failure> {
    let named = args.municipality.as_ref();
    let numbered = args.step.as_ref();
    let within = Selection {
        municipality: named
            .map(|name| municipality_named(library, name))
            .transpose()?,
        place: numbered
            .map(|number| place_numbered(library, number))
            .transpose()?,
        ..Selection::default()
    };
    conversation::find_examples(library, &args.words.join(" "), &within)
        .map_err(|unknown| no_municipality(library, &unknown))
}

fn municipality_named(library: &Library, name: &str) -> Result<MunicipalityId, Failure> {
    let mut all = library.guide.municipalities.iter();
    let by_id = all.find(|town| town.id.as_str() == name.trim());
    let read = || {
        let asked = library.reader.read(name).questions.into_iter().next()?;
        asked.towns.into_iter().next()
    };
    let found = by_id.map(|town| town.id.clone()).or_else(read);
    found.ok_or_else(|| no_municipality(library, name))
}

fn no_municipality(library: &Library, name: &str) -> Failure {
    let all = library.guide.municipalities.iter();
    let names: Vec<_> = all.map(|town| town.name.as_str()).collect();
    Failure::usage(
        format!("the guide knows no municipality `{name}`"),
        format!("it knows {}", names.join(", ")),
    )
}

fn place_numbered(library: &Library, number: &str) -> Result<PlaceId, Failure> {
    let found = library.guide.place_numbered(number.trim());
    found.map(|place| place.id.clone()).ok_or_else(|| {
        let numbers: Vec<_> = library
            .guide
            .steps()
            .map(|step| step.number.as_str())
            .collect();
        Failure::usage(
            format!("the guide has no step or section `{number}`"),
            format!("its steps are {}", numbers.join(", ")),
        )
    })
}

fn print(library: &Library, found: &FoundExamples, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let lines = json_lines(library, found);
        lines
            .iter()
            .try_for_each(|line| json::write_line(&mut out, line))?;
        return out.flush();
    }
    let examples = found.examples.iter();
    for (number, example) in (1..).zip(examples.filter_map(|id| library.guide.example(id))) {
        writeln!(out, "{}", told(library, example, number))?;
    }
    out.flush()
}

/// The examples for programs, with the scores of the words that found them.
fn json_lines(library: &Library, found: &FoundExamples) -> Vec<PassageLine> {
    let ranking = found.words.as_ref().map(|words| {
        library.by_words(&Query {
            text: words.clone(),
            group: found.within.municipality.as_ref().map(ToString::to_string),
            literal: false,
            limit: library.passages.len(),
        })
    });
    let score = |id: &ExampleId| {
        let mut hits = ranking.iter().flat_map(|ranking| &ranking.hits);
        let hit = hits.find(|hit| library.passages[hit.document].target.example() == Some(id))?;
        Some(hit.score)
    };
    let examples = found.examples.iter();
    examples
        .filter_map(|id| PassageLine::of_example(library, id, score(id)))
        .collect()
}

/// An example in three lines: what it is called, whose it is and where it belongs, and its first sentence.
fn told(library: &Library, example: &Example, number: usize) -> String {
    let guide = &library.guide;
    let municipality = guide
        .municipality(&example.municipality)
        .map_or(example.municipality.as_str(), |municipality| {
            &municipality.name
        });
    let places = example.places.iter().filter_map(|id| guide.place(id));
    let places: Vec<_> = places.map(|place| place.number.as_str()).collect();
    let head = format!(
        "{number}. {}\n{municipality} · {}",
        example.title,
        places.join(", ")
    );
    let text = RichText::paragraph(format!(
        "{head}\n{}",
        first_sentence(&plain::render(&example.text))
    ));
    terminal::render(&text, output::width().min(80), false) + "\n"
}

fn first_sentence(text: &str) -> String {
    let first = text.split_sentence_bounds().next().unwrap_or_default();
    first.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn library() -> Library {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
        Library::in_memory(guide).unwrap()
    }

    /// The titles found with these arguments, or the sentence that refuses them.
    fn titles(line: &str) -> Result<Vec<String>, String> {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            args: ExamplesArgs,
        }
        let words = std::iter::once("examples").chain(line.split_whitespace());
        let line = <Line as clap::Parser>::parse_from(words);
        let library = library();
        match find(&library, &line.args) {
            Ok(found) => {
                let examples = found.examples.iter();
                let examples = examples.filter_map(|id| library.guide.example(id));
                Ok(examples.map(|example| example.title.clone()).collect())
            }
            Err(Failure::Told { sentence, .. }) => Err(sentence),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_words_all_examples_are_listed() {
        let all = [
            "Straßenfest in der Ahornstraße",
            "Suppenküche auf dem Gehweg",
        ];
        assert_eq!(titles("").unwrap(), all);
        assert_eq!(titles("--municipality lindenau --step 2").unwrap(), all);
    }

    #[test]
    fn words_and_places_narrow() {
        assert_eq!(titles("Suppe").unwrap(), ["Suppenküche auf dem Gehweg"]);
        assert_eq!(
            titles("--step 2.1").unwrap(),
            ["Straßenfest in der Ahornstraße"]
        );
        assert!(titles("--step 1").unwrap().is_empty());
    }

    #[test]
    fn unknown_municipalities_and_steps_are_wrong_use() {
        assert_eq!(
            titles("--municipality Nirgendwo").unwrap_err(),
            "the guide knows no municipality `Nirgendwo`"
        );
        assert_eq!(
            titles("--step 9").unwrap_err(),
            "the guide has no step or section `9`"
        );
    }

    #[test]
    fn an_example_is_told_in_three_lines() {
        let library = library();
        let told = told(&library, &library.guide.examples[0], 1);
        insta::assert_snapshot!(told, @r"
        1. Straßenfest in der Ahornstraße
        Lindenau · 2.1
        In Lindenau sperrten zwölf Haushalte die Ahornstraße für einen Sonntag.
        ");
    }
}
