//! Likeness of meaning: how near a question is to each sentence, passage and question form, token by token.
//!
//! MaxSim: for each token of the question the nearest token of a text is sought, and these cosines are summed up,
//! weighted by how rare a token is in the corpus. All vectors are centred first (less their mean over the corpus),
//! because those of this encoder all point roughly one way. Formulas, in the words of this file: `unit(v - mean)`;
//! `idf(t) = ln(1 + (N - df + ½) / (df + ½))` over the N sentences of the corpus; a question's weights are its idfs
//! divided by their sum.
//!
//! Knows documents and anything else that has question forms only ([`Meaning::of`]'s `others`); knows no guide.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use encoder::{Encoder, Role, Sum, Tokens, centred, max_similarities, mean};

use super::document::{Document, units};
use super::vectors::Vectors;

/// How many of a question's rarest tokens are looked at for those that a document lacks.
const RARE: usize = 8;

/// All token vectors of a corpus.
pub struct Meaning {
    encoder: Arc<Encoder>,
    mean: Vec<f32>,
    /// In how many sentences a piece stands.
    frequency: HashMap<u32, u32>,
    sentences: EncodedTexts,
    forms: EncodedTexts,
    /// The mean vector of each sentence, of length 1, one after the other.
    wholes: Vec<f32>,
    /// idf of each token of the forms.
    form_weights: Vec<f32>,
    /// The forms by their words: they need not be encoded once more.
    by_text: HashMap<String, usize>,
    /// How many things have sentences: the documents; those behind them have forms only.
    documents: usize,
    /// All things that can be near.
    things: usize,
}

/// Texts one after the other, with whose they are.
#[derive(Default)]
struct EncodedTexts {
    vectors: Vec<i8>,
    /// Tokens of each text.
    ranges: Vec<Range<u32>>,
    /// Whose each text is, ascending.
    owners: Vec<u32>,
}

/// How near a question is to everything there is.
pub struct Nearness {
    /// Of each document, then of each other thing.
    pub things: Vec<Near>,
    /// Of each sentence of all documents in order, from 0 to 1.
    sentences: Vec<f32>,
    /// Where the sentences of each document begin.
    first: Vec<usize>,
}

/// How near a question is to one thing; 0 to 1, in practice rarely over 0.9.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Near {
    /// The best sentence.
    pub sentence: f32,
    /// Each token of the question in whichever sentence has it.
    pub passage: f32,
    /// The best question form; the best sentence where that is nearer or there is no form.
    pub form: f32,
    /// The mean of the two best forms, likewise.
    pub forms: f32,
    /// How near the two of the question's rarest tokens come that are least at home here.
    pub weakest: f32,
    /// The cosine of the mean vectors of question and best sentence.
    pub whole: f32,
}

impl Nearness {
    /// The nearness of each sentence of a document, in order.
    pub fn sentences(&self, document: usize) -> &[f32] {
        let range = self.first.get(document).zip(self.first.get(document + 1));
        range.map_or(&[], |(from, to)| &self.sentences[*from..*to])
    }
}

impl Meaning {
    /// Lists every text of a corpus and of `others` that has to be known, with its role.
    pub fn texts(documents: &[Document], others: &[&[String]]) -> Vec<(Role, String)> {
        let sentences = documents.iter().flat_map(sentences_of);
        let sentences = sentences.map(|sentence| (Role::Passage, sentence));
        let forms = documents.iter().map(|document| &document.questions[..]);
        let forms = forms.chain(others.iter().copied()).flatten();
        let forms = forms.map(|form| (Role::Question, form.clone()));
        sentences.chain(forms).collect()
    }

