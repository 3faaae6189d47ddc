//! The reading counts, `content/luot-doc.csv`: one line for each address, made by `bangvang reads
//! import` and open to any spreadsheet. In: the file's bytes. Out: rows, or what is wrong with
//! them by line. Never knows which record an address belongs to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::SrcPath;
use crate::diag::{Place, Problem, Sink};
use crate::text::date::Day;

/// Where the counts stand.
pub const FILE: &str = "content/luot-doc.csv";
/// The first line.
const HEADER: &str = "address,reads,as_of";

/// How often an address was read, and up to which day that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// The readings.
    pub count: u32,
    /// The day of the last one that was counted.
    pub as_of: Day,
}

/// Counts by address.
pub type Counts = BTreeMap<Arc<str>, Count>;

/// Reads the counts.
#[must_use]
pub fn read(file: &SrcPath, bytes: &[u8], sink: &mut Sink) -> Counts {
    let Some(text) = super::sound::text(file, bytes, sink) else {
        return Counts::new();
    };
    let mut counts = Counts::new();
    // A spreadsheet in Vietnamese writes semicolons.
    let apart = |line: &str| line.split([',', ';', '\t']).map(str::trim).map(str::to_owned).collect::<Vec<_>>();
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    match lines.next() {
        Some((first, _)) if apart(first).join(",") == HEADER => {}
        None => return counts,
        Some((first, row)) => {
            let found: String = first.chars().take(60).collect();
            sink.report(Problem::ReadsHeader { found }, Place::Cell(file.clone(), row, 1));
            return counts;
        }
    }
    for (line, row) in lines {
        let cells = apart(line);
        match of_row(&cells) {
            Err((column, detail, detail_en)) => {
                let (detail, detail_en) = (detail.to_owned(), detail_en.to_owned());
                sink.report(Problem::ReadsRow { detail, detail_en }, Place::Cell(file.clone(), row, column));
            }
            Ok((address, count)) => {
                if counts.insert(address.as_str().into(), count).is_some() {
                    sink.report(Problem::ReadsTwice { address }, Place::Cell(file.clone(), row, 1));
                }
            }
        }
    }
    counts
}

/// The column of a fault, and what it is in Vietnamese and English.
type Fault = (u32, &'static str, &'static str);

fn of_row(cells: &[String]) -> Result<(String, Count), Fault> {
    let [address, count, as_of] = cells else {
        return Err((1, "cần ba ô: địa chỉ, số lần, ngày", "three cells are needed: address, count, day"));
    };
    if !address.starts_with('/') {
        return Err((1, "địa chỉ bắt đầu bằng /", "an address begins with /"));
    }
    let count = count.parse().map_err(|_| (2, "số lần đọc là số nguyên không dấu", "the count is a whole number"))?;
    let as_of = as_of.parse().map_err(|_| (3, "ngày viết như 2026-11-22", "a day is written 2026-11-22"))?;
    Ok((address.clone(), Count { count, as_of }))
}

/// Writes the counts, by address.
#[must_use]
pub fn write(counts: &Counts) -> String {
    let rows = counts.iter().map(|(address, count)| format!("{address},{},{}\n", count.count, count.as_of.iso()));
    std::iter::once(format!("{HEADER}\n")).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str, problems: &[&str]) {
        let mut sink = Sink::default();
        let file = SrcPath::new(FILE).expect("a path");
        let counts = read(&file, text.as_bytes(), &mut sink);
        let told: Vec<&str> = sink.into_vec().iter().map(|diag| diag.problem.code()).collect();
        assert_eq!((write(&counts).as_str(), told.as_slice()), (expect, problems), "{text:?}");
    }

    #[test]
    fn counts_are_read_and_written() {
        let good = "address,reads,as_of\n/a/,12,2026-11-22\n/b/,3,2026-11-01\n";
        let none = "address,reads,as_of\n";
        check(good, good, &[]);
        check("\u{FEFF}address;reads;as_of\r\n/b/;3;2026-11-01\r\n\r\n/a/;12;2026-11-22\r\n", good, &[]);
        check("", none, &[]);
        check("địa chỉ,số\n/a/,1\n", none, &["BV440"]);
        check("address,reads,as_of\n/a/,-1,2026-11-22\na,1,2026-11-22\n/c/,1,hôm qua\n/d/\n", none, &["BV441"; 4]);
        check("address,reads,as_of\n/a/,1,2026-11-22\n/a/,12,2026-11-22\n/b/,3,2026-11-01\n", good, &["BV442"]);
    }
}
