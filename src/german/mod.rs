//! German as town halls write it: words, gender forms, stop and question words, stems, compounds, spelling, sentences.
//!
//! Pure, and knows no index: what must be looked up in a corpus (compound parts, spellings) is asked through a small
//! trait, so that the indexed corpus itself is the dictionary. Read in the order of a text's way: [`words`] and
//! [`sentences`] cut it, [`stop`] drops what carries no meaning, [`stem`], [`grams`] and [`compounds`]
//! say what a word is found by, [`speller`] mends what nobody wrote. [`readability`] says how hard all that is to read.

pub mod words;

pub mod sentences;

pub mod stop;

pub mod stem;

pub mod fold;

pub mod grams;
pub mod lexicon;

pub mod compounds;

pub mod speller;

pub mod readability;