    /// Puts the vectors of a corpus together; whatever `known` lacks counts as empty. `others` are things that have
    /// question forms and no text.
    pub fn of(
        encoder: Arc<Encoder>,
        documents: &[Document],
        others: &[&[String]],
        known: &Vectors,
    ) -> Self {
        let sentences = || {
            let owned = documents.iter().enumerate();
            owned.flat_map(|(owner, document)| {
                let known = |sentence: String| known.get(Role::Passage, &sentence);
                sentences_of(document).map(move |sentence| (owner, known(sentence)))
            })
        };
        let all = documents.iter().map(|document| &document.questions[..]);
        let all = all.chain(others.iter().copied()).enumerate();
        let by_text = all.clone().flat_map(|(_, forms)| forms).enumerate();
        let by_text = by_text.map(|(at, form)| (form.clone(), at)).collect();
        let forms = || {
            let owned = all.clone();
            let owned =
                owned.flat_map(|(owner, forms)| forms.iter().map(move |form| (owner, form)));
            owned.map(|(owner, form)| (owner, known.get(Role::Question, form)))
        };

        // Twice over all texts, so that they are never all in memory at once.
        let (mean, frequency) = mean_and_frequency(sentences(), encoder.dimensions());
        let mut meaning = Self {
            sentences: EncodedTexts::of(sentences(), &mean),
            forms: EncodedTexts::of(forms(), &mean),
            wholes: Vec::new(),
            form_weights: Vec::new(),
            by_text,
            documents: documents.len(),
            things: documents.len() + others.len(),
            encoder,
            mean,
            frequency,
        };
        let vectors = |range: &Range<u32>| meaning.sentences.vectors_of(range, meaning.mean.len());
        let ranges = meaning.sentences.ranges.iter();
        meaning.wholes = ranges
            .flat_map(|range| pooled(vectors(range), meaning.mean.len()))
            .collect();
        let pieces = forms().flat_map(|(_, tokens)| tokens.pieces);
        meaning.form_weights = pieces.map(|piece| meaning.idf(piece)).collect();
        meaning
    }

    /// The centred vectors of a question with the idf of each token; what is a form word by word is known already.
    fn encoded(&self, question: &str) -> (Vec<i8>, Vec<f32>) {
        if let Some(form) = self.by_text.get(question) {
            let range = &self.forms.ranges[*form];
            let vectors = self.forms.vectors_of(range, self.mean.len());
            let weights = &self.form_weights[range.start as usize..range.end as usize];
            return (vectors.to_vec(), weights.to_vec());
        }
        let tokens = self.encoder.encode(Role::Question, question);
        let idfs = tokens.pieces.iter().map(|piece| self.idf(*piece));
        let idfs = idfs.collect();
        (centred(&tokens.vectors, &self.mean), idfs)
    }

    /// Encodes a question and tells how near it is to everything.
    pub fn ask(&self, question: &str) -> Nearness {
        let (vectors, idfs) = self.encoded(question);
        let sum = idfs.iter().sum::<f32>().max(1e-6);
        let weights: Vec<f32> = idfs.iter().map(|idf| idf / sum).collect();
        let mut things = vec![Near::default(); self.things];
        let sentences = self.near_sentences(&vectors, &idfs, &weights, &mut things);
        let whole = pooled(&vectors, self.mean.len());
        let pooled = self.wholes.chunks_exact(self.mean.len().max(1));
        for (owner, pooled) in self.sentences.owners.iter().zip(pooled) {
            let near = &mut things[*owner as usize];
            let cosine = whole.iter().zip(pooled).map(|(one, other)| one * other);
            near.whole = near.whole.max(cosine.sum());
        }
        self.near_forms(&vectors, &weights, &mut things);
        let first = (0..=self.documents as u32)
            .map(|document| {
                let owners = &self.sentences.owners;
                owners.partition_point(|owner| *owner < document)
            })
            .collect();
        Nearness {
            things,
            sentences,
            first,
        }
    }

