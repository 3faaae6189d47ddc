//! One honour as templates see it. In: an award. Out: its row: what, by whom, when, to whom.

use std::sync::Arc;

use crate::base::Key;
use crate::catalog::Award;
use crate::record::common::Recipient;
use crate::record::fields::{Value, View};
use crate::record::kind::Decision;
use crate::record::kind::decision::HonourGroup;
use crate::record::{Own, Record};
use crate::render::cx::{CardParts, Cx, Failed, ROW, plain};
use crate::render::memo::Shared;
use crate::render::theme::Words;
use crate::render::value::{Val, list, map, map_of, maybe, maybe_text, text};
use crate::text as vi;

/// What a row can tell: its name in templates, and how it is made.
type Column = (&'static str, fn(&mut Cx<'_>, &Line<'_>) -> Val);

/// All that a row can tell.
const COLUMNS: &[Column] = &[
    ("no", |_, line| Val::from(line.no)),
    ("honour", |_, line| line.shared.honour.clone()),
    ("honour_name", |_, line| line.shared.honour_name.clone()),
    ("level", |_, line| line.shared.level.clone()),
    ("system", |_, line| line.shared.system.clone()),
    ("decision", |cx, line| cx.decision_value(line.award.decision, line.parts[0])),
    ("number", |_, line| line.shared.number.clone()),
    ("date", |_, line| line.shared.date.clone()),
    ("year", |_, line| maybe(line.award.year)),
    ("printed", |cx, line| printed(cx, line.award, line.told)),
    ("recipient", recipient),
    ("now", |cx, line| now(cx, line.award)),
    ("type", |cx, line| cx.sort(line.award.sort, || sort(line.award))),
    ("unit", |cx, line| cx.maybe_card(line.award.unit)),
    ("unit_text", |_, line| maybe_text(line.told.unit_printed.as_ref())),
    ("post", |_, line| maybe_text(line.told.post.as_ref())),
    ("citation", |_, line| line.shared.citation.clone()),
    ("campaign", |_, line| line.shared.campaign.clone()),
    ("posthumous", |_, line| Val::from(line.told.posthumous)),
    ("press_only", |_, line| line.shared.press_only.clone()),
    ("note", |_, line| maybe_text(line.told.note.as_ref())),
];

/// One honour on its way to a row.
struct Line<'a> {
    award: &'a Award,
    told: &'a Recipient,
    shared: Arc<Shared>,
    parts: [CardParts; 2],
    no: usize,
}

/// What the rows of a page tell: of all that could be told, only what its template names.
pub struct Columns {
    told: Vec<&'static Column>,
    /// Of the cards of decisions and of recipients.
    parts: [CardParts; 2],
}

impl Columns {
    /// The columns that these words name.
    #[must_use]
    pub fn named(words: &Words<'_>) -> Self {
        let told = COLUMNS.iter().filter(|(name, _)| words.name(name)).collect();
        Self { told, parts: ["decision", "recipient"].map(|field| CardParts::of_field(words, field)) }
    }
}

/// Rows for several honours, numbered from `first`.
pub fn rows<'a>(cx: &mut Cx<'a>, awards: impl IntoIterator<Item = &'a Award>, first: usize, columns: &Columns) -> Val {
    let numbered = awards.into_iter().enumerate();
    let rows: Vec<Val> = numbered
        .map(|(at, award)| {
            touch(cx, award);
            row(cx, award, first + at, columns)
        })
        .collect();
    list(rows)
}

