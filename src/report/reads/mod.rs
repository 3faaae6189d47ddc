//! Reading counts from the logs of a server. In: lines of logs and the addresses of the site.
//! Out: how often each page was read by people. A reading is a page that was sent to a program that is no
//! known machine, once in half an hour for one reader. Readers are told apart by a hash that is
//! salted anew in each run and forgotten with it: no address is kept, printed or written.

mod line;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, Read};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use self::line::{Hit, Lines};
use crate::base::Fp;
use crate::text::nfc;

/// Within this many seconds a page counts once for one reader.
const WINDOW: i64 = 30 * 60;
/// How long the pages of a reader are remembered.
const HOUR: i64 = 60 * 60;
/// Whoever reads more pages than this in an hour is a machine, whatever it calls itself.
const FASTEST: usize = 300;
/// A longer line is no line of a log.
const LONGEST: u64 = 64 * 1024;
/// How many readers and programs are remembered before the quiet ones are forgotten.
const CROWD: usize = 200_000;
/// How far a server's clock may be ahead of ours.
const AHEAD: i64 = 24 * HOUR;

/// The pages of a site by every address they have or had.
#[derive(Debug, Default)]
pub struct Pages {
    names: Vec<String>,
    by_address: HashMap<String, u32>,
}

impl Pages {
    /// Adds a page by its address.
    pub fn add(&mut self, address: &str) {
        self.number(address);
    }

    /// Adds a former address of a page; the address of another page stays that page's.
    pub fn rename(&mut self, former: &str, address: &str) {
        let page = self.number(address);
        self.by_address.entry(former.to_owned()).or_insert(page);
    }

    /// The present address of what was or is asked for under an address.
    #[must_use]
    pub fn present(&self, address: &str) -> Option<&str> {
        self.by_address.get(address).map(|page| self.names[*page as usize].as_str())
    }

    fn number(&mut self, address: &str) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let names = &mut self.names;
        *self.by_address.entry(address.to_owned()).or_insert_with(|| {
            names.push(address.to_owned());
            next
        })
    }

    /// The page that a request asks for.
    fn find(&self, target: &[u8]) -> Option<u32> {
        let path = target.split(|byte| matches!(byte, b'?' | b'#')).next()?;
        let path = path.strip_suffix(b"index.html").unwrap_or(path);
        let text = match path.contains(&b'%') || path.contains(&b'\\') || !path.is_ascii() {
            false => Cow::Borrowed(std::str::from_utf8(path).ok()?),
            true => Cow::Owned(nfc(std::str::from_utf8(&decoded(path)).ok()?).into_owned()),
        };
        self.by_address.get(&*text).copied()
    }
}

/// A path without its percent signs and without the `\xC4` of nginx.
fn decoded(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut at = 0;
    while at < path.len() {
        let (skip, digits) = match &path[at..] {
            [b'%', a, b, ..] => (3, Some([*a, *b])),
            [b'\\', b'x', a, b, ..] => (4, Some([*a, *b])),
            _ => (1, None),
        };
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok());
        match byte {
            Some(byte) => out.push(byte),
            None => out.push(path[at]),
        }
        at += if byte.is_some() { skip } else { 1 };
    }
    out
}

/// How far a log was read in an earlier run. Fingerprints are of instants, pages and programs; no
/// address goes into them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The first line that tells of a request.
    pub first: Fp,
    /// The last line that was read.
    pub last: Fp,
    /// How many bytes of the unpacked log were read.
    pub bytes: u64,
    /// The instant of the last request.
    pub until: i64,
}

/// What became of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Bytes of logs, unpacked.
    pub bytes: u64,
    /// Lines that an earlier run had counted.
    pub known: u64,
    /// New lines.
    pub lines: u64,
    /// Readings by people.
    pub reads: u64,
    /// Reloads within the window.
    pub reloads: u64,
    /// Requests of machines for pages.
    pub machines: u64,
    /// Requests for other things than pages, or that were not answered with one.
    pub others: u64,
    /// Lines that tell of no request.
    pub broken: u64,
}

