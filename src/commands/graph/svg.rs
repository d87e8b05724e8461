//! The picture as SVG, drawn here: a column for each step with its sections below, and lines that cross no box.
//!
//! The order of reading runs through the gaps between columns. References leave the gaps upwards, run above all columns in
//! a lane of their own, and come down where they lead; whatever is vertical in a gap has a track of its own there. The
//! letters are those of whoever looks, so widths are guesses: lines are broken early rather than late.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::flow::{Flow, FlowNode, FlowReference};
use super::plan::LinePlan;

const WIDTH: usize = 204;
const MARGIN: usize = 24;
/// Between tracks, lanes, and lines that end at the same side of a box.
const TRACK: usize = 9;
/// Between boxes of a column.
const BETWEEN: usize = 26;
/// Between the lines of the legend.
const LEGEND: usize = 22;
/// The title of the picture.
const HEAD: usize = 64;
/// How many characters a line of a title, and of what belongs to a place, has at most.
const TITLE: usize = 21;
const FACTS: usize = 32;

/// What stands before a decision that is never asked.
const NEVER: &str = "✕ nie gefragt";

const STYLE: &str = "\
:root{color:#1c2530;background:#fff;--box:#f3f6f9;--step:#dfe8f1;--line:#5b6b7b;--see:#0b63b0;--never:#a3231b}
@media (prefers-color-scheme:dark){:root{color:#e6ebf0;background:#12171d;--box:#1d252e;--step:#2a3744;--line:#93a3b3;--see:#7cbcff;--never:#ffa49c}}
text{font:14px system-ui,sans-serif;fill:currentColor}
.head{font-size:20px;font-weight:600}.name{font-size:13px;font-weight:600}.facts,.decision,.never{font-size:11px}.never{fill:var(--never)}.facts{opacity:.85}
rect{fill:var(--box);stroke:var(--line)}.step rect{fill:var(--step)}.unknown rect{stroke-dasharray:5 4;fill:none}
path{fill:none;stroke:var(--line);stroke-width:1.5}.see{stroke:var(--see)}
.tip{fill:var(--line);stroke:none}.seetip{fill:var(--see);stroke:none}";

/// Where a place is drawn.
struct PlaceBox {
    x: usize,
    y: usize,
    height: usize,
    column: usize,
    /// What is to be read in it: of which kind, how high, the words.
    lines: Vec<(&'static str, usize, String)>,
}

/// Draws it.
pub(super) fn draw(flow: &Flow<'_>) -> String {
    let plan = LinePlan::of(flow);
    let top = HEAD + plan.lanes * TRACK + BETWEEN;
    let boxes = boxes(flow, &plan, top);
    let right = boxes.iter().map(|b| b.x + WIDTH).max().unwrap_or_default();
    let width = right + gap(&plan, plan.tracks.len() - 1) + MARGIN;
    let height = boxes.iter().map(|b| b.y + b.height).max().unwrap_or(top) + 64;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"title about\" lang=\"de\">"
    );
    let title = escaped(flow.title);
    let _ = writeln!(
        out,
        "<title id=\"title\">{title}: der Weg durch den Leitfaden</title>"
    );
    let _ = writeln!(out, "<desc id=\"about\">{}</desc>", escaped(&about(flow)));
    let _ = writeln!(out, "<style>{STYLE}</style>");
    for (id, class) in [("tip", "tip"), ("seetip", "seetip")] {
        let _ = writeln!(
            out,
            "<marker id=\"{id}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
             <path class=\"{class}\" d=\"M0 0L8 4L0 8z\"/></marker>"
        );
    }
    let _ = writeln!(
        out,
        "<text class=\"head\" x=\"{MARGIN}\" y=\"36\">{title}</text>"
    );
    order(&boxes, &mut out);
    references(flow, &boxes, &plan, &mut out);
    for (node, place) in flow.nodes.iter().zip(&boxes) {
        draw_box(node, place, &mut out);
    }
    legend(flow, height - 22, &mut out);
    out + "</svg>\n"
}

/// The picture in words.
fn about(flow: &Flow<'_>) -> String {
    let places: Vec<String> = flow.nodes.iter().map(FlowNode::name).collect();
    let number = |at: usize| flow.nodes[at].place.number.as_str();
    let references = flow.references.iter();
    let references: Vec<String> = references
        .map(|see| format!("{} zu {}", number(see.from), number(see.to)))
        .collect();
    let decisions = flow.nodes.iter().flat_map(|node| {
        let asked = node.decisions.iter().map(|asked| &asked.decision.question);
        asked.map(|question| format!("{} {question}", node.place.number))
    });
    let decisions: Vec<String> = decisions.collect();
    let mut about = format!("In der Reihenfolge des Lesens: {}.", places.join("; "));
    if !references.is_empty() {
        about += &format!(" Verweise führen von {}.", references.join(", von "));
    }
    if !decisions.is_empty() {
        about += &format!(" Zu entscheiden ist: {}.", decisions.join("; "));
    }
    about
}

/// How wide a gap is.
fn gap(plan: &LinePlan, gap: usize) -> usize {
    (plan.tracks[gap] + 2) * TRACK
}

fn boxes(flow: &Flow<'_>, plan: &LinePlan, top: usize) -> Vec<PlaceBox> {
    let mut boxes: Vec<PlaceBox> = Vec::new();
    for node in &flow.nodes {
        let lines = lines_of(node);
        let (x, y) = match boxes.last() {
            Some(last) if last.column == node.column => (last.x, last.y + last.height + BETWEEN),
            Some(last) => (last.x + WIDTH + gap(plan, node.column), top),
            None => (MARGIN + gap(plan, 0), top),
        };
        boxes.push(PlaceBox {
            x,
            y,
            height: 20 + lines.iter().map(|(_, height, _)| height).sum::<usize>(),
            column: node.column,
            lines,
        });
    }
    boxes
}

/// What is to be read of a place.
fn lines_of(node: &FlowNode<'_>) -> Vec<(&'static str, usize, String)> {
    let mut lines = Vec::new();
    let mut say = |class, height, words: &str, between, most| {
        let wrapped = wrapped(words, between, most).into_iter();
        lines.extend(wrapped.map(|line| (class, height, line)));
    };
    let name = format!("{} {}", node.place.number, node.place.on_button());
    say("name", 18, &name, " ", TITLE);
    say("facts", 15, &node.facts.join(" · "), " · ", FACTS);
    for asked in &node.decisions {
        let name = asked.decision.on_button();
        match asked.is_never_asked {
            true => say("never", 17, &format!("{NEVER}: {name}"), " ", FACTS),
            false => say("decision", 17, &format!("◇ {name}"), " ", FACTS),
        }
        for (earlier, answers) in &asked.when {
            let when = format!("wenn „{}“: {answers}", earlier.on_button());
            say("facts", 14, &when, " ", FACTS);
        }
    }
    lines
}

/// Lines of so many characters at most, where words allow it.
fn wrapped(text: &str, between: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(between).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line)
                if line.chars().count() + between.chars().count() + word.chars().count()
                    <= most =>
            {
                line.push_str(between);
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Draws the order of reading: down a column, then up to the next.
fn order(boxes: &[PlaceBox], out: &mut String) {
    for pair in boxes.windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        let points = if from.column == to.column {
            let x = from.x + WIDTH / 2;
            vec![(x, from.y + from.height), (x, to.y)]
        } else {
            let x = from.x + WIDTH + TRACK;
            let (leaves, arrives) = (from.y + 16, to.y + 16);
            vec![
                (from.x + WIDTH, leaves),
                (x, leaves),
                (x, arrives),
                (to.x, arrives),
            ]
        };
        line("", &points, out);
    }
}

/// Draws the references; what ends at the same side of a box ends side by side.
fn references(flow: &Flow<'_>, boxes: &[PlaceBox], plan: &LinePlan, out: &mut String) {
    let mut used: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut port = |at: usize, side: &'static str| {
        let used = used.entry((at, side)).or_default();
        *used += 1;
        let by = *used * TRACK;
        match side {
            "top" => (boxes[at].x + 14 + by, boxes[at].y),
            "left" => (boxes[at].x, boxes[at].y + boxes[at].height - by),
            _ => (boxes[at].x + WIDTH, boxes[at].y + boxes[at].height - by),
        }
    };
    let start = |gap: usize| {
        let before = boxes.iter().find(|place| place.column + 1 == gap);
        before.map_or(MARGIN, |place| place.x + WIDTH)
    };
    let x = |(gap, track): (usize, usize)| start(gap) + (track + 1) * TRACK;
    for (see, route) in flow.references.iter().zip(&plan.routes) {
        let height = route.lane.map(|lane| HEAD + (plan.lanes - lane) * TRACK);
        let leaves = port(see.from, if route.out.is_some() { "right" } else { "top" });
        let arrives = match (height, route.into) {
            (None, _) => port(see.to, "right"),
            (_, Some(_)) => port(see.to, "left"),
            (_, None) => port(see.to, "top"),
        };
        let up = route.out.map_or(leaves.0, x);
        let mut points = match height {
            None => vec![leaves, (up, leaves.1), (up, arrives.1), arrives],
            Some(height) => {
                let down = route.into.map_or(arrives.0, x);
                let above = [(up, height), (down, height)];
                [
                    &[leaves, (up, leaves.1)][..],
                    &above,
                    &[(down, arrives.1), arrives],
                ]
                .concat()
            }
        };
        points.dedup();
        let _ = writeln!(out, "<g><title>{}</title>", escaped(&told(flow, see)));
        line("see", &points, out);
        out.push_str("</g>\n");
    }
}

/// What a reference says.
fn told(flow: &Flow<'_>, see: &FlowReference<'_>) -> String {
    let number = |at: usize| flow.nodes[at].place.number.as_str();
    let why = see.why.map(|why| format!(", {why}")).unwrap_or_default();
    format!("{} verweist auf {}{why}", number(see.from), number(see.to))
}

/// Draws a line through these points with a tip at its end.
fn line(class: &str, points: &[(usize, usize)], out: &mut String) {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x} {y}")).collect();
    let points = points.join("L");
    let _ = writeln!(
        out,
        "<path class=\"{class}\" marker-end=\"url(#{class}tip)\" d=\"M{points}\"/>"
    );
}