/// The rows of honours, by their numbers, as a list of many honours shows them: with the honour,
/// the decision and the year. `served` says whether there is a column of posts and units.
///
/// # Errors
/// The place in the template is reported.
pub fn sheet(cx: &mut Cx<'_>, awards: &[u32], served: bool) -> Result<Val, Failed> {
    for at in awards {
        let award = cx.award_at(*at);
        touch(cx, award);
    }
    cx.telling(|cx| {
        let columns = Columns::named(&cx.words(ROW));
        cx.rows(awards, served, |cx, at| {
            let award = cx.award_at(at);
            let row = row(cx, award, 0, &columns);
            let shown = |shown: bool| Val::from(shown);
            vec![
                ("a", row),
                ("served", shown(served)),
                ("honour", shown(true)),
                ("source", shown(true)),
                ("year", shown(true)),
                ("no", shown(false)),
                ("sort", shown(false)),
            ]
        })
    })
}

/// Whether a list of honours needs a column of posts and units.
pub fn served(cx: &mut Cx<'_>, awards: &[u32]) -> bool {
    let filled = |text: &Option<Arc<str>>| text.as_ref().is_some_and(|text| !text.is_empty());
    awards.iter().any(|at| {
        let award = cx.award_at(*at);
        let (_, line) = cx.line(award);
        award.unit.is_some() || [&line.post, &line.unit_printed, &line.note].into_iter().any(filled)
    })
}

/// Notes all that a row rests on, also when it was made for another page.
fn touch(cx: &mut Cx<'_>, award: &Award) {
    cx.line(award);
    cx.honour(award.honour);
    let shown = [Some(award.decision), Some(award.honour), award.recipient, award.unit, award.campaign];
    for key in shown.into_iter().flatten() {
        cx.card(key);
    }
}

/// The row of one honour, when all that it rests on is noted.
fn row<'a>(cx: &mut Cx<'a>, award: &'a Award, no: usize, columns: &Columns) -> Val {
    let shared = cx.shared(award, |cx| shared(cx, award));
    let (_, told) = cx.line(award);
    let line = Line { award, told, shared, parts: columns.parts, no };
    map_of(columns.told.iter().map(|(name, make)| (*name, make(cx, &line))))
}

/// The line of one name on a roll: who, and as what.
pub fn line(cx: &mut Cx<'_>, award: &Award) -> Val {
    let (_, line) = cx.line(award);
    let unit = match (&line.unit_printed, award.unit) {
        (Some(printed), _) => text(printed),
        (None, Some(key)) => text(&cx.card(key).title),
        (None, None) => Val::none(),
    };
    map([("printed", printed(cx, award, line)), ("post", maybe_text(line.post.as_ref())), ("unit", unit)])
}

/// What the honours of a group have in common.
fn shared(cx: &mut Cx<'_>, award: &Award) -> Shared {
    let (decision, _) = cx.line(award);
    let group = &decision.groups[usize::from(award.group)];
    let (level, name) = honour(cx, award, group.class);
    Shared {
        honour: cx.card_value(award.honour),
        honour_name: text(vi::show::nbsp(&name)),
        level,
        system: cx.system_value(award.system),
        number: maybe(decision.number.as_ref().map(ToString::to_string)),
        date: cx.date_value(award.date),
        citation: maybe(group.citation.as_deref().map(vi::show::nbsp)),
        campaign: cx.maybe_card(award.campaign),
        press_only: Val::from(decision.press_only()),
    }
}

/// The honour with its class. What others made of the group is no help here: a page that shows only the
/// name would not note what it rests on.
pub fn name(cx: &mut Cx<'_>, award: &Award) -> Val {
    let (decision, _) = cx.line(award);
    let (_, name) = honour(cx, award, decision.groups[usize::from(award.group)].class);
    text(vi::show::nbsp(&name))
}

/// The decisions and documents that annul a record.
pub fn annulled_by(cx: &mut Cx<'_>, key: Key, record: &Record) -> Vec<Key> {
    let mut found = Vec::new();
    for source in cx.back(key) {
        let annuls = match &cx.whole(source).own {
            Own::Decision(decision) => &decision.annuls,
            Own::Document(document) => &document.annuls,
            _ => continue,
        };
        if annuls.iter().any(|r| r.kind == record.kind() && r.id == record.id) {
            found.push(source);
        }
    }
    found
}