/// Counts the readings of a run.
pub struct Counter<'p> {
    pages: &'p Pages,
    now: i64,
    salt: Option<Fp>,
    lines: Lines,
    readers: HashMap<Fp, Reader>,
    programs: HashMap<Fp, bool>,
    counts: Vec<u32>,
    newest: Option<i64>,
    scratch: Vec<u8>,
    /// What became of the lines so far.
    pub tally: Tally,
}

#[derive(Default)]
struct Reader {
    /// The pages counted within the last hour.
    recent: Vec<(u32, i64)>,
    /// Taken for a machine until this instant.
    machine_until: i64,
    seen: i64,
}

/// What came of one log.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read to its end: how far, and the mark that this one takes the place of. No mark for a
    /// log without requests.
    Read(Option<Mark>, Option<Mark>),
    /// It only looked like the log of this mark: it must be read again without it.
    Stranger(Mark),
}

impl<'p> Counter<'p> {
    /// Counts readings of the pages; `now` is the instant of the run.
    #[must_use]
    pub fn new(pages: &'p Pages, now: i64) -> Self {
        Self {
            pages,
            now,
            salt: None,
            lines: Lines::default(),
            readers: HashMap::new(),
            programs: HashMap::new(),
            counts: vec![0; pages.names.len()],
            newest: None,
            scratch: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Reads one log, leaving out what the marks of earlier runs say was counted.
    ///
    /// # Errors
    /// When the log cannot be read to its end; nothing of this counter should be kept then.
    pub fn log(&mut self, input: &mut dyn BufRead, marks: &[Mark]) -> io::Result<Outcome> {
        let before = self.tally;
        let mut walk = Walk::default();
        let mut line = Vec::new();
        while let Some((taken, whole)) = next_line(input, &mut line)? {
            let start = walk.bytes;
            walk.bytes += taken;
            self.tally.bytes += taken;
            let hit = self.lines.hit(&line).filter(|hit| hit.at <= self.now.saturating_add(AHEAD));
            if whole || hit.is_some() {
                walk.sure = walk.bytes;
            }
            let Some(hit) = hit else {
                let blank = line.trim_ascii().is_empty();
                if !blank && walk.mark.is_none_or(|mark| start >= mark.bytes) {
                    self.tally.lines += 1;
                    self.tally.broken += 1;
                }
                continue;
            };
            match walk.step(&hit, start, marks) {
                Step::Known => self.tally.known += 1,
                Step::Stranger(mark) => {
                    self.tally = before;
                    return Ok(Outcome::Stranger(mark.clone()));
                }
                Step::New => {
                    self.tally.lines += 1;
                    self.count(&hit, &line);
                }
            }
        }
        if let Some(mark) = walk.stranger_at_its_end() {
            self.tally = before;
            return Ok(Outcome::Stranger(mark.clone()));
        }
        let of = walk.mark.cloned();
        Ok(Outcome::Read(walk.end(), of))
    }

    fn count(&mut self, hit: &Hit<'_>, line: &[u8]) {
        let salt = *self.salt.get_or_insert_with(|| Fp::of_bytes(line));
        let page = (*hit.method == *b"GET" && matches!(hit.status, 200 | 304) && !hit.ahead)
            .then(|| self.pages.find(&hit.target))
            .flatten();
        let Some(page) = page else {
            self.tally.others += 1;
            return;
        };
        if self.is_machine(&hit.agent) {
            self.tally.machines += 1;
            return;
        }
        self.scratch.clear();
        for part in [salt.to_string().as_bytes(), &*hit.address, b"\0", &*hit.agent] {
            self.scratch.extend_from_slice(part);
        }
        let who = Fp::of_bytes(&self.scratch);
        self.read_by(who, page, hit.at);
        self.newest = self.newest.max(Some(hit.at));
        if self.readers.len() > CROWD {
            self.readers.retain(|_, reader| (hit.at - reader.seen).abs() < HOUR);
        }
    }

    fn read_by(&mut self, who: Fp, page: u32, at: i64) {
        let reader = self.readers.entry(who).or_default();
        reader.seen = at;
        if reader.machine_until > at {
            reader.machine_until = at + HOUR;
            self.tally.machines += 1;
            return;
        }
        reader.recent.retain(|(_, before)| (at - before).abs() < HOUR);
        if reader.recent.iter().any(|(before, then)| *before == page && (at - then).abs() < WINDOW) {
            self.tally.reloads += 1;
            return;
        }
        reader.recent.push((page, at));
        self.counts[page as usize] += 1;
        self.tally.reads += 1;
        if reader.recent.len() > FASTEST {
            for (page, _) in reader.recent.drain(..) {
                self.counts[page as usize] -= 1;
                self.tally.reads -= 1;
                self.tally.machines += 1;
            }
            reader.machine_until = at + HOUR;
        }
    }

    /// Whether a program is none that people read with.
    fn is_machine(&mut self, agent: &[u8]) -> bool {
        let key = Fp::of_bytes(agent);
        if let Some(known) = self.programs.get(&key) {
            return *known;
        }
        let name = String::from_utf8_lossy(agent).to_lowercase();
        let machine = name.trim_matches(['-', ' ']).is_empty() || MACHINES.iter().any(|part| name.contains(part));
        if self.programs.len() > CROWD {
            self.programs.clear();
        }
        self.programs.insert(key, machine);
        machine
    }

    /// The readings by present address, and the instant of the newest.
    #[must_use]
    pub fn sums(&self) -> (BTreeMap<&'p str, u32>, Option<i64>) {
        let pages = self.pages.names.iter().zip(&self.counts).filter(|(_, count)| **count > 0);
        (pages.map(|(name, count)| (name.as_str(), *count)).collect(), self.newest)
    }
}

/// The way through one log.
#[derive(Default)]
struct Walk<'m> {
    bytes: u64,
    /// The end of the last line that was surely complete.
    sure: u64,
    first: Option<Fp>,
    last: Option<(Fp, i64)>,
    /// What was counted before, once the first request has told which log this is.
    mark: Option<&'m Mark>,
    past: bool,
}

enum Step<'m> {
    Known,
    New,
    Stranger(&'m Mark),
}

impl<'m> Walk<'m> {
    fn step(&mut self, hit: &Hit<'_>, start: u64, marks: &'m [Mark]) -> Step<'m> {
        let id = identity(hit);
        if self.first.is_none() {
            self.first = Some(id);
            // Of logs that begin alike the shortest can be told from the others first.
            self.mark = marks.iter().filter(|mark| mark.first == id).min_by_key(|mark| mark.bytes);
        }
        let step = match self.mark {
            Some(mark) if !self.past && start < mark.bytes => Step::Known,
            Some(mark) if !self.past && self.last.is_none_or(|(last, _)| last != mark.last) => Step::Stranger(mark),
            _ => Step::New,
        };
        self.past |= matches!(step, Step::New);
        self.last = Some((id, hit.at));
        step
    }

