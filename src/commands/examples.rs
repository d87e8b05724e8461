//! `lotse examples`: finds examples as the chat does, narrowed by municipality and step.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use crate::answer::Library;
use crate::conversation::Lookup;
use crate::knowledge::{Example, MunicipalityId, PlaceId};
use crate::operations::settings::Shared;
use crate::search::Query;
use crate::text::{RichText, plain, terminal};
use crate::understanding::{Asked, PlaceNamed};

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
    if found.is_empty() {
        return Err(Failure::new(
            ExitKind::Content,
            "the guide holds no such example",
            "use fewer words, or leave out `--municipality` and `--step`",
        ));
    }
    print(&library, &found, args.json)?;
    Ok(Success::Fine)
}

/// An example by the position of its passage.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Found<'a> {
    example: &'a Example,
    passage: usize,
    score: Option<f32>,
}

fn find<'a>(library: &'a Library, args: &ExamplesArgs) -> Result<Vec<Found<'a>>, Failure> {
    let asked = asked(library, &args.words.join(" "));
    let filter = Filter::of(library, args, &asked)?;
    let guide = &library.guide;
    let words = (asked.content > 0).then_some(&asked.without_names);
    let examples: Vec<&Example> = match words {
        Some(words) => {
            let ids = library.examples(words, filter.municipality.as_ref());
            ids.iter().filter_map(|id| guide.example(id)).collect()
        }
        None => guide.examples.iter().collect(),
    };
    let by_words = words.map(|words| {
        library.by_words(&Query {
            text: words.clone(),
            group: filter.municipality.as_ref().map(ToString::to_string),
            literal: false,
            limit: library.passages.len(),
        })
    });
    let wanted = examples
        .into_iter()
        .filter(|example| filter.lets(library, example));
    let found = wanted.filter_map(|example| {
        let is_it =
            |passage: &crate::knowledge::Passage| passage.target.example() == Some(&example.id);
        let passage = library.passages.iter().position(is_it)?;
        let hits = by_words.iter().flat_map(|ranking| &ranking.hits);
        let hit = hits.into_iter().find(|hit| hit.document == passage);
        Some(Found {
            example,
            passage,
            score: hit.map(|hit| hit.score),
        })
    });
    Ok(found.collect())
}

/// The words as the chat reads them: a town or place among them narrows the search.
fn asked(library: &Library, words: &str) -> Asked {
    let read = library.reader.read(words).questions;
    read.into_iter().next().unwrap_or_default()
}

/// What narrows the search.
struct Filter {
    municipality: Option<MunicipalityId>,
    place: Option<PlaceId>,
}

impl Filter {
    fn of(library: &Library, args: &ExamplesArgs, asked: &Asked) -> Result<Self, Failure> {
        let municipality = match &args.municipality {
            Some(name) => Some(municipality_named(library, name)?),
            None => asked.towns.first().cloned(),
        };
        if let Some(unknown) = asked
            .unknown_town
            .as_ref()
            .filter(|_| municipality.is_none())
        {
            return Err(no_municipality(library, unknown));
        }
        let place = match (&args.step, &asked.place) {
            (Some(number), _) => Some(place_numbered(library, number)?),
            (None, Some(PlaceNamed::Known(place))) => Some(place.clone()),
            (None, _) => None,
        };
        Ok(Self {
            municipality,
            place,
        })
    }

    /// An example of a section belongs to its step too.
    fn lets(&self, library: &Library, example: &Example) -> bool {
        let of_municipality = self
            .municipality
            .as_ref()
            .is_none_or(|wanted| example.municipality == *wanted || example.also.contains(wanted));
        let at_place = self.place.as_ref().is_none_or(|wanted| {
            example.places.iter().any(|id| {
                let step = library
                    .guide
                    .place(id)
                    .and_then(|place| place.step.as_ref());
                id == wanted || step == Some(wanted)
            })
        });
        of_municipality && at_place
    }
}

fn municipality_named(library: &Library, name: &str) -> Result<MunicipalityId, Failure> {
    let read = || asked(library, name).towns.into_iter().next();
    let mut all = library.guide.municipalities.iter();
    let by_id = all.find(|town| town.id.as_str() == name.trim());
    let found = by_id.map(|town| town.id.clone()).or_else(read);
    found.ok_or_else(|| no_municipality(library, name))
}

fn no_municipality(library: &Library, name: &str) -> Failure {
    let all = library.guide.municipalities.iter();
    let names: Vec<_> = all.map(|town| town.name.as_str()).collect();
    Failure::new(
        ExitKind::Usage,
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
        Failure::new(
            ExitKind::Usage,
            format!("the guide has no step or section `{number}`"),
            format!("its steps are {}", numbers.join(", ")),
        )
    })
}

fn print(library: &Library, found: &[Found<'_>], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (number, found) in (1..).zip(found) {
        if json {
            let line = PassageLine::of(library, found.passage, found.score);
            json::write_line(&mut out, &line)?;
        } else {
            writeln!(out, "{}", told(library, found.example, number))?;
        }
    }
    out.flush()
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
            Ok(found) => Ok(found
                .iter()
                .map(|found| found.example.title.clone())
                .collect()),
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
