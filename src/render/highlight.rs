//! Colours for code blocks. In: code and the word after its fence. Out: HTML spans that carry
//! classes. Never writes an inline style, so that a strict content security policy holds, and
//! never loads the grammars before the first tagged block asks for them.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Longer blocks are printed plain: the grammars read well under 1 MB a second.
const MAX_BYTES: usize = 64 * 1024;

/// A block with a longer line is printed plain: such lines are minified data, and they are
/// where regular expressions backtrack.
const MAX_LINE_CHARS: usize = 2_000;

/// The squares of the lines' lengths add up to no more: at some places the grammars try each
/// rest of a line anew, and 64 KB of endless words would take them ten seconds.
const MAX_EFFORT: usize = 5_000_000;

/// Classes begin with this, so that no rule of a theme meets them by chance.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The code as escaped HTML with classed spans; `None` when the language is unknown or the
/// block is too large, and then it is printed plain.
#[must_use]
pub fn highlight(code: &str, lang: &str) -> Option<String> {
    if lang.is_empty() || !is_modest(code) {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(lang)?;
    let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        html.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(html.finalize())
}

/// The style rules of the classes. The colours are the theme's own tokens, so they follow the
/// light and the dark scheme, forced contrast and paper without a second set.
#[must_use]
pub fn css() -> String {
    RULES.to_owned()
}

const RULES: &str = "\
.hl-comment { color: var(--muted); }
.hl-keyword, .hl-storage, .hl-tag { color: var(--link); }
.hl-constant, .hl-string { color: var(--gold); }
.hl-keyword, .hl-storage, .hl-entity.hl-name { font-weight: 700; }
.hl-invalid { text-decoration: underline wavy; }
";

/// Whether the block is short enough, in whole and in each line, to be worth its time.
fn is_modest(code: &str) -> bool {
    if code.len() > MAX_BYTES {
        return false;
    }
    let lines = code.lines().map(|line| line.chars().count());
    lines.clone().all(|chars| chars <= MAX_LINE_CHARS) && lines.map(|chars| chars * chars).sum::<usize>() <= MAX_EFFORT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_no_style() {
        for (lang, code, expect) in [
            ("rust", "let x = \"<b>\";\n", "&lt;b&gt;"),
            ("yaml", "tên: Sở Nội vụ\n", "Sở Nội vụ"),
            ("json", "{\"a\": 1}\n", "hl-json"),
            ("html", "<a href=\"x\">&amp;</a>\n", "&quot;"),
            ("py", "# ghi chú\n", "hl-comment"),
        ] {
            let html = highlight(code, lang).unwrap_or_else(|| panic!("{lang} is not known"));
            assert!(html.contains(expect) && html.contains("class=\"hl-"), "{lang}: {html}");
            assert!(!html.contains("style="), "{lang}: {html}");
            assert_eq!(html.matches("<span").count(), html.matches("</span>").count(), "{lang}");
        }
    }

    #[test]
    fn what_cannot_be_coloured_is_left_plain() {
        let long_line = format!("a: {}\n", "ư".repeat(MAX_LINE_CHARS));
        let endless = format!("{}\n", "a".repeat(1_900)).repeat(30);
        let long_block = "a: 1\n".repeat(MAX_BYTES / 5 + 1);
        for (lang, code) in
            [("", "x"), ("khong-co", "x"), ("yaml", &long_line), ("yaml", &long_block), ("js", &endless)]
        {
            assert_eq!(highlight(code, lang), None, "{lang}");
        }
        assert!(highlight(&format!("{}\n", "ư".repeat(MAX_LINE_CHARS)), "yaml").is_some());
    }

    #[test]
    fn no_grammar_panics_on_odd_input() {
        let odd = "<?php \"'`${{[(/*<!-- \u{0}\u{301}ẫ\n\\ --> */ :- ::= <<EOF\n\n\t&&\u{feff}";
        for syntax in SYNTAXES.syntaxes() {
            let html = highlight(odd, &syntax.name).unwrap_or_default();
            assert!(!html.contains("<!--"), "{}", syntax.name);
        }
    }

    #[test]
    fn every_rule_has_the_prefix_and_takes_its_colour_from_the_theme() {
        for rule in css().lines() {
            assert!(rule.starts_with(".hl-") && !rule.contains('#'), "{rule}");
        }
    }
}
