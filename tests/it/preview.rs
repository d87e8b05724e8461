//! `lotse preview --serve` as a browser meets it: the real program, every link followed.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::{Client, StatusCode, header};

use crate::shipped;

/// How often a page is looked at again that is to change, and how many times.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: usize = 1200;

/// A running preview; it is ended when this is dropped.
struct Preview {
    child: Child,
    /// Its address, without a slash at the end.
    address: String,
    browser: Client,
    _index: tempfile::TempDir,
}

/// What came back.
struct Visited {
    status: StatusCode,
    text: String,
}

impl Preview {
    fn of(knowledge: &Path) -> Self {
        let index = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_lotse"))
            .arg("--knowledge")
            .arg(knowledge)
            .arg("--index")
            .arg(index.path())
            .args(["preview", "--serve", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Die Vorschau läuft: ");
        let address = address.unwrap_or_else(|| panic!("where is it? {line}"));
        Self {
            address: address.trim_end_matches('/').to_owned(),
            child,
            browser: Client::new(),
            _index: index,
        }
    }

    async fn visit(&self, path: &str) -> Visited {
        let asked = self.browser.get(format!("{}{path}", self.address));
        let answer = asked.send().await.unwrap();
        Visited {
            status: answer.status(),
            text: String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned(),
        }
    }

    /// Looks at a page until it fits.
    async fn sees(&self, path: &str, fits: impl Fn(&str) -> bool) -> String {
        let mut text = String::new();
        for _ in 0..LOOKS {
            text = self.visit(path).await.text;
            if fits(&text) {
                return text;
            }
            tokio::time::sleep(LOOK).await;
        }
        panic!("{path} stays as it is:\n{text}");
    }

    /// Follows every link from the first page on; each page is looked at by `look`.
    async fn crawl(&self, mut look: impl FnMut(&str, &str)) -> BTreeSet<String> {
        let mut known: BTreeSet<String> = ["/".to_owned()].into();
        let mut due: VecDeque<String> = ["/".to_owned()].into();
        while let Some(path) = due.pop_front() {
            let page = self.visit(&path).await;
            assert_eq!(page.status, 200, "{path}");
            look(&path, &page.text);
            for link in links(&page.text) {
                let (file, _) = link.split_once('#').unwrap_or((&link, ""));
                if file.starts_with('/') && known.insert(file.to_owned()) {
                    due.push_back(file.to_owned());
                }
            }
        }
        known
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where a page leads, and what it is made of.
fn links(page: &str) -> Vec<String> {
    let marks = [" href=\"", " src=\""].into_iter();
    let found = marks.flat_map(|mark| page.split(mark).skip(1));
    let values = found.filter_map(|rest| rest.split('"').next());
    values.map(|value| value.replace("&amp;", "&")).collect()
}

/// A copy of the small guide.
fn small() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let guide = folder.path().join("leitfaden");
    let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    copy(&klein, &guide);
    (folder, guide)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

fn replace(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "`{old}` in {}", file.display());
    fs::write(file, text.replacen(old, new, 1)).unwrap();
}

#[tokio::test]
async fn every_link_of_a_guide_with_foreign_words_leads_to_a_page_that_escapes_them() {
    let (_folder, guide) = small();
    let foreign = r#"<script>alert("x")</script>'&amp;"#;
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    for (file, old) in [
        ("steps/2-vorbereitung.yaml", "Genehmigung einholen"),
        ("examples/lindenau.yaml", "Straßenfest in der Ahornstraße"),
        ("glossary.yaml", "Mitbring-Buffet"),
        ("background.yaml", "Warum feiern?"),
        (
            "guide.yaml",
            "In drei Schritten zum Fest in der eigenen Straße",
        ),
    ] {
        replace(&guide.join(file), old, &quoted(foreign));
    }
    let preview = Preview::of(&guide);
    let mut seen = 0;
    let known = preview
        .crawl(|path, text| {
            assert!(!text.contains("<script>"), "{path}:\n{text}");
            seen += usize::from(
                text.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'&amp;amp;"),
            );
        })
        .await;
    assert!(seen > 8, "the foreign words stand on {seen} pages");
    for path in [
        "/meldungen",
        "/eintrag/genehmigung",
        "/eintrag/li-01",
        "/eintrag/lindenau",
        "/eintrag/wie-viele",
        "/eintrag/kosten",
        "/eintrag/oa",
        "/eintrag/warum",
        "/bild?pfad=images%2Fplatzhalter.png",
        "/stil.css",
        "/neu.js",
    ] {
        assert!(known.contains(path), "{path} is linked: {known:?}");
    }
    let numbered = preview.visit("/eintrag/2.1").await;
    assert!(numbered.text.contains("steps/2-vorbereitung.yaml:17"));
    let asked = preview.visit("/frage?q=%3Cscript%3E").await;
    assert!(asked.status == 200 && !asked.text.contains("<script>"));
}

#[tokio::test]
async fn every_link_of_the_shipped_guide_leads_somewhere() {
    let preview = Preview::of(&shipped::knowledge());
    let known = preview.crawl(|_, _| {}).await;
    let library = shipped::library();
    let guide = &library.guide;
    let places = guide.places.iter().map(|place| place.id.as_str());
    let examples = guide.examples.iter().map(|example| example.id.as_str());
    let terms = guide.terms.iter().map(|term| term.id.as_str());
    let answers = guide.answers.iter().map(|answer| answer.id.as_str());
    let gaps = guide.gaps.iter().map(|gap| gap.id.as_str());
    let all = places
        .chain(examples)
        .chain(terms)
        .chain(answers)
        .chain(gaps);
    let missing = all.filter(|id| !known.contains(&format!("/eintrag/{id}")));
    assert_eq!(missing.collect::<Vec<_>>(), [""; 0]);
}

#[tokio::test]
async fn a_faulty_save_keeps_the_last_good_pages_and_says_what_is_wrong() {
    let (_folder, guide) = small();
    let step = guide.join("steps/2-vorbereitung.yaml");
    let preview = Preview::of(&guide);
    let mark = preview.sees("/stand", |mark| !mark.is_empty()).await;
    replace(&step, "Genehmigung einholen", "Erlaubnis holen");
    let page = preview
        .sees("/eintrag/2.1", |text| text.contains("Erlaubnis holen"))
        .await;
    assert!(!page.contains("gespeicherte Fassung"), "{page}");
    assert_ne!(
        preview.visit("/stand").await.text,
        mark,
        "browsers are told"
    );

    replace(
        &step,
        "Erlaubnis holen\n",
        "Ganz neu\n      titel: Zu viel\n",
    );
    let page = preview
        .sees("/eintrag/2.1", |text| text.contains("hat einen Fehler."))
        .await;
    assert!(page.contains("<h1>2.1 Erlaubnis holen</h1>"), "{page}");
    assert!(page.contains("Sie sehen die letzte Fassung ohne Fehler."));
    assert!(page.contains("<mark>titel</mark>: Zu viel"), "{page}");
    let other = preview.visit("/eintrag/2.2").await.text;
    assert!(!other.contains("<mark>titel</mark>"), "it is not about 2.2");
    let all = preview.visit("/meldungen").await.text;
    assert!(all.contains("href=\"/eintrag/genehmigung\""), "{all}");

    replace(&step, "      titel: Zu viel\n", "");
    let page = preview
        .sees("/eintrag/2.1", |text| text.contains("Ganz neu"))
        .await;
    assert!(!page.contains("gespeicherte Fassung"), "{page}");
    fs::remove_file(guide.join("guide.yaml")).unwrap();
    let page = preview
        .sees("/", |text| text.contains("<code>guide.yaml</code> fehlt"))
        .await;
    assert!(page.contains("Ganz neu"), "{page}");
}

#[tokio::test]
async fn a_guide_that_begins_with_a_fault_is_shown_when_it_has_none() {
    let (_folder, guide) = small();
    let step = guide.join("steps/2-vorbereitung.yaml");
    replace(&step, "sources: [hoefe]", "sources: [hoefchen]");
    let preview = Preview::of(&guide);
    let page = preview.visit("/eintrag/2.1").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Noch nichts zu zeigen"), "{}", page.text);
    assert!(page.text.contains("<mark>hoefchen</mark>"), "{}", page.text);
    replace(&step, "sources: [hoefchen]", "sources: [hoefe]");
    preview
        .sees("/eintrag/2.1", |text| {
            text.contains("Wer die Straße sperren will")
        })
        .await;
}

#[tokio::test]
async fn a_question_is_answered_as_the_bot_answers_it_and_a_judgement_comes_after_it() {
    let (_folder, guide) = small();
    let preview = Preview::of(&guide);
    let is_read = |text: &str| !text.contains("noch geprüft");
    preview.sees("/", is_read).await;
    let page = preview
        .visit("/frage?q=brauchen+wir+eine+genehmigung")
        .await;
    let text = page.text;
    assert!(text.contains(
        "<input id=\"q\" name=\"q\" type=\"search\" value=\"brauchen wir eine genehmigung\""
    ));
    assert!(text.contains("Lotse antwortet; Sicherheit: "), "{text}");
    assert!(
        text.contains("<a href=\"/eintrag/genehmigung-noetig\">"),
        "{text}"
    );
    let all = links(&text);
    let judging = all.iter().find(|link| link.contains("&tap=2J"));
    let judged = preview.visit(judging.expect("a button to judge")).await;
    assert!(judged.text.contains("Danke"), "{}", judged.text);
    let nothing = preview.visit("/frage?q=wer+haftet").await.text;
    assert!(
        nothing.contains("Lotse zeigt nichts als Antwort."),
        "{nothing}"
    );
}

#[tokio::test]
async fn nothing_foreign_comes_in_and_nobody_reads_along_by_another_name() {
    let (_folder, guide) = small();
    let preview = Preview::of(&guide);
    let answer = preview.browser.get(format!("{}/", preview.address));
    let answer = answer.send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(
        !policy.contains("unsafe") && !policy.contains("http"),
        "{policy}"
    );
    assert_eq!(header("referrer-policy"), "no-referrer");
    for (host, status) in [
        ("localhost:1", StatusCode::OK),
        ("127.0.0.1", StatusCode::OK),
        ("evil.example:8321", StatusCode::FORBIDDEN),
        ("", StatusCode::FORBIDDEN),
    ] {
        let asked = preview
            .browser
            .get(format!("{}/meldungen", preview.address));
        let answer = asked.header(header::HOST, host).send().await.unwrap();
        assert_eq!(answer.status(), status, "{host}");
    }
    for path in [
        "/gibtesnicht",
        "/eintrag/gibt-es-nicht",
        "/ansicht/9zz",
        "/bild?pfad=guide.yaml",
        "/bild?pfad=..%2F..%2Fetc%2Fpasswd",
        "/bild",
    ] {
        assert_eq!(preview.visit(path).await.status, 404, "{path}");
    }
    let posted = preview.browser.post(format!("{}/", preview.address));
    assert_eq!(posted.send().await.unwrap().status(), 405);
}

#[test]
fn what_cannot_be_served_is_said_in_german_with_a_way_out() {
    let refused = |arguments: &[&str]| {
        let lotse = Command::new(env!("CARGO_BIN_EXE_lotse"))
            .args(arguments)
            .output();
        let lotse = lotse.unwrap();
        let said = String::from_utf8(lotse.stderr).unwrap();
        (lotse.status.code(), said)
    };
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, said) = refused(&["preview", "--serve", &address]);
    assert_eq!(code, Some(3));
    assert!(
        said.contains("läuft schon etwas") && said.contains("`--serve 0`"),
        "{said}"
    );
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().to_str().unwrap();
    let (code, said) = refused(&["--knowledge", folder, "preview", "--serve", "0"]);
    assert_eq!(code, Some(3));
    assert!(said.contains("`lotse init ORDNER`"), "{said}");
    assert_eq!(refused(&["preview"]).0, Some(2));
    assert_eq!(refused(&["preview", "1.2", "--serve", "0"]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let (_folder, guide) = small();
    let mut preview = Preview::of(&guide);
    let pid = preview.child.id().to_string();
    let told = Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(told.success());
    assert!(preview.child.wait().unwrap().success());
}
