//! The code of a place over HTTP: a picture with the address that this bot has, and the address alone where pictures are not
//! taken.

use crate::telegram_kept::Town;

#[tokio::test]
async fn a_code_is_a_picture_with_the_address_of_this_bot() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/qr 2.1").await;
    let screen = town.screen(&erika).await;
    let shown = screen.last().expect("something is shown");
    assert!(shown.media.is_some(), "{screen}");
    let caption = &shown.text;
    assert!(caption.starts_with("2.1 Genehmigung einholen"), "{caption}");
    let address = caption.lines().last().unwrap_or_default();
    assert!(address.starts_with("https://t.me/"), "{caption}");
    assert!(address.ends_with("?start=p_genehmigung"), "{caption}");
    assert_eq!(town.api.malformed_calls(), []);
}
