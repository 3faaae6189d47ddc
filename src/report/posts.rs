//! Who works with their own hands and who leads, as far as a printed post says it. In: a post.
//! Out: one of the two, or nothing. Never guesses from a name or a unit.

use std::sync::LazyLock;

use crate::text::fold;

/// What a post says of the one who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Works directly.
    Direct,
    /// Leads or manages.
    Leads,
}

/// What a post says.
#[must_use]
pub fn work(post: &str) -> Option<Work> {
    let folded = fold(post);
    // The first part that says something decides: "Giáo viên, Tổ trưởng" teaches.
    folded.split([',', ';', '/']).find_map(|part| of_part(part.trim()))
}

fn of_part(part: &str) -> Option<Work> {
    // The longest beginning that fits: "ke toan truong" leads, "ke toan" does not.
    let fits = |word: &&(String, Work)| {
        part.strip_prefix(word.0.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    TABLE.iter().filter(fits).max_by_key(|(word, _)| word.len()).map(|(_, work)| *work)
}

static TABLE: LazyLock<Vec<(String, Work)>> = LazyLock::new(|| {
    let lines = include_str!("data/posts.txt").lines();
    let row = |line: &str| match line.split_at_checked(1)? {
        ("+", word) => Some((fold(word), Work::Leads)),
        ("-", word) => Some((fold(word), Work::Direct)),
        _ => None,
    };
    lines.filter_map(row).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts() {
        let check = |post: &str, expect: Option<Work>| assert_eq!(work(post), expect, "{post}");
        check("Giáo viên Trường THCS Thử", Some(Work::Direct));
        check("Trưởng phòng Giáo dục và Đào tạo", Some(Work::Leads));
        check("Phó Chủ tịch UBND huyện", Some(Work::Leads));
        check("Kế toán", Some(Work::Direct));
        check("Kế toán trưởng", Some(Work::Leads));
        check("Chuyên viên, Tổ trưởng", Some(Work::Direct));
        check("Nguyên Giám đốc", None);
        check("Thợ máy", Some(Work::Direct));
        check("Thợmáy", None);
        check("", None);
    }
}
