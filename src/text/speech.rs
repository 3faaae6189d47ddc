//! Text as a newsreader says it. In: a written text. Out: the spoken words (numbers, dates,
//! numbers of documents, abbreviations, units spelled out) and how many syllables they have; so
//! read-out time is counted from what is spoken, not from what is written. Never changes meaning:
//! what it does not know it says as written.

mod cardinal;

use std::collections::BTreeMap;

use self::cardinal::{cardinal, decimals, digit_by_digit, month, ordinal, roman};
use super::number::DocNumber;
use super::syllable::{each_run, is_syllable};
use super::{abbr, letter, nfc};

/// Syllables a minute of national radio news (106 items measured: 233), as a round figure.
pub const RATE: u32 = 230;
/// The slowest and the quickest rate that a desk may set.
pub const RATES: std::ops::RangeInclusive<u32> = 200..=260;

/// How things are said: what a dictionary line may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Words and abbreviations in running text.
    Words,
    /// Units of measure behind a number.
    Units,
    /// Symbols inside the number of a document.
    Symbols,
    /// The names of letters.
    Letters,
}

impl Section {
    /// The section of a key in a dictionary file.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "words" => Some(Self::Words),
            "units" => Some(Self::Units),
            "symbols" => Some(Self::Symbols),
            "letters" => Some(Self::Letters),
            _ => None,
        }
    }
}

/// The pronunciation of a newsroom.
#[derive(Clone, Debug)]
pub struct Voice {
    readings: BTreeMap<(Section, String), String>,
}

impl Default for Voice {
    /// What ships with the program: the dictionary of abbreviations, units, names of letters.
    fn default() -> Self {
        let mut voice = Self { readings: BTreeMap::new() };
        for (short, long) in abbr::all() {
            voice.teach(Section::Words, short, long);
        }
        let mut section = Section::Words;
        for line in include_str!("data/speech.txt").lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = Section::of(name).unwrap_or(section);
            } else if let Some((written, spoken)) = line.split_once(" = ") {
                voice.teach(section, written, spoken);
            }
        }
        voice
    }
}

impl Voice {
    /// Adds a reading, or says an earlier one otherwise.
    pub fn teach(&mut self, section: Section, written: &str, spoken: &str) {
        self.readings.insert((section, nfc(written).into_owned()), nfc(spoken).into_owned());
    }

