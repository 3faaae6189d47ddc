use super::*;

const NOW: i64 = 1_795_400_528; // 23/11/2026 02:22:08 UTC
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

fn pages() -> Pages {
    let mut pages = Pages::default();
    for address in ["/", "/bai-viet/a/", "/bai-viet/b/", "/don-vi/s%C6%A1/"] {
        pages.add(address);
    }
    pages.add("/đơn/");
    pages.rename("/tin/cu/", "/bai-viet/a/");
    pages.rename("/bai-viet/b/", "/bai-viet/a/");
    pages
}

/// A line of the day before the run, so many minutes after midnight.
fn line(who: u8, minute: u32, target: &str, agent: &str) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    format!(
        "203.0.113.{who} - - [22/Nov/2026:{hour:02}:{minute:02}:00 +0000] \"GET {target} HTTP/1.1\" 200 5 \"-\" \"{agent}\"\n"
    )
}

fn counted(log: &str) -> (String, Tally) {
    let pages = pages();
    let mut counter = Counter::new(&pages, NOW);
    counter.log(&mut log.as_bytes(), &[]).expect("memory can be read");
    let sums = counter.sums().0;
    (sums.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(" | "), counter.tally)
}

fn check(lines: &[String], expect: &str) {
    assert_eq!(counted(&lines.concat()).0, expect, "{lines:#?}");
}

#[test]
fn what_a_reading_is() {
    let a = "/bai-viet/a/";
    check(&[line(1, 0, a, FIREFOX), line(1, 10, a, FIREFOX), line(1, 29, a, FIREFOX)], "/bai-viet/a/ 1");
    check(&[line(1, 0, a, FIREFOX), line(1, 30, a, FIREFOX), line(1, 59, a, FIREFOX)], "/bai-viet/a/ 2");
    check(
        &[line(1, 0, a, FIREFOX), line(2, 0, a, FIREFOX), line(1, 1, a, "Mozilla/5.0 Zalo android/12")],
        "/bai-viet/a/ 3",
    );
    check(&[line(1, 0, "/tin/cu/?utm=1", FIREFOX), line(2, 0, "/bai-viet/a/index.html", FIREFOX)], "/bai-viet/a/ 2");
    check(&[line(1, 0, "/bai-viet/b/", FIREFOX), line(1, 0, "/", FIREFOX)], "/ 1 | /bai-viet/b/ 1");
    check(&[line(1, 0, "/%C4%91%C6%A1n/", FIREFOX), line(2, 0, "/\\xC4\\x91\\xC6\\xA1n/", FIREFOX)], "/đơn/ 2");
    check(&[line(1, 0, "/%C4%91o%CC%9Bn/", FIREFOX)], "/đơn/ 1");
    for agent in
        ["", "-", "Googlebot/2.1", "curl/8", "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; coccocbot-web/1.0)"]
    {
        check(&[line(1, 0, a, agent)], "");
    }
    for target in ["/bang-vang.css", "/bai-viet/a", "/khong-co/", "http://x/bai-viet/a/", "/%ff/", "/%", "*", ""] {
        check(&[line(1, 0, target, FIREFOX)], "");
    }
    let post = line(1, 0, a, FIREFOX).replace("GET", "POST");
    let moved = line(1, 0, a, FIREFOX).replace("\" 200", "\" 301");
    let future = line(1, 0, a, FIREFOX).replace("2026", "2126");
    check(&[post, moved, future], "");
}

#[test]
fn who_reads_too_fast_is_a_machine() {
    let mut pages = Pages::default();
    (0..400).for_each(|n| pages.add(&format!("/{n}/")));
    let mut counter = Counter::new(&pages, NOW);
    let log: String = (0..400).map(|n| line(1, n / 20, &format!("/{n}/"), FIREFOX)).collect();
    counter.log(&mut log.as_bytes(), &[]).expect("memory can be read");
    assert_eq!((counter.sums().0.len(), counter.tally.reads, counter.tally.machines), (0, 0, 400));
}

#[test]
fn hostile_logs() {
    let good = line(1, 0, "/", FIREFOX);
    let huge = format!("{}{good}", "x".repeat(300_000));
    let (sums, tally) = counted(&format!("\0\0\n\n{huge}{good}\u{FEFF}\n{}", &good[..40]));
    assert_eq!((sums.as_str(), tally.broken, tally.reads), ("/ 1", 4, 1));
    let (sums, tally) = counted("");
    assert_eq!((sums.as_str(), tally), ("", Tally::default()));
}

/// Reads logs one after another as `reads import` does; gives readings and marks.
fn import(logs: &[&str], marks: &mut Vec<Mark>) -> u32 {
    let pages = pages();
    let mut counter = Counter::new(&pages, NOW);
    for log in logs {
        let mut left = marks.clone();
        let (mark, of) = loop {
            match counter.log(&mut log.as_bytes(), &left).expect("memory can be read") {
                Outcome::Stranger(mark) => left.retain(|other| *other != mark),
                Outcome::Read(mark, of) => break (mark, of),
            }
        };
        marks.retain(|other| Some(other) != of.as_ref());
        marks.extend(mark);
    }
    counter.sums().0.values().sum()
}

#[test]
fn a_log_is_counted_once() {
    let lines: Vec<String> = (1..=6).map(|who| line(who, u32::from(who) * 60, "/", FIREFOX)).collect();
    let (half, all) = (lines[..3].concat(), lines.concat());
    let cut = format!("{half}{}", &lines[3][..50]);
    let mut marks = Vec::new();
    assert_eq!(import(&[&half], &mut marks), 3, "a new log");
    assert_eq!(import(&[&half], &mut marks), 0, "the same log");
    assert_eq!(import(&[&cut], &mut marks), 0, "a line half written");
    assert_eq!(import(&[&all], &mut marks), 3, "the log has grown");
    assert_eq!(import(&[&half], &mut marks), 0, "an older copy");
    assert_eq!(import(&[all.trim_end()], &mut marks), 0, "without its last line end");
    let other = format!("{}{}", lines[0], lines[5..].concat());
    assert_eq!(import(&[&other], &mut Vec::new()), 2);
    let mut marks = Vec::new();
    assert_eq!(import(&[all.trim_end()], &mut marks), 6, "the last line has no end yet");
    assert_eq!(import(&[&format!("{all}{}", line(9, 700, "/", FIREFOX))], &mut marks), 1);
    // Another log that begins with the same request, as two servers behind one balancer may.
    let twin = format!("{}{}", lines[0], (7..=20).map(|who| line(who, 600, "/", FIREFOX)).collect::<String>());
    assert_eq!(import(&[&twin], &mut marks), 15);
    assert_eq!(import(&[&twin, &all], &mut marks), 0);
    assert_eq!(marks.len(), 2);
    let grown = format!("{all}{}{}", line(9, 700, "/", FIREFOX), line(10, 701, "/", FIREFOX));
    assert_eq!(import(&[&grown], &mut marks), 1);
}