/// What sort of recipient; empty words when the decision does not say.
fn sort(award: &Award) -> Val {
    match award.sort {
        Some(sort) => plain(&sort.view()),
        None => map([("id", text("")), ("label", text("")), ("label_en", text(""))]),
    }
}

/// The recipient's name as the decision prints it, else as the record has it; mostly the two
/// agree, and then the card has it ready. Someone who is shown by initials is so everywhere,
/// whatever the decision prints.
fn printed(cx: &mut Cx<'_>, award: &Award, line: &Recipient) -> Val {
    let card = award.recipient.map(|key| (key, cx.card(key)));
    match (&line.as_printed, card) {
        (Some(name), Some((_, card))) if !card.shortened && *name != card.title => text(vi::show::nbsp(name)),
        (_, Some((key, _))) => cx.title_value(key),
        (Some(name), None) => text(vi::show::nbsp(name)),
        (None, None) => text(""),
    }
}

/// The card of the recipient's record, or nothing.
fn recipient(cx: &mut Cx<'_>, line: &Line<'_>) -> Val {
    line.award.recipient.map_or_else(Val::none, |key| cx.card_parts(key, line.parts[1]))
}

/// "nay là …" for a recipient that is called something else today.
fn now(cx: &mut Cx<'_>, award: &Award) -> Val {
    award.recipient.map_or_else(Val::none, |key| maybe_text(cx.card(key).now.as_ref()))
}

fn honour(cx: &mut Cx<'_>, award: &Award, class: Option<u32>) -> (Val, Arc<str>) {
    match &cx.honour(award.honour).own {
        Own::Honour(honour) => (cx.level_value(honour.level), honour.with_class(class)),
        _ => (plain(&View::Null), "".into()),
    }
}

/// The groups of a decision with their recipients, in the decision's own order.
pub fn groups(cx: &mut Cx<'_>, key: Key, decision: &Decision, words: &Words<'_>) -> Val {
    let columns = Columns::named(words);
    let awards = cx.awarded(key);
    let mut all = Vec::new();
    for (at, group) in decision.groups.iter().enumerate() {
        let mine: Vec<&Award> = awards.iter().copied().filter(|a| usize::from(a.group) == at).collect();
        all.push(group_view(cx, group, &mine, &columns));
    }
    list(all)
}

fn group_view<'a>(cx: &mut Cx<'a>, group: &HonourGroup, awards: &[&'a Award], columns: &Columns) -> Val {
    let honour = cx.find(crate::record::KindId::Honour, &group.honour.0);
    let own = honour.map(|key| &cx.honour(key).own);
    let (name, recognition) = match own {
        Some(Own::Honour(honour)) => (honour.with_class(group.class), !honour.counts()),
        _ => (group.honour.0.clone(), false),
    };
    map([
        ("honour", cx.maybe_card(honour)),
        ("honour_name", text(vi::show::nbsp(&name))),
        ("class", maybe(group.class)),
        ("citation", maybe(group.citation.as_deref().map(vi::show::nbsp))),
        ("period", plain(&group.period.view())),
        ("year", maybe(group.year)),
        ("campaign", cx.value(&group.campaign.view())),
        ("declared", plain(&group.declared.view())),
        ("listed", listed(awards)),
        ("complete", Val::from(group.complete)),
        ("recognition", Val::from(recognition)),
        ("printed_as", maybe_text(group.printed_as.as_ref())),
        ("rows", rows(cx, awards.iter().copied(), 1, columns)),
    ])
}

/// How many of each sort of recipient are listed.
fn listed(awards: &[&Award]) -> Val {
    use crate::record::common::RecipientType as Sort;
    let count = |sort| Val::from(awards.iter().filter(|a| a.sort == Some(sort)).count());
    map([
        ("collectives", count(Sort::Collective)),
        ("individuals", count(Sort::Individual)),
        ("households", count(Sort::Household)),
        ("all", Val::from(awards.len())),
    ])
}
