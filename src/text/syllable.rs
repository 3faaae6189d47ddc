//! The grammar of the Vietnamese syllable: onset, rime, tone.
//!
//! In: one word. Out: whether it is a well-formed syllable, its parts, and the word with its tone
//! mark on the customary vowel. Never judges a whole text: Khmer and foreign names fail rightly,
//! so whoever lints must set a threshold per paragraph.

use super::letter::{self, Tone, is_letter};
use super::nfc::nfc;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A well-formed syllable; onset and rime are in small letters without tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// The initial consonant as written (`ngh`, `gi`, `qu`), empty when there is none.
    pub onset: &'static str,
    /// The vowels and the final consonant (`ương`).
    pub rime: &'static str,
    /// The tone.
    pub tone: Tone,
}

/// Tells whether the word is one well-formed Vietnamese syllable, in any case.
///
/// A tone mark may sit on either vowel (`hòa`, `hoà`); rimes that end in c, ch, p or t take only
/// sắc and nặng.
pub fn is_syllable(word: &str) -> bool {
    parse(word).is_some()
}

/// Takes a syllable apart.
pub fn parse(word: &str) -> Option<Syllable> {
    let (letters, tone) = toneless(&nfc(word))?;
    syllable(&letters, tone)
}

/// The syllable of letters without tone, and the tone.
fn syllable(letters: &[char], tone: Tone) -> Option<Syllable> {
    let small: String = letters.iter().map(|&c| letter::lower(c)).collect();
    let (onset, rime) = split(&small)?;
    let stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
    let allowed = !stopped || matches!(tone, Tone::Sac | Tone::Nang);
    allowed.then_some(Syllable { onset, rime, tone })
}

/// Returns the word with its tone mark on the vowel of the traditional spelling: `hoà` → `hòa`,
/// `thuý` → `thúy`, `hòan` → `hoàn`. The case stays; a word that is no syllable stays whole.
pub fn place(word: &str) -> Cow<'_, str> {
    let word = nfc(word);
    // Where there is one vowel, the tone can stand nowhere else.
    let may_move = |letters: &[char]| letters.iter().filter(|letter| letter::is_vowel(**letter)).nth(1).is_some();
    let toned = toneless(&word).filter(|(letters, tone)| *tone != Tone::Ngang && may_move(letters));
    match toned.and_then(|(letters, tone)| Some((syllable(&letters, tone)?, letters, tone))) {
        Some((syllable, mut letters, tone)) => {
            let at = syllable.onset.chars().count() + seat(syllable.rime);
            if word.chars().nth(at).is_some_and(|c| letter::split(c).1 == tone) {
                return word;
            }
            letters[at] = letter::join(letters[at], tone);
            Cow::Owned(letters.into_iter().collect())
        }
        _ => word,
    }
}

/// Applies [`place`] to every word of a text.
pub fn place_all(text: &str) -> String {
    let text = nfc(text);
    let mut out = String::with_capacity(text.len());
    each_run(&text, |run, is_word| {
        if is_word && !run.is_ascii() {
            out.push_str(&place(run));
        } else {
            out.push_str(run);
        }
    });
    out
}

/// Walks through a text by turns of letters (`true`) and everything else (`false`).
pub(super) fn each_run<'a>(text: &'a str, mut visit: impl FnMut(&'a str, bool)) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = is_letter(first);
        let end = rest.find(|c: char| is_letter(c) != kind).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        visit(run, kind);
        rest = after;
    }
}

/// Strips the tone; a word with two tone marks is no syllable.
fn toneless(word: &str) -> Option<(Vec<char>, Tone)> {
    let mut tone = Tone::Ngang;
    let mut letters = Vec::with_capacity(word.len());
    for c in word.chars() {
        let (letter, mark) = letter::split(c);
        if mark != Tone::Ngang && std::mem::replace(&mut tone, mark) != Tone::Ngang {
            return None;
        }
        letters.push(letter);
    }
    Some((letters, tone))
}

/// Finds the onset and rime; the longest onset that leaves a fitting rime wins (`gia` = gi + a).
fn split(word: &str) -> Option<(&'static str, &'static str)> {
    ONSETS.iter().find_map(|&onset| {
        let rime = *RIMES.get(word.strip_prefix(onset)?)?;
        agree(onset, rime).then_some((onset, rime))
    })
}

