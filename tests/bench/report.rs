//! The table. In: costs. Out: Markdown for people, and a failure when a ratio is above its limit.

use std::fs;
use std::io;
use std::path::Path;

use crate::measure::{Series, cpu, peak, wall};
use crate::rounds::{LENGTHS, Place};

/// The rows: what was measured, its name in the table, and what it is compared with.
const ROWS: [(&str, &str, &[&str]); 17] = [
    ("plain", "cold build, equal work", &["plain write", "hugo"]),
    ("plain write", "floor: two threads write that output", &[]),
    ("cold", "cold build", &["write", "copy", "hugo"]),
    ("same", "build again, nothing changed", &["walk", "walk all", "cold", "hugo"]),
    ("body", "build again, one article's body", &["walk", "cold", "hugo"]),
    ("rename", "build again, one unit renamed", &["same", "cold", "hugo"]),
    ("kit unit", "kit of a unit", &["walk", "cold"]),
    ("kit person", "kit of a person", &["walk", "cold"]),
    ("kit decision", "kit of a decision", &["walk", "cold"]),
    ("coverage", "report on what was told", &["walk", "cold"]),
    ("reads", "count a log, the site read first", &["walk", "cold"]),
    ("copy", "`cp -r` of the output", &[]),
    ("write", "floor: two threads write the output", &[]),
    ("walk", "floor: walk and stat the sources", &[]),
    ("walk all", "floor: walk and stat sources and output", &[]),
    ("nothing", "a process that does nothing", &[]),
    ("hugo", "Hugo, cold build", &["write"]),
];

/// Ratios of CPU that a change may not exceed; the machine does not matter, only the program.
const LIMITS: [(&str, &str, f64); 3] = [("same", "cold", 0.05), ("body", "cold", 0.18), ("rename", "cold", 0.40)];

/// Says where and on what the rounds run.
pub fn head(dir: &Path) {
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    println!("bangvang bench: {threads} threads, load {load}, on {} ({})", filesystem(&dir), dir.display());
}

/// The kind of file system below a folder.
fn filesystem(dir: &Path) -> String {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split_whitespace().skip(1);
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    });
    let below = mounts.filter(|(at, _)| dir.starts_with(at)).max_by_key(|(at, _)| at.len());
    below.map_or_else(|| "?".to_owned(), |(_, kind)| kind)
}

/// Prints the table of one size.
pub fn table(place: &Place, series: &Series) {
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    println!(
        "\n## {} records: {} files, {:.1} MiB -> {} pages",
        place.records,
        place.files,
        mib(place.bytes),
        series.said("cold", "pages")
    );
    println!(
        "| work | wall s | cpu s | peak MiB | rendered / written | cpu ratio (wall ratio) |\n|---|---:|---:|---:|---:|---|"
    );
    for (name, label, others) in ROWS.iter().filter(|(name, ..)| series.has(name)) {
        let others = others.iter().filter(|other| series.has(other));
        let ratios: Vec<String> = others
            .map(|other| {
                format!("{:.2} ({:.2}) of {other}", series.ratio(name, other, cpu), series.ratio(name, other, wall))
            })
            .collect();
        let made = match series.said(name, "pages") {
            0 => String::new(),
            _ => format!("{} / {}", series.said(name, "rendered"), series.said(name, "written")),
        };
        let median = |by| series.median(name, by);
        println!(
            "| {label} | {:.3} | {:.3} | {:.0} | {made} | {} |",
            median(wall),
            median(cpu),
            median(peak),
            ratios.join(", ")
        );
    }
    println!("errors {}, warnings {}", series.said("cold", "errors"), series.said("cold", "warnings"));
    let count = series.stages("reads").iter().find(|(stage, _)| stage == "count").map_or(f64::NAN, |(_, ms)| *ms);
    println!("a log is counted at {:.0} MB/s", series.said("reads", "bytes") as f64 / 1000.0 / count);
    if let Ok((parts, bytes)) = place.search() {
        println!("the search index: {parts} parts, {:.1} MiB", mib(bytes));
    }
    for name in ["cold", "same"] {
        let stages: Vec<String> = series.stages(name).iter().map(|(stage, ms)| format!("{stage} {ms:.1}")).collect();
        println!("stages of {name}, ms by the clock: {}", stages.join(", "));
    }
}

/// Prints what one more recipient costs in short and long lists.
pub fn long(series: &Series) {
    println!(
        "\n## One decision with a long list (cpu ms)\n| work | 10 | 1,000 | 10,000 | us a row to 1,000 | us a row to 10,000 | ratio |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for work in ["add", "edit"] {
        let [ten, thousand, all] = LENGTHS.map(|rows| series.median(&format!("{work} {rows}"), cpu) * 1000.0);
        let (few, many) = ((thousand - ten) * 1000.0 / 990.0, (all - thousand) * 1000.0 / 9_000.0);
        println!("| {work} | {ten:.0} | {thousand:.0} | {all:.0} | {few:.1} | {many:.1} | {:.2} |", many / few);
    }
}

/// Fails when a ratio is above its limit.
pub fn limits(series: &Series) -> io::Result<()> {
    let above = LIMITS.iter().map(|(one, other, limit)| (one, other, limit, series.ratio(one, other, cpu)));
    let above: Vec<String> = above
        .filter(|(_, _, limit, ratio)| ratio > *limit)
        .map(|(one, other, limit, ratio)| format!("{one} / {other} = {ratio:.2}, above {limit}"))
        .collect();
    if above.is_empty() { Ok(()) } else { Err(io::Error::other(above.join("\n"))) }
}
