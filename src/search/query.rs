//! What is asked of an index, and what it answers.

/// A question to an index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The person's words as typed.
    pub text: String,
    /// Whether nothing is mended.
    pub literal: bool,
    /// Only documents of this group.
    pub group: Option<String>,
    /// How many hits at most.
    pub limit: usize,
}

/// The hits for a question with the evidence for deciding on them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WordRanking {
    /// Best first.
    pub hits: Vec<Hit>,
    /// What the question as a whole was worth.
    pub evidence: WordEvidence,
}

/// One document found.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Hit {
    /// Its position in the documents the index was built from.
    pub document: usize,
    /// Its score; comparable only inside one ranking.
    pub score: f32,
    /// Idf-weighted share of the question's stems that it holds, 0 to 1.
    pub coverage: f32,
    /// What it earns by pieces of the question's words, four letters each; part of the score.
    pub pieces: f32,
}

/// What the words of a question were worth in this corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WordEvidence {
    /// Stems of the question's content words, in order.
    pub stems: Vec<String>,
    /// What each of them is worth: the rarer, the more.
    pub worths: Vec<f32>,
    /// 1 + sum of the idf of the question's stems: what scores are divided by to compare questions.
    pub worth: f32,
    /// Best score / (1 + sum of the idf of the question's stems): separates off-topic questions.
    pub strength: f32,
    /// Words that were mended before searching.
    pub corrections: Vec<Correction>,
    /// Content words that were looked for, as typed or as mended.
    pub sought: Vec<String>,
    /// Those that neither the corpus nor the language has, as typed.
    pub foreign: Vec<String>,
}

/// A word that the corpus does not have, and what was searched instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As the person typed it.
    pub typed: String,
    /// The corpus's words it was taken for, at most two.
    pub searched: Vec<String>,
}
