//! What can be told of any record, as pieces of prose. In: the catalogue and a record. Out: its own
//! prose, and where it has little, sentences made of its fields. References are called by the
//! titles of records that may be shown; honours come from awards only.

use super::facts::{Honoured, honoured, public_title};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::record::Own;
use crate::record::common::RecipientType;
use crate::record::kind::decision::HonourGroup;
use crate::record::kind::{Campaign, Decision, KindId};
use crate::render::markdown::prose::{Piece, pieces};

/// How many recipients are named one by one before a list is only counted.
const NAMED: usize = 12;
/// How many honours of a recipient are told.
const TOLD: usize = 10;

/// Markdown as pieces, with the names of records that may be shown.
#[must_use]
pub fn of_markdown(catalog: &Catalog, text: &str) -> Vec<Piece> {
    pieces(text, &mut |kind, id| public_title(catalog, KindId::named(kind)?, id))
}

/// Everything that can be told of a record, its prose first.
#[must_use]
pub fn of_record(catalog: &Catalog, key: Key) -> Vec<Piece> {
    let record = catalog.record(key);
    let mut told = match &record.own {
        Own::Broadcast(broadcast) => {
            let transcript = broadcast.transcript.as_ref().map(|text| of_markdown(catalog, &text.0));
            transcript.unwrap_or_else(|| of_markdown(catalog, &record.body))
        }
        _ => of_markdown(catalog, &record.body),
    };
    match &record.own {
        Own::Campaign(campaign) => told.splice(0..0, of_campaign(catalog, campaign)).for_each(drop),
        Own::Decision(decision) => told.splice(0..0, of_decision(catalog, key, decision)).for_each(drop),
        Own::Exemplar(exemplar) => {
            told.extend(exemplar.methods.iter().map(|method| Piece::Item(method.to_string())));
        }
        Own::Unit(_) | Own::Person(_) => told.extend(of_recipient(catalog, key)),
        Own::Document(document) if told.is_empty() => told.push(Piece::Text(sentence(&document.subject))),
        _ => {}
    }
    told
}

/// What is to be told of a record beside a list of its facts and honours.
#[must_use]
pub fn beside_facts(catalog: &Catalog, key: Key) -> Vec<Piece> {
    let record = catalog.record(key);
    let body = of_markdown(catalog, &record.body);
    let before = match &record.own {
        Own::Campaign(campaign) => aims(catalog, campaign),
        Own::Decision(decision) => {
            let told = of_decision(catalog, key, decision).into_iter();
            told.filter(|piece| !matches!(piece, Piece::Item(_))).collect()
        }
        Own::Unit(_) | Own::Person(_) => Vec::new(),
        _ => return of_record(catalog, key),
    };
    before.into_iter().chain(body).collect()
}

fn of_campaign(catalog: &Catalog, campaign: &Campaign) -> Vec<Piece> {
    let mut told = Vec::new();
    let period = campaign.period.span().text();
    if !period.is_empty() {
        told.push(Piece::Text(format!("Thời gian thi đua {period}.")));
    }
    if let Some(slogan) = &campaign.slogan {
        let rest = campaign.slogan_rest.as_deref().map(|rest| format!(" {rest}")).unwrap_or_default();
        told.push(Piece::Text(sentence(&format!("Khẩu hiệu: “{slogan}”{rest}"))));
    }
    told.extend(aims(catalog, campaign));
    told
}

/// What a campaign is for, and in what it competes.
fn aims(catalog: &Catalog, campaign: &Campaign) -> Vec<Piece> {
    let mut told: Vec<Piece> = campaign.purpose.iter().flat_map(|text| of_markdown(catalog, &text.0)).collect();
    if let Some(requirements) = &campaign.requirements {
        told.push(Piece::Text("Yêu cầu:".to_owned()));
        told.extend(of_markdown(catalog, &requirements.0));
    }
    if !campaign.objectives.is_empty() {
        told.push(Piece::Text("Mục tiêu:".to_owned()));
    }
    told.extend(campaign.objectives.iter().map(|text| Piece::Text(sentence(text))));
    if !campaign.contents.is_empty() {
        told.push(Piece::Text("Nội dung thi đua:".to_owned()));
    }
    told.extend(campaign.contents.iter().map(|content| Piece::Item(content.text.to_string())));
    told
}

