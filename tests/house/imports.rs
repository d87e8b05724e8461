//! Which file needs which: every path that starts at `crate`, at `super` or at a module that the file declares, in
//! `use` lines and in the middle of code, followed through re-exports to the file where the thing is defined.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, Source};

/// One file names something of another.
pub(crate) struct Import {
    /// Which source names it.
    pub(crate) from: usize,
    /// Where it is defined.
    pub(crate) to: usize,
    /// On which line it is named.
    pub(crate) line: usize,
    /// Whether it is only handed on, by a `pub use`.
    pub(crate) handed_on: bool,
}

/// A path as it stands in a file.
struct Named {
    segments: Vec<String>,
    /// What it is called here: the last segment, the word after `as`, or `*`.
    alias: String,
    line: usize,
    /// `use`, and whether for others too.
    brought_in: bool,
    public: bool,
}

/// All imports between files of the program.
pub(crate) fn all(sources: &[Source]) -> Vec<Import> {
    let modules: BTreeMap<&[String], usize> = sources
        .iter()
        .enumerate()
        .map(|(at, source)| (source.module.as_slice(), at))
        .collect();
    let named: Vec<Vec<Named>> = sources
        .iter()
        .map(|source| named(source, &modules))
        .collect();
    let reader = Resolver {
        sources,
        modules,
        named: &named,
    };
    let mut imports = Vec::new();
    for (from, paths) in named.iter().enumerate() {
        for path in paths {
            let to = reader.file(&path.segments, 0);
            imports.extend(to.filter(|to| *to != from).map(|to| Import {
                from,
                to,
                line: path.line,
                handed_on: path.public,
            }));
        }
    }
    imports
}

/// Groups that import each other in a circle, each sorted; `ties` are pairs of from and to.
pub(crate) fn circles<T: Ord + Clone>(ties: &BTreeSet<(T, T)>) -> Vec<Vec<T>> {
    let mut nodes: BTreeSet<&T> = ties.iter().flat_map(|(from, to)| [from, to]).collect();
    let mut found = Vec::new();
    while let Some(start) = nodes.pop_first() {
        let behind = reached(start, |node| {
            ties.iter()
                .filter(move |(from, _)| from == node)
                .map(|(_, to)| to)
        });
        let before = reached(start, |node| {
            ties.iter()
                .filter(move |(_, to)| to == node)
                .map(|(from, _)| from)
        });
        let circle: Vec<T> = behind
            .intersection(&before)
            .map(|node| (*node).clone())
            .collect();
        nodes.retain(|node| !circle.contains(node));
        if circle.len() > 1 {
            found.push(circle);
        }
    }
    found
}

/// Everything that is reached over one or more steps.
fn reached<'t, T: Ord, N: Iterator<Item = &'t T>>(
    start: &'t T,
    next: impl Fn(&'t T) -> N,
) -> BTreeSet<&'t T> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        open.extend(next(node).filter(|node| seen.insert(*node)));
    }
    seen
}

struct Resolver<'s> {
    sources: &'s [Source],
    modules: BTreeMap<&'s [String], usize>,
    named: &'s [Vec<Named>],
}

impl Resolver<'_> {
    /// The file that defines what an absolute path means; none where it is of another crate.
    fn file(&self, path: &[String], steps: usize) -> Option<usize> {
        let (length, file) = (0..=path.len())
            .rev()
            .find_map(|length| Some((length, *self.modules.get(&path[..length])?)))?;
        let Some(name) = path.get(length).filter(|_| steps < 8) else {
            return Some(file);
        };
        if declares(&self.sources[file], name) {
            return Some(file);
        }
        if let Some(named) = self.brought_in(file, name).next() {
            let whole = [&named.segments[..], &path[length + 1..]].concat();
            return self.file(&whole, steps + 1);
        }
        self.brought_in(file, "*")
            .filter_map(|named| self.file(&named.segments, steps + 1))
            .find(|other| declares(&self.sources[*other], name))
            .or(Some(file))
    }

    /// What a file has under a name that it only uses.
    fn brought_in<'a>(&'a self, file: usize, alias: &'a str) -> impl Iterator<Item = &'a Named> {
        self.named[file]
            .iter()
            .filter(move |named| named.brought_in && named.alias == alias)
    }
}

