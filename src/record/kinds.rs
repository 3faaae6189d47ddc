//! The one list of kinds. In: a macro that wants it. Out: for each kind its type, its file and the
//! constant that stands for it in typed references. Knows nothing of what a kind has.

use serde::{Deserialize, Serialize};

/// The one list of kinds, in the order in which the site presents them.
macro_rules! for_each_kind {
    ($then:ident) => {
        $then! {
            Campaign campaign CAMPAIGN,
            Document document DOCUMENT,
            Decision decision DECISION,
            Unit unit UNIT,
            Person person PERSON,
            Exemplar exemplar EXEMPLAR,
            Article article ARTICLE,
            Series series SERIES,
            Broadcast broadcast BROADCAST,
            Honour honour HONOUR,
            Session session SESSION,
            Consultation consultation CONSULTATION,
            Page page PAGE,
            Photo photo PHOTO,
        }
    };
}
pub(crate) use for_each_kind;

macro_rules! declare_ids {
    ($($type:ident $module:ident $constant:ident,)*) => {
        /// A record kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each variant is documented by its SPEC")]
        pub enum KindId { $($type),* }

        $( #[allow(missing_docs, reason = "the number of a kind, for typed references")]
           pub const $constant: u8 = KindId::$type as u8; )*

        impl KindId {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$type),*];
        }
    };
}
for_each_kind!(declare_ids);
