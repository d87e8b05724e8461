//! Token vectors that were made before, by a hash of their text: an edit costs its own sentences, nothing else.
//!
//! A file begins with who made it (the encoder's fingerprint); what another encoder made is worth nothing and is passed
//! over. Any bytes can be read: what is damaged or cut off is missing, no more, and is made anew. Who reads and writes
//! the file is [`super::store`]'s and the commands' business.

use std::collections::HashMap;

use encoder::{Encoder, Role, Tokens};
use sha2::{Digest, Sha256};

/// What a file of vectors begins with; the last character is its form.
const MAGIC: &[u8; 8] = b"LOTSEVE1";

/// Vectors by their text. Those that were read stay where they were read from.
pub struct Vectors<'e> {
    encoder: &'e Encoder,
    known: HashMap<u64, KnownTokens<'e>>,
}

/// Where the vectors of a text are.
enum KnownTokens<'e> {
    Read { pieces: &'e [u8], vectors: &'e [u8] },
    Made(Tokens),
}

impl KnownTokens<'_> {
    fn tokens(&self) -> Tokens {
        match self {
            Self::Made(tokens) => tokens.clone(),
            Self::Read { pieces, vectors } => {
                let pieces = pieces.as_chunks::<4>().0;
                Tokens {
                    pieces: pieces
                        .iter()
                        .map(|piece| u32::from_le_bytes(*piece))
                        .collect(),
                    vectors: vectors.iter().map(|value| *value as i8).collect(),
                }
            }
        }
    }
}

impl<'e> Vectors<'e> {
    /// Knows none yet.
    pub fn of(encoder: &'e Encoder) -> Self {
        Self {
            encoder,
            known: HashMap::new(),
        }
    }

    /// Takes up what a file holds, as far as it is whole and of the same encoder.
    pub fn read(&mut self, bytes: &'e [u8]) {
        let Some(mut rest) = bytes.strip_prefix(MAGIC) else {
            return;
        };
        if taken(&mut rest, 8) != Some(&self.encoder.fingerprint()) {
            return;
        }
        while let Some((key, known)) = entry(&mut rest, self.encoder.dimensions()) {
            self.known.insert(key, known);
        }
    }

    /// The file that holds the vectors of these texts, as far as they are known; the same for the same texts.
    pub fn to_bytes<'t>(&self, texts: impl Iterator<Item = (Role, &'t str)>) -> Vec<u8> {
        let mut keys: Vec<u64> = texts.map(|(role, text)| key(role, text)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut bytes = [&MAGIC[..], &self.encoder.fingerprint()].concat();
        let known = keys
            .iter()
            .filter_map(|key| Some((key, self.known.get(key)?.tokens())));
        for (key, tokens) in known {
            bytes.extend(key.to_le_bytes());
            bytes.extend((tokens.pieces.len() as u16).to_le_bytes());
            bytes.extend(tokens.pieces.iter().flat_map(|piece| piece.to_le_bytes()));
            bytes.extend(tokens.vectors.iter().map(|value| *value as u8));
        }
        bytes
    }

    /// Encodes those of the texts that are not known yet, on all processors; `tell` hears how many of how many are done.
    /// Returns how many were new.
    pub fn learn(&mut self, texts: &[(Role, &str)], mut tell: impl FnMut(usize, usize)) -> usize {
        let mut new: Vec<(u64, Role, &str)> = texts
            .iter()
            .map(|(role, text)| (key(*role, text), *role, *text))
            .filter(|(key, ..)| !self.known.contains_key(key))
            .collect();
        new.sort_unstable_by_key(|(key, ..)| *key);
        new.dedup_by_key(|(key, ..)| *key);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let encoder = self.encoder;
        let mut done = 0;
        // In rounds, so that somebody who waits hears of it.
        for round in new.chunks(threads * 16) {
            let share = round.len().div_ceil(threads);
            let made: Vec<(u64, Tokens)> = std::thread::scope(|scope| {
                let encode = |part: &'_ [(u64, Role, &str)]| -> Vec<(u64, Tokens)> {
                    part.iter()
                        .map(|(key, role, text)| (*key, encoder.encode(*role, text)))
                        .collect()
                };
                let workers: Vec<_> = round
                    .chunks(share)
                    .map(|part| scope.spawn(move || encode(part)))
                    .collect();
                let joined = workers.into_iter().filter_map(|worker| worker.join().ok());
                joined.flatten().collect()
            });
            let made = made
                .into_iter()
                .map(|(key, tokens)| (key, KnownTokens::Made(tokens)));
            self.known.extend(made);
            done += round.len();
            tell(done, new.len());
        }
        new.len()
    }

    /// The vectors of a text; none for one that was never learnt.
    pub fn get(&self, role: Role, text: &str) -> Tokens {
        let known = self.known.get(&key(role, text));
        known.map_or_else(Tokens::default, KnownTokens::tokens)
    }
}

