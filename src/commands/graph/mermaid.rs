//! The picture as a flowchart that Mermaid draws.

use std::fmt::Write as _;

use super::flow::{Flow, FlowNode};
use crate::knowledge::Decision;

/// What the legend says of each kind that is drawn otherwise.
const UNKNOWN: &str = "So gezeichnet: kein Text bekannt";
const NEVER: &str = "So gezeichnet: wird nie gefragt";

/// Writes the flowchart.
pub(super) fn write(flow: &Flow<'_>) -> String {
    let mut out = format!("flowchart LR\n  accTitle: {}\n", one_line(flow.title));
    for column in flow.nodes.chunk_by(|one, other| one.column == other.column) {
        let step = &column[0].place;
        let head = format!("{} {}", step.called, step.number);
        let _ = writeln!(
            out,
            "  subgraph step_{}[\"{}\"]",
            name(&column[0]),
            quoted(&head)
        );
        let _ = writeln!(out, "    direction TB");
        for node in column {
            let facts: Vec<String> = node.facts.iter().map(|fact| quoted(fact)).collect();
            let facts = match facts.is_empty() {
                true => String::new(),
                false => format!("<br/><small>{}</small>", facts.join(" · ")),
            };
            let _ = writeln!(
                out,
                "    {}[\"{}{facts}\"]",
                name(node),
                quoted(&node.name())
            );
        }
        let _ = writeln!(out, "  end");
    }
    for pair in flow.nodes.windows(2) {
        let _ = writeln!(out, "  {} --> {}", name(&pair[0]), name(&pair[1]));
    }
    for reference in &flow.references {
        let (from, to) = (&flow.nodes[reference.from], &flow.nodes[reference.to]);
        let _ = writeln!(out, "  {} -.-> {}", name(from), name(to));
    }
    decisions(flow, &mut out);
    let unknown = flow.nodes.iter().filter(|node| node.is_unknown());
    let unknown: Vec<String> = unknown.map(name).collect();
    let decisions = flow.nodes.iter().flat_map(|node| &node.decisions);
    let never = decisions.filter(|asked| asked.is_never_asked);
    let never: Vec<String> = never.map(|asked| decision_name(asked.decision)).collect();
    for (class, looks, meaning, members) in [
        ("unknown", "stroke-dasharray: 5 4", UNKNOWN, unknown),
        ("never", "stroke:#a3231b,stroke-width:3px", NEVER, never),
    ] {
        if !members.is_empty() {
            let _ = writeln!(out, "  legend_{class}[\"{meaning}\"]");
            let _ = writeln!(out, "  classDef {class} {looks}");
            let _ = writeln!(out, "  class legend_{class},{} {class}", members.join(","));
        }
    }
    out
}

/// What is to be decided, at its place, and behind the answers at which it is asked.
fn decisions(flow: &Flow<'_>, out: &mut String) {
    for node in &flow.nodes {
        for asked in &node.decisions {
            let id = decision_name(asked.decision);
            let question = quoted(&asked.decision.question);
            let _ = writeln!(out, "  {} --- {id}{{{{\"{question}\"}}}}", name(node));
            for (earlier, answers) in &asked.when {
                let (earlier, answers) = (decision_name(earlier), quoted(answers));
                let _ = writeln!(out, "  {earlier} -- \"{answers}\" --> {id}");
            }
        }
    }
}

/// A name that is no word of Mermaid's.
fn name(node: &FlowNode<'_>) -> String {
    format!("place_{}", node.place.id.as_str().replace('-', "_"))
}

fn decision_name(decision: &Decision) -> String {
    format!("decision_{}", decision.id.as_str().replace('-', "_"))
}

/// A text between quotes; what means something there is written as its name.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            // A list or emphasis to the Markdown in it.
            '*' | '_' | '`' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