/// Whether a file defines an item of this name by itself.
fn declares(source: &Source, name: &str) -> bool {
    source.tokens.windows(2).any(|pair| {
        source.word(&pair[1]) == name
            && [
                "struct", "enum", "union", "trait", "type", "fn", "const", "static", "mod",
            ]
            .contains(&source.word(&pair[0]))
    })
}

/// The paths of a file, made absolute.
fn named(source: &Source, modules: &BTreeMap<&[String], usize>) -> Vec<Named> {
    let word = |at: usize| source.tokens.get(at).map_or("", |token| source.word(token));
    let mut found = Vec::new();
    let mut inner = Inner::default();
    let mut at = 0;
    while at < source.tokens.len() {
        inner.step(word(at), word(at + 1), word(at + 2));
        let from = [&source.module[..], &inner.modules()].concat();
        let line = source.tokens[at].line;
        let before = if at == 0 { "" } else { word(at - 1) };
        // `use<'a>` behind `impl` names lifetimes.
        if word(at) == "use" && before != "." && word(at + 1) != "<" {
            let public = before == "pub" || before == ")";
            let mut trees = Vec::new();
            at = tree(&word, at + 1, Vec::new(), &mut trees);
            found.extend(trees.into_iter().filter_map(|(path, alias)| {
                Some(Named {
                    segments: absolute(&path, &from, modules)?,
                    alias,
                    line,
                    brought_in: true,
                    public,
                })
            }));
            continue;
        }
        let starts = source.tokens[at].kind == Kind::Word
            && word(at + 1) == "::"
            && before != "::"
            && before != ".";
        if starts {
            let mut path = vec![word(at).to_owned()];
            while word(at + 1) == "::"
                && source
                    .tokens
                    .get(at + 2)
                    .is_some_and(|token| token.kind == Kind::Word)
            {
                path.push(word(at + 2).to_owned());
                at += 2;
            }
            found.extend(absolute(&path, &from, modules).map(|segments| Named {
                alias: segments.last().cloned().unwrap_or_default(),
                segments,
                line,
                brought_in: false,
                public: false,
            }));
        }
        at += 1;
    }
    found
}

/// Reads what stands behind `use`: each path with the name it has here. Gives the token behind it.
fn tree<'t>(
    word: &impl Fn(usize) -> &'t str,
    mut at: usize,
    mut path: Vec<String>,
    found: &mut Vec<(Vec<String>, String)>,
) -> usize {
    loop {
        match word(at) {
            "::" => at += 1,
            "{" => {
                at += 1;
                while !["}", ";", ""].contains(&word(at)) {
                    at = tree(word, at, path.clone(), found);
                    at += usize::from(word(at) == ",");
                }
                return at + 1;
            }
            "*" => {
                found.push((path, "*".to_owned()));
                return at + 1;
            }
            "," | "}" | ";" | "" | "as" => break,
            name => {
                path.push(name.to_owned());
                at += 1;
            }
        }
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let mut alias = path.last().cloned().unwrap_or_default();
    if word(at) == "as" {
        alias = word(at + 1).to_owned();
        at += 2;
    }
    found.push((path, alias));
    at
}

/// A path from the root of the crate; none where it starts at another crate or at something of this file.
fn absolute(
    path: &[String],
    from: &[String],
    modules: &BTreeMap<&[String], usize>,
) -> Option<Vec<String>> {
    let first = path.first()?.as_str();
    if first == "crate" || first == "lotse" {
        return Some(path[1..].to_vec());
    }
    let mut base = from.to_vec();
    let mut rest = path;
    while let Some((step, tail)) = rest.split_first() {
        match step.as_str() {
            "self" => {}
            "super" => drop(base.pop()),
            _ => break,
        }
        rest = tail;
    }
    let relative = rest.len() < path.len();
    let whole = [&base[..], rest].concat();
    let child = modules.contains_key(&whole[..base.len() + rest.len().min(1)]);
    (relative || child && !from.is_empty()).then_some(whole)
}

/// The modules in braces that a place of the file is in.
#[derive(Default)]
struct Inner {
    depth: usize,
    open: Vec<(usize, String)>,
}

impl Inner {
    fn step(&mut self, word: &str, next: &str, after: &str) {
        match word {
            "mod" if after == "{" => self.open.push((self.depth, next.to_owned())),
            "{" => self.depth += 1,
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                self.open.retain(|(depth, _)| *depth < self.depth);
            }
            _ => {}
        }
    }

    fn modules(&self) -> Vec<String> {
        self.open.iter().map(|(_, name)| name.clone()).collect()
    }
}
