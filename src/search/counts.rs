//! How rare stems and pieces are: counted while the documents are written.

use tantivy::TantivyError;
use tantivy::directory::Directory;

use super::build::Read;
use super::columns::NumbersWriter;
use super::vocabulary::Vocabulary;

/// Counts the texts and sentences that hold each stem, and the texts that hold each piece.
pub(super) struct Counts {
    stem_texts: Vec<u32>,
    stem_sentences: Vec<u32>,
    piece_texts: Vec<u32>,
    /// Number + 1 of what held a stem or piece last, so that each counts once.
    stem_seen_text: Vec<u32>,
    stem_seen_sentence: Vec<u32>,
    piece_seen: Vec<u32>,
    sentences: u32,
}

impl Counts {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let stems = || vec![0; vocabulary.stem_count()];
        let pieces = || vec![0; vocabulary.piece_count()];
        Self {
            stem_texts: stems(),
            stem_sentences: stems(),
            piece_texts: pieces(),
            stem_seen_text: stems(),
            stem_seen_sentence: stems(),
            piece_seen: pieces(),
            sentences: 0,
        }
    }

    pub(super) fn add(&mut self, read: &Read, document: u64, vocabulary: &Vocabulary) {
        let text = document as u32 + 1;
        for sentence in &read.sentences {
            self.sentences += 1;
            for word in sentence {
                if let Some(stem) = vocabulary.stem_of(*word) {
                    let stem = stem as usize;
                    count_once(
                        &mut self.stem_texts[stem],
                        &mut self.stem_seen_text[stem],
                        text,
                    );
                    count_once(
                        &mut self.stem_sentences[stem],
                        &mut self.stem_seen_sentence[stem],
                        self.sentences,
                    );
                }
                for piece in vocabulary.pieces_of(*word) {
                    let piece = piece as usize;
                    count_once(
                        &mut self.piece_texts[piece],
                        &mut self.piece_seen[piece],
                        text,
                    );
                }
            }
        }
    }

    pub(super) fn write(self, directory: &dyn Directory) -> Result<(), TantivyError> {
        NumbersWriter::write(directory, "stems.texts", self.stem_texts)?;
        NumbersWriter::write(directory, "stems.sentences", self.stem_sentences)?;
        NumbersWriter::write(directory, "pieces.texts", self.piece_texts)
    }
}

fn count_once(count: &mut u32, seen: &mut u32, now: u32) {
    if *seen != now {
        *seen = now;
        *count += 1;
    }
}
