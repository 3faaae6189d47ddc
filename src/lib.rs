//! Bảng Vàng.
#![forbid(unsafe_code)]

pub mod base;
pub mod catalog;
pub mod diag;
pub mod publish;
pub mod record;
pub mod source;
pub mod text;
