//! The settings of the real program: which of flag, environment, file and default wins, what is refused, and that
//! no secret is shown.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

const TOKEN: &str = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

/// A folder to run `lotse` in, with nothing of the environment but what a test puts there.
struct Place(tempfile::TempDir);

impl Place {
    fn with(settings: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.path().join("lotse.toml"), settings).unwrap();
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn secret(&self, name: &str, mode: u32) {
        let path = self.path().join(name);
        fs::write(&path, TOKEN).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_lotse"))
            .args(arguments)
            .env_clear()
            .envs(environment.iter().copied())
            .current_dir(self.path())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn shows(&self, arguments: &[&str], environment: &[(&str, &str)], expected: &[&str]) {
        let output = self.run(arguments, environment);
        let shown = String::from_utf8(output.stdout).unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        for line in expected {
            assert!(
                shown.lines().any(|shown| shown == *line),
                "{line}\n---\n{shown}\n{told}"
            );
        }
        let secret = TOKEN.split_once(':').unwrap().1;
        assert!(!shown.contains(secret) && !told.contains(secret));
    }

    #[track_caller]
    fn refuses(&self, arguments: &[&str], environment: &[(&str, &str)], expected: &str) {
        let output = self.run(arguments, environment);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
    }
}

#[test]
fn a_flag_wins_over_the_environment_that_over_the_file_that_over_the_default() {
    let place = Place::with("quota = 5\nlog = \"json\"\n\n[rate]\nchat = 6\ngroup = 7\n");
    place.shows(
        &[
            "--quota",
            "1",
            "config",
            "--webhook",
            "https://example.org/x",
        ],
        &[("LOTSE_QUOTA", "2"), ("LOTSE_RATE_CHAT", "3")],
        &[
            "quota = 1  # --quota",
            "rate_chat = 3  # LOTSE_RATE_CHAT",
            "rate_group = 7  # lotse.toml:6",
            "rate_all = 30  # default",
            "log = \"json\"  # lotse.toml:2",
            "webhook = \"https://example.org/x\"  # --webhook",
            "# listen = \"\"  # not set",
            "# No token is set.",
        ],
    );
}

#[test]
fn how_long_chats_are_kept_and_who_is_in_charge_are_settings() {
    let place = Place::with("keep_days = 90\nadmins = \"123456789, 5\"\n");
    place.shows(
        &["config"],
        &[],
        &[
            "keep_days = 90  # lotse.toml:1",
            "admins = \"123456789, 5\"  # lotse.toml:2",
        ],
    );
    place.shows(
        &["--keep-days", "30", "config"],
        &[("LOTSE_KEEP_DAYS", "60"), ("LOTSE_ADMINS", "7")],
        &[
            "keep_days = 30  # --keep-days",
            "admins = 7  # LOTSE_ADMINS",
        ],
    );
    Place::with("").shows(
        &["config"],
        &[],
        &["keep_days = 365  # default", "# admins = \"\"  # not set"],
    );
    Place::with("keep_days = -1\nadmins = \"@chefin\"\n").refuses(
        &["config"],
        &[],
        "lotse.toml:1: `keep_days` cannot be `-1`: -1 is not in 0..=36500\n\
         lotse.toml:2: `admins` cannot be `@chefin`: `@chefin` is no person's number at Telegram, such as 123456789\n\
         error: the settings file `lotse.toml` has mistakes\n\
         hint: mend the lines above; `lotse config --explain` shows all settings with what they do\n",
    );
}

#[test]
fn where_people_are_is_a_setting_and_has_to_be_somewhere() {
    let place = Place::with("time_zone = \"Europe/Vienna\"\n");
    let line = "time_zone = \"Europe/Vienna\"  # lotse.toml:1";
    place.shows(&["config"], &[], &[line]);
    let line = "time_zone = \"UTC\"  # --time-zone";
    let variable = ("LOTSE_TIME_ZONE", "Europe/Zurich");
    place.shows(&["--time-zone", "UTC", "config"], &[variable], &[line]);
    let line = "time_zone = \"Europe/Berlin\"  # default";
    Place::with("").shows(&["config"], &[], &[line]);
    Place::with("time_zone = \"MEZ\"\n").refuses(
        &["config"],
        &[],
        "lotse.toml:1: `time_zone` cannot be `MEZ`: it is a name of the tz database, such as Europe/Berlin, Europe/Vienna or UTC\n\
         error: the settings file `lotse.toml` has mistakes\n\
         hint: mend the lines above; `lotse config --explain` shows all settings with what they do\n",
    );
}

#[test]
fn what_is_shown_is_a_settings_file_that_says_the_same() {
    let place = Place::with("[responsible]\nname = 'Stadt \"Musterhausen\"'\n");
    let shown = place.run(&["config", "--explain"], &[]).stdout;
    fs::write(place.path().join("gezeigt.toml"), shown).unwrap();
    let again = place.run(&["--config", "gezeigt.toml", "config"], &[]);
    let again = String::from_utf8(again.stdout).unwrap();
    let name = "responsible_name = \"Stadt \\\"Musterhausen\\\"\"  # gezeigt.toml:";
    assert!(again.contains(name), "{again}");
}

#[test]
fn settings_of_serving_may_stand_in_the_file_of_any_command() {
    let place = Place::with("webhook = \"https://example.org/lotse\"\nmaintenance = \"Pause\"\n");
    let output = place.run(&["completions", "bash"], &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn unknown_settings_are_refused_with_the_near_miss() {
    let place = Place::with("qouta = 5\n\n[responsible]\ncontakt = \"x\"\n");
    place.refuses(
        &["config"],
        &[],
        "lotse.toml:1: there is no setting `qouta`; did you mean `quota`?\n\
         lotse.toml:4: there is no setting `responsible_contakt`; did you mean `responsible_contact`?\n\
         error: the settings file `lotse.toml` has mistakes\n\
         hint: mend the lines above; `lotse config --explain` shows all settings with what they do\n",
    );
}

#[test]
fn a_named_file_that_is_missing_is_refused() {
    let place = Place::with("");
    place.refuses(
        &["config"],
        &[("LOTSE_CONFIG", "fehlt.toml")],
        "error: the settings file `fehlt.toml` cannot be read: No such file or directory (os error 2)\n\
         hint: name a file that is there with `--config`, or leave it out\n",
    );
}

#[test]
fn the_token_comes_from_environment_file_or_credential_and_is_never_shown() {
    let place = Place::with("token_file = \"token\"\n");
    place.secret("token", 0o600);
    place.secret("telegram-token", 0o400);
    let credentials = place.path().to_str().unwrap().to_owned();
    let from = |origin: &str| format!("# The token of bot 123456789 comes from {origin}.");
    place.shows(&["config"], &[], &[&from("`token`")]);
    place.shows(
        &["config"],
        &[("TELOXIDE_TOKEN", TOKEN)],
        &[&from("TELOXIDE_TOKEN")],
    );
    fs::write(place.path().join("lotse.toml"), "").unwrap();
    place.shows(
        &["config"],
        &[("CREDENTIALS_DIRECTORY", &credentials)],
        &[&from("the systemd credential `telegram-token`")],
    );
}

#[test]
fn a_token_that_everybody_can_read_is_refused() {
    let place = Place::with("token_file = \"token\"\n");
    place.secret("token", 0o644);
    let refusal = "error: everybody on this machine can read or change the secret in `token`\n\
                   hint: `chmod 600 token` closes it; if others use this machine, get a new token from @BotFather\n";
    place.refuses(&["serve"], &[], refusal);
    place.refuses(&[], &[], refusal);
}

#[test]
fn the_settings_file_that_deploy_offers_has_no_mistakes() {
    let offered = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/lotse.toml");
    let place = Place::with("");
    let offered = offered.to_str().unwrap();
    let output = place.run(&["--config", offered, "config"], &[]);
    assert!(output.status.success(), "{output:?}");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("listen = \"127.0.0.1:8080\""), "{shown}");
}

#[test]
fn the_example_names_nobody_until_it_is_filled_in() {
    let offered = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/lotse.toml");
    let place = Place::with("");
    place.shows(
        &["--config", offered.to_str().unwrap(), "config"],
        &[],
        &[
            "# responsible_name = \"\"  # not set",
            "# responsible_contact = \"\"  # not set",
        ],
    );
}

#[test]
fn an_empty_variable_is_none_and_a_wrong_one_is_named() {
    let place = Place::with("quota = 5\n");
    place.shows(
        &["config"],
        &[("LOTSE_QUOTA", ""), ("LOTSE_WEBHOOK", "")],
        &["quota = 5  # lotse.toml:1", "# webhook = \"\"  # not set"],
    );
    place.refuses(
        &["config"],
        &[("LOTSE_QUOTA", "viel")],
        "error: invalid value 'viel' for LOTSE_QUOTA: invalid digit found in string\n\
         hint: `lotse --help` shows the commands and what they take\n",
    );
    place.refuses(
        &["--quota", "viel", "config"],
        &[("LOTSE_QUOTA", "5")],
        "error: invalid value 'viel' for '--quota <N>': invalid digit found in string\n\
         hint: `lotse --help` shows the commands and what they take\n",
    );
}

#[test]
fn a_filter_that_would_silence_the_log_is_refused() {
    let place = Place::with("");
    for (filter, why) in [
        ("quatsch", "`quatsch` is no level"),
        ("lotse=laut", "error parsing level filter"),
        ("tantivy=warn", "nothing of Lotse would be logged"),
    ] {
        let output = place.run(&["serve"], &[("LOTSE_LOG", filter)]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            told.starts_with(&format!(
                "error: invalid value '{filter}' for LOTSE_LOG: {why}"
            )),
            "{told}"
        );
    }
    for filter in [
        "info",
        "info,tantivy=warn",
        "lotse::telegram=debug",
        "trace",
        "off",
    ] {
        let output = place.run(&["config"], &[("LOTSE_LOG", filter)]);
        assert!(output.status.success(), "{filter}: {output:?}");
    }
}

#[test]
fn a_webhook_that_telegram_would_not_take_is_refused_without_a_token() {
    let place = Place::with("listen = \"127.0.0.1:8081\"\n");
    for (webhook, why) in [
        ("http://example.org/x", "Telegram delivers to https only"),
        (
            "https://example.org:99/x",
            "the ports 443, 80, 88 and 8443 only",
        ),
    ] {
        let output = place.run(&["config", "--webhook", webhook], &[]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_log_in_json_is_json_from_the_first_byte_to_the_last() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let guide = guide.to_str().unwrap();
    let place = Place::with("log = \"json\"\n");
    let faulty = Place::with("log = \"json\"\nqouta = 5\n");
    fs::create_dir(place.path().join("schlecht")).unwrap();
    fs::write(place.path().join("schlecht/guide.yaml"), "title: [").unwrap();
    let token = [("TELOXIDE_TOKEN", TOKEN)];
    for (place, arguments, environment, code) in [
        (&place, &["serve"][..], &[][..], 2),
        (&faulty, &["serve"], &token, 2),
        (
            &place,
            &["serve", "--log=json", "--rate-chat", "viel"],
            &token,
            2,
        ),
        (&place, &["serve", "--knowledge", "schlecht"], &token, 1),
        (&place, &["serve", "--knowledge", "fehlt"], &token, 3),
        // The index is built anew, and the port is none.
        (
            &place,
            &[
                "serve",
                "--knowledge",
                guide,
                "--encoder",
                "off",
                "--listen",
                "192.0.2.1:1",
            ],
            &token,
            3,
        ),
    ] {
        let output = place.run(arguments, environment);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        let lines: Vec<serde_json::Value> = told
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|_| panic!("{arguments:?}: {told}"))
            })
            .collect();
        let last = lines.last().expect("it says why");
        assert_eq!(
            (&last["level"], &last["code"]),
            (&"ERROR".into(), &code.into()),
            "{told}"
        );
        assert!(last["hint"].is_string(), "{told}");
    }
}
