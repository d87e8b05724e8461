//! What speaks for each candidate of a question, as numbers.
//!
//! A candidate is a passage of the guide or, behind all passages, an intent of the language pack, so that "was muss ich
//! noch machen" is held against texts and commands alike. Likeness of meaning is computed for the question as typed and
//! as mended, words only once. No feature is there for a single question, and none knows what the guide is about.

use crate::knowledge::{MunicipalityId, PassageKind};
use crate::search::{Hit, Near, Nearness, Query, WordRanking};

use super::library::Library;
use super::ranker::{Feature, FeatureRow};
use super::stems;

/// Candidates of a question: all passages of a guide that is small, the best by words of one that is not.
const CANDIDATES: usize = 1_000;

/// Everything that was found out about a question, for ranking and for weighing the ranking.
pub struct QuestionEvidence {
    /// What search by words says.
    pub words: WordRanking,
    /// How near things are to the question as typed and, where that is another one, as mended; empty by words alone.
    pub nearness: Vec<Nearness>,
    /// The features of all candidates, once for each nearness; once by words alone.
    pub rows: Vec<Vec<FeatureRow>>,
    /// The question as mended, where that is another one.
    pub mended: Option<String>,
}

impl QuestionEvidence {
    /// Looks a question up. `towns` are those it names.
    pub fn of(library: &Library, question: &str, towns: &[MunicipalityId]) -> Self {
        Self::found(library, question, towns, false)
    }

    /// Looks exactly these words up: nothing is mended, and nothing found by meaning.
    pub fn of_words(library: &Library, question: &str) -> Self {
        Self::found(library, question, &[], true)
    }

    fn found(library: &Library, question: &str, towns: &[MunicipalityId], literal: bool) -> Self {
        let written = (!literal).then(|| library.reader.pack().words.written(question));
        let question = written.as_deref().unwrap_or(question);
        let words = library.by_words(&Query {
            text: question.to_owned(),
            literal,
            limit: library.passages.len().min(CANDIDATES),
            ..Query::default()
        });
        let mended = library.mended(question, &words.evidence.corrections);
        let meaning = if literal { None } else { library.meaning() };
        let nearness = meaning.map_or_else(Vec::new, |meaning| {
            let asked = [Some(question), mended.as_deref()];
            asked
                .into_iter()
                .flatten()
                .map(|question| meaning.ask(question))
                .collect()
        });
        let lexical = lexical(library, question, &words, towns);
        let rows = match nearness.len() {
            0 => vec![lexical],
            _ => nearness
                .iter()
                .map(|nearness| with_meaning(library, &lexical, &nearness.things))
                .collect(),
        };
        Self {
            words,
            nearness,
            rows,
            mended,
        }
    }

    /// Whether the question has words, and none that the guide or the language has.
    pub fn is_foreign(&self) -> bool {
        let words = &self.words.evidence;
        words.sought.is_empty() && !words.foreign.is_empty()
    }

    /// What search by words says of a passage.
    pub fn hit(&self, passage: usize) -> Option<&Hit> {
        self.words.hits.iter().find(|hit| hit.document == passage)
    }
}

/// The features that need no meaning.
fn lexical(
    library: &Library,
    question: &str,
    words: &WordRanking,
    towns: &[MunicipalityId],
) -> Vec<FeatureRow> {
    let worth = words.evidence.worth.max(1.0);
    let in_common = library.forms();
    let in_common = in_common.in_common(&stems::of(question), library.candidates());
    let mut rows: Vec<FeatureRow> = (0..library.candidates())
        .map(|candidate| {
            let mut row = [0.0; Feature::ALL.len()];
            row[Feature::FormWords as usize] = in_common[candidate];
            let kind = library.passages.get(candidate).map(|passage| passage.kind);
            let is = |feature: Feature, holds: bool| (feature as usize, f32::from(u8::from(holds)));
            let kinds = [
                is(
                    Feature::NoTown,
                    kind == Some(PassageKind::Example) && towns.is_empty(),
                ),
                is(Feature::Term, kind == Some(PassageKind::Term)),
                is(Feature::Answer, kind == Some(PassageKind::Answer)),
                is(Feature::Gap, kind == Some(PassageKind::Gap)),
                is(Feature::Example, kind == Some(PassageKind::Example)),
                is(Feature::Intent, kind.is_none()),
            ];
            kinds.into_iter().for_each(|(at, value)| row[at] = value);
            row
        })
        .collect();
    for hit in &words.hits {
        let row = &mut rows[hit.document];
        row[Feature::Pieces as usize] = hit.pieces / worth;
        row[Feature::Coverage as usize] = hit.coverage;
        row[Feature::Words as usize] = hit.score / worth;
    }
    rows
}

