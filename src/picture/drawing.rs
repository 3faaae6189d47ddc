//! What a drawing may hold. In: the text of an SVG file. Out: nothing, or the first thing in it that
//! is more than a drawing. Browsers run what such a file says, and it is published as it is; so what
//! is not known to be harmless is refused, and nothing is ever mended.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::Refused;

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// The most attributes of one element; comparing their names takes the square of it.
const MAX_ATTRIBUTES: usize = 128;

/// The elements that only draw.
const ELEMENTS: &str = " svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon \
    text tspan textPath image style linearGradient radialGradient stop clipPath mask pattern marker filter \
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap \
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode \
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence ";

/// Attributes whose values are words for people or names within the file.
const WORDS: &str = " id class lang xml:lang xml:space role aria-label aria-labelledby aria-describedby \
    aria-hidden aria-roledescription focusable version baseProfile ";

/// Attributes whose values draw.
const DRAWN: &str = " style x y x1 x2 y1 y2 z cx cy r rx ry fx fy fr d dx dy width height viewBox points \
    preserveAspectRatio transform transform-origin pathLength rotate textLength lengthAdjust startOffset method \
    spacing side offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits \
    patternTransform clipPathUnits maskUnits maskContentUnits mask-type markerUnits markerWidth markerHeight refX \
    refY orient type filterUnits primitiveUnits in in2 result stdDeviation mode values operator k1 k2 k3 k4 radius \
    baseFrequency numOctaves seed stitchTiles scale xChannelSelector yChannelSelector tableValues slope intercept \
    amplitude exponent surfaceScale diffuseConstant specularConstant specularExponent azimuth elevation pointsAtX \
    pointsAtY pointsAtZ limitingConeAngle edgeMode kernelMatrix kernelUnitLength order divisor bias targetX targetY \
    preserveAlpha alignment-baseline baseline-shift clip-path clip-rule color color-interpolation \
    color-interpolation-filters color-rendering direction display dominant-baseline enable-background fill \
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust \
    font-stretch font-style font-variant font-weight image-rendering isolation kerning letter-spacing \
    lighting-color marker marker-end marker-mid marker-start mask mix-blend-mode opacity overflow paint-order \
    pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset \
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration \
    text-rendering unicode-bidi vector-effect visibility word-spacing writing-mode ";

/// Parts of style sheets that fetch something, or hide that they do.
const FETCHING: [&str; 8] = ["@", "\\", "//", "image(", "image-set(", "src(", "expression", "javascript:"];

/// Looks through a drawing.
///
/// # Errors
/// When it is not well-formed, or holds more than a drawing.
pub(super) fn check(text: &str) -> Result<(), Refused> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut seen = Seen::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let event = reader.read_event().map_err(|error| Refused::Broken { why: error.to_string() })?;
        if event == Event::Eof {
            return seen.finish();
        }
        seen.take(&event).map_err(|fault| match fault {
            Fault::Broken(why) => Refused::Broken { why },
            Fault::Unsafe(found) => Refused::Unsafe { found: found.chars().take(80).collect(), at },
        })?;
    }
}

/// What is wrong at one place of a drawing.
enum Fault {
    /// It is no XML.
    Broken(String),
    /// It is more than a drawing: what was found.
    Unsafe(String),
}

/// What was seen of a drawing so far.
#[derive(Default)]
struct Seen {
    depth: usize,
    has_root: bool,
    /// The text of the style sheet that is being read.
    sheet: Option<String>,
}

impl Seen {
    fn take(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        match event {
            Event::Start(tag) => {
                self.open(tag)?;
                self.depth += 1;
                self.sheet = (name(tag) == "style").then(String::new);
            }
            Event::Empty(tag) => self.open(tag)?,
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.sheet.take().map_or(Ok(()), |sheet| style(&sheet))?;
            }
            Event::Text(text) => self.text(text)?,
            Event::CData(text) => self.text(text)?,
            Event::GeneralRef(reference) => self.reference(reference)?,
            Event::PI(_) => return Err(Fault::Unsafe("<?…?>".to_owned())),
            Event::DocType(_) => return Err(Fault::Unsafe("<!DOCTYPE>".to_owned())),
            Event::Decl(declaration) => encoding(declaration)?,
            Event::Comment(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        let name = name(tag);
        if self.sheet.is_some() || !has(ELEMENTS, name) {
            return Err(Fault::Unsafe(format!("<{name}>")));
        }
        if self.depth == 0 && (self.has_root || name != "svg") {
            return Err(Fault::Broken(format!("<{name}>")));
        }
        self.has_root = true;
        for (number, attribute) in tag.attributes().enumerate() {
            let attribute = attribute.map_err(|error| Fault::Broken(error.to_string()))?;
            if number >= MAX_ATTRIBUTES {
                return Err(Fault::Broken(format!("<{name}>: > {MAX_ATTRIBUTES}")));
            }
            attribute_of(name, &attribute)?;
        }
        Ok(())
    }

    /// Text of the drawing; outside its root there is none.
    fn text(&mut self, text: &str) -> Result<(), Fault> {
        match &mut self.sheet {
            Some(sheet) => sheet.push_str(text),
            None if self.depth == 0 && !text.trim().is_empty() => return Err(Fault::Broken(text.trim().to_owned())),
            None => {}
        }
        Ok(())
    }

    /// Only XML's own five entities and numbers need no document type. In a style sheet none is
    /// needed, and one would hide a word.
    fn reference(&self, name: &str) -> Result<(), Fault> {
        let known = name.starts_with('#') || matches!(name, "lt" | "gt" | "amp" | "quot" | "apos");
        if known && self.sheet.is_none() { Ok(()) } else { Err(Fault::Unsafe(format!("&{name};"))) }
    }

    fn finish(&self) -> Result<(), Refused> {
        if self.has_root && self.depth == 0 { Ok(()) } else { Err(Refused::CutOff) }
    }
}

fn name<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    tag.name().0
}