    /// How near each sentence is; fills in what follows from it for the documents.
    fn near_sentences(
        &self,
        question: &[i8],
        idfs: &[f32],
        weights: &[f32],
        things: &mut [Near],
    ) -> Vec<f32> {
        let asked = weights.len();
        let texts = &self.sentences;
        let dimensions = self.mean.len();
        let nearest = max_similarities(question, &texts.vectors, &texts.ranges, dimensions);
        let mut scores = Vec::with_capacity(texts.ranges.len());
        let mut rarest: Vec<usize> = (0..asked).collect();
        rarest.sort_by(|one, other| idfs[*other].total_cmp(&idfs[*one]));
        rarest.truncate(RARE);
        let mut best = vec![-1.0_f32; asked];
        let rows = nearest.chunks_exact(asked.max(1));
        for (at, row) in rows.enumerate() {
            let owner = texts.owners[at];
            let near = &mut things[owner as usize];
            let score = weighted(row, weights);
            near.sentence = near.sentence.max(score);
            scores.push(score);
            for (best, here) in best.iter_mut().zip(row) {
                *best = best.max(*here);
            }
            if texts.owners.get(at + 1) != Some(&owner) {
                near.passage = weighted(&best, weights);
                let mut low: Vec<f32> = rarest.iter().map(|token| best[*token]).collect();
                low.sort_by(f32::total_cmp);
                low.truncate(2);
                near.weakest = low.iter().sum::<f32>() / low.len().max(1) as f32;
                best.fill(-1.0);
            }
        }
        scores.resize(texts.ranges.len(), 0.0);
        scores
    }

    /// How near the question forms are: the mean of the question in the form and the form in the question.
    fn near_forms(&self, question: &[i8], weights: &[f32], things: &mut [Near]) {
        let texts = &self.forms;
        let dimensions = self.mean.len();
        let there = max_similarities(question, &texts.vectors, &texts.ranges, dimensions);
        let whole = std::iter::once(0..weights.len() as u32).collect::<Vec<_>>();
        let back = max_similarities(&texts.vectors, question, &whole, dimensions);
        let rows = there.chunks_exact(weights.len().max(1));
        let mut two: Vec<[f32; 2]> = vec![[0.0; 2]; things.len()];
        let mut counts = vec![0_u32; things.len()];
        for ((row, range), owner) in rows.zip(&texts.ranges).zip(&texts.owners) {
            let tokens = range.start as usize..range.end as usize;
            let own = &self.form_weights[tokens.clone()];
            let sum = own.iter().sum::<f32>().max(1e-6);
            let back = weighted(&back[tokens], own) / sum;
            let score = (weighted(row, weights) + back) / 2.0;
            let [first, second] = &mut two[*owner as usize];
            counts[*owner as usize] += 1;
            if score > *first {
                *second = std::mem::replace(first, score);
            } else if score > *second {
                *second = score;
            }
        }
        for ((near, [first, second]), count) in things.iter_mut().zip(two).zip(counts) {
            let mean = if count > 1 {
                (first + second) / 2.0
            } else {
                first
            };
            // A passage without a form is not worse off: its own text is its form.
            near.form = first.max(near.sentence);
            near.forms = mean.max(near.sentence);
        }
    }

    fn idf(&self, piece: u32) -> f32 {
        let all = self.sentences.ranges.len() as f32;
        let holding = self
            .frequency
            .get(&piece)
            .map_or(0.0, |count| *count as f32);
        (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
    }
}

impl EncodedTexts {
    fn of(texts: impl Iterator<Item = (usize, Tokens)>, mean: &[f32]) -> Self {
        let mut all = Self::default();
        let mut at = 0;
        for (owner, tokens) in texts {
            let count = tokens.pieces.len() as u32;
            let vectors = centred(&tokens.vectors, mean);
            all.vectors.extend(vectors);
            all.ranges.push(at..at + count);
            all.owners.push(owner as u32);
            at += count;
        }
        all.vectors.shrink_to_fit();
        all
    }