/// "Theo Quyết định số …, … tặng Bằng khen cho 2 tập thể, 3 cá nhân đã có thành tích …: …".
fn of_decision(catalog: &Catalog, key: Key, decision: &Decision) -> Vec<Piece> {
    let issuer = public_title(catalog, KindId::Unit, &decision.issuer.0).unwrap_or_default();
    let day = decision.date.map(|date| format!(" ngày {}", date.text())).unwrap_or_default();
    let by = match &decision.number {
        Some(number) => format!("Theo Quyết định số {number}{day}, {issuer}"),
        None => format!("Theo báo chí, {issuer}"),
    };
    let mut told = vec![Piece::Text(sentence(&format!("{by} quyết định: {}", lowered(&decision.subject))))];
    let awards: Vec<(u16, Honoured)> =
        catalog.awarded(key).map(|award| (award.group, honoured(catalog, award))).collect();
    for (at, group) in decision.groups.iter().enumerate() {
        let mine: Vec<&Honoured> =
            awards.iter().filter(|(group, _)| usize::from(*group) == at).map(|(_, one)| one).collect();
        told.extend(of_group(catalog, group, &mine));
    }
    told
}

/// One honour of a decision: how many receive it and for what, then their names unless they are many.
fn of_group(catalog: &Catalog, group: &HonourGroup, mine: &[&Honoured]) -> Vec<Piece> {
    let numbers = numbers(group, mine);
    let grounds = group.citation.as_deref().map(|citation| format!(", {}", lowered(citation))).unwrap_or_default();
    let Some(first) = mine.first() else {
        let honour = honour_of(catalog, group).filter(|_| !numbers.is_empty());
        let told = honour.map(|honour| Piece::Text(sentence(&format!("{honour}: {numbers}{grounds}"))));
        return told.into_iter().collect();
    };
    let verb = if first.counts { "Tặng " } else { "" };
    let mut told = vec![Piece::Text(sentence(&format!("{verb}{} cho {numbers}{grounds}", first.honour)))];
    if mine.len() <= NAMED {
        // A list that stops short must not pass for the whole.
        told.extend((numbers != counted(mine)).then(|| Piece::Text("Trong đó có:".to_owned())));
        told.extend(mine.iter().map(|one| Piece::Item(with_post(one))));
    }
    told
}

/// The honour of a group with its class, if it may be shown.
#[must_use]
pub fn honour_of(catalog: &Catalog, group: &HonourGroup) -> Option<String> {
    let key = catalog.public(KindId::Honour, &group.honour.0)?;
    Some(catalog.record(key).own.honour()?.with_class(group.class).to_string())
}

/// "2 tập thể, 3 cá nhân": whom a group honours, those included whom its list leaves out.
#[must_use]
pub fn numbers(group: &HonourGroup, listed: &[&Honoured]) -> String {
    let of = |sort: &str| listed.iter().filter(|one| one.sort == sort).count();
    let sorts = [RecipientType::Collective, RecipientType::Individual, RecipientType::Household];
    let known = sorts.map(|sort| (sort.vi(), group.granted(sort, of(sort.vi()))));
    in_words(known.into_iter().chain([("", of(""))]))
}

/// "2 tập thể, 3 cá nhân" of a list.
#[must_use]
pub fn counted(honours: &[&Honoured]) -> String {
    let sorts = ["tập thể", "cá nhân", "hộ gia đình", ""];
    in_words(sorts.map(|sort| (sort, honours.iter().filter(|one| one.sort == sort).count())).into_iter())
}

