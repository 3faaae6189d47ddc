//! Why a text is not a document number, with the right spelling where there is only one.
//!
//! In: what was written. Out: messages in Vietnamese and English. Never corrects by itself.

use thiserror::Error;

/// Why a text is not a document number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error)]
pub enum NumberError {
    /// Nothing was written.
    #[error("chưa ghi số văn bản")]
    Empty,
    /// No grammar fits.
    #[error("“{text}” không phải là số văn bản; viết như 136/KH-UBND, 24/2018/QĐ-UBND, 05-CT/TW")]
    NotANumber {
        /// What was written.
        text: String,
    },
    /// A symbol has D where only Đ makes sense.
    #[error("“{text}” mất dấu chữ Đ; đúng là {suggestion}")]
    LostD {
        /// What was written.
        text: String,
        /// The right spelling.
        suggestion: String,
    },
    /// A party number in the order of state numbers.
    #[error("số văn bản của Đảng viết loại trước dấu gạch chéo: {suggestion}, không phải “{text}”")]
    PartyOrder {
        /// What was written.
        text: String,
        /// The right spelling.
        suggestion: String,
    },
    /// A state number in the order of party numbers.
    #[error("số văn bản của cơ quan nhà nước viết gạch chéo sau số: {suggestion}, không phải “{text}”")]
    StateOrder {
        /// What was written.
        text: String,
        /// The right spelling.
        suggestion: String,
    },
    /// No such type of document.
    #[error("không có loại văn bản “{text}”")]
    UnknownType {
        /// What was written.
        text: String,
    },
}

impl NumberError {
    /// Returns the right spelling when there is only one.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            NumberError::LostD { suggestion, .. }
            | NumberError::PartyOrder { suggestion, .. }
            | NumberError::StateOrder { suggestion, .. } => Some(suggestion),
            _ => None,
        }
    }

    /// Returns the message in English.
    pub fn text_en(&self) -> String {
        match self {
            NumberError::Empty => "no document number given".to_owned(),
            NumberError::NotANumber { text } => {
                format!("“{text}” is not a document number; write 136/KH-UBND, 24/2018/QĐ-UBND, 05-CT/TW")
            }
            NumberError::LostD { text, suggestion } => {
                format!("“{text}” lost its Đ; write {suggestion}")
            }
            NumberError::PartyOrder { text, suggestion } => {
                format!("a party number has its type before the slash: {suggestion}, not “{text}”")
            }
            NumberError::StateOrder { text, suggestion } => {
                format!("a state number has its slash after the number: {suggestion}, not “{text}”")
            }
            NumberError::UnknownType { text } => format!("there is no document type “{text}”"),
        }
    }
}
