//! Links and images of a body. In: targets and titles. Out: `a`, `img` and `figure`, or the
//! words alone. Never writes an address that it has not classified.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use super::Page;
use crate::diag::Problem;
use crate::render::markdown::Resolved;
use crate::render::markdown::dest::{Dest, classify, kind_meant, place_of};
use crate::render::markdown::events::{Parsed, inner_text};
use crate::render::markdown::write::{escape, escape_url};
use crate::text::slug::is_id;

/// A link whose end has not come: without text it shows something else.
pub(super) struct OpenLink {
    start: usize,
    body: usize,
    /// Whether there is an `a` to close.
    tag: bool,
    shown: Option<Arc<str>>,
    hidden: Option<(Range<usize>, Problem)>,
}

impl Page<'_> {
    /// Writes the image that begins here, as a figure when it stands alone, or else its words.
    /// Returns where the next element begins.
    pub(super) fn image(&mut self, events: &[Parsed<'_>], at: usize, alone: bool) -> usize {
        let (alt, next) = inner_text(events, at);
        let (Event::Start(Tag::Image { dest_url, title, .. }), range) = &events[at] else {
            return next;
        };
        self.headings.say(&alt);
        if !self.is_picture(dest_url, range) {
            let (open, close) = if alone { ("<p>", "</p>\n") } else { ("", "") };
            self.out.push_str(open);
            escape(&mut self.out, &alt);
            self.out.push_str(close);
            return next;
        }
        let (caption, credit) = title.rsplit_once('|').unwrap_or((title, ""));
        let (caption, credit) = (caption.trim(), credit.trim());
        if alone {
            self.out.push_str("<figure>");
        }
        self.img(dest_url, &alt, if alone { "" } else { caption });
        if alone {
            self.caption(caption, credit);
            self.out.push_str("</figure>\n");
        }
        next
    }

    /// Whether an image can be shown; if not, that is reported.
    fn is_picture(&mut self, dest: &str, range: &Range<usize>) -> bool {
        let problem = match classify(dest, &[]) {
            Dest::Web => return true,
            Dest::Site(path) if self.links.address(path) => return true,
            Dest::Site(_) | Dest::Relative | Dest::Anchor(_) => Problem::DeadLink { target: dest.to_owned() },
            _ => Problem::BadLinkScheme { target: dest.to_owned() },
        };
        self.report(&place_of(self.text, range, dest), problem, photo_meant(dest));
        false
    }

    fn img(&mut self, src: &str, alt: &str, title: &str) {
        self.out.push_str("<img src=\"");
        escape_url(&mut self.out, src.trim());
        self.out.push_str("\" alt=\"");
        escape(&mut self.out, alt.trim());
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape(&mut self.out, title);
        }
        self.out.push_str("\" loading=\"lazy\" decoding=\"async\">");
    }

    fn caption(&mut self, caption: &str, credit: &str) {
        if caption.is_empty() && credit.is_empty() {
            return;
        }
        self.out.push_str("<figcaption>");
        escape(&mut self.out, &(self.options.nbsp)(caption));
        if !credit.is_empty() {
            self.out.push_str(if caption.is_empty() { "" } else { " " });
            self.out.push_str("<span class=\"credit\">");
            escape(&mut self.out, &(self.options.nbsp)(credit));
            self.out.push_str("</span>");
        }
        self.out.push_str("</figcaption>");
    }

    /// Begins a link, or only its text when it leads nowhere.
    pub(super) fn open_link(&mut self, dest: &str, title: &str, range: &Range<usize>) {
        let start = self.out.len();
        let mut link = OpenLink { start, body: start, tag: false, shown: None, hidden: None };
        let place = place_of(self.text, range, dest);
        match classify(dest, self.options.kinds) {
            Dest::Web => self.anchor(&mut link, dest, " rel=\"noopener\"", title),
            Dest::Contact => self.anchor(&mut link, dest, "", title),
            Dest::Site(path) if self.links.address(path) => self.anchor(&mut link, dest, "", title),
            Dest::Anchor(place_on_page) => {
                self.anchors.push((place, place_on_page.to_owned()));
                self.anchor(&mut link, dest, "", title);
            }
            Dest::Record(kind, id, rest) => {
                self.record(&mut link, (&kind, id, rest), title, place);
            }
            Dest::Refused => {
                let meant = kind_meant(dest, self.options.kinds);
                self.report(&place, Problem::BadLinkScheme { target: dest.to_owned() }, meant);
            }
            Dest::Site(_) | Dest::Relative => {
                self.report(&place, Problem::DeadLink { target: dest.to_owned() }, None);
            }
        }
        link.body = self.out.len();
        self.open_links.push(link);
    }

    /// Leads a link to a record, as far as the record may be shown.
    fn record(&mut self, link: &mut OpenLink, (kind, id, rest): (&str, &str, &str), title: &str, place: Range<usize>) {
        match self.links.record(kind, id) {
            Resolved::Card { title: shown, url } => {
                self.anchor(link, &format!("{url}{rest}"), "", title);
                link.shown = Some(shown);
            }
            Resolved::Hidden => {
                link.hidden = Some((
                    place,
                    Problem::HiddenRef { kind: kind.to_owned(), kind_en: kind.to_owned(), id: id.to_owned() },
                ));
            }
            Resolved::Unknown { suggestion } => {
                let problem =
                    Problem::UnknownRef { kind: kind.to_owned(), kind_en: kind.to_owned(), id: id.to_owned() };
                self.report(&place, problem, suggestion);
            }
        }
    }

    /// Opens the `a` of a link. Markdown lets `<unit:x>` stand in another link, HTML does not:
    /// such an inner link is its text alone.
    fn anchor(&mut self, link: &mut OpenLink, href: &str, attributes: &str, title: &str) {
        // A link needs words: an address is better than none.
        link.shown = Some(href.into());
        link.tag = self.open_links.iter().all(|outer| !outer.tag);
        if !link.tag {
            return;
        }
        self.out.push_str("<a href=\"");
        escape_url(&mut self.out, href.trim());
        self.out.push('"');
        self.out.push_str(attributes);
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape(&mut self.out, title);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Ends a link; one without text shows what it leads to.
    pub(super) fn close_link(&mut self) {
        let Some(link) = self.open_links.pop() else { return };
        let is_empty = self.out[link.body..].trim().is_empty();
        if is_empty && let Some(shown) = &link.shown {
            self.made.words += shown.split_whitespace().count();
            let spaced = (self.options.nbsp)(shown);
            escape(&mut self.out, &spaced);
            self.headings.say(shown);
        } else if is_empty {
            self.out.truncate(link.start);
        }
        if is_empty && let Some((range, problem)) = link.hidden {
            self.report(&range, problem, None);
        }
        if link.tag {
            self.out.push_str("</a>");
        }
    }
}

/// How a photo is put into prose, when an image has the name of one.
fn photo_meant(dest: &str) -> Option<String> {
    let name = dest.strip_prefix("photo:").or_else(|| dest.strip_prefix("anh:"));
    let name = name.unwrap_or_else(|| dest.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or(dest));
    is_id(name).then(|| format!("{{{{photo {name}}}}}"))
}