/// Spelling rules between onset and rime: k/gh/ngh before e ê i, c/g/ng before the rest.
fn agree(onset: &str, rime: &str) -> bool {
    let first = rime.chars().next().unwrap_or(' ');
    let y_glide = first == 'y' && rime.len() > 1;
    match onset {
        "" => !matches!(rime, "yt" | "yn" | "ych" | "ynh" | "yp"),
        "qu" => "aăâeêiyơ".contains(first) && !rime.starts_with("iê") || rime == "ôc",
        _ if y_glide => false,
        "k" => "eêiy".contains(first),
        "gh" | "ngh" => "eêi".contains(first),
        "c" | "ng" => !"eêiy".contains(first),
        "g" => !"eêy".contains(first),
        "gi" => !"iy".contains(first),
        _ => true,
    }
}

/// Returns which letter of the rime carries the tone in the traditional spelling.
fn seat(rime: &str) -> usize {
    let marked = rime.char_indices().rfind(|(_, c)| "ăâêôơ".contains(*c));
    if let Some((at, _)) = marked {
        return rime[..at].chars().count();
    }
    let vowels = rime.chars().take_while(|c| letter::is_vowel(*c)).count();
    let closed = rime.chars().count() > vowels;
    match vowels {
        3 => 1,
        2 if closed => 1,
        _ => 0,
    }
}

const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// Nothing is added to them, so that they need no hash that withstands an attack.
static RIMES: LazyLock<foldhash::HashSet<&'static str>> = LazyLock::new(|| RIME_LIST.split_whitespace().collect());

const RIME_LIST: &str = "
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong
    oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơng ơp ơt
    u ua uc ui um un ung up ut
    uân uâng uât uây uê uêch uênh uêu uơ
    uôc uôi uôm uôn uông uôt
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu yt yn ych ynh yp
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_shape() {
        fn check(words: &str, expect: bool) {
            for word in words.split_whitespace() {
                assert_eq!(is_syllable(word), expect, "{word}");
            }
        }
        check("Ủy ban nhân dân tỉnh Kiên Giang thi đua khen thưởng nghiêng khuỷu quốc quý quyết quýt gì giếng", true);
        check("giữa già hoà hòa thuý thúy khoẻ khỏe yêu yến uyển ngoằn ngoèo xoong NGUYỄN Đoàn huơ ghế kỷ tỉ sỹ", true);
        check("quả quấy quanh giặc gìn nghệ ghi Y Vy Thy oi ưa khuya khuỷu ngoáy thuở", true);
        check("cng t?nh plan the2 strong hàc thap bấtt kă cê gê ngê nghà ghà quu àá hướg Đắk Singapore", false);
    }

    #[test]
    fn the_tone_goes_to_its_customary_vowel() {
        fn check(input: &str, expect: &str) {
            assert_eq!(place_all(input), expect);
            assert_eq!(place_all(expect), expect);
        }
        check("hoà bình", "hòa bình");
        check("HOÀ THUẬN, thuỷ lợi, khoẻ", "HÒA THUẬN, thủy lợi, khỏe");
        check("qúy, quý, Qúi", "quý, quý, Quí");
        check("hòan tòan họat", "hoàn toàn hoạt");
        check("gìa giàu giữa của mùa người khuỷu ngoài", "già giàu giữa của mùa người khuỷu ngoài");
        check("Tỉnh uỷ", "Tỉnh ủy");
        check("café Zoë São", "café Zoë São");
    }

    #[test]
    fn the_seed_has_no_false_alarm() {
        let seed = "Ngày 13/9/2019, UBND tỉnh đã ban hành Kế hoạch số 136/KH-UBND Phát động đợt thi đua đặc biệt lập \
            thành tích chào mừng Đại hội Đảng các cấp. Mục đích của đợt thi đua đặc biệt là nhằm huy động sức mạnh \
            tổng hợp, cổ vũ, động viên tập thể và cá nhân khắc phục khó khăn, nỗ lực phấn đấu hoàn thành tốt nhiệm vụ";
        for word in seed.split(|c: char| !is_letter(c)) {
            let abbreviation = word.chars().all(char::is_uppercase);
            assert!(abbreviation || is_syllable(word), "{word}");
        }
    }
}