/// The same with what likeness of meaning says.
fn with_meaning(library: &Library, lexical: &[FeatureRow], things: &[Near]) -> Vec<FeatureRow> {
    let mut rows = lexical.to_vec();
    for (row, near) in rows.iter_mut().zip(things) {
        // What has no text of its own is held to what its forms say.
        let passage = if near.passage > 0.0 {
            near.passage
        } else {
            near.form
        };
        row[Feature::Passage as usize] = 8.0 * passage;
        row[Feature::Place as usize] = 8.0 * passage;
        row[Feature::Form as usize] = 4.0 * near.form;
        row[Feature::Forms as usize] = 4.0 * near.forms;
    }
    for mates in library.mates() {
        let best = mates
            .iter()
            .map(|mate| rows[*mate][Feature::Passage as usize]);
        let best = best.fold(0.0, f32::max);
        mates
            .iter()
            .for_each(|mate| rows[*mate][Feature::Place as usize] = best);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{ExampleId, Guide, Passage, PlaceId, Target, TermId};
    use crate::search::{Document, Index};

    fn passage(id: &str, kind: PassageKind, target: Target, text: &str) -> Passage {
        let place = PlaceId::parse("idee").expect("an id");
        Passage {
            id: id.to_owned(),
            kind,
            target,
            place: (kind != PassageKind::Term).then_some(place),
            municipality: None,
            title: id.to_owned(),
            questions: vec![format!("wer macht {id}")],
            text: text.to_owned(),
        }
    }

    /// Two texts of a place, an example there, and a term.
    fn library() -> Library {
        let place = |part| Target::Place(PlaceId::parse("idee").expect("an id"), part);
        let example = Target::Example(ExampleId::parse("li-01").expect("an id"));
        let term = Target::Term(TermId::parse("oa").expect("an id"));
        let passages = vec![
            passage(
                "feiern",
                PassageKind::Section,
                place(None),
                "Alle feiern mit.",
            ),
            passage(
                "kochen",
                PassageKind::Section,
                place(None),
                "Die Suppe kocht lange.",
            ),
            passage(
                "sperren",
                PassageKind::Example,
                example,
                "Zwölf Haushalte sperren ab.",
            ),
            passage("amt", PassageKind::Term, term, "Das Amt genehmigt."),
        ];
        let documents: Vec<Document> = passages.iter().map(Into::into).collect();
        let index = Index::in_memory(&documents).expect("an index");
        Library::new(Guide::default(), passages, index)
    }

    fn values(feature: Feature, rows: &[FeatureRow]) -> Vec<f32> {
        let passages = rows.iter().take(4);
        passages.map(|row| row[feature as usize]).collect()
    }

    #[test]
    fn a_candidate_wears_its_kind() {
        let library = library();
        let evidence = QuestionEvidence::of(&library, "Wer kocht die Suppe?", &[]);
        let rows = &evidence.rows[0];
        assert_eq!(values(Feature::Term, rows), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(values(Feature::Example, rows), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(values(Feature::Intent, rows), [0.0; 4]);
        let intents = &rows[4..];
        assert!(
            !intents.is_empty()
                && intents
                    .iter()
                    .all(|row| row[Feature::Intent as usize] == 1.0)
        );
    }

    #[test]
    fn an_example_is_out_of_place_only_where_no_town_is_named() {
        let library = library();
        let town = MunicipalityId::parse("lindenau").expect("an id");
        let at_large = QuestionEvidence::of(&library, "Wer sperrt ab?", &[]);
        let of_town = QuestionEvidence::of(&library, "Wer sperrt ab?", &[town]);
        assert_eq!(
            values(Feature::NoTown, &at_large.rows[0]),
            [0.0, 0.0, 1.0, 0.0]
        );
        assert_eq!(values(Feature::NoTown, &of_town.rows[0]), [0.0; 4]);
    }

    #[test]
    fn words_speak_for_the_passage_that_has_them() {
        let library = library();
        let evidence = QuestionEvidence::of(&library, "Wer kocht die Suppe?", &[]);
        for feature in [Feature::Words, Feature::Coverage, Feature::Pieces] {
            let values = values(feature, &evidence.rows[0]);
            assert!(values[1] > 0.0, "{feature:?}: {values:?}");
            assert!(
                values.iter().all(|value| *value <= values[1]),
                "{feature:?}: {values:?}"
            );
        }
        assert_eq!(evidence.hit(1).map(|hit| hit.document), Some(1));
    }

    #[test]
    fn meaning_of_one_text_speaks_for_the_others_of_its_place() {
        let library = library();
        let lexical = vec![[0.0; Feature::ALL.len()]; library.candidates()];
        let near = |passage: f32, form: f32| Near {
            passage,
            form,
            ..Near::default()
        };
        let mut things = vec![Near::default(); library.candidates()];
        things[0] = near(0.5, 0.25);
        things[1] = near(0.25, 0.0);
        things[3] = near(0.0, 0.5);
        let rows = with_meaning(&library, &lexical, &things);
        assert_eq!(values(Feature::Passage, &rows), [4.0, 2.0, 0.0, 4.0]);
        // The example stands at the same place; the term at none.
        assert_eq!(values(Feature::Place, &rows), [4.0, 4.0, 4.0, 4.0]);
        assert_eq!(values(Feature::Form, &rows), [1.0, 0.0, 0.0, 2.0]);
    }
}
