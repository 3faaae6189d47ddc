//! The script of a broadcast piece. In: what can be told of a record, a voice, a rate. Out: a
//! lead-in and rows of picture and words with the time each takes to read, sound bites apart,
//! a running total, and how it stands to a target. Never reads a file, never rounds before the sum.

use super::facts::{post_on, whole_day};
use super::words;
use crate::base::Key;
use crate::catalog::Catalog;
use crate::record::kind::KindId;
use crate::record::{Own, Record};
use crate::render::markdown::prose::Piece;
use crate::text::date::Day;
use crate::text::speech::{RATES, Voice, count, tenths};

pub mod sheet;

/// How a piece is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// How words are said.
    pub voice: &'a Voice,
    /// Syllables a minute.
    pub rate: u32,
    /// How long it shall be, in tenths of a second.
    pub target: Option<u32>,
    /// Write all words out as they are spoken.
    pub spoken: bool,
}

/// Who speaks in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The newsreader.
    Voice,
    /// Somebody else, on tape: a sound bite.
    Bite(String),
}

/// A row of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is seen.
    pub picture: String,
    /// What is heard.
    pub words: String,
    /// By whom.
    pub speaker: Speaker,
    /// How many syllables are spoken.
    pub syllables: usize,
    /// How long that takes, in tenths of a second.
    pub tenths: u32,
    /// How long everything has taken at its end.
    pub until: u32,
}

/// A script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The title.
    pub title: String,
    /// The kind of record, for the sheet's head.
    pub kicker: String,
    /// The record, `kind:id`.
    pub reference: String,
    /// The date it stands under.
    pub date: String,
    /// Why it may not go on the air yet.
    pub hold: Option<String>,
    /// The lead-in, read by the presenter: always the newsreader.
    pub lead: Row,
    /// The rows.
    pub rows: Vec<Row>,
    /// Syllables a minute.
    pub rate: u32,
    /// How long it shall be, in tenths of a second.
    pub target: Option<u32>,
}

impl Script {
    /// How long it takes, in tenths of a second.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.rows.last().map_or(self.lead.until, |row| row.until)
    }

    /// All syllables that the newsreader speaks.
    #[must_use]
    pub fn syllables(&self) -> usize {
        self.lead.syllables + self.rows.iter().map(|row| row.syllables).sum::<usize>()
    }

    /// The shortest and the longest time, at the quickest and the slowest rate of any desk; what
    /// is on tape takes the time it takes.
    #[must_use]
    pub fn span(&self) -> (u32, u32) {
        let (spoken, taped) = self.shares();
        (tenths(spoken, *RATES.end()) + taped, tenths(spoken, *RATES.start()) + taped)
    }

    /// How much too long (positive) or too short it is for its target, when by more than a tenth.
    #[must_use]
    pub fn off_target(&self) -> Option<i64> {
        let target = self.target?;
        let off = i64::from(self.total()) - i64::from(target);
        (off.unsigned_abs() * 10 > u64::from(target)).then_some(off)
    }

    /// Syllables of the newsreader, and the time of what is on tape with a length of its own.
    fn shares(&self) -> (usize, u32) {
        let all = std::iter::once(&self.lead).chain(&self.rows);
        all.fold((0, 0), |(spoken, taped), row| {
            if tenths(row.syllables, self.rate) == row.tenths {
                (spoken + row.syllables, taped)
            } else {
                (spoken, taped + row.tenths)
            }
        })
    }
}

/// The script of a record.
#[must_use]
pub fn of_record(catalog: &Catalog, key: Key, reading: Reading<'_>) -> Script {
    let record = catalog.record(key);
    let pieces = words::of_record(catalog, key);
    let (lead, rest) = lead_in(record, &pieces);
    let mut desk = Desk { catalog, reading, picture: Vec::new(), heads: Vec::new(), rows: Vec::new(), until: 0 };
    let lead = desk.row(String::new(), &lead, Speaker::Voice, None);
    for piece in rest {
        desk.take(piece);
    }
    let rows = desk.finish();
    let card = &catalog.row(key).card;
    Script {
        title: record.title().to_string(),
        kicker: card.kicker.to_string(),
        reference: format!("{}:{}", record.kind().spec().name, record.id),
        date: card.date.map(|date| date.text()).unwrap_or_default(),
        hold: hold(catalog, key),
        lead,
        rows,
        rate: reading.rate,
        target: reading.target,
    }
}

