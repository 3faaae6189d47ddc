//! The same input and clock give the same bytes: whatever the number of threads, the order in
//! which files are listed, the folder, or the real time.

use super::sites::{NOW, Scratch, build, every_kind, published};

#[test]
fn threads_and_folders_do_not_show() {
    let files = every_kind();
    let trees: Vec<_> = [1, 2, 7]
        .into_iter()
        .map(|threads| {
            let scratch = Scratch::new("purity");
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a small pool");
            let outcome = pool.install(|| build(&files, &scratch.0, NOW));
            assert!(outcome.report.is_some(), "{:?}", outcome.diags);
            published(&scratch.0)
        })
        .collect();
    assert!(trees.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(trees[0].len() > 60, "{}", trees[0].len());
}

#[test]
fn the_clock_is_an_input() {
    let files = every_kind();
    let on = |now: &str| {
        let scratch = Scratch::new("clock");
        build(&files, &scratch.0, now);
        published(&scratch.0)
    };
    let hidden = |tree: &std::collections::BTreeMap<String, Vec<u8>>| {
        let name = "Bài hẹn giờ kín".as_bytes();
        !tree.values().any(|bytes| bytes.windows(name.len()).any(|w| w == name))
    };
    assert!(hidden(&on("2026-12-01T07:59:59+07:00")), "one second before its hour nothing shows");
    assert!(!hidden(&on("2026-12-01T08:00:00+07:00")), "at its hour it is there");
}

#[test]
fn nothing_hidden_is_in_any_byte() {
    let scratch = Scratch::new("hidden");
    let files = every_kind();
    assert!(build(&files, &scratch.0, NOW).report.is_some());
    for (path, bytes) in published(&scratch.0) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in SECRETS {
            assert!(!text.contains(secret) && !path.contains(secret), "{path} shows {secret}");
        }
    }
}

/// Names and ids of what nobody may see.
const SECRETS: &[&str] = &[
    "Bài nháp bí mật",
    "bai-nhap",
    "Bài hẹn giờ kín",
    "bai-hen",
    "Bài cấm vận kín",
    "bai-cam-van",
    "Bài đã rút kín",
    "Mai Đã Gỡ Kín",
    "rồi hủy kín",
    "07/QĐ-UBND",
    "Đặng Văn Kín",
    "an-danh",
    "Trần Thị Bé Thử",
];
