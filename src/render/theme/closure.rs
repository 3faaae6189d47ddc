//! What a template is made of. In: the texts of all templates. Out: for each name that can be asked
//! for, the fingerprint of all that its text can reach, and the words in it. Never runs a template.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::files::Template;
use crate::base::Fp;

/// All that a template is made of.
pub(super) struct Closure {
    /// The fingerprint of all of them.
    pub(super) fp: Fp,
    /// The words in it, in its parts and in the components that it calls.
    pub(super) told: Told,
}

/// Names out of a theme: asked for once for every part of every card, and by nobody who chooses them, so
/// that they need no hash that withstands an attack.
type Names = foldhash::HashSet<String>;

/// What a template names.
#[derive(Default)]
pub struct Told {
    /// Every word of it.
    words: Names,
    /// What it names of a field, by the field; `*` where it takes it whole.
    steps: foldhash::HashMap<String, Names>,
}

/// The words of a template. What it never names need not be worked out for it.
#[derive(Clone, Copy)]
pub enum Words<'t> {
    /// Those that stand in the template, in what it extends or includes, or in a component that it
    /// calls.
    Of(&'t Told),
    /// None: there is no such template.
    None,
    /// Any: a template is to be told all there is.
    All,
}

impl Words<'_> {
    /// Whether the template names something.
    #[must_use]
    pub fn name(&self, word: &str) -> bool {
        match self {
            Self::Of(told) => told.words.contains(word),
            Self::None => false,
            Self::All => true,
        }
    }

    /// Whether the template names something of a field.
    #[must_use]
    pub fn step(&self, field: &str, word: &str) -> bool {
        match self {
            Self::Of(told) => told.steps.get(field).is_some_and(|of| of.contains(word)),
            Self::None => false,
            Self::All => true,
        }
    }
}

/// For every name that can be asked for: all that its text can reach.
///
/// Components are found by name at run time, so every file that declares one counts.
pub(super) fn closures(chain: &[String], templates: &[Template]) -> HashMap<String, Closure> {
    let by_name: HashMap<&str, &Template> = templates.iter().map(|t| (t.name.as_str(), t)).collect();
    let resolve = |name: &str| {
        let prefixed = chain.iter().map(|theme| format!("{theme}/{name}"));
        std::iter::once(name.to_owned()).chain(prefixed).find_map(|name| by_name.get(name.as_str()).copied())
    };
    let components: Vec<&Template> = templates.iter().filter(|t| t.text.contains("{% component")).collect();
    let texts: BTreeMap<&str, Text<'_>> = templates.iter().map(|t| (t.name.as_str(), Text::of(&t.text))).collect();
    let mut closures = HashMap::new();
    for template in templates {
        let mut seen = BTreeSet::new();
        let mut open = components.clone();
        open.extend(resolve(&template.short));
        while let Some(next) = open.pop() {
            if seen.insert(next.name.as_str()) {
                open.extend(called(&next.text).filter_map(resolve));
            }
        }
        let fp = Fp::all(seen.iter().map(|name| Fp::of(&(name, &by_name[name].text))));
        let told = resolve(&template.short).map(|top| reached(&top.name, &texts, resolve)).unwrap_or_default();
        closures.insert(template.short.clone(), Closure { fp, told });
    }
    closures
}

/// A template's text, taken apart: what a component holds is shown only where it is called.
#[derive(Default)]
struct Text<'t> {
    /// All that stands outside of components, from tag to tag.
    own: Vec<&'t str>,
    /// The components that it declares, from tag to tag.
    components: Vec<(&'t str, Vec<&'t str>)>,
}

impl<'t> Text<'t> {
    fn of(text: &'t str) -> Self {
        let mut apart = Self::default();
        let mut is_inside = false;
        for tag in text.split("{%") {
            let words = tag.trim_start_matches(['-', ' ']);
            if let Some(declared) = words.strip_prefix("component ") {
                apart.components.push((component(declared), Vec::new()));
                is_inside = true;
            }
            is_inside &= !words.starts_with("endcomponent");
            match apart.components.last_mut().filter(|_| is_inside) {
                Some((_, parts)) => parts.push(tag),
                None => apart.own.push(tag),
            }
        }
        apart
    }
}

