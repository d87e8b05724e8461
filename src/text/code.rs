//! A text as a QR code: as a picture for whoever shows or prints it, and in characters where nothing else is shown.
//!
//! The margin of four fields that cameras need belongs to both. A text that has no room in a code has none.

use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, QrCode};

/// How many fields are free around the code.
const MARGIN: usize = 4;

/// How many dots a field of the picture is wide.
const DOTS: usize = 8;

/// The code as a picture: PNG in black and white.
pub fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::new(text).ok()?;
    let fields = code.width() + 2 * MARGIN;
    let width = fields * DOTS;
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(MARGIN).filter(|at| *at < code.width());
        let field = inside(x / DOTS).zip(inside(y / DOTS));
        field.is_some_and(|at| code[at] == Color::Dark)
    };
    // Eight dots make a byte; a light dot is a one.
    let byte = |at: usize| {
        let (x, y) = (at % fields * DOTS, at / fields);
        if is_dark(x, y) { 0 } else { u8::MAX }
    };
    let dots: Vec<u8> = (0..fields * width).map(byte).collect();
    let side = u32::try_from(width).ok()?;
    let mut picture = Vec::new();
    let mut encoder = png::Encoder::new(&mut picture, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&dots).ok()?;
    writer.finish().ok()?;
    Some(picture)
}

/// The code in characters, two fields above each other in one; light ones are drawn, as on a dark screen.
pub fn blocks(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    // What this calls dark is what is drawn.
    let mut drawn = code.render::<Dense1x2>();
    drawn
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark);
    Some(drawn.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "https://t.me/LotseBot?start=p_steuerung";

    /// What another program reads in a picture.
    fn read(width: usize, height: usize, light: impl Fn(usize, usize) -> u8) -> String {
        let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
        let codes = seen.detect_grids();
        assert_eq!(codes.len(), 1);
        codes[0].decode().expect("it can be read").1
    }

    #[test]
    fn another_program_reads_the_picture() {
        let picture = png(TEXT).expect("it has room");
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&picture));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a picture");
        let mut dots = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut dots).expect("dots");
        let (width, height) = (info.width as usize, info.height as usize);
        assert_eq!(read(width, height, |x, y| dots[y * width + x]), TEXT);
        assert!(picture.len() < 4_000, "{} bytes", picture.len());
        assert_eq!(png(TEXT), Some(picture), "the same each time");
    }

    #[test]
    fn another_program_reads_the_characters() {
        let drawn = blocks(TEXT).expect("it has room");
        let rows: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
        let (scale, width) = (4, rows[0].len());
        let light = |x: usize, y: usize| {
            let field = rows[y / scale / 2][x / scale];
            let is_light = match y / scale % 2 {
                0 => "█▀".contains(field),
                _ => "█▄".contains(field),
            };
            if is_light { 255 } else { 0 }
        };
        assert_eq!(read(width * scale, rows.len() * 2 * scale, light), TEXT);
    }

    #[test]
    fn what_has_no_room_has_no_code() {
        let long = "ä".repeat(3_000);
        assert_eq!((png(&long), blocks(&long)), (None, None));
    }
}
