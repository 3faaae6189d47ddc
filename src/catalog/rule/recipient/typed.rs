//! What sort of recipient a printed name tells by itself. In: a name. Out: a collective or a person, or
//! nothing. Never guesses: a family name alone is also how schools begin, and households were counted
//! among people for long.

use crate::catalog::rule::name::{is_family, is_full};
use crate::record::common::RecipientType;

/// How the names of collectives begin, in small letters; none is a family name.
const COLLECTIVES: &[&str] = &[
    "trường",
    "sở",
    "phòng",
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "công ty",
    "chi bộ",
    "đảng bộ",
    "đảng ủy",
    "đảng uỷ",
    "chi hội",
    "chi đoàn",
    "công đoàn",
    "công an",
    "bệnh viện",
    "trung tâm",
    "trạm",
    "hợp tác xã",
    "câu lạc bộ",
    "văn phòng",
    "chi cục",
    "tập thể",
    "bộ chỉ huy",
];
/// How people are addressed, before their name.
const PEOPLE: &[&str] = &["ông", "bà", "anh", "chị", "đồng chí"];

/// Whether a name says that it is of another sort.
pub(super) fn belies(printed: &str, sort: RecipientType) -> Option<RecipientType> {
    match sort {
        RecipientType::Individual => is_collective(printed).then_some(RecipientType::Collective),
        RecipientType::Collective => is_person(printed).then_some(RecipientType::Individual),
        RecipientType::Household => None,
    }
}

fn is_collective(printed: &str) -> bool {
    // Nearly every line names a person, and is done with here.
    let first = printed.split_whitespace().next().unwrap_or("");
    !is_family(first) && begins(printed, COLLECTIVES).is_some()
}

fn is_person(printed: &str) -> bool {
    begins(printed, PEOPLE).is_some_and(|of| {
        let name: Vec<&str> = printed.split_whitespace().skip(of.split(' ').count()).collect();
        is_full(&name.join(" "))
    })
}

/// The words with which a name begins.
fn begins(printed: &str, words: &[&'static str]) -> Option<&'static str> {
    let small = printed.to_lowercase();
    words.iter().copied().find(|words| small.strip_prefix(words).is_some_and(|rest| rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_sort() {
        let check = |name: &str, sort: RecipientType, other: Option<RecipientType>| {
            assert_eq!(belies(name, sort), other, "{name}");
        };
        check("Trường THCS Nguyễn Trãi", RecipientType::Individual, Some(RecipientType::Collective));
        check("UBND xã Thử", RecipientType::Individual, Some(RecipientType::Collective));
        check("Ông Nguyễn Văn An", RecipientType::Collective, Some(RecipientType::Individual));
        check("Ông Nguyễn Văn An", RecipientType::Household, None);
        check("Hộ ông Nguyễn Văn An", RecipientType::Individual, None);
        check("Nguyễn Văn An", RecipientType::Collective, None);
        check("Đoàn Văn Trường", RecipientType::Individual, None);
        check("Bà Rịa", RecipientType::Collective, None);
        check("Sở", RecipientType::Individual, None);
    }
}
