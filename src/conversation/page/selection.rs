//! Which examples a selection holds, and what words of a search select.

use std::collections::BTreeMap;

use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Selection, fingerprint};
use crate::german::fold;
use crate::knowledge::{Example, ExampleId, Guide, Municipality, MunicipalityId, Target};
use crate::understanding::PlaceNamed;

/// How many characters are searched by, and remembered for turning pages.
const WORDS: usize = 80;

/// What a search for examples comes to.
pub struct FoundExamples {
    /// The words that were searched by, without towns and places; `None` where there were no others.
    pub words: Option<String>,
    /// What narrowed it.
    pub within: Selection,
    /// The examples, best first.
    pub examples: Vec<ExampleId>,
}

/// Finds examples as a search in a chat does, in a selection that holds whatever the words name.
///
/// # Errors
/// The name of a town that the guide does not have.
pub fn find_examples(
    lookup: &dyn Lookup,
    words: &str,
    within: &Selection,
) -> Result<FoundExamples, String> {
    let (named, rest) = named_in(lookup, words);
    let within = Selection {
        municipality: within.municipality.clone().or(named.municipality),
        place: within.place.clone().or(named.place),
        ..Selection::default()
    };
    if let (None, Some(unknown)) = (&within.municipality, unknown_town_in(lookup, words)) {
        return Err(unknown);
    }
    let words = Some(rest).filter(|rest| !rest.is_empty());
    let town = within.municipality.as_ref();
    let found = words.as_ref().map(|words| lookup.examples(words, town));
    let examples = chosen(lookup.guide(), &within, found.as_deref()).into_iter();
    Ok(FoundExamples {
        examples: examples.map(|example| example.id.clone()).collect(),
        words,
        within,
    })
}

/// A town among the words that the guide does not have.
pub(crate) fn unknown_town_in(lookup: &dyn Lookup, words: &str) -> Option<String> {
    lookup.read(words).questions.first()?.unknown_town.clone()
}

/// The town and the place that words name, and the words without them.
pub(crate) fn named_in(lookup: &dyn Lookup, words: &str) -> (Selection, String) {
    let words: String = words.chars().take(WORDS).collect();
    let words = without_owners(lookup, &words);
    let Some(asked) = lookup.read(&words).questions.first().cloned() else {
        return (Selection::default(), words);
    };
    let selection = Selection {
        municipality: asked.towns.into_iter().next(),
        place: match asked.place {
            Some(PlaceNamed::Known(place)) => Some(place),
            _ => None,
        },
        ..Selection::default()
    };
    let rest = if asked.content == 0 {
        String::new()
    } else {
        without_lead(lookup, &asked.without_names)
    };
    (selection, rest)
}

/// Words without what all examples have in common, that they come from somebody: "aus den Vereinen zum Dienstplan" is
/// "zum Dienstplan".
fn without_owners(lookup: &dyn Lookup, words: &str) -> String {
    let known = &lookup.pack().words;
    let owner = &lookup.guide().manifest.words.municipality;
    let owners = [&owner.many, &owner.dative_plural()].map(|form| fold::key(form));
    let tokens = fold::tokens(words);
    let from_them = (0..tokens.len()).find_map(|at| {
        let before = tokens[..at].iter().rev();
        let leads = before.take_while(|token| !known.is_content(&token.key));
        let start = at - leads.count();
        let mut leads = tokens[start..at].iter();
        let is_from =
            start == 0 && at > 0 || leads.any(|token| known.before_towns.contains(&token.key));
        (owners.contains(&tokens[at].key) && is_from).then_some((start, at))
    });
    let Some((start, at)) = from_them else {
        return words.to_owned();
    };
    let (head, tail) = (tokens[start].range.start, tokens[at].range.end);
    format!(
        "{} {}",
        words[..head].trim_end(),
        words[tail..].trim_start()
    )
    .trim()
    .to_owned()
}

/// Words without those before the first that says something: "einen Sprachkurs" is "Sprachkurs".
fn without_lead(lookup: &dyn Lookup, words: &str) -> String {
    let known = &lookup.pack().words;
    let mut tokens = fold::tokens(words).into_iter();
    let first = tokens.find(|token| known.is_content(&token.key));
    first
        .map_or(words, |first| &words[first.range.start..])
        .to_owned()
}

/// The examples that are like this one, best first: found by its title and its keywords.
pub(crate) fn alike<'e>(
    lookup: &dyn Lookup,
    example: &'e Example,
) -> impl Iterator<Item = ExampleId> + use<'e> {
    let words = format!("{} {}", example.title, example.topics.join(" "));
    let found = lookup.examples(&words, None).into_iter();
    found.filter(|other| *other != example.id)
}

/// How searched words are told apart.
pub(crate) fn print_of(words: &str) -> u32 {
    fingerprint::of(&fold::key(words))
}

/// The examples in a selection, of those found if a search was made.
pub(crate) fn chosen<'g>(
    guide: &'g Guide,
    selection: &Selection,
    found: Option<&[ExampleId]>,
) -> Vec<&'g Example> {
    let fits = |example: &&Example| fits(guide, selection, example);
    let examples = match found {
        Some(found) => {
            let found = found.iter().filter_map(|id| guide.example(id));
            found.filter(fits).collect()
        }
        None => guide.examples.iter().filter(fits).collect(),
    };
    one_of_each_town_first(examples)
}

/// The same with the first of every town before the second of any; those of one rank stay in their order.
fn one_of_each_town_first(mut examples: Vec<&Example>) -> Vec<&Example> {
    let mut seen: BTreeMap<&MunicipalityId, usize> = BTreeMap::new();
    let ranks: BTreeMap<&ExampleId, usize> = examples
        .iter()
        .map(|example| {
            let count = seen.entry(&example.municipality).or_default();
            *count += 1;
            (&example.id, *count)
        })
        .collect();
    examples.sort_by_key(|example| ranks.get(&example.id));
    examples
}

/// The same as targets, words left aside.
pub(crate) fn fitting(guide: &Guide, selection: &Selection) -> Vec<Target> {
    let examples = chosen(guide, selection, None).into_iter();
    examples
        .map(|example| Target::Example(example.id.clone()))
        .collect()
}

/// How many examples a selection holds, of those found if a search was made.
pub(crate) fn count(guide: &Guide, selection: &Selection, found: Option<&[ExampleId]>) -> usize {
    chosen(guide, selection, found).len()
}

/// Tells whether a selection holds any example, words left aside.
pub(crate) fn any(guide: &Guide, selection: &Selection) -> bool {
    let mut examples = guide.examples.iter();
    examples.any(|example| fits(guide, selection, example))
}

/// The towns that have examples in a selection.
pub(crate) fn towns<'g>(
    guide: &'g Guide,
    selection: &Selection,
) -> impl Iterator<Item = &'g Municipality> + use<'g> {
    let selection = selection.clone();
    guide.municipalities.iter().filter(move |town| {
        let of = Selection {
            municipality: Some(town.id.clone()),
            ..selection.clone()
        };
        any(guide, &of)
    })
}

fn fits(guide: &Guide, selection: &Selection, example: &Example) -> bool {
    let town = selection.municipality.as_ref();
    let of_town = town.is_none_or(|id| example.municipality == *id || example.also.contains(id));
    let place = selection.place.as_ref();
    let at_place = place.is_none_or(|id| {
        let step_of = |at| guide.place(at).and_then(|place| place.step.as_ref());
        let mut places = example.places.iter();
        places.any(|at| at == id || step_of(at) == Some(id))
    });
    of_town && at_place
}
