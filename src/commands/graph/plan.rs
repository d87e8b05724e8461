//! Which way the lines of the picture run: how many run beside each other in the gaps between columns, and above them.

use super::flow::Flow;

/// Lines between boxes, as they take up room.
pub(super) struct LinePlan {
    /// How many tracks each gap has; the first is left of all columns. The order of reading has the first of each.
    pub(super) tracks: Vec<usize>,
    /// How many lanes there are.
    pub(super) lanes: usize,
    /// How each reference runs.
    pub(super) routes: Vec<Route>,
}

/// How a reference runs.
#[derive(Default)]
pub(super) struct Route {
    /// Its lane above all columns; inside a column it needs none.
    pub(super) lane: Option<usize>,
    /// The gap and track on the way out of a section; a step is left at its top.
    pub(super) out: Option<(usize, usize)>,
    /// The gap and track on the way into a section.
    pub(super) into: Option<(usize, usize)>,
}

impl LinePlan {
    pub(super) fn of(flow: &Flow<'_>) -> Self {
        let columns = flow.nodes.last().map_or(0, |node| node.column + 1);
        let mut tracks = vec![1; columns + 1];
        let mut track = |gap: usize| {
            tracks[gap] += 1;
            (gap, tracks[gap] - 1)
        };
        let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
        let mut routes: Vec<Route> = flow.references.iter().map(|_| Route::default()).collect();
        // What leads near runs below what leads far.
        let mut by_length: Vec<usize> = (0..routes.len()).collect();
        let ends = |at: usize| {
            let see = &flow.references[at];
            (&flow.nodes[see.from], &flow.nodes[see.to])
        };
        by_length.sort_by_key(|at| ends(*at).0.column.abs_diff(ends(*at).1.column));
        for at in by_length {
            let (from, to) = ends(at);
            let (start, end) = (from.column.min(to.column), from.column.max(to.column));
            if start == end {
                routes[at].out = Some(track(from.column + 1));
                continue;
            }
            routes[at].out = from.place.step.is_some().then(|| track(from.column + 1));
            routes[at].into = to.place.step.is_some().then(|| track(to.column));
            let is_free =
                |lane: &Vec<(usize, usize)>| lane.iter().all(|(a, b)| *b < start || end < *a);
            let lane = lanes.iter().position(is_free).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(Vec::new());
            }
            lanes[lane].push((start, end));
            routes[at].lane = Some(lane);
        }
        Self {
            tracks,
            lanes: lanes.len(),
            routes,
        }
    }
}
