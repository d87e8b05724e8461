//! `lotse serve` in a town's network: certificates of an own authority, proxies that let through and proxies that refuse.
//!
//! The authority in `certificates/` was made with `openssl req -x509` for these tests alone; its key is gone.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use fake_bot_api::FakeBotApi;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::process::{Home, Process};
use crate::telegram_bot::quick;
use crate::telegram_webhook::free_address;

fn certificate(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/certificates");
    folder.join(name)
}

/// Where the fake server listens.
fn server(api: &FakeBotApi) -> String {
    let url = api.url();
    url.trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned()
}

/// Puts TLS with the certificate of the town's authority before the fake server; returns its address.
async fn behind_tls(api: &FakeBotApi) -> String {
    let chain = CertificateDer::from_pem_file(certificate("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(certificate("server.key")).unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(vec![chain], key).unwrap();
    let (acceptor, server) = (TlsAcceptor::from(Arc::new(config)), server(api));
    let address = accepting(move |stream| {
        let (acceptor, server) = (acceptor.clone(), server.clone());
        async move {
            if let Ok(mut inside) = acceptor.accept(stream).await {
                let mut outside = TcpStream::connect(server).await.unwrap();
                let _ = copy_bidirectional(&mut inside, &mut outside).await;
            }
        }
    });
    format!("https://localhost:{}", address.await.port())
}

/// Does this with every connection; returns where.
async fn accepting<F>(with: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(with(stream));
        }
    });
    address
}

/// A SOCKS 5 proxy without password that leads everybody to the fake server.
async fn socks(api: &FakeBotApi) -> SocketAddr {
    let server = server(api);
    accepting(move |mut stream| {
        let server = server.clone();
        async move {
            let mut sizes = [0; 2];
            stream.read_exact(&mut sizes).await.unwrap();
            let mut ways = vec![0; sizes[1].into()];
            stream.read_exact(&mut ways).await.unwrap();
            stream.write_all(&[5, 0]).await.unwrap();
            let mut wish = [0; 256];
            let length = stream.read(&mut wish).await.unwrap();
            assert_eq!(
                wish[..2],
                [5, 1],
                "it asks for a connection: {:?}",
                &wish[..length]
            );
            stream
                .write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80])
                .await
                .unwrap();
            let mut outside = TcpStream::connect(server).await.unwrap();
            let _ = copy_bidirectional(&mut stream, &mut outside).await;
        }
    })
    .await
}

/// Starts Lotse where `/readyz` is at the address that comes back, with more in its environment.
fn start(api: &FakeBotApi, more: &[(&str, &str)]) -> (Process, String) {
    let health = free_address();
    let home = Home::furnish(api, &format!("health_listen = \"{health}\"\n"));
    let more: Vec<_> = more
        .iter()
        .map(|(name, value)| (*name, Path::new(*value)))
        .collect();
    let lotse = Process::start_in(&home, api, &more);
    (lotse, format!("http://{health}/readyz"))
}

/// Waits until this is red for this reason.
async fn is_red(readyz: &str, reason: &str) {
    let mut said = String::new();
    for _ in 0..400 {
        if let Ok(answer) = reqwest::get(readyz).await {
            said = answer.text().await.unwrap();
            if said.contains(reason) {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not red for `{reason}`, but: {said}");
}

#[tokio::test]
async fn an_own_authority_is_trusted_where_the_machine_or_the_settings_name_it() {
    let api = quick().await;
    let address = behind_tls(&api).await;
    let authority = certificate("ca.pem");
    let authority = authority.to_str().unwrap();
    let (lotse, readyz) = start(&api, &[("TELEGRAM_API_URL", &address)]);
    is_red(
        &readyz,
        "the certificate in Telegram's place is not trusted",
    )
    .await;
    assert!(
        lotse.said().contains("invalid peer certificate"),
        "{}",
        lotse.said()
    );
    drop(lotse);
    for variable in ["SSL_CERT_FILE", "LOTSE_CA_FILE"] {
        let environment = [("TELEGRAM_API_URL", &*address), (variable, authority)];
        let (lotse, _) = start(&api, &environment);
        let erika = api.private_chat("Erika");
        assert!(
            !erika.says("/start").await.labels().is_empty(),
            "{variable}"
        );
        assert!(lotse.signalled("-TERM").await.status.success());
    }
}

#[tokio::test]
async fn a_socks_proxy_carries_everything() {
    let api = quick().await;
    let proxy = format!("socks5h://{}", socks(&api).await);
    let environment = [
        ("TELEGRAM_API_URL", "http://telegram.example"),
        ("ALL_PROXY", &proxy),
    ];
    let (lotse, _) = start(&api, &environment);
    let erika = api.private_chat("Erika");
    assert!(!erika.says("/start").await.labels().is_empty());
    assert!(lotse.signalled("-TERM").await.status.success());
}

#[tokio::test]
async fn a_proxy_that_refuses_or_is_not_there_is_named_and_its_password_is_not() {
    let api = quick().await;
    let refusing = accepting(|mut stream| async move {
        let _ = stream.read(&mut [0; 1024]).await;
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").await;
    });
    let (refusing, absent) = (refusing.await, free_address());
    for (proxy, cause) in [
        (refusing, "(the proxy refuses)"),
        (absent, "(Connection refused"),
    ] {
        let variable = format!("http://ida:kanarienvogel@{proxy}");
        let environment = [
            ("TELEGRAM_API_URL", "https://telegram.example"),
            ("HTTPS_PROXY", &*variable),
        ];
        let (lotse, readyz) = start(&api, &environment);
        is_red(&readyz, "Telegram cannot be reached through the proxy").await;
        let said = lotse.said();
        let named = format!("no connection through the proxy {proxy} of HTTPS_PROXY {cause}");
        assert!(said.contains(&named), "{said}");
        assert!(!said.contains("kanarienvogel"), "{said}");
    }
}

#[tokio::test]
async fn proxies_and_certificates_that_cannot_be_used_end_the_start_with_the_name_of_the_variable()
{
    let api = quick().await;
    for (variable, value, sentence) in [
        (
            "ALL_PROXY",
            "ftp://ida:kanarienvogel@p.example",
            "error: ALL_PROXY names no proxy",
        ),
        (
            "SSL_CERT_FILE",
            "/fehlt.pem",
            "error: SSL_CERT_FILE names `/fehlt.pem`",
        ),
        (
            "LOTSE_CA_FILE",
            "/fehlt.pem",
            "error: the certificates in `/fehlt.pem`, which `ca_file` names",
        ),
    ] {
        let (lotse, _) = start(&api, &[(variable, value)]);
        let ended = lotse.ended().await;
        assert_eq!(ended.status.code(), Some(2), "{}", ended.said);
        assert!(ended.said.contains(sentence), "{}", ended.said);
        assert!(!ended.said.contains("kanarienvogel"), "{}", ended.said);
    }
}