/// Draws a place; whoever points at it is told what leads there.
fn draw_box(node: &FlowNode<'_>, place: &PlaceBox, out: &mut String) {
    let mut classes: Vec<&str> = Vec::new();
    classes.extend(node.place.step.is_none().then_some("step"));
    classes.extend(node.is_unknown().then_some("unknown"));
    let told = std::iter::once(format!("{} {}", node.place.called, node.name()));
    let told: Vec<String> = told
        .chain(node.questions.iter().map(|asked| format!("„{asked}“")))
        .collect();
    let PlaceBox { x, y, height, .. } = place;
    let _ = writeln!(out, "<g class=\"{}\">", classes.join(" "));
    let _ = writeln!(out, "<title>{}</title>", escaped(&told.join("\n")));
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"6\"/>"
    );
    let mut y = y + 6;
    for (class, height, text) in &place.lines {
        y += height;
        let (x, text) = (x + 12, escaped(text));
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        );
    }
    out.push_str("</g>\n");
}

/// Says what the lines mean, and above them what is drawn otherwise.
fn legend(flow: &Flow<'_>, y: usize, out: &mut String) {
    let say = |x: usize, y: usize, meaning: &str, out: &mut String| {
        let y = y + 4;
        let _ = writeln!(
            out,
            "<text class=\"facts\" x=\"{x}\" y=\"{y}\">{meaning}</text>"
        );
    };
    let mut entries = vec![("", "in dieser Reihenfolge gelesen")];
    if !flow.references.is_empty() {
        entries.push(("see", "verweist auf"));
    }
    let mut x = MARGIN;
    for (class, meaning) in entries {
        line(class, &[(x, y), (x + 40, y)], out);
        say(x + 48, y, meaning, out);
        x += 240;
    }
    if flow.nodes.iter().any(|node| !node.decisions.is_empty()) {
        say(x, y, "◇ zu entscheiden", out);
    }
    let (mut x, y) = (MARGIN, y - LEGEND);
    if flow.nodes.iter().any(FlowNode::is_unknown) {
        let top = y - 7;
        let _ = writeln!(
            out,
            "<g class=\"unknown\"><rect x=\"{x}\" y=\"{top}\" width=\"40\" height=\"14\" rx=\"3\"/></g>"
        );
        say(x + 48, y, "kein Text bekannt", out);
        x += 240;
    }
    if flow.nodes.iter().any(FlowNode::has_never_asked) {
        let meaning = format!("{NEVER}: die Bedingungen schließen sich aus");
        say(x, y, &meaning, out);
    }
}

/// A text as XML may hold it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
