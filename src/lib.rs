//! Bảng Vàng.
#![forbid(unsafe_code)]

pub mod base;
pub mod catalog;
pub mod config;
pub mod diag;
pub mod engine;
pub mod output;
pub mod plan;
pub mod publish;
pub mod record;
pub mod render;
pub mod source;
pub mod text;
