//! What is asked of an index, and what it answers.

use std::ops::Range;

/// A question to an index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The person's words as typed.
    pub text: String,
    /// What things in it are also called; these names count less than the person's words.
    pub also: Vec<OtherName>,
    /// Only documents of this group.
    pub group: Option<String>,
    /// How many hits at most.
    pub limit: usize,
}

/// Another name of something in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherName {
    /// The words of the question, as typed.
    pub typed: String,
    /// What they are also called.
    pub name: String,
}

/// The hits for a question with the evidence for deciding on them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranking {
    /// Best first.
    pub hits: Vec<Hit>,
    /// What the question as a whole was worth.
    pub evidence: Evidence,
}

/// One document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its position in the documents the index was built from.
    pub document: usize,
    /// Its score; comparable only inside one ranking.
    pub score: f32,
    /// Idf-weighted share of the question's stems that it holds, 0 to 1.
    pub coverage: f32,
    /// Its sentences in order, each with how well it covers the question.
    pub sentences: Vec<Sentence>,
}

impl Hit {
    /// The most of the question that a sentence and the one before it hold together, 0 to 1.
    pub fn held_together(&self) -> f32 {
        let shares = self.sentences.iter().map(|sentence| sentence.together);
        shares.fold(0.0, f32::max)
    }
}

/// A sentence or line of a hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Byte range in the document's text.
    pub range: Range<usize>,
    /// Idf-weighted share of the question's 4-grams it covers, 0 to 1.
    pub coverage: f32,
    /// The same share for it and the sentence before it together, 0 to 1.
    pub together: f32,
    /// How well it would do as the answer; comparable only inside one hit.
    pub worth: f32,
}

/// What the words of a question were worth in this corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Stems of the question's content words, in order.
    pub stems: Vec<String>,
    /// What each of them is worth: the rarer, the more.
    pub worths: Vec<f32>,
    /// Those of them the corpus does not have, in the person's spelling.
    pub unknown: Vec<String>,
    /// 1 + sum of the idf of the question's stems: what scores are divided by to compare questions.
    pub worth: f32,
    /// Best score / (1 + sum of the idf of the question's stems): separates off-topic questions.
    pub strength: f32,
    /// Words that were mended before searching.
    pub corrections: Vec<Correction>,
}

/// A word that the corpus does not have, and what was searched instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As the person typed it.
    pub typed: String,
    /// The corpus's words it was taken for, at most two.
    pub searched: Vec<String>,
}

/// What a document earns by being read word by word; its score is the sum of these and of what its terms earn.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shares {
    /// The question's words.
    pub words: f32,
    /// Pieces of them, four letters each.
    pub pieces: f32,
    /// Two of them side by side.
    pub pairs: f32,
    /// The best sentence.
    pub sentence: f32,
}

impl Shares {
    /// All of them.
    pub fn sum(self) -> f32 {
        self.words + self.pieces + self.pairs + self.sentence
    }
}
