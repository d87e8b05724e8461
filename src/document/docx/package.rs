//! The parts a document for word processors is packed of, beside its text.

use std::io::{Cursor, Write as _};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{PackingFault, escaped};

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const CONTENT_TYPES: &str = include_str!("content_types.xml");
const RELATIONS: &str = include_str!("relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("document_relations.xml");
const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");

/// What differs from one document to the next.
pub(super) struct Package<'d> {
    pub(super) title: &'d str,
    pub(super) made: OffsetDateTime,
    pub(super) body: &'d str,
    /// The first numbers of its numbered lists.
    pub(super) numbered: &'d [u32],
}

impl Package<'_> {
    pub(super) fn pack(&self) -> Result<Vec<u8>, PackingFault> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            // The moment of packing would make every file another.
            .last_modified_time(DateTime::default());
        let parts = [
            ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
            ("_rels/.rels", RELATIONS.to_owned()),
            ("docProps/core.xml", self.properties()),
            ("word/document.xml", self.document()),
            ("word/styles.xml", STYLES.to_owned()),
            ("word/settings.xml", SETTINGS.to_owned()),
            ("word/numbering.xml", self.numbering()),
            ("word/footer1.xml", self.footer()),
            (
                "word/_rels/document.xml.rels",
                DOCUMENT_RELATIONS.to_owned(),
            ),
        ];
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in parts {
            file.start_file(name, options)?;
            file.write_all(part.as_bytes())?;
        }
        Ok(file.finish()?.into_inner())
    }

    /// Title, language and moment; no author.
    fn properties(&self) -> String {
        let title = escaped(self.title);
        let made = self.made.replace_nanosecond(0).unwrap_or(self.made);
        let made = made.format(&Rfc3339).unwrap_or_default();
        let made =
            |name| format!(r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{made}</dcterms:{name}>"#);
        format!(
            r#"{XML}
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:language>de-DE</dc:language>{}{}</cp:coreProperties>"#,
            made("created"),
            made("modified")
        )
    }

    fn document(&self) -> String {
        format!(
            r#"{XML}
<w:document {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{}<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1418" w:bottom="1134" w:left="1418" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#,
            self.body
        )
    }

    /// One list of bullets, and one list for each that is numbered, so that each begins where it should.
    fn numbering(&self) -> String {
        let level = |format, text, start| {
            format!(
                r#"<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl>"#
            )
        };
        let lists = std::iter::once(level("bullet", "•", 1));
        let numbered = self.numbered.iter();
        let numbered = numbered.map(|start| level("decimal", "%1.", *start));
        let lists: Vec<String> = lists.chain(numbered).collect();
        let kinds = lists.iter().enumerate().map(|(at, level)| {
            format!(r#"<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>"#)
        });
        let lists = (0..lists.len()).map(|at| {
            let number = at + 1;
            format!(r#"<w:num w:numId="{number}"><w:abstractNumId w:val="{at}"/></w:num>"#)
        });
        let entries: String = kinds.chain(lists).collect();
        format!("{XML}\n<w:numbering {W}>{entries}</w:numbering>")
    }

    /// Title and number of the page.
    fn footer(&self) -> String {
        let title = escaped(self.title);
        format!(
            r#"{XML}
<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">{title}</w:t></w:r><w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#
        )
    }
}
