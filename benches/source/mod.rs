//! What the benches search and ask: a corpus in JSON lines, or the shipped guide where none is given.

use std::path::Path;

use lotse::search::Document;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::measure::Fallible;

/// Documents and questions to them.
pub(crate) struct Source {
    pub(crate) documents: Vec<Document>,
    pub(crate) questions: Vec<String>,
}

#[derive(Deserialize)]
struct Passage {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Question {
    question: String,
}

impl Source {
    /// Reads a corpus in the form that `corpus.rs` describes; the questions may be missing.
    pub(crate) fn of_lines(passages: &str, questions: Option<&str>) -> Fallible<Self> {
        let document = |passage: Passage| Document {
            id: passage.id,
            title: passage.title,
            questions: Vec::new(),
            text: passage.text,
            group: String::new(),
        };
        let documents = lines(passages)?.into_iter().map(document).collect();
        let questions = match questions {
            Some(path) => lines(path)?,
            None => Vec::new(),
        };
        let text = |question: Question| question.question;
        Ok(Self {
            documents,
            questions: questions.into_iter().map(text).collect(),
        })
    }

    /// Reads the shipped guide; its titles and question forms are the questions.
    pub(crate) fn shipped() -> Fallible<Self> {
        let loaded = lotse::knowledge::load::load(Path::new("knowledge"))?;
        let guide = loaded
            .guide
            .ok_or("the guide has faults: `lotse check` names them")?;
        let passages = lotse::knowledge::passage::passages(&guide);
        let forms = passages.iter().flat_map(|passage| &passage.questions);
        let titles = passages.iter().map(|passage| &passage.title);
        Ok(Self {
            questions: titles.chain(forms).cloned().collect(),
            documents: passages.iter().map(Document::from).collect(),
        })
    }
}

fn lines<T: DeserializeOwned>(path: &str) -> Fallible<Vec<T>> {
    let text = std::fs::read_to_string(path).map_err(|fault| format!("`{path}`: {fault}"))?;
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    filled.map(|line| Ok(serde_json::from_str(line)?)).collect()
}
