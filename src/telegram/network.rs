//! The way out to the Bot API: whose certificates are trusted, and which proxy the environment puts in between.
//!
//! Trusted is what the machine trusts (its store, or what SSL_CERT_FILE and SSL_CERT_DIR name), what comes with the
//! program, and the file that the settings name. What the HTTP client would pass over in silence, a proxy that it cannot
//! read or a file that is not there, is refused with the name of the variable.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};

/// Where OpenSSL and its kin look for certificates.
const CERT_FILE: &str = "SSL_CERT_FILE";
/// Folders of certificates, with colons between.
const CERT_DIR: &str = "SSL_CERT_DIR";

/// Why there is no way out.
#[derive(Debug, thiserror::Error)]
pub enum NetworkFault {
    /// The certificates that the settings name cannot be used.
    #[error("the certificates in `{}`, which `ca_file` names, cannot be used: {why}", file.display())]
    CaFile {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The certificates that the environment names are not there.
    #[error("{variable} names `{}`, which cannot be read: {why}", path.display())]
    Certificates {
        /// The variable.
        variable: &'static str,
        /// What it names.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The proxy that the environment names is none; it is not shown, because it may hold a password.
    #[error("{0} names no proxy that can be used")]
    Proxy(&'static str),
    /// The HTTP client could not start.
    #[error("the HTTP client cannot start: {0}")]
    Client(String),
}

/// A proxy in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProxyOnTheWay {
    /// The variable that names it.
    pub(super) variable: &'static str,
    /// Host and port, without user and password.
    pub(super) address: String,
}

impl NetworkFault {
    /// Tells whether starting again cannot mend it.
    pub fn is_of_settings(&self) -> bool {
        !matches!(self, Self::Client(_))
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::CaFile { .. } => {
                "name a file in PEM form (-----BEGIN CERTIFICATE-----) that Lotse may read, or leave `ca_file` out"
            }
            Self::Certificates { .. } => "name what is there, or leave the variable out",
            Self::Proxy(_) => {
                "such as http://proxy.example:3128 or socks5h://proxy.example:1080; https, socks4, socks4a and socks5 work too"
            }
            Self::Client(_) => "start again; if it stays, report it",
        }
    }
}

/// An HTTP client for this server, and the proxy that it goes through.
///
/// # Errors
/// When settings or environment name what cannot be used.
pub(super) fn client(
    server: &str,
    ca_file: Option<&Path>,
) -> Result<(Client, Option<ProxyOnTheWay>), NetworkFault> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let proxy = proxy(server, variable)?;
    check_certificates(variable)?;
    let mut builder = Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .redirect(Policy::none());
    for certificate in ca_file.map(certificates).transpose()?.unwrap_or_default() {
        builder = builder.add_root_certificate(certificate);
    }
    let client = builder.build();
    let client = client.map_err(|error| NetworkFault::Client(error.without_url().to_string()))?;
    Ok((client, proxy))
}

fn certificates(file: &Path) -> Result<Vec<Certificate>, NetworkFault> {
    let fault = |why: String| NetworkFault::CaFile {
        file: file.to_owned(),
        why,
    };
    let bytes = fs::read(file).map_err(|error| fault(error.to_string()))?;
    let found = Certificate::from_pem_bundle(&bytes).map_err(|error| fault(error.to_string()))?;
    if found.is_empty() {
        return Err(fault("there is no certificate in it".to_owned()));
    }
    Ok(found)
}

/// The client passes over what is not there.
fn check_certificates(variable: impl Fn(&str) -> Option<String>) -> Result<(), NetworkFault> {
    let refuse = |variable, path: &Path, error: std::io::Error| NetworkFault::Certificates {
        variable,
        path: path.to_owned(),
        why: error.to_string(),
    };
    if let Some(file) = variable(CERT_FILE).map(PathBuf::from) {
        fs::read(&file).map_err(|error| refuse(CERT_FILE, &file, error))?;
    }
    let folders = variable(CERT_DIR).unwrap_or_default();
    for folder in env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty()) {
        fs::read_dir(&folder).map_err(|error| refuse(CERT_DIR, &folder, error))?;
    }
    Ok(())
}

/// The proxy on the way to a server, as the HTTP client chooses it.
fn proxy(
    server: &str,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<ProxyOnTheWay>, NetworkFault> {
    let Ok(server) = server.parse::<Uri>() else {
        return Ok(None);
    };
    let own = match server.scheme_str() {
        Some("https") => ["HTTPS_PROXY", "https_proxy"],
        _ => ["HTTP_PROXY", "http_proxy"],
    };
    let names = own.into_iter().chain(["ALL_PROXY", "all_proxy"]);
    let mut named = names.filter_map(|name| Some((name, variable(name)?)));
    let Some((name, value)) = named.next() else {
        return Ok(None);
    };
    let without = ["NO_PROXY", "no_proxy"].into_iter().find_map(variable);
    let on_the_way = |without: String| {
        let matcher = Matcher::builder().all(value.clone()).no(without).build();
        matcher.intercept(&server)
    };
    if on_the_way(String::new()).is_none() {
        return Err(NetworkFault::Proxy(name));
    }
    let proxy = on_the_way(without.unwrap_or_default());
    Ok(proxy.map(|proxy| ProxyOnTheWay {
        variable: name,
        address: proxy
            .uri()
            .authority()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(server: &str, variables: &[(&str, &str)], expected: &str) {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let shown = match proxy(server, variable) {
            Ok(None) => "none".to_owned(),
            Ok(Some(proxy)) => format!("{} {}", proxy.variable, proxy.address),
            Err(fault) => fault.to_string(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_proxy_is_the_one_the_client_takes_and_its_password_is_not_shown() {
        let telegram = "https://api.telegram.org";
        check(telegram, &[], "none");
        check(
            telegram,
            &[
                ("HTTPS_PROXY", "http://ida:geheim@proxy.example:3128"),
                ("ALL_PROXY", "socks5://a:1"),
            ],
            "HTTPS_PROXY proxy.example:3128",
        );
        check(telegram, &[("HTTP_PROXY", "proxy.example:3128")], "none");
        check(
            telegram,
            &[("all_proxy", "socks5h://p.example:1080")],
            "all_proxy p.example:1080",
        );
        check(
            "http://localhost:8081",
            &[("http_proxy", "p.example:80")],
            "http_proxy p.example:80",
        );
        let spared = [
            ("https_proxy", "p.example:80"),
            ("NO_PROXY", "telegram.org"),
        ];
        check(telegram, &spared, "none");
    }

    #[test]
    fn what_is_no_proxy_is_refused_by_its_variable() {
        for value in ["ftp://geheim@p.example", "http://", "kein proxy"] {
            check(
                "https://api.telegram.org",
                &[("ALL_PROXY", value)],
                "ALL_PROXY names no proxy that can be used",
            );
        }
    }
}
