//! Page: a text of the site itself: about, contact, accessibility, guides.

use std::sync::Arc;

use super::{Kind, PAGE, Spec};
use crate::record::common::Head;
use crate::record::fields::{Ref, group};

group! {
    /// A page of the site.
    pub struct Page "trang" {
        /// Its place in the footer; without one it is not listed.
        order: Option<u32>, "Thứ tự", "thứ tự ở chân trang";
        /// The page that it is a translation of, in the language that `lang` says.
        translates: Option<Ref<PAGE>>, "Bản dịch của", "mã trang gốc; kèm lang: en";
    }
}

impl Kind for Page {
    const SPEC: Spec = Spec {
        name: "page", folder: "trang", vi: "Trang", en: "Page", plural: "Trang",
        prose: true, sourced: false, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| Self::SPEC.vi.into())
    }
}
