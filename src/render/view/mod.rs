//! The closed views that templates receive, beyond a record's own fields. In: keys, read
//! through the door. Out: values whose shape is the theme's contract. Never a whole list where
//! a page shows a part.

pub mod award;
pub mod broadcast;
pub mod campaign;
pub mod chart;
pub mod honours;
pub mod photo;
pub mod proof;
pub mod series;
pub mod share;
pub mod stages;
pub mod timeline;
pub mod unit;
