//! Bold, italic, underline, strikethrough and spoiler: merged where they touch, cut where other entities begin or end.
//!
//! Telegram keeps these five apart from the rest: two bold pieces that touch become one, a piece that runs
//! over the edge of a link is cut there, and none survives inside code. The cuts are those of the real server,
//! also where fewer would do.

use super::{Entity, EntityKind, sort};

const STYLES: [EntityKind; 5] = [
    EntityKind::Bold,
    EntityKind::Italic,
    EntityKind::Underline,
    EntityKind::Strikethrough,
    EntityKind::Spoiler,
];

/// Which of the five styles this is.
pub(super) fn index(kind: &EntityKind) -> Option<usize> {
    STYLES.iter().position(|style| style == kind)
}

/// Fits the styles to the other entities; both lists are sorted, and so is the result.
pub(super) fn combine(styles: Vec<Entity>, mut others: Vec<Entity>) -> Vec<Entity> {
    if styles.is_empty() {
        return others;
    }
    let mut pieces = Cutter {
        waiting: styles.into(),
        running: [None; 5],
        done: Vec::new(),
    }
    .cut(&others);
    sort(&mut pieces);
    others.append(&mut pieces);
    sort(&mut others);
    others
}

struct Cutter {
    waiting: std::collections::VecDeque<Entity>,
    /// Begin and end of what is open, per style.
    running: [Option<(usize, usize)>; 5],
    done: Vec<Entity>,
}

impl Cutter {
    fn cut(mut self, others: &[Entity]) -> Vec<Entity> {
        let mut around: Vec<&Entity> = Vec::new();
        for other in others {
            self.leave(&mut around, other.offset);
            self.advance(other.offset);
            around.push(other);
        }
        self.leave(&mut around, usize::MAX);
        self.advance(usize::MAX);
        self.done
    }

    /// Steps out of the entities that have ended; what was found inside code is thrown away.
    fn leave(&mut self, around: &mut Vec<&Entity>, offset: usize) {
        while let Some(last) = around.pop_if(|last| offset >= last.end()) {
            let before = self.done.len();
            self.advance(last.end());
            if super::settle::is_code(&last.kind) {
                self.done.truncate(before);
            }
        }
    }

    /// Takes in all styles that begin before the offset and cuts everything there.
    fn advance(&mut self, offset: usize) {
        while self
            .waiting
            .front()
            .is_some_and(|style| style.offset < offset)
            && let Some(style) = self.waiting.pop_front()
        {
            let Some(index) = index(&style.kind) else {
                continue;
            };
            match &mut self.running[index] {
                Some((_, end)) if style.offset <= *end => *end = style.end().max(*end),
                _ => {
                    self.flush(style.offset);
                    self.running[index] = Some((style.offset, style.end()));
                }
            }
        }
        self.flush(offset);
    }

    fn flush(&mut self, offset: usize) {
        for (running, kind) in self.running.iter_mut().zip(STYLES) {
            let Some((begin, end)) = *running else {
                continue;
            };
            if begin >= offset {
                continue;
            }
            let cut = end.min(offset);
            self.done.push(Entity::new(kind, begin, cut - begin));
            *running = (end > offset).then_some((offset, end));
        }
    }
}
