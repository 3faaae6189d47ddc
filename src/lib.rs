//! Bảng Vàng.
#![forbid(unsafe_code)]

pub mod base;
pub mod diag;
