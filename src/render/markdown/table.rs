//! Tables. In: columns and cells. Out: a table that scrolls by itself and can be reached with
//! the keyboard. Never styles inline: a column's side is a class.

use pulldown_cmark::Alignment;

use super::write::escape;

/// The tables of a body while it is written; they cannot hold each other.
#[derive(Default)]
pub(super) struct Tables {
    /// How many there have been.
    count: usize,
    aligns: Vec<Alignment>,
    column: usize,
    head: bool,
    /// What closes the open cell.
    close: &'static str,
}

impl Tables {
    /// Begins a table, named by its number and the heading it stands under.
    pub(super) fn open(&mut self, out: &mut String, aligns: &[Alignment], word: &str, under: Option<&str>) {
        self.count += 1;
        self.aligns = aligns.to_vec();
        out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        out.push_str(&format!("{word} {}", self.count));
        if let Some(heading) = under {
            out.push_str(": ");
            escape(out, heading);
        }
        out.push_str("\"><table>\n");
    }

    /// Begins a row; the head is the first.
    pub(super) fn row(&mut self, out: &mut String, head: bool) {
        self.column = 0;
        self.head = head;
        out.push_str(if head { "<thead><tr>" } else { "<tr>" });
    }

    /// Begins a cell. A header without words heads nothing, so it is a plain cell.
    pub(super) fn cell(&mut self, out: &mut String, is_empty: bool) {
        let heads = self.head && !is_empty;
        self.close = if heads { "</th>" } else { "</td>" };
        out.push_str(if heads { "<th scope=\"col\"" } else { "<td" });
        out.push_str(match self.aligns.get(self.column) {
            Some(Alignment::Right) => " class=\"num\"",
            Some(Alignment::Center) => " class=\"mid\"",
            _ => "",
        });
        out.push('>');
    }

    /// Ends a cell.
    pub(super) fn close_cell(&mut self, out: &mut String) {
        self.column += 1;
        out.push_str(self.close);
    }
}