    /// The words as they are spoken, with the punctuation that guides the breath.
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        let text = nfc(text);
        let chunks: Vec<&str> = text.split_whitespace().collect();
        let mut spoken: Vec<String> = Vec::with_capacity(chunks.len());
        let mut before = Before::default();
        for (at, chunk) in chunks.iter().enumerate() {
            let next = chunks.get(at + 1).copied().unwrap_or("");
            let said = self.chunk(chunk, next, &before);
            before = Before::of(chunk, &before);
            if !said.is_empty() {
                spoken.push(said);
            }
        }
        spoken.join(" ")
    }

    /// How many syllables the spoken words have.
    #[must_use]
    pub fn syllables(&self, text: &str) -> usize {
        count(&self.say(text))
    }

    fn read(&self, section: Section, written: &str) -> Option<&str> {
        self.readings.get(&(section, written.to_owned())).map(String::as_str)
    }

    /// One run without spaces, its outer punctuation kept.
    fn chunk(&self, chunk: &str, next: &str, before: &Before) -> String {
        if matches!(chunk, "-" | "–" | "—") {
            let range = before.number && next.starts_with(|c: char| c.is_ascii_digit());
            return if range { "đến".to_owned() } else { chunk.to_owned() };
        }
        if matches!(chunk, "./." | "/." | "/" | "*" | "•") {
            return if chunk == "./." { ".".to_owned() } else { String::new() };
        }
        let inner = chunk.trim_start_matches(OPENING);
        let lead = &chunk[..chunk.len() - inner.len()];
        let core = inner.trim_end_matches(CLOSING);
        let trail = &inner[core.len()..];
        let dotted = inner.trim_end_matches([',', ';', ':', ')', '”', '"', '!', '?']);
        // "TP." and "v.v." are words with their stop; at the end of a sentence the stop still ends it.
        if dotted != core && self.read(Section::Words, dotted).is_some() {
            let said = self.read(Section::Words, dotted).unwrap_or_default();
            return format!("{lead}{said}{}", &inner[dotted.len()..]);
        }
        format!("{lead}{}{}", self.core(core, before), trail.replace("/.", ""))
    }

    fn core(&self, core: &str, before: &Before) -> String {
        if let Some(unit) = self.read(Section::Units, core).filter(|_| before.number) {
            return unit.to_owned();
        }
        if let Some(word) = self.read(Section::Words, core) {
            return word.to_owned();
        }
        if core.starts_with(|c: char| c.is_ascii_digit()) {
            return self.numeric(core, before);
        }
        if let Some(said) = numeral_year(core) {
            return said;
        }
        if let Some(number) = roman(core).filter(|_| core.len() > 1 && !before.capitals || before.counts()) {
            return ordinal(number, &before.word);
        }
        self.word(core)
    }

    /// A word without a reading of its own: its parts, or its letters, or itself.
    fn word(&self, word: &str) -> String {
        if word.contains("://") || word.starts_with("www.") {
            return word.to_owned();
        }
        let joints = ['/', '-', '–', '&', '+', '_'];
        if let Some((first, rest)) = word.split_once(joints) {
            let joint = match word[first.len()..].chars().next() {
                Some('/') => "trên",
                Some('&') => "và",
                Some('+') => "cộng",
                _ => "",
            };
            let parts = [self.core(first, &Before::default()), joint.to_owned(), self.core(rest, &Before::default())];
            return parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        }
        if word.contains(|c: char| c.is_ascii_digit()) {
            return self.runs(word);
        }
        let letters = word.chars().count();
        let capitals = word.chars().all(char::is_uppercase);
        // "THI ĐUA" is said, "VNPT" is spelled; so is a long name without a Vietnamese syllable.
        if letters > 1 && letters < 7 && capitals && !is_syllable(word) { self.spell(word) } else { word.to_owned() }
    }

    /// Letters and digits that stand together: "QL61" → "quốc lộ sáu mươi mốt".
    fn runs(&self, word: &str) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            said.push(if digits { plain_number(run) } else { self.core(run, &Before::default()) });
            rest = after;
        }
        said.join(" ")
    }

    /// Letter by letter.
    fn spell(&self, word: &str) -> String {
        let name = |c: char| {
            let capital: String = c.to_uppercase().collect();
            self.read(Section::Letters, &capital).map_or(capital.clone(), str::to_owned)
        };
        word.chars().filter(|c| c.is_alphanumeric()).map(name).collect::<Vec<_>>().join(" ")
    }

    /// Anything that begins with a digit.
    fn numeric(&self, core: &str, before: &Before) -> String {
        if core.contains(char::is_alphabetic) && DocNumber::parse(core).is_ok() {
            return self.document(core);
        }
        date(core, before)
            .or_else(|| range(core, before))
            .or_else(|| clock(core))
            .or_else(|| fraction(core))
            .or_else(|| quantity(core, before))
            .or_else(|| self.with_unit(core))
            .unwrap_or_else(|| self.word(core))
    }

    /// "05-CT/TW": the number with its zeros, a slash as "trên", each symbol spelled.
    fn document(&self, number: &str) -> String {
        let mut said: Vec<String> = Vec::new();
        for piece in number.split_inclusive(['/', '-']) {
            let symbol = piece.trim_end_matches(['/', '-']);
            said.push(match self.read(Section::Symbols, symbol) {
                Some(reading) => reading.to_owned(),
                None if symbol.bytes().all(|b| b.is_ascii_digit()) => numbered(symbol),
                None => self.symbol(symbol),
            });
            if piece.ends_with('/') {
                said.push(self.read(Section::Symbols, "/").unwrap_or("trên").to_owned());
            }
        }
        said.join(" ")
    }

    /// A symbol without a reading: letters by name, a trailing number as such ("QH15").
    fn symbol(&self, symbol: &str) -> String {
        let letters = symbol.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &symbol[letters.len()..];
        let spelled = self.spell(letters);
        if digits.is_empty() { spelled } else { format!("{spelled} {}", plain_number(digits)) }
    }

    /// "12,5%", "5km", "68.436ha".
    fn with_unit(&self, core: &str) -> Option<String> {
        let end = core.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let (number, unit) = core.split_at(end);
        let reading = self.read(Section::Units, unit)?;
        Some(format!("{} {reading}", quantity(number, &Before::default())?))
    }
}