/// Why a record may not go on the air yet.
fn hold(catalog: &Catalog, key: Key) -> Option<String> {
    if catalog.row(key).state.is_public() {
        return None;
    }
    let head = &catalog.record(key).head;
    Some(match head.released_at().filter(|at| head.is_approved() && *at > catalog.now()) {
        Some(at) => format!("CHƯA ĐƯỢC PHÁT TRƯỚC {}", at.text()),
        None => "BẢN NHÁP, CHƯA ĐƯỢC PHÉP PHÁT".to_owned(),
    })
}

/// The presenter's words: the summary, else the first paragraph, which then is not said twice.
fn lead_in<'p>(record: &Record, pieces: &'p [Piece]) -> (String, &'p [Piece]) {
    if let Some(summary) = &record.head.summary {
        return (words::sentence(summary), pieces);
    }
    match pieces.split_first() {
        Some((Piece::Text(first), rest)) if !rest.is_empty() => (first.clone(), rest),
        _ => (words::sentence(&record.title()), pieces),
    }
}

/// A script at work.
struct Desk<'a> {
    catalog: &'a Catalog,
    reading: Reading<'a>,
    /// What is seen from the next row on.
    picture: Vec<String>,
    /// The heads of the table that is read.
    heads: Vec<String>,
    rows: Vec<Row>,
    until: u32,
}

impl Desk<'_> {
    fn take(&mut self, piece: &Piece) {
        match piece {
            Piece::Heading(_, text) => self.picture.push(text.to_uppercase()),
            Piece::Picture(alt, source) => {
                let shown = self.caption(alt, source);
                self.picture.push(shown);
            }
            Piece::Text(text) => self.push(text, Speaker::Voice, None),
            Piece::Item(text) => self.push(&words::sentence(text), Speaker::Voice, None),
            // The heads of a table are not read by themselves.
            Piece::Head(heads) => self.heads.clone_from(heads),
            Piece::Row(cells) => self.push(&words::row(&self.heads, cells), Speaker::Voice, None),
            Piece::Quote(text, Some(by)) => {
                let (by, length) = with_length(by);
                self.push(text, Speaker::Bite(by), length);
            }
            Piece::Quote(text, None) => self.push(&words::quoted(text), Speaker::Voice, None),
        }
    }

    fn push(&mut self, words: &str, speaker: Speaker, length: Option<u32>) {
        let picture = std::mem::take(&mut self.picture).join("\n");
        let row = self.row(picture, words, speaker, length);
        self.rows.push(row);
    }

    /// A row; a bite with a length of its own takes that, whatever is said.
    fn row(&mut self, picture: String, words: &str, speaker: Speaker, length: Option<u32>) -> Row {
        let said = self.reading.voice.say(words);
        let syllables = count(&said);
        let time = length.unwrap_or_else(|| tenths(syllables, self.reading.rate));
        self.until = self.until.saturating_add(time);
        let words = if self.reading.spoken { words::upper_first(&said) } else { crate::text::show::nbsp(words) };
        Row { picture, words, speaker, syllables, tenths: time, until: self.until }
    }

    /// The caption of a photo's record, else what the body says.
    fn caption(&self, alt: &str, source: &str) -> String {
        let id = source.trim_start_matches("photo:");
        let record = self.catalog.public(KindId::Photo, id).map(|key| self.catalog.record(key));
        match record.map(|record| &record.own) {
            Some(Own::Photo(photo)) => format!("Ảnh: {}", photo.caption),
            _ if alt.is_empty() => format!("Ảnh: {source}"),
            _ => format!("Ảnh: {alt}"),
        }
    }

    /// Pictures behind the last words have a row of their own.
    fn finish(mut self) -> Vec<Row> {
        if !self.picture.is_empty() {
            self.push("", Speaker::Voice, None);
        }
        self.rows
    }
}

