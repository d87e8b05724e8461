//! Guide, passages, index and reader, opened and swapped as one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use encoder::{Encoder, Role};
use sha2::{Digest, Sha256};

use super::decide::Thresholds;
use super::ranker::{Ranker, Weights};
use super::stems::FormStems;
use crate::german::fold;
use crate::knowledge::{Guide, Passage, PassageKind, PlaceId};
use crate::language::Pack;
use crate::search::{
    Correction, Document, Index, IndexError, Meaning, Query, Vectors, WordRanking, units,
};
use crate::time_zone::TimeZone;
use crate::understanding::{Asked, Reader};

/// Questions that may wait for the encoder at once: one takes about 15 ms, and nobody shall wait longer than 300 ms.
const MAX_WAITING: usize = 20;

/// Everything answers are made of; immutable but for what is learnt once, shared behind an `Arc`.
pub struct Library {
    /// The guide.
    pub guide: Guide,
    /// Its passages; the index speaks of them by position.
    pub passages: Vec<Passage>,
    /// The index over exactly these passages.
    pub index: Index,
    /// Who runs this Lotse, where the settings say so.
    pub operator: Operator,
    /// What time it is where people are.
    pub time_zone: TimeZone,
    /// What reads typed text.
    pub reader: Reader,
    /// What weighs what was found.
    pub ranker: Ranker,
    /// Lines of deciding that hold instead of those learnt or calibrated, while these are drawn anew.
    pub lines: Option<Thresholds>,
    /// The fingerprint of what the guide says; made when first needed, by whoever compares it.
    pub print: OnceLock<u32>,
    /// Those of what each place says, and what tells its entries apart; likewise.
    pub place_prints: OnceLock<HashMap<PlaceId, (u32, String)>>,
    /// Likeness of meaning, once its vectors are there.
    meaning: OnceLock<Meaning>,
    /// How many questions are with the encoder now.
    asking: AtomicUsize,
    /// The stems of all candidates' question forms; read when first needed.
    forms: OnceLock<FormStems>,
    /// The passages by their folded question forms; read when first needed.
    form_keys: OnceLock<HashMap<String, usize>>,
    /// Passages that stand at one place.
    mates: Vec<Vec<usize>>,
    /// The kinds of thing that each passage holds, by their positions in the pack; looked for when first needed.
    held: Vec<OnceLock<BTreeSet<usize>>>,
}

/// Who runs this Lotse and answers for what it keeps; each part as the settings word it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operator {
    /// The responsible body.
    pub responsible: Option<String>,
    /// How people reach it.
    pub contact: Option<String>,
    /// Its imprint.
    pub imprint: Option<String>,
    /// How many days without use a chat is kept; zero keeps it for ever.
    pub keep_days: Option<u32>,
    /// Whose service carries the messages and sees them, where it is not the operator's own.
    pub messenger: Option<String>,
}

