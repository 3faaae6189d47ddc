//! Rendering: a view and a template become bytes. In: the catalogue, the theme and a job.
//! Out: text, and a trace of everything that was read on the way. Never writes a file; what is
//! not read through [`Cx`] cannot reach a page.

mod abroad;
pub mod block;
pub mod cx;
pub mod highlight;
pub mod markdown;
pub mod marked;
pub mod memo;
pub mod redirect;
pub mod theme;
pub mod tongue;
pub mod value;
pub mod view;
pub mod weight;
pub mod world;

pub use cx::{Cx, Reads};
pub use memo::Memo;
pub use theme::Theme;
pub use value::Val;
pub use world::{Addresses, World};