/// A name for a text in a role.
fn key(role: Role, text: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update([u8::from(role == Role::Question)]);
    hash.update(text);
    let mut key = [0; 8];
    key.copy_from_slice(&hash.finalize()[..8]);
    u64::from_le_bytes(key)
}

/// Reads the next entry; `None` at the end, and where it is cut off.
fn entry<'b>(rest: &mut &'b [u8], dimensions: usize) -> Option<(u64, KnownTokens<'b>)> {
    let key = u64::from_le_bytes(taken(rest, 8)?.try_into().ok()?);
    let count = usize::from(u16::from_le_bytes(taken(rest, 2)?.try_into().ok()?));
    let pieces = taken(rest, 4 * count)?;
    let vectors = taken(rest, dimensions * count)?;
    Some((key, KnownTokens::Read { pieces, vectors }))
}

/// Takes so many bytes off the front.
fn taken<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (front, back) = rest.split_at_checked(count)?;
    *rest = back;
    Some(front)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/models/e5-small-de.bin");
        Encoder::open(fs::read(file).unwrap()).unwrap()
    });

    const TEXTS: [(Role, &str); 4] = [
        (Role::Question, "Wer sperrt die Straße?"),
        (Role::Passage, "Wer sperrt die Straße?"),
        (Role::Passage, "Das Ordnungsamt sperrt sie."),
        (Role::Question, ""),
    ];

    /// The file of all texts.
    static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut vectors = Vectors::of(&ENCODER);
        vectors.learn(&TEXTS, |_, _| {});
        vectors.to_bytes(TEXTS.into_iter())
    });

    #[test]
    fn what_is_written_is_read_again() {
        let mut learnt = Vectors::of(&ENCODER);
        let mut told = Vec::new();
        let twice = [TEXTS, TEXTS].concat();
        assert_eq!(learnt.learn(&twice, |done, all| told.push((done, all))), 4);
        assert_eq!(told.last(), Some(&(4, 4)));
        assert_eq!(learnt.learn(&TEXTS, |_, _| {}), 0);

        let mut read = Vectors::of(&ENCODER);
        read.read(&FILE);
        assert_eq!(read.learn(&TEXTS, |_, _| {}), 0);
        for (role, text) in TEXTS {
            assert_eq!(read.get(role, text), learnt.get(role, text), "{text}");
        }
        assert_ne!(
            read.get(TEXTS[0].0, TEXTS[0].1),
            read.get(TEXTS[1].0, TEXTS[1].1)
        );
        assert_eq!(read.to_bytes(TEXTS.into_iter()), *FILE);
        assert_eq!(read.get(Role::Passage, "nie gelernt"), Tokens::default());
    }

    #[test]
    fn only_what_is_asked_for_is_written() {
        let mut vectors = Vectors::of(&ENCODER);
        vectors.read(&FILE);
        let one = vectors.to_bytes(TEXTS.into_iter().take(1));
        let mut read = Vectors::of(&ENCODER);
        read.read(&one);
        assert_eq!(read.learn(&TEXTS, |_, _| {}), 3);
    }

    #[test]
    fn what_another_encoder_made_is_passed_over() {
        let mut bytes = FILE.clone();
        bytes[MAGIC.len()] ^= 1;
        let mut vectors = Vectors::of(&ENCODER);
        vectors.read(&bytes);
        assert!(vectors.known.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(mut bytes in prop::collection::vec(any::<u8>(), 0..200), with_head: bool) {
            if with_head {
                bytes.splice(0..0, FILE[..16].iter().copied());
            }
            let mut vectors = Vectors::of(&ENCODER);
            vectors.read(&bytes);
            vectors.get(Role::Passage, "Straße");
        }

        #[test]
        fn of_a_file_that_is_cut_off_the_beginning_is_kept(length in 0_usize..4000) {
            let whole = &FILE[..length.min(FILE.len())];
            let mut vectors = Vectors::of(&ENCODER);
            vectors.read(whole);
            for (role, text) in TEXTS {
                let tokens = vectors.get(role, text);
                prop_assert_eq!(tokens.vectors.len(), tokens.pieces.len() * ENCODER.dimensions());
            }
        }
    }
}
