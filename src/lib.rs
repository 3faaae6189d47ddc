//! Bảng Vàng ("golden board", the roll of honour) turns records of emulation campaigns, honoured
//! units and people, and commendation decisions into a static site.
//!
//! # The picture
//!
//! ```text
//!  files ─scan─▶ Snapshot ─parse ∥─▶ records ─link─▶ Catalog ─plan─▶ jobs ─render ∥─▶ bytes ─publish─▶ public/
//!        source            record           catalog         plan       output + render       publish
//! ```
//!
//! Every stage takes a value and gives `(value, diagnostics)`; nothing downstream is ever
//! changed from upstream or back. [`engine`] calls the stages in order, and [`cli`] is the only
//! part that prints or reads arguments.
//!
//! # Where things are
//!
//! | module | what it knows |
//! |---|---|
//! | [`base`] | fingerprints, paths, and the names of everything a page can read |
//! | [`text`] | Vietnamese: NFC, folding, slugs, order, names, dates, document numbers |
//! | [`picture`] | pictures, share cards and QR codes: bytes in, bytes out |
//! | [`office`] | spreadsheets, Word documents, archives: the same bytes every time |
//! | [`diag`] | every problem in one bilingual table; how it is shown |
//! | [`source`] | the only window in: files, snapshots, what ships inside the program |
//! | [`record`] | one file per kind; its fields are declared once and give reader, schema, view |
//! | [`config`] | `content/site.yaml`, declared with the same fields |
//! | [`catalog`] | all records linked both ways once, honours as single facts, lists, rules |
//! | [`search`] | the search index: what can be found by which words, in parts of bounded size |
//! | [`render`] | the traced door [`render::Cx`], the theme, Markdown |
//! | [`plan`] | every file of the site once; collisions are diagnostics |
//! | [`output`] | one file per sort of output, one line in the registry |
//! | [`report`] | what people take away: what is to come, what differs, what is not told yet, scripts, rundowns |
//! | [`publish`] | the only window out: journal or swap, never half a site |
//! | [`engine`] | the order of stages, verifying traces, what is remembered between runs |
//! | [`cli`] | commands, words for people, the development server |
//!
//! # What never happens
//!
//! * A module never imports from its right: the order is that of the table. Settings stand
//!   above records because they are declared with the same fields.
//! * The catalogue never sees a file or a template; publishing never sees a record.
//! * A template can look nothing up. All it shows came through [`render::Cx`], which noted the
//!   read; so a page is a pure function of its trace, and a page whose trace has not changed is
//!   never made again.
//! * What may not be shown (drafts, records before their hour, withheld people, annulled
//!   honours) never becomes a card, an award or a list entry; no later stage has to remember it.
//! * An editor's mistake is never an error value: it is a [`diag::Diag`] with a place.
//! * No clock is read below [`cli`]; the same input and instant give the same bytes.
//!
//! # Words
//!
//! | in the code | in Vietnamese |
//! |---|---|
//! | campaign | đợt thi đua, phong trào thi đua |
//! | decision | quyết định khen thưởng |
//! | honour (type) | danh hiệu thi đua, hình thức khen thưởng |
//! | award | một lượt khen thưởng của một người nhận |
//! | unit, person, household | tập thể, cá nhân, hộ gia đình |
//! | exemplar | điển hình tiên tiến |
//! | recognition | công nhận (không phải khen thưởng) |
//! | session, consultation | phiên họp hội đồng, lấy ý kiến Nhân dân |
//! | citation | thành tích ("đã có thành tích …") |
//! | class | hạng |
#![forbid(unsafe_code)]

pub mod base;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod diag;
pub mod engine;
pub mod office;
pub mod output;
pub mod picture;
pub mod plan;
pub mod publish;
pub mod record;
pub mod render;
pub mod report;
pub mod search;
pub mod source;
pub mod text;