/// How many syllables the words of a spoken text have; foreign words by their vowels.
#[must_use]
pub fn count(spoken: &str) -> usize {
    let mut syllables = 0;
    each_run(spoken, |run, is_word| {
        if is_word {
            syllables += if is_syllable(run) { 1 } else { vowel_groups(run).max(1) };
        } else {
            // What stayed in digits is said digit by digit.
            syllables += run.bytes().filter(u8::is_ascii_digit).count();
        }
    });
    syllables
}

/// The time that so many syllables take, in tenths of a second.
#[must_use]
pub fn tenths(syllables: usize, rate: u32) -> u32 {
    let syllables = u32::try_from(syllables).unwrap_or(u32::MAX / 600);
    (syllables.saturating_mul(600) + rate / 2) / rate.max(1)
}

const OPENING: &[char] = &['(', '[', '“', '‘', '"', '\'', '«', '*', '_'];
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', '…', ')', ']', '”', '’', '"', '\'', '»', '/', '*', '_'];

/// What was said just before, as far as it decides how a number is read.
#[derive(Debug, Default)]
struct Before {
    /// The word, in small letters; empty where a sentence begins or punctuation parts the two.
    word: String,
    /// It was a number.
    number: bool,
    /// It was written in capitals: a heading, where "VI" may be a syllable.
    capitals: bool,
}

impl Before {
    fn of(chunk: &str, earlier: &Self) -> Self {
        let word: String = chunk.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let ends = chunk.ends_with([',', ';', ':', ')', '.']);
        let dash = matches!(chunk, "-" | "–" | "—");
        let number = if dash { false } else { chunk.ends_with(|c: char| c.is_ascii_digit()) };
        let capitals = chunk.chars().filter(|c| c.is_alphabetic()).count() > 1 && chunk == chunk.to_uppercase();
        let word = if ends {
            String::new()
        } else if dash && earlier.number {
            "đến".to_owned()
        } else {
            word
        };
        Self { word, number, capitals }
    }

    /// Whether a Roman numeral or an ordinal follows such a word.
    fn counts(&self) -> bool {
        const COUNTED: &[&str] = &[
            "thứ", "khóa", "khoá", "quý", "kỷ", "hội", "chương", "phần", "hạng", "tập", "kỳ", "đợt", "loại", "cấp",
            "vòng", "khu", "mục", "lần",
        ];
        COUNTED.contains(&self.word.as_str())
    }

