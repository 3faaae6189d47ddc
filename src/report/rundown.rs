//! The rundown of a programme. In: scripts in order, an hour to begin. Out: when each begins, how
//! long it is, what has run when it ends; as a page, text, CSV or a Word document.

use super::print::{self, Sheet, escaped, lines};
use super::script::{Script, clock};
use crate::office::docx::{Document, Size};
use crate::office::{Unwritable, Ymd};

/// One item of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The title.
    pub title: String,
    /// The kind.
    pub kicker: String,
    /// The record, `kind:id`; empty for what is no record.
    pub reference: String,
    /// How long, in tenths of a second.
    pub tenths: u32,
    /// What the desk must know: it may not go on the air yet.
    pub hold: Option<String>,
}

impl Slot {
    /// The slot of a script; a planned length stands above a counted one.
    #[must_use]
    pub fn of(script: &Script, planned: Option<u32>) -> Self {
        Self {
            title: script.title.clone(),
            kicker: script.kicker.clone(),
            reference: script.reference.clone(),
            tenths: planned.unwrap_or_else(|| script.total()),
            hold: script.hold.clone(),
        }
    }
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rundown {
    /// Its name.
    pub title: String,
    /// When it begins, in seconds after midnight.
    pub start: u32,
    /// Its items, in order.
    pub slots: Vec<Slot>,
    /// How long it shall be, in tenths of a second.
    pub target: Option<u32>,
}

const HEADS: [&str; 7] = ["TT", "Bắt đầu", "Nội dung", "Thể loại", "Thời lượng", "Tổng", "Hồ sơ"];

const STYLE: &str = "body{font-family:'Noto Sans',Arial,sans-serif;max-width:270mm}td:nth-child(1),td:nth-child(2),td:nth-child(5),td:nth-child(6){text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}@page{size:A4 landscape;margin:12mm}";

impl Rundown {
    /// How long it is, in tenths of a second.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.slots.iter().fold(0, |sum, slot| sum.saturating_add(slot.tenths))
    }

    /// The table, a row an item.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut run = 0_u32;
        let mut rows = Vec::new();
        for (at, slot) in self.slots.iter().enumerate() {
            let starts = self.start + (run + 5) / 10;
            run = run.saturating_add(slot.tenths);
            let title = slot.hold.as_ref().map_or_else(|| slot.title.clone(), |hold| format!("{}\n{hold}", slot.title));
            let number = (at + 1).to_string();
            rows.push(vec![
                number,
                time_of_day(starts),
                title,
                slot.kicker.clone(),
                clock(slot.tenths),
                clock(run),
                slot.reference.clone(),
            ]);
        }
        rows
    }

    /// "Tổng 5:00, kết thúc lúc 19:05:00; còn trống 0:30."
    #[must_use]
    pub fn sum(&self) -> String {
        let total = self.total();
        let end = time_of_day(self.start + (total + 5) / 10);
        let target = match self.target {
            Some(target) if target >= total => {
                format!("; mục tiêu {}, còn trống {}", clock(target), clock(target - total))
            }
            Some(target) => format!("; mục tiêu {}, quá {}", clock(target), clock(total - target)),
            None => String::new(),
        };
        format!("Tổng {}, kết thúc lúc {end}{target}.", clock(total))
    }

    /// For print.
    #[must_use]
    pub fn html(&self) -> String {
        let body = format!(
            "<h1>{}</h1>\n{}<p><b>{}</b></p>\n",
            escaped(&self.title),
            print::table(&HEADS, &self.rows()),
            lines(&self.sum())
        );
        Sheet { title: &self.title, style: STYLE, notice: None, body }.html()
    }

    /// For a terminal.
    #[must_use]
    pub fn text(&self) -> String {
        let rows = self.rows().into_iter().map(|row| {
            let title = row[2].replace('\n', " — ");
            format!("{:>3}  {}  {:>6}  {:>6}  {title} ({})\n", row[0], row[1], row[4], row[5], row[3])
        });
        let head = format!("{:>3}  {:<8}  {:>6}  {:>6}  Nội dung\n", "TT", "Bắt đầu", "Dài", "Tổng");
        format!("{}\n{head}{}{}\n", self.title.to_uppercase(), rows.collect::<String>(), self.sum())
    }

    /// For a spreadsheet.
    #[must_use]
    pub fn csv(&self) -> String {
        print::csv(&HEADS, &self.rows())
    }

    /// For Word.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn docx(&self, publisher: &str, day: Ymd) -> Result<Vec<u8>, Unwritable> {
        let mut document = Document::new(&self.title, publisher, day, Size::Text);
        document.heading(1, &self.title);
        let shares = [5, 11, 38, 14, 10, 8, 14];
        let columns: Vec<(&str, u32)> = HEADS.into_iter().zip(shares).collect();
        document.table(&columns, self.rows().iter().map(Vec::as_slice));
        document.labelled("Tổng cộng", &self.sum());
        document.finish()
    }
}

/// Seconds after midnight as a time; a programme may run past midnight.
fn time_of_day(seconds: u32) -> String {
    let seconds = seconds % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_run_on() {
        let slot = |tenths| Slot {
            title: "Tin hư cấu".into(),
            kicker: "Tin".into(),
            reference: String::new(),
            tenths,
            hold: None,
        };
        let rundown = Rundown {
            title: "Bản tin".into(),
            start: 86_390,
            slots: vec![slot(74), slot(100), slot(26)],
            target: Some(150),
        };
        let rows = rundown.rows();
        let column = |at: usize| rows.iter().map(|row| row[at].as_str()).collect::<Vec<_>>();
        assert_eq!(column(1), ["23:59:50", "23:59:57", "00:00:07"]);
        assert_eq!(column(5), ["0:07", "0:17", "0:20"]);
        assert_eq!(rundown.sum(), "Tổng 0:20, kết thúc lúc 00:00:10; mục tiêu 0:15, quá 0:05.");
        assert!(rundown.text().contains("23:59:57") && rundown.csv().starts_with('\u{feff}'));
    }
}
