//! `calibration.yaml`: where the lines of deciding are drawn for this guide.

use super::super::keys;
use super::super::model::Calibration;
use super::super::yaml::Node;
use super::Decoder;

impl Decoder<'_> {
    pub(super) fn calibration(&mut self, root: &Node) -> Option<Calibration> {
        let file = self.fields(root, &keys::CALIBRATION);
        let mut share = |key: &'static str| {
            let node = self.need(&file, key)?;
            self.share(node, key).map(|share| share as f32)
        };
        let (answer, theme, sure) = (share("answer"), share("theme"), share("sure"));
        Some(Calibration {
            answer: answer?,
            theme: theme?,
            sure: sure?,
            of: self.needed_line(&file, "of"),
        })
    }
}