/// Whether browsers read the file as we do: another encoding would give them other letters.
fn encoding(declaration: &BytesDecl<'_>) -> Result<(), Fault> {
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(Ok(encoding)) => Err(Fault::Unsafe(format!("encoding=\"{encoding}\""))),
        Some(Err(error)) => Err(Fault::Broken(error.to_string())),
    }
}

/// Whether a list of words, each between spaces, has this one.
fn has(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}

/// One attribute of an element, by its name and its value as browsers read it.
fn attribute_of(element: &str, attribute: &Attribute<'_>) -> Result<(), Fault> {
    let key = attribute.key.0;
    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
    let value = value.map_err(|error| Fault::Broken(error.to_string()))?;
    let is_sound = match key {
        "xmlns" => value == SVG,
        _ if key.starts_with("xmlns:") || key.starts_with("data-") || has(WORDS, key) => true,
        "href" | "xlink:href" => is_inside(element, value.trim()),
        _ if has(DRAWN, key) => return style(&value),
        _ => false,
    };
    if is_sound { Ok(()) } else { Err(Fault::Unsafe(format!("{key}=\"{value}\""))) }
}

/// Whether a reference stays within the file; a picture may be written into it.
fn is_inside(element: &str, value: &str) -> bool {
    let is_pixels = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,"]
        .iter()
        .any(|kind| value.starts_with(kind));
    value.starts_with('#') || (element == "image" && is_pixels)
}

/// A style sheet or a value of one: it may name what is in the file, and fetch nothing.
fn style(text: &str) -> Result<(), Fault> {
    let low = text.to_ascii_lowercase();
    if let Some(found) = FETCHING.iter().find(|part| low.contains(**part)) {
        return Err(Fault::Unsafe((*found).to_owned()));
    }
    let mut urls = low.split("url(").skip(1).map(|rest| rest.trim_start_matches([' ', '\t', '\n', '"', '\'']));
    match urls.find(|url| !url.starts_with('#')) {
        Some(url) => Err(Fault::Unsafe(format!("url({url}"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(part: &str) -> Result<(), Refused> {
        check(&format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{part}</svg>"))
    }

    #[test]
    fn a_plain_drawing_is_taken() {
        let check = |part: &str| assert_eq!(inside(part), Ok(()), "{part}");
        check("<!-- hình --><title>Trường &amp; lớp</title><path d=\"M0 0h4v3H0z\" style=\"fill:#f00\"/>");
        check("<style>.a { fill: url(#mau); stroke: #000 }</style><g class='a' data-name=\"lớp\"/>");
        check("<linearGradient id=\"mau\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient>");
        check("<use href=\"#a\"/><use xlink:href=\"#a\"/><rect fill=\"url('#mau')\"/>");
        check("<image href=\"data:image/png;base64,AAAA\" width=\"1\" height=\"1\"/>");
    }

    #[test]
    fn what_is_more_than_a_drawing_is_named() {
        let check = |part: &str, expect: &str| match inside(part) {
            Err(Refused::Unsafe { found, .. }) => assert_eq!(found, expect, "{part}"),
            other => panic!("{part}: {other:?}"),
        };
        check("<script>alert(1)</script>", "<script>");
        check("<g onclick=\"alert(1)\"/>", "onclick=\"alert(1)\"");
        check("<a href=\"#x\"/>", "<a>");
        check("<use href=\"&#106;avascript:alert(1)\"/>", "href=\"javascript:alert(1)\"");
        check("<use href=\"/khac.svg#a\"/>", "href=\"/khac.svg#a\"");
        check("<use href=\"data:image/svg+xml;base64,AAAA\"/>", "href=\"data:image/svg+xml;base64,AAAA\"");
        check("<image href=\"https://x.vn/a.png\"/>", "href=\"https://x.vn/a.png\"");
        check("<foreignObject/>", "<foreignObject>");
        check("<svg:script/>", "<svg:script>");
        check("<set attributeName=\"href\"/>", "<set>");
        check("<style>@import 'x'</style>", "@");
        check("<style>a { fill: ur<![CDATA[l(/x)]]> }</style>", "url(/x) }");
        check("<style>a&#64;import</style>", "&#64;");
        check("<rect fill=\"url(/dau.svg#a)\"/>", "url(/dau.svg#a)");
        check("<rect style=\"fill: u\\72l(x)\"/>", "\\");
        check("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>", "xmlns=\"http://www.w3.org/1999/xhtml\"");
        check("<text>&ten;</text>", "&ten;");
        check("<?xml-stylesheet href=\"x\"?>", "<?…?>");
    }

    #[test]
    fn a_drawing_is_utf_8() {
        assert_eq!(check("<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg/>"), Ok(()));
        let other = "<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><svg/>";
        assert!(matches!(check(other), Err(Refused::Unsafe { .. })));
    }

    #[test]
    fn what_is_no_whole_file_is_refused() {
        assert_eq!(check("<svg>"), Err(Refused::CutOff));
        assert_eq!(check("\u{feff}<?xml version=\"1.0\"?>\n<svg/>\n"), Ok(()));
        for text in ["<svg></g></svg>", "<svg/><svg/>", "<svg/>x", "<svg a a/>", "<svg><g></svg>"] {
            assert!(matches!(check(text), Err(Refused::Broken { .. })), "{text}");
        }
        let doctype = "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>";
        assert!(matches!(check(doctype), Err(Refused::Unsafe { found, .. }) if found == "<!DOCTYPE>"));
    }
}