    /// A log that ends where a mark says, but with another line. A shorter one is an older copy.
    fn stranger_at_its_end(&self) -> Option<&'m Mark> {
        let mark = self.mark.filter(|mark| !self.past && self.sure >= mark.bytes);
        mark.filter(|mark| self.last.is_none_or(|(last, _)| last != mark.last))
    }

    fn end(self) -> Option<Mark> {
        let (first, (last, until)) = (self.first?, self.last?);
        // A shorter copy of a log that was read further tells nothing new.
        let further = self.mark.filter(|mark| mark.bytes > self.sure).cloned();
        Some(further.unwrap_or(Mark { first, last, bytes: self.sure, until }))
    }
}

/// What tells a line apart without saying who asked.
fn identity(hit: &Hit<'_>) -> Fp {
    Fp::of(&(hit.at, &hit.method, &hit.target, hit.status, &hit.agent))
}

/// Reads a line without its end; gives the bytes taken and whether the line came to its end. Of a
/// line that is too long only a mark is left.
fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<(u64, bool)>> {
    line.clear();
    let mut taken = (&mut *input).take(LONGEST).read_until(b'\n', line)? as u64;
    if taken == 0 {
        return Ok(None);
    }
    let whole = line.last() == Some(&b'\n');
    if whole {
        line.pop();
        line.pop_if(|byte| *byte == b'\r');
    } else if taken == LONGEST {
        line.clear();
        line.push(b'\0');
        taken += input.skip_until(b'\n')? as u64;
        return Ok(Some((taken, true)));
    }
    Ok(Some((taken, whole)))
}

static MACHINES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/bots.txt").lines();
    lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

#[cfg(test)]
mod tests;