fn in_words(counts: impl Iterator<Item = (&'static str, usize)>) -> String {
    let words = counts
        .filter(|(_, count)| *count > 0)
        .map(|(sort, count)| format!("{count} {}", if sort.is_empty() { "trường hợp" } else { sort }));
    words.collect::<Vec<_>>().join(", ")
}

/// "Ông Hư Cấu, Giám đốc, Sở Mẫu".
#[must_use]
pub fn with_post(one: &Honoured) -> String {
    [&one.name, &one.post, &one.unit]
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The honours of a unit or person, newest first.
fn of_recipient(catalog: &Catalog, key: Key) -> Vec<Piece> {
    let mut honours: Vec<Honoured> = catalog
        .awarded(key)
        .filter(|award| award.counts && award.recipient == Some(key))
        .map(|award| honoured(catalog, award))
        .collect();
    honours.sort_by_key(|one| std::cmp::Reverse(one.date.as_ref().map(crate::catalog::list::day_of)));
    let told = honours.iter().take(TOLD).map(|one| {
        let when = one.date.map(|date| format!("{}: ", upper_first(&date.text()))).unwrap_or_default();
        let by = if one.number.is_empty() { String::new() } else { format!(" (Quyết định số {})", one.number) };
        Piece::Text(sentence(&format!("{when}{}{by}", one.honour)))
    });
    told.collect()
}

/// The text with one full stop.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ';', '/', ' ']);
    if text.is_empty() || text.ends_with(['!', '?', ':', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// A text in quotation marks; what has marks of its own needs no second pair around it.
#[must_use]
pub fn quoted(text: &str) -> String {
    if text.contains('“') { text.to_owned() } else { format!("“{text}”") }
}

/// A row of a table as a sentence, "Báo in: 32 tác phẩm." Figures take the head of their column.
#[must_use]
pub fn row(heads: &[String], cells: &[String]) -> String {
    let told = |(at, cell): (usize, &String)| match heads.get(at).map(|head| lowered(head)) {
        Some(head) if is_figure(cell) && ["năm", "ngày", "tháng", "số"].iter().any(|word| head.starts_with(word)) =>
        {
            format!("{head} {cell}")
        }
        Some(head) if is_figure(cell) && !head.is_empty() => format!("{cell} {head}"),
        _ => cell.clone(),
    };
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let mut told: Vec<String> =
        filled.map(|(at, cell)| if at == 0 { cell.clone() } else { told((at, cell)) }).collect();
    if told.len() > 1 {
        let first = told.remove(0);
        return sentence(&format!("{first}: {}", told.join(", ")));
    }
    sentence(&told.concat())
}

fn is_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
    let second_is_capital = text.chars().nth(1).is_some_and(char::is_uppercase);
    if second_is_capital { text.to_owned() } else { first + chars.as_str() }
}

/// A text with a capital letter at its beginning.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    first + chars.as_str()
}

/// Pieces as plain paragraphs.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    let lines = pieces.iter().filter_map(|piece| match piece {
        Piece::Heading(_, text) => Some(text.clone()),
        Piece::Text(text) => Some(text.clone()),
        Piece::Item(text) => Some(format!("- {text}")),
        Piece::Quote(text, by) => {
            Some(format!("{}{}", quoted(text), by.as_deref().map(|by| format!(" ({by})")).unwrap_or_default()))
        }
        Piece::Head(cells) | Piece::Row(cells) => Some(cells.join(" | ")),
        Piece::Picture(..) => None,
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_sentences() {
        let of = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let check = |heads: &[&str], cells: &[&str], expect: &str| assert_eq!(row(&of(heads), &of(cells)), expect);
        check(&["Loại hình", "Tác phẩm"], &["Báo in, báo điện tử", "32"], "Báo in, báo điện tử: 32 tác phẩm.");
        check(&["Đơn vị", "Năm", "Ghi chú"], &["Trường Thử", "2019", "đạt"], "Trường Thử: năm 2019, đạt.");
        check(&["a", "b", "c"], &["x", "", "z"], "x: z.");
        check(&["a"], &["x"], "x.");
        check(&[], &["x", "2.400"], "x: 2.400.");
        check(&["a", "b"], &["", ""], "");
    }

    #[test]
    fn quotation_marks_stand_once() {
        assert_eq!(quoted("Đoàn kết"), "“Đoàn kết”");
        assert_eq!(quoted("“Đoàn kết” thi đua"), "“Đoàn kết” thi đua");
    }
}
