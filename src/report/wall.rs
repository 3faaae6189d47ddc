//! The wall chart: a month a page, to print on A3 or A4 across and hang up. In: what is due and what
//! is remembered, in days. Out: one page that stands alone. What takes more than a week stands
//! beside the month, not in it. Never leaves an entry out.

use std::fmt::Write as _;

use super::agenda::{Days, Entry};
use super::print::{Sheet, escaped};
use crate::diag::Lang;
use crate::text::date::Day;

/// How many days an entry may take and still stand in the days themselves.
const SHORT: i32 = 7;

const STYLE: &str = "\
body{font:10pt/1.35 'Noto Sans',Arial,sans-serif;max-width:400mm;padding:8mm}\
section{break-after:page;page-break-after:always}section:last-of-type{break-after:auto;page-break-after:auto}\
h1{font-size:1.1em;color:#5a4a42;margin:0}h2{font-size:2em;margin:0 0 .2em;color:#8f0f17}\
table{table-layout:fixed;width:calc(100% - 1px)}th{text-align:center}td{height:36mm;padding:.2em .35em}td.out{background:#f6f2ec}\
td.today{outline:3px solid #8f0f17;outline-offset:-3px}.d{font-weight:bold;font-size:1.15em}th:nth-child(n+6),td:nth-child(n+6) .d{color:#8f0f17}\
ul{list-style:none;margin:0;padding:0}li{margin:.15em 0;padding-left:.4em;border-left:3px solid #8f0f17;break-inside:avoid}\
li.plan{border-left-style:dotted}li.past{border-left-color:#8a7a70}.sort{display:block;font-size:.85em;color:#5a4a42}\
.long{columns:2;margin-top:.5em}@page{size:A3 landscape;margin:10mm}@media print{body{padding:0}}\
@media(max-width:45em){table,tbody,tr,td{display:block;width:auto;height:auto}thead,td.out,td.none{display:none}td{border-width:0 0 1px}.long{columns:1}}";

/// A line of the chart: an entry, and how it is called in one line.
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// In one line.
    pub headline: String,
}

/// The days of all months that some days touch.
#[must_use]
pub fn whole_months(days: Days) -> Days {
    let first = |day: Day| Day::new(day.year(), day.month(), 1).unwrap_or(day);
    let to = next_month(first(days.to)).map_or(days.to, |next| next.add_days(-1));
    Days { from: first(days.from), to }
}

/// The chart of all months that the days touch.
#[must_use]
pub fn html(title: &str, intro: &str, lines: &[Line], days: Days, today: Day, lang: Lang) -> String {
    let mut body = format!("<h1>{} · {}</h1>\n", escaped(title), escaped(intro));
    let mut month = Some(whole_months(days).from);
    while let Some(first) = month.filter(|first| *first <= days.to) {
        body.push_str(&page(first, lines, today, lang));
        month = next_month(first);
    }
    Sheet { title, style: STYLE, notice: None, body }.html()
}

fn next_month(first: Day) -> Option<Day> {
    match first.month() {
        12 => Day::new(first.year() + 1, 1, 1),
        month => Day::new(first.year(), month + 1, 1),
    }
}

fn page(first: Day, lines: &[Line], today: Day, lang: Lang) -> String {
    let last = next_month(first).map_or(first, |next| next.add_days(-1));
    let mine = || lines.iter().filter(|line| line.entry.first <= last && line.entry.last >= first);
    let (heads, name) = words(first, lang);
    let mut out = format!("<section><h2>{name}</h2>\n<table><thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    let mut day = first.add_days(1 - i32::from(first.weekday()));
    while day <= last {
        out.push_str("<tr>");
        for _ in 0..7 {
            let own: Vec<&Line> = mine()
                .filter(|line| is_short(&line.entry) && line.entry.first <= day && day <= line.entry.last)
                .collect();
            out.push_str(&cell(day, &own, day.month() == first.month(), day == today, lang));
            day = day.add_days(1);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
    let long: Vec<&Line> = mine().filter(|line| !is_short(&line.entry)).collect();
    if !long.is_empty() {
        let _ = writeln!(
            out,
            "<ul class=\"long\">{}</ul>",
            long.iter().map(|line| item(line, true, lang)).collect::<String>()
        );
    }
    out.push_str("</section>\n");
    out
}

fn is_short(entry: &Entry) -> bool {
    entry.first.days_until(entry.last) < SHORT
}

fn cell(day: Day, own: &[&Line], is_in: bool, is_today: bool, lang: Lang) -> String {
    if !is_in {
        return "<td class=\"out\"></td>".to_owned();
    }
    let class = match (is_today, own.is_empty()) {
        (true, _) => " class=\"today\"",
        (false, true) => " class=\"none\"",
        (false, false) => "",
    };
    let items: String = own.iter().map(|line| item(line, false, lang)).collect();
    let list = if items.is_empty() { items } else { format!("<ul>{items}</ul>") };
    format!("<td{class}><span class=\"d\">{}</span>{list}</td>", day.day())
}

fn item(line: &Line, with_days: bool, lang: Lang) -> String {
    let entry = &line.entry;
    let class = match (entry.planned, entry.years) {
        (true, _) => " class=\"plan\"",
        (false, Some(_)) => " class=\"past\"",
        (false, None) => "",
    };
    let sort = super::table::pick(entry.sort, lang);
    let days =
        if with_days { format!("{} – {} · ", entry.first.padded(), entry.last.padded()) } else { String::new() };
    format!("<li{class}><span class=\"sort\">{days}{}</span>{}</li>", escaped(sort), escaped(&line.headline))
}

/// The heads of the days, and the name of the month.
fn words(first: Day, lang: Lang) -> ([&'static str; 7], String) {
    match lang {
        Lang::Vi => (
            ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"],
            format!("Tháng {}/{}", first.month(), first.year()),
        ),
        Lang::En => (
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
            first.text_en().split_once(' ').map(|(_, month)| month.to_owned()).unwrap_or_default(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Key;

    fn day(iso: &str) -> Day {
        iso.parse().expect("a day")
    }

    fn line(first: &str, last: &str, headline: &str) -> Line {
        let entry = Entry::new((day(first), day(last)), ("Việc thử", "test"), headline, Key(0));
        Line { entry, headline: headline.to_owned() }
    }

    #[test]
    fn a_month_a_page_and_every_entry_in_its_days() {
        let lines = [
            line("2026-11-30", "2026-12-01", "Hai ngày <hư cấu>"),
            line("2026-11-02", "2026-11-02", "Một ngày"),
            line("2026-10-01", "2026-12-31", "Cả quý"),
        ];
        let days = Days { from: day("2026-11-25"), to: day("2026-12-24") };
        let html = html("Lịch thử", "hư cấu", &lines, days, day("2026-11-25"), Lang::Vi);
        assert_eq!(html.matches("<section>").count(), 2);
        assert_eq!(html.matches("Hai ngày &lt;hư cấu&gt;").count(), 2, "once for each day");
        assert_eq!(html.matches("Một ngày").count(), 1);
        assert_eq!(html.matches("01/10/2026 – 31/12/2026").count(), 2, "beside each month");
        assert_eq!(html.matches("class=\"today\"").count(), 1);
        // November 2026 begins on a Sunday and ends on a Monday: six weeks.
        let november = html.split("<section>").nth(1).expect("a first month");
        assert_eq!(november.matches("<tr>").count(), 7);
        assert_eq!(november.matches("class=\"out\"").count(), 12);
    }
}
