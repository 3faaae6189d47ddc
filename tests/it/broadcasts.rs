//! Recordings: what is published of them and when. All data is fictitious ("dữ liệu hư cấu").

use bangvang::base::SrcPath;
use bangvang::engine::Engine;
use bangvang::record::state::Audience;
use bangvang::source::{Embedded, Layered, Memory};

use super::sites::{FILM, NOW, Scratch, every_kind, options, published, put};

const RECORD: &str = "content/phat-song/2024/phim-kin.md";

/// The site of every kind, and a recording that waits for its hour.
fn waiting(state: &str) -> Memory {
    let mut files = every_kind();
    let text = format!(
        "---\ntitle: Phim kín\nmedium: tv\naired: [2024-06-11]\nmedia: phim-kin.mp4\ncaptions: phim-kin.vtt\ntranscript: Lời kín.\n{state}\nsources:\n  - publisher: hư cấu\n---\n"
    );
    put(&mut files, RECORD, &text);
    put(&mut files, "content/phat-song/2024/phim-kin.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nLời kín.\n");
    files.insert(SrcPath::new("content/phat-song/2024/phim-kin.mp4").expect("a sound path"), FILM.to_vec());
    files
}

/// Which published files have the recording in their name, and whether the podcast tells of it.
fn shown(files: &Memory, audience: Audience, now: &str) -> (Vec<String>, bool) {
    let scratch = Scratch::new("broadcasts");
    let files = std::sync::Arc::new(Layered::new(files.clone(), Embedded));
    let options = bangvang::engine::Options { audience, ..options(&scratch.0, now) };
    let outcome = Engine::new(files, options).build(&bangvang::engine::Silent).expect("the folder can be written");
    assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
    let made = published(&scratch.0);
    let podcast = made.get("phat-song/podcast.xml").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let told = podcast.is_some_and(|text| text.contains("phim-kin"));
    let media = |path: &String| {
        let ending = path.rsplit('.').next();
        path.contains("phim-kin") && matches!(ending, Some("mp4" | "vtt"))
    };
    (made.into_keys().filter(media).collect(), told)
}

#[test]
fn a_recording_waits_with_its_record() {
    let both = ["phat-song/2024/phim-kin.mp4", "phat-song/2024/phim-kin.vtt"];
    let check = |state: &str, audience: Audience, now: &str, is_out: bool| {
        let (files, told) = shown(&waiting(state), audience, now);
        assert_eq!(files, if is_out { both.to_vec() } else { Vec::new() }, "{state} {now}");
        assert_eq!(told, is_out, "{state} {now}");
    };
    let embargo = "status: approved\napproved_by: hư cấu\napproved_at: 2026-01-01\nembargo_until: 2026-12-01T08:00";
    check("status: published", Audience::Public, NOW, true);
    check("status: draft", Audience::Public, NOW, false);
    check("status: withdrawn\nwithdrawal: {date: 2026-01-01}", Audience::Public, NOW, false);
    check(embargo, Audience::Public, "2026-12-01T07:59:59+07:00", false);
    check(embargo, Audience::Press, "2026-12-01T07:59:59+07:00", true);
    check(embargo, Audience::Public, "2026-12-01T08:00:00+07:00", true);
    // The same instant, seen from elsewhere.
    check(embargo, Audience::Public, "2026-12-01T00:59:59Z", false);
    check(embargo, Audience::Public, "2026-12-01T01:00:00Z", true);
    check(embargo, Audience::Public, "2026-11-30T20:00:00-05:00", true);
}

#[test]
fn the_podcast_is_well_formed_and_no_page_plays_from_elsewhere() {
    let scratch = Scratch::new("broadcasts");
    let mut files = waiting("status: published\naudio: https://dai-thu.example/nghe.mp3");
    put(
        &mut files,
        "content/phat-song/2024/phim-dau.md",
        "---\ntitle: \"Phim <đầu> & cuối\"\nmedium: tv\naired: [2024-06-12]\nvideo: https://dai-thu.example/xem\ntranscript: Lời.\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    );
    let outcome = super::sites::build(&files, &scratch.0, NOW);
    assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
    let made = published(&scratch.0);
    let text = |path: &str| String::from_utf8_lossy(&made[path]).into_owned();
    let podcast = text("phat-song/podcast.xml");
    let mut depth = 0_i32;
    let mut reader = quick_xml::Reader::from_str(&podcast);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert_eq!(podcast.matches("<enclosure ").count(), 2, "only what is here is an episode: {podcast}");
    assert!(podcast.contains(&format!("length=\"{}\" type=\"video/mp4\"/>", FILM.len())), "{podcast}");
    assert!(text("phat-song/index.html").contains("href=\"/phat-song/podcast.xml\""));
    for path in ["phat-song/2024/phim-kin/index.html", "phat-song/2024/phim-dau/index.html"] {
        let page = text(path);
        assert!(!page.contains("src=\"https://dai-thu.example"), "{page}");
        assert!(page.contains("href=\"https://dai-thu.example/"), "{page}");
    }
}