impl Library {
    /// Puts a library together; the index must be over exactly these passages. Who runs it is not said yet, and words
    /// alone rank until [`learn`](Self::learn).
    pub fn new(guide: Guide, passages: Vec<Passage>, index: Index) -> Self {
        let reader = Reader::of(Pack::built_in(), &guide);
        let mut families: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, passage) in passages.iter().enumerate() {
            families.entry(family(passage)).or_default().push(at);
        }
        let mates = families
            .into_values()
            .filter(|mates| mates.len() > 1)
            .collect();
        Self {
            forms: OnceLock::new(),
            held: passages.iter().map(|_| OnceLock::new()).collect(),
            mates,
            guide,
            passages,
            index,
            operator: Operator::default(),
            time_zone: TimeZone::default(),
            form_keys: OnceLock::new(),
            reader,
            ranker: Ranker::built_in().clone(),
            lines: None,
            print: OnceLock::new(),
            place_prints: OnceLock::new(),
            meaning: OnceLock::new(),
            asking: AtomicUsize::new(0),
        }
    }

    /// Builds a library with its index in memory; words alone rank.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn in_memory(guide: Guide) -> Result<Self, IndexError> {
        let passages = crate::knowledge::passage::passages(&guide);
        let documents: Vec<Document> = passages.iter().map(Into::into).collect();
        let index = Index::in_memory(&documents)?;
        Ok(Self::new(guide, passages, index))
    }

    /// Learns likeness of meaning: encodes what `known` lacks of the guide's sentences and question forms and of the
    /// intents' utterances. `tell` hears how many of how many texts are done. Returns how many were new.
    pub fn learn(
        &self,
        encoder: &Arc<Encoder>,
        known: &mut Vectors<'_>,
        tell: impl FnMut(usize, usize),
    ) -> usize {
        let documents = self.documents();
        let others = self.utterances();
        let texts = Meaning::texts(&documents, &others);
        let listed: Vec<(Role, &str)> = texts.iter().map(|(role, text)| (*role, &**text)).collect();
        let new = known.learn(&listed, tell);
        let meaning = Meaning::of(Arc::clone(encoder), &documents, &others, known);
        // Whoever came first has learnt the same.
        let _ = self.meaning.set(meaning);
        new
    }

    /// Every text whose vectors are needed.
    pub fn texts(&self) -> Vec<(Role, String)> {
        Meaning::texts(&self.documents(), &self.utterances())
    }

    /// Whether likeness of meaning was learnt.
    pub fn has_meaning(&self) -> bool {
        self.meaning.get().is_some()
    }

    /// Likeness of meaning, unless so many questions are with the encoder that words alone answer sooner.
    pub(super) fn meaning(&self) -> Option<Asking<'_>> {
        let meaning = self.meaning.get()?;
        let asking = Asking {
            meaning,
            count: &self.asking,
        };
        let before = self.asking.fetch_add(1, Ordering::Relaxed);
        (before < MAX_WAITING).then_some(asking)
    }

    /// The weights for ranking by what is there.
    pub fn weights(&self, by_words: bool) -> &Weights {
        if by_words {
            &self.ranker.by_words
        } else {
            &self.ranker.with_meaning
        }
    }

    /// Where the lines of deciding are drawn: as the guide's calibration says, else as was learnt; by words alone always
    /// as was learnt.
    pub fn thresholds(&self, by_words: bool) -> Thresholds {
        let own = self.guide.calibration.as_ref().filter(|_| !by_words);
        let own = self.lines.or(own.map(Thresholds::from));
        own.unwrap_or(self.weights(by_words).lines)
    }

    /// How many candidates a question has: all passages, then all intents.
    pub fn candidates(&self) -> usize {
        self.passages.len() + self.reader.pack().intents.len()
    }

    /// The intent that a candidate behind the passages is, by its position in the pack.
    pub fn intent(&self, candidate: usize) -> Option<usize> {
        candidate.checked_sub(self.passages.len())
    }

    /// Whether a candidate says what the guide does not say.
    pub(super) fn is_gap(&self, candidate: usize) -> bool {
        let passage = self.passages.get(candidate);
        passage.is_some_and(|passage| passage.kind == PassageKind::Gap)
    }

    /// The passage one of whose question forms a text is, word by word. Keywords and synonyms of a word or two do not
    /// count: they say what a thing is about, not what is asked.
    pub(super) fn form_owner(&self, text: &str) -> Option<usize> {
        let keys = self.form_keys.get_or_init(|| {
            let mut keys = HashMap::new();
            for (at, passage) in self.passages.iter().enumerate() {
                let questions = passage.questions.iter();
                for form in questions.filter(|form| form.split_whitespace().count() > 2) {
                    keys.entry(fold::key(form)).or_insert(at);
                }
            }
            keys
        });
        keys.get(&fold::key(text)).copied()
    }

    /// Whether a text is, word by word, a question form of more than two words.
    pub fn is_question_form(&self, text: &str) -> bool {
        self.form_owner(text).is_some()
    }

    /// The stems of all candidates' question forms.
    pub(super) fn forms(&self) -> &FormStems {
        self.forms.get_or_init(|| {
            let of_passages = self.passages.iter().map(|passage| &passage.questions[..]);
            let candidates = of_passages.chain(self.utterances()).enumerate();
            FormStems::of(
                candidates.flat_map(|(at, forms)| forms.iter().map(move |form| (at, form))),
            )
        })
    }

    /// The passages that stand at one place, for each place with more than one.
    pub(super) fn mates(&self) -> &[Vec<usize>] {
        &self.mates
    }

    /// Searches by words. A fault of the index counts as finding nothing, because a person must never meet it.
    pub fn by_words(&self, query: &Query) -> WordRanking {
        self.index.search(query).unwrap_or_else(|fault| {
            tracing::error!(%fault, "a question found no index to search");
            WordRanking::default()
        })
    }

    /// The kind of thing that is asked for and that a passage holds nothing of, by its position in the pack.
    pub fn lacking(&self, asked: &Asked, at: usize) -> Option<usize> {
        let passage = self.passages.get(at)?;
        let held = self.held.get(at)?.get_or_init(|| {
            let units = units(&passage.text).into_iter();
            let units = units.filter_map(|unit| passage.text.get(unit));
            units.flat_map(|unit| self.reader.held(unit)).collect()
        });
        asked
            .kinds
            .iter()
            .copied()
            .find(|kind| !held.contains(kind))
    }

    /// The question with words mended that neither the guide nor the language has; `None` where nothing changes.
    pub(super) fn mended(&self, question: &str, corrections: &[Correction]) -> Option<String> {
        let mut mended = question.to_lowercase();
        for correction in corrections {
            let word = correction.searched.first()?;
            mended = mended.replace(&correction.typed, word);
        }
        (!corrections.is_empty() && mended != question.to_lowercase()).then_some(mended)
    }

    /// A short name for the content: the same for the same passages.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for passage in &self.passages {
            for text in [&passage.id, &passage.title, &passage.text] {
                hash.update(text);
                hash.update([0]);
            }
        }
        let digest = hash.finalize();
        digest[..6]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn documents(&self) -> Vec<Document> {
        self.passages.iter().map(Into::into).collect()
    }

    fn utterances(&self) -> Vec<&[String]> {
        let intents = self.reader.pack().intents.iter();
        intents.map(|intent| &intent.like[..]).collect()
    }
}

/// What passages share that stand at one place: the place, or that they are terms or background.
fn family(passage: &Passage) -> (Option<&str>, u8) {
    match passage.kind {
        PassageKind::Term => (None, 1),
        PassageKind::Background => (None, 2),
        _ => (passage.place.as_ref().map(|place| place.as_str()), 0),
    }
}

/// A question that is with the encoder.
pub(super) struct Asking<'l> {
    meaning: &'l Meaning,
    count: &'l AtomicUsize,
}

impl std::ops::Deref for Asking<'_> {
    type Target = Meaning;

    fn deref(&self) -> &Meaning {
        self.meaning
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}