/// The name of a component at the beginning of a text.
fn component(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.' | '-'));
    &text[..end.unwrap_or(text.len())]
}

/// The words of a template and of all that its text can reach. Whatever looks like the call of a
/// component counts as one, an element of HTML by its name, too.
fn reached<'t>(
    top: &'t str,
    texts: &BTreeMap<&'t str, Text<'t>>,
    resolve: impl Fn(&str) -> Option<&'t Template>,
) -> Told {
    let mut components: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, parts) in texts.values().flat_map(|text| &text.components) {
        components.entry(name).or_default().extend(parts);
    }
    let (mut found, mut seen) = (Told::default(), HashSet::from([top]));
    let mut open: Vec<&str> = texts.get(top).map(|text| text.own.clone()).unwrap_or_default();
    while let Some(part) = open.pop() {
        found.words.extend(words(part).map(str::to_owned));
        for (field, step) in steps(part) {
            found.steps.entry(field.to_owned()).or_default().insert(step.to_owned());
        }
        let next = target(part).and_then(&resolve).filter(|next| seen.insert(&next.name));
        open.extend(next.and_then(|next| texts.get(next.name.as_str())).into_iter().flat_map(|text| &text.own));
        let called = part.split('<').skip(1).map(component);
        open.extend(called.filter_map(|name| components.remove(name)).flatten());
    }
    found
}

/// The words of a template that could name a variable.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// What stands for all of a field.
pub const WHOLE: &str = "*";

/// The steps from a field to a field of it, as `decision` and `url` for `a.decision.url`; [`WHOLE`] where it
/// is taken whole, or by a name in quotes. Whether it is there (`if a.decision`) is no step.
fn steps(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    words(text).filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        if before.ends_with(['"', '\'', '`']) {
            return Some((word, WHOLE));
        }
        let chain = before.trim_end().strip_suffix('.')?.trim_end_matches(|c| is_part(c) || c == '.');
        let next = after.trim_start().strip_prefix('.').map(str::trim_start);
        match next.and_then(|next| words(next).next().filter(|word| next.starts_with(*word))) {
            Some(next) => Some((word, next)),
            None if is_asked_for(chain, after) => None,
            None => Some((word, WHOLE)),
        }
    })
}

/// Whether what stands between these is nothing but the condition of a tag.
fn is_asked_for(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let opened = before.strip_suffix("elif").or_else(|| before.strip_suffix("if"));
    let opened = opened.map(|opened| opened.trim_end().trim_end_matches('-'));
    let after = after.trim_start();
    opened.is_some_and(|opened| opened.is_empty() || opened.ends_with("{%"))
        && after.trim_start_matches('-').starts_with("%}")
}

/// The names in `extends` and `include` tags; both take literal names only.
fn called(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(target)
}

/// The name in an `extends` or `include` tag.
fn target(tag: &str) -> Option<&str> {
    let tag = tag.trim_start_matches(['-', ' ']);
    let rest = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?;
    rest.split(['"', '\'', '`']).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_field_is_a_step_and_one_taken_whole_is_all_of_it() {
        let check = |text: &str, expect: &str| {
            let found: Vec<String> = steps(text).map(|(field, step)| format!("{field}.{step}")).collect();
            assert_eq!(found.join(" "), expect, "{text}");
        };
        check("{{ a.decision.url }}", "decision.url url.*");
        check("{% if a.decision %}{%- elif a.unit -%}", "");
        check(" if a.decision %}", "");
        check("{{ a . decision . url }}", "decision.url url.*");
        check("{{ a?.decision?.url }}", "decision.* url.*");
        check("{% if a.decision and x %}", "decision.*");
        check("{% if x or a.decision %}{{<card c={a.decision} />}}", "decision.* decision.*");
        check("{% set d = a.decision %}", "decision.*");
        check("{{ a['decision'] }} {{ a[\"unit\"].x }}", "decision.* unit.* x.*");
        check("{{ decision }} <b class=decision>", "");
        check("đ.ơn a.đơn", "");
    }
}