/// "Ông Hư Cấu, Giám đốc (0:25)" → the name, and the length of the tape in tenths of a second.
fn with_length(by: &str) -> (String, Option<u32>) {
    let parsed = by.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match parsed.and_then(|(name, length)| Some((name, seconds(length)?))) {
        Some((name, seconds)) => (name.trim().to_owned(), Some(seconds.saturating_mul(10))),
        None => (by.to_owned(), None),
    }
}

/// "45s", "45", "1:30", "1m30s", "1p30" → seconds.
#[must_use]
pub fn seconds(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches(['s', '"', '”']);
    let (minutes, rest) = match text.split_once([':', 'm', 'p', '\'', '’']) {
        Some((minutes, rest)) => (minutes.parse::<u32>().ok()?, rest),
        None => (0, text),
    };
    let rest = if rest.is_empty() && minutes > 0 { 0 } else { rest.parse::<u32>().ok()? };
    let total = minutes.checked_mul(60)?.checked_add(rest)?;
    (1..=24 * 3600).contains(&total).then_some(total)
}

/// "1:05", minutes and whole seconds, rounded.
#[must_use]
pub fn clock(tenths: u32) -> String {
    let seconds = tenths.saturating_add(5) / 10;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A line under somebody's face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowerThird {
    /// The name.
    pub name: String,
    /// The post on the day of the piece.
    pub post: String,
    /// The unit, as it was called that day.
    pub unit: String,
}

/// Everybody whom a record names or lets speak, with post and unit as of its day.
#[must_use]
pub fn lower_thirds(catalog: &Catalog, key: Key) -> Vec<LowerThird> {
    let record = catalog.record(key);
    let day =
        catalog.row(key).card.date.as_ref().and_then(|date| whole_day(date).or(date.last())).unwrap_or(catalog.today());
    let mut lines: Vec<LowerThird> = Vec::new();
    for piece in words::of_record(catalog, key) {
        if let Piece::Quote(_, Some(by)) = piece {
            let (by, _) = with_length(&by);
            let (name, post) = by.split_once(',').map_or((by.as_str(), ""), |(name, post)| (name, post.trim()));
            lines.push(LowerThird { name: name.trim().to_owned(), post: post.to_owned(), unit: String::new() });
        }
    }
    for award in catalog.awarded(key).filter(|award| award.decision == key) {
        let one = super::facts::honoured(catalog, award);
        lines.push(LowerThird { name: one.name, post: one.post, unit: one.unit });
    }
    let people = record.links.iter().filter(|link| link.kind == KindId::Person);
    for key in people.filter_map(|link| catalog.public(KindId::Person, &link.id)) {
        lines.extend(of_person(catalog, key, day));
    }
    if record.kind() == KindId::Person && catalog.row(key).public {
        lines.extend(of_person(catalog, key, day));
    }
    let mut seen = Vec::new();
    lines.retain(|line| {
        let new = !line.name.is_empty() && !seen.contains(&line.name);
        seen.push(line.name.clone());
        new
    });
    lines
}

fn of_person(catalog: &Catalog, key: Key, day: Day) -> Option<LowerThird> {
    let Own::Person(person) = &catalog.record(key).own else { return None };
    let (post, unit) = post_on(catalog, person, day);
    Some(LowerThird { name: person.shown_name().to_string(), post, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_understood() {
        fn check(text: &str, expect: Option<u32>) {
            assert_eq!(seconds(text), expect, "{text}");
        }
        check("45s", Some(45));
        check("45", Some(45));
        check("1:30", Some(90));
        check("1m30s", Some(90));
        check("2m", Some(120));
        check("1p05", Some(65));
        check("0:25", Some(25));
        check("0", None);
        check("-3", None);
        check("một phút", None);
        check("99999999999", None);
    }

    #[test]
    fn the_speaker_is_apart_from_the_length() {
        assert_eq!(with_length("Ông Hư Cấu, Giám đốc (0:25)"), ("Ông Hư Cấu, Giám đốc".to_owned(), Some(250)));
        assert_eq!(with_length("Bà Hư Cấu (Sở Mẫu)"), ("Bà Hư Cấu (Sở Mẫu)".to_owned(), None));
    }

    #[test]
    fn times_are_rounded_once() {
        assert_eq!(
            (clock(0), clock(604), clock(605), clock(3599)),
            ("0:00".into(), "1:00".into(), "1:01".into(), "6:00".into())
        );
    }
}