    /// Whether a day follows without the word "ngày".
    fn of_day(&self) -> bool {
        ["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "hôm", "mùng", "mồng"].contains(&self.word.as_str())
    }

    /// Whether two numbers with a slash are a day and a month.
    fn of_date(&self) -> bool {
        self.of_day() || ["lễ", "dịp", "từ", "đến", "trước", "sau", "vào", "và", "niệm"].contains(&self.word.as_str())
    }
}

/// "13/9/2019", "6/2019", and with a word that says so "30/4".
fn date(core: &str, before: &Before) -> Option<String> {
    let parts: Vec<&str> = core.split(['/', '.', '-']).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let numbers: Vec<u64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let day_word = if before.of_day() { "" } else { "ngày " };
    match numbers[..] {
        [d @ 1..=31, m @ 1..=12, y] if parts[2].len() == 4 => {
            Some(format!("{day_word}{} tháng {} năm {}", day(d), month(m), cardinal(y)))
        }
        [m @ 1..=12, y] if core.contains('/') && parts[1].len() == 4 => {
            let month_word = if before.word == "tháng" { "" } else { "tháng " };
            Some(format!("{month_word}{} năm {}", month(m), cardinal(y)))
        }
        [d @ 1..=31, m @ 1..=12] if core.contains('/') && before.of_date() => {
            Some(format!("{day_word}{} tháng {}", day(d), month(m)))
        }
        _ => None,
    }
}

/// The first ten days of a month are "mùng".
fn day(number: u64) -> String {
    if number <= 10 { format!("mùng {}", cardinal(number)) } else { cardinal(number) }
}

/// "2015-2020", "11/6/1948–11/6/2018".
fn range(core: &str, before: &Before) -> Option<String> {
    let (from, to) = core.split_once(['-', '–', '—'])?;
    let numeric = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    if !numeric(from) || !numeric(to) || to.contains(['-', '–', '—']) {
        return None;
    }
    let after = Before { word: "đến".to_owned(), ..Before::default() };
    let one = |text: &str, before: &Before| {
        let (number, percent) = text.strip_suffix('%').map_or((text, ""), |number| (number, " phần trăm"));
        let said = date(number, before).or_else(|| fraction(number)).or_else(|| quantity(number, before))?;
        Some(format!("{said}{percent}"))
    };
    Some(format!("{} đến {}", one(from, before)?, one(to, &after)?))
}

/// "8h30", "14:30", "7g".
fn clock(core: &str) -> Option<String> {
    let (hour, minute) = core.split_once(['h', 'g', ':'])?;
    let hour: u64 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let minute = minute.trim_end_matches(['p', '\'']);
    if minute.is_empty() {
        return Some(format!("{} giờ", cardinal(hour)));
    }
    let minute: u64 = minute.parse().ok().filter(|minute: &u64| *minute < 60)?;
    Some(if minute == 0 {
        format!("{} giờ", cardinal(hour))
    } else {
        format!("{} giờ {}", cardinal(hour), cardinal(minute))
    })
}

/// "2/3" → "hai phần ba", "7/15" → "bảy trên mười lăm".
fn fraction(core: &str) -> Option<String> {
    let (above, below) = core.split_once('/')?;
    let digits = |text: &str| (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(above) || !digits(below) {
        return None;
    }
    let (a, b): (u64, u64) = (above.parse().ok()?, below.parse().ok()?);
    let word = if a < b && (2..=5).contains(&b) { "phần" } else { "trên" };
    Some(format!("{} {word} {}", cardinal(a), cardinal(b)))
}

/// "68.436", "54,7", "02", "9".
fn quantity(core: &str, before: &Before) -> Option<String> {
    if core.bytes().all(|b| b.is_ascii_digit()) {
        let number = core.parse::<u64>().ok();
        return Some(match number {
            Some(number) if matches!(before.word.as_str(), "thứ" | "hạng") => ordinal(number, &before.word),
            Some(number) if before.word == "tháng" => month(number),
            _ => plain_number(core),
        });
    }
    let (whole, rest) = match core.split_once(',') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => match core.split_once('.') {
            Some((_, last)) if last.len() % 4 == 3 => (core, None),
            Some((whole, rest)) => (whole, Some(rest)),
            None => return None,
        },
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let sound = groups.iter().skip(1).all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len().min(3));
    let digits = groups.concat();
    if !sound || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = plain_number(&digits);
    match rest {
        None => Some(number),
        Some(rest) if !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("{number} phẩy {}", decimals(rest)))
        }
        Some(_) => None,
    }
}

/// "III/2020" → "ba năm hai nghìn không trăm hai mươi".
fn numeral_year(core: &str) -> Option<String> {
    let (number, year) = core.split_once('/')?;
    let number = roman(number)?;
    let year: u64 = (year.len() == 4).then(|| year.parse().ok())??;
    Some(format!("{} năm {}", cardinal(number), cardinal(year)))
}

/// A count; one zero in front is only padding, more digits than a count has are a code.
fn plain_number(digits: &str) -> String {
    let padded = digits.starts_with('0') && digits.len() > 2;
    match digits.parse::<u64>() {
        Ok(number) if !padded && digits.len() <= 15 => cardinal(number),
        _ => digit_by_digit(digits),
    }
}

/// The running number of a document: its zeros are spoken.
fn numbered(digits: &str) -> String {
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let rest = digits[zeros..].parse::<u64>().map(cardinal).unwrap_or_default();
    format!("{}{rest}", "không ".repeat(zeros)).trim().to_owned()
}

/// Groups of vowels: how a foreign word is counted.
fn vowel_groups(word: &str) -> usize {
    let vowel = |c: char| letter::is_vowel(letter::lower(letter::split(c).0)) || c == 'y';
    let mut groups = 0;
    let mut inside = false;
    for c in word.chars() {
        let is = vowel(c);
        groups += usize::from(is && !inside);
        inside = is;
    }
    groups
}

#[cfg(test)]
mod tests;
