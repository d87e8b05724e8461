//! Vectors of German text, token by token, from a small multilingual model in one file.
//!
//! A text is cut into pieces (`tokenizer`), the model turns the pieces into vectors (`pass`, `multiply`), and those become
//! few dimensions in eight bits each ([`Tokens`]). Two texts are alike when for each token of the one there is a near token
//! in the other ([`max_similarities`]). The file (`model`) holds all that belongs to a model: vocabulary, 4-bit weights,
//! mean and projection; another model is another file of the same form.
//!
//! What holds: any bytes are either refused by [`Encoder::open`] or can be used without a panic; the same text gives the
//! same vectors on the same machine, whatever was encoded before; no thread, no clock, no file, no network; no `unsafe`.
//! Vectors of machines with and without AVX2 may differ by the last bit.
//!
//! What it leaves to others: where the file comes from, what a sentence is, weights of tokens, the mean of a guide,
//! keeping vectors, threads.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod maxsim;
mod model;
mod multiply;
mod pass;
#[cfg(test)]
mod tests;
mod tokenizer;
mod tokens;

pub use maxsim::max_similarities;
pub use tokens::{Sum, Tokens, UNIT, centred, dot, mean};

use model::Model;
use multiply::Kernel;
use std::borrow::Cow;

/// Pieces of a text that are read, its role included; what comes after is left out. The model knows two positions more.
const MOST: usize = 510;

/// What a text is to the model, which was trained with a word before each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is asked: `query: …`.
    Question,
    /// What is looked through: `passage: …`.
    Passage,
}

/// Why a file is no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable(&'static str);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "this is no model for the encoder: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

/// A model, ready to encode; to be shared between threads.
pub struct Encoder {
    model: Model,
    kernel: Kernel,
    /// The pieces that come first, for [`Role::Question`] and [`Role::Passage`].
    roles: [Vec<u32>; 2],
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder")
            .field("fingerprint", &self.fingerprint())
            .field("dimensions", &self.dimensions())
            .field("kernel", &self.kernel)
            .finish_non_exhaustive()
    }
}

impl Encoder {
    /// Checks a file and makes it ready. Its big parts are used where they are: `&'static [u8]` of a file compiled in, or
    /// `Vec<u8>` of one that was read. Any bytes will do; nothing that they hold makes this or what follows panic.
    ///
    /// # Errors
    /// When the bytes are not a file of this form and version, or not all of it.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Unreadable> {
        let model = Model::read(bytes.into())?;
        let roles = ["query:", "passage:"].map(|role| tokenizer::pieces(&model, role));
        if roles
            .iter()
            .any(|role| role.len() + 2 >= model.positions.min(MOST))
        {
            return Err(Unreadable("its vocabulary has no words"));
        }
        Ok(Self {
            model,
            kernel: Kernel::best(),
            roles,
        })
    }

    /// The same without the processor's vector instructions: to measure, and to compare.
    pub fn plain(self) -> Self {
        Self {
            kernel: Kernel::Plain,
            ..self
        }
    }

    /// Pieces and vectors of a text. Line breaks are blanks; a text without letters has no tokens; of a long one the first
    /// 510 pieces count, those of its role included.
    ///
    /// A vector is that of the last layer, of length 1, less the mean, projected, of length 1 again, times 127.
    pub fn encode(&self, role: Role, text: &str) -> Tokens {
        let (pieces, states) = self.last_layer(role, text);
        let vectors = self.kernel.run(pass::Project {
            model: &self.model,
            states: &states,
        });
        Tokens { pieces, vectors }
    }

    /// Pieces of a text and their vectors as the last layer has them, [`Encoder::hidden`] numbers each: what
    /// [`Encoder::encode`] makes its vectors of. For making mean and projection of a model's file, and for tests.
    pub fn last_layer(&self, role: Role, text: &str) -> (Vec<u32>, Vec<f32>) {
        let role = &self.roles[usize::from(role == Role::Passage)];
        let mut pieces = tokenizer::pieces(&self.model, text);
        pieces.truncate(MOST.min(self.model.positions - 2) - role.len());
        if pieces.is_empty() {
            return (pieces, Vec::new());
        }
        let ids = [
            &[self.model.begin],
            role.as_slice(),
            &pieces,
            &[self.model.end],
        ]
        .concat();
        let mut states = self.kernel.run(pass::LastLayer {
            model: &self.model,
            kernel: self.kernel,
            ids: &ids,
        });
        states.truncate((1 + role.len() + pieces.len()) * self.model.hidden);
        states.drain(..(1 + role.len()) * self.model.hidden);
        (pieces, states)
    }

    /// Numbers of a vector of [`Encoder::encode`].
    pub fn dimensions(&self) -> usize {
        self.model.dimensions
    }

    /// Numbers of a vector of the last layer.
    pub fn hidden(&self) -> usize {
        self.model.hidden
    }

    /// By what vectors were made: another file, another fingerprint. It is stored in the file, not computed.
    pub fn fingerprint(&self) -> [u8; 8] {
        self.model.fingerprint
    }

    /// The text of a piece; the beginning of a word is written as U+2581.
    pub fn piece(&self, id: u32) -> Option<&str> {
        let known = (id as usize) < self.model.pieces();
        known
            .then(|| std::str::from_utf8(self.model.piece(id as usize)).ok())
            .flatten()
    }

    /// Whether the vocabulary has the word as one piece, as it is or with a capital letter: common words are, misspelt
    /// ones are not.
    pub fn is_word(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase);
        !word.is_empty()
            && (tokenizer::is_piece(&self.model, word.chars())
                || tokenizer::is_piece(&self.model, capital.chain(letters)))
    }
}