    /// The vectors of the tokens in a range.
    fn vectors_of(&self, range: &Range<u32>, dimensions: usize) -> &[i8] {
        &self.vectors[range.start as usize * dimensions..range.end as usize * dimensions]
    }
}

/// The sentences of a document as the encoder reads them: what each belongs to, then itself.
fn sentences_of(document: &Document) -> impl Iterator<Item = String> {
    let units = units(&document.text).into_iter();
    units.map(|unit| {
        let text = document.text.get(unit).unwrap_or_default();
        format!("{}: {text}", document.title)
    })
}

/// The mean of all vectors, and in how many texts each piece stands.
fn mean_and_frequency(
    texts: impl Iterator<Item = (usize, Tokens)>,
    dimensions: usize,
) -> (Vec<f32>, HashMap<u32, u32>) {
    let mut frequency: HashMap<u32, u32> = HashMap::new();
    let mut sum = Sum::new(dimensions);
    for (_, mut tokens) in texts {
        sum.add(&tokens.vectors);
        tokens.pieces.sort_unstable();
        tokens.pieces.dedup();
        for piece in tokens.pieces {
            *frequency.entry(piece).or_default() += 1;
        }
    }
    (sum.mean(), frequency)
}

fn weighted(values: &[f32], weights: &[f32]) -> f32 {
    values
        .iter()
        .zip(weights)
        .map(|(one, other)| one * other)
        .sum()
}

/// The mean of vectors, of length 1.
fn pooled(vectors: &[i8], dimensions: usize) -> Vec<f32> {
    let mut mean = mean(vectors, dimensions);
    let length = mean.iter().map(|value| value * value).sum::<f32>().sqrt();
    mean.iter_mut().for_each(|value| *value /= length.max(1e-9));
    mean
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn document(title: &str, text: &str, questions: &[&str]) -> Document {
        Document {
            title: title.to_owned(),
            text: text.to_owned(),
            questions: questions.iter().map(|form| (*form).to_owned()).collect(),
            id: title.to_owned(),
            group: String::new(),
        }
    }

    fn corpus() -> (Vec<Document>, Vec<String>) {
        let documents = vec![
            document(
                "Genehmigung",
                "Wer die Straße sperren will, braucht eine Erlaubnis vom Amt. Der Antrag geht sechs Wochen vor dem Fest ein.",
                &["Brauchen wir eine Erlaubnis?"],
            ),
            document(
                "Essen",
                "Jeder Haushalt bringt ein Gericht mit. Getränke werden gemeinsam gekauft.",
                &[],
            ),
            document("Leer", "", &[]),
        ];
        (documents, vec!["lösche meine Daten".to_owned()])
    }

    fn meaning(learnt: bool) -> Meaning {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/models/e5-small-de.bin");
        let encoder = Arc::new(Encoder::open(fs::read(file).unwrap()).unwrap());
        let (documents, others) = corpus();
        let others = [&others[..]];
        let mut known = Vectors::of(&encoder);
        if learnt {
            let texts = Meaning::texts(&documents, &others);
            let listed: Vec<(Role, &str)> = texts
                .iter()
                .map(|(role, text)| (*role, text.as_str()))
                .collect();
            known.learn(&listed, |_, _| {});
        }
        Meaning::of(Arc::clone(&encoder), &documents, &others, &known)
    }

    #[test]
    fn what_is_meant_is_nearer_than_what_is_not() {
        let meaning = meaning(true);
        let near = |question: &str| meaning.ask(question).things;
        let food = near("Was gibt es zu trinken und wer kocht?");
        assert!(food[1].passage > food[0].passage, "{food:?}");
        let permission = near("Muss man dafür eine Genehmigung haben?");
        assert!(permission[0].form > permission[1].form, "{permission:?}");
        let intent = near("bitte alle meine Angaben löschen");
        assert!(
            intent[3].form > intent[0].form && intent[3].passage == 0.0,
            "{intent:?}"
        );
    }

    #[test]
    fn each_sentence_of_a_document_has_its_nearness() {
        let nearness = meaning(true).ask("Wann muss der Antrag da sein?");
        let counts: Vec<usize> = (0..5)
            .map(|document| nearness.sentences(document).len())
            .collect();
        assert_eq!(counts, [2, 2, 0, 0, 0]);
        let [first, second] = nearness.sentences(0) else {
            panic!("two sentences");
        };
        assert!(second > first);
        assert!((nearness.things[0].sentence - second).abs() < 1e-6);
    }

    #[test]
    fn what_was_never_learnt_and_what_says_nothing_is_near_nothing() {
        for (learnt, question) in [
            (false, "Wer sperrt die Straße?"),
            (true, ""),
            (false, ""),
            (true, "😀"),
        ] {
            let nearness = meaning(learnt).ask(question);
            assert_eq!(nearness.things.len(), 4);
            for near in nearness.things {
                for value in [
                    near.sentence,
                    near.passage,
                    near.form,
                    near.forms,
                    near.weakest,
                    near.whole,
                ] {
                    assert!(value.is_finite() && value <= 1.01, "{question}: {near:?}");
                }
            }
        }
    }
}
