//! The preview before all is linked anew: a glance shows on a record's page what a full look will
//! show there, and leaves alone what only a full look can tell.

use std::sync::{Arc, Mutex, PoisonError};

use bangvang::base::SrcPath;
use bangvang::engine::{Engine, Living, Refreshed, Silent};
use bangvang::source::{Embedded, Files, Layered, Listing, Memory, SourceError};

use super::sites::{NOW, Scratch, every_kind, options, put};

/// Files in memory that somebody edits while the engine looks at them; clones share them.
#[derive(Clone)]
struct Desk(Arc<Mutex<Memory>>);

impl Desk {
    fn edit(&self, path: &str, how: impl Fn(&str) -> String) -> SrcPath {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let path = SrcPath::new(path).expect("a test's path is sound");
        let before = files.get(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        put(&mut files, path.as_str(), &how(&before));
        path
    }
}

impl Files for Desk {
    fn list(&self) -> Result<Listing, SourceError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).list()
    }

    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(path)
    }
}

/// A site that is looked at for the first time, and its engine.
fn first(scratch: &Scratch) -> (Desk, Engine, Living) {
    let desk = Desk(Arc::new(Mutex::new(every_kind())));
    let mut engine = Engine::new(Arc::new(Layered::new(desk.clone(), Embedded)), options(&scratch.0, NOW));
    let living = living(engine.first_look(&Silent).expect("a folder that is there"));
    (desk, engine, living)
}

fn living(refreshed: Refreshed) -> Living {
    match refreshed {
        Refreshed::Living(living) => *living,
        Refreshed::Same => panic!("something was to be done"),
        Refreshed::Broken(outcome) => panic!("the site is broken: {:?}", outcome.diags),
    }
}

fn page(living: &Living, path: &str) -> String {
    let bytes = living.page(path).and_then(|seen| seen.bytes).unwrap_or_else(|| panic!("{path} can be made"));
    String::from_utf8(bytes).expect("a page is text")
}

#[test]
fn a_glance_shows_what_a_full_look_shows() {
    let edits = [
        ("content/bai-viet/2024/bai-thu.md", "bai-viet/2024/bai-thu/index.html", "\n\nCâu mới hư cấu.\n"),
        ("content/trang/gioi-thieu.md", "trang/gioi-thieu/index.html", "\n\nCâu mới hư cấu.\n"),
        ("content/phong-trao/2024/dot-thu.md", "phong-trao/2024/dot-thu/index.html", "\n\nCâu mới hư cấu.\n"),
        ("content/quyet-dinh/2024/11-qd-ubnd.md", "quyet-dinh/2024/11-qd-ubnd/index.html", "\n\nCâu mới hư cấu.\n"),
    ];
    let scratch = Scratch::new("glances");
    let (desk, mut engine, mut before) = first(&scratch);
    for (file, out, more) in edits {
        let path = desk.edit(file, |text| format!("{text}{more}"));
        let glance = before.glance(std::slice::from_ref(&path)).expect("a glance is enough");
        before = living(engine.refresh(Some(&[path]), &Silent).expect("a folder that is there"));
        assert!(page(&glance, out).contains("Câu mới hư cấu."), "{out}");
        assert_eq!(page(&glance, out), page(&before, out), "{out}");
    }
}

#[test]
fn a_new_name_is_seen_at_once_wherever_it_stands() {
    let scratch = Scratch::new("glance-name");
    let (desk, mut engine, before) = first(&scratch);
    let path = desk.edit("content/don-vi/truong-thu.md", |text| text.replacen("name: ", "name: Đổi Tên ", 1));
    let glance = before.glance(std::slice::from_ref(&path)).expect("a glance is enough");
    let after = living(engine.refresh(Some(&[path]), &Silent).expect("a folder that is there"));
    for out in ["don-vi/truong-thu/index.html", "don-vi/index.html", "bai-viet/2024/bai-thu/index.html"] {
        let says = |living: &Living| page(living, out).contains("Đổi Tên");
        assert_eq!((says(&before), says(&glance), says(&after)), (false, true, true), "{out}");
    }
}

#[test]
fn what_only_a_full_look_can_tell_is_left_to_it() {
    let scratch = Scratch::new("glance-none");
    let (desk, _, before) = first(&scratch);
    let check = |what: &str, file: &str, how: &dyn Fn(&str) -> String| {
        let path = desk.edit(file, how);
        assert!(before.glance(&[path]).is_none(), "{what}");
    };
    let article = "content/bai-viet/2024/bai-thu.md";
    check("broken fields", article, &|text| text.replacen("title: ", "title: [", 1));
    check("another standing", article, &|text| {
        text.replacen('[', "", 1).replacen("status: published", "status: draft", 1)
    });
    check("lines that others know by number", "content/quyet-dinh/2024/11-qd-ubnd.md", &|text| {
        text.replacen("date: 2024-", "date: 2023-", 1)
    });
    check("a new record", "content/bai-viet/2024/bai-moi.md", &|_| "---\ntitle: Mới\nstatus: published\n---\n".into());
    check("settings", "content/site.yaml", &|text| text.replacen("title: ", "title: Đổi ", 1));
    check("a list of rows", "content/quyet-dinh/2024/10-qd-ubnd.csv", &|text| {
        format!("{text}Người Hư Cấu,individual,\n")
    });
}

#[test]
fn the_first_look_shows_pages_and_the_next_finds_the_rest() {
    let scratch = Scratch::new("first-look");
    let (_, mut engine, first) = first(&scratch);
    let second = living(engine.refresh(Some(&[]), &Silent).expect("a folder that is there"));
    let search = "tim-kiem/muc-luc.bin";
    assert!(first.page(search).is_none() && second.page(search).is_some(), "the search comes second");
    assert!(first.diags().len() < second.diags().len(), "the rules speak second");
    let out = "don-vi/truong-thu/index.html";
    assert_eq!(page(&first, out), page(&second, out));
    assert!(matches!(engine.refresh(Some(&[]), &Silent), Ok(Refreshed::Same)), "then nothing is left to do");
}

#[test]
fn what_need_not_be_accepted_shows_when_the_rules_were_asked() {
    let scratch = Scratch::new("first-accept");
    let desk = Desk(Arc::new(Mutex::new(every_kind())));
    let accept = "accept:\n  - rule: X02\n    reason: hư cấu\nstatus: published";
    desk.edit("content/bai-viet/2024/bai-thu.md", |text| text.replacen("status: published", accept, 1));
    let mut engine = Engine::new(Arc::new(Layered::new(desk, Embedded)), options(&scratch.0, NOW));
    let needless = |living: &Living| living.with([]).iter().filter(|diag| diag.problem.code() == "BV307").count();
    let first = living(engine.first_look(&Silent).expect("a folder that is there"));
    assert_eq!(needless(&first), 0, "nobody knows yet");
    let second = living(engine.refresh(Some(&[]), &Silent).expect("a folder that is there"));
    assert!(needless(&second) > 0);
}

#[test]
fn a_template_is_seen_at_once_and_a_broken_one_is_left_to_a_full_look() {
    let scratch = Scratch::new("glance-template");
    let (desk, mut engine, _) = first(&scratch);
    let template = "themes/bang-vang/templates/article.html";
    let words =
        |words: &str| format!("{{% extends \"base.html\" %}}{{% block main %}}<p>{words}</p>{{% endblock main %}}");
    // The first time it is a new file of the site.
    let path = desk.edit(template, |_| words("một"));
    let before = living(engine.refresh(Some(std::slice::from_ref(&path)), &Silent).expect("a folder that is there"));
    let article = "bai-viet/2024/bai-thu/index.html";
    assert!(page(&before, article).contains("<p>một</p>"));
    desk.edit(template, |_| words("hai"));
    let glance = before.glance(std::slice::from_ref(&path)).expect("a glance is enough");
    assert!(page(&glance, article).contains("<p>hai</p>"));
    // Two in a row, and a record with it.
    let body = desk.edit("content/bai-viet/2024/bai-thu.md", |text| format!("{text}\n\nCâu mới hư cấu.\n"));
    desk.edit(template, |_| words("ba {{ page.body_html | default(value='') | safe }}"));
    let later = glance.glance(&[body, path.clone()]).expect("a glance is enough");
    let full = living(engine.refresh(None, &Silent).expect("a folder that is there"));
    assert_eq!(page(&later, article), page(&full, article));
    desk.edit(template, |_| "{% if".to_owned());
    assert!(full.glance(&[path]).is_none(), "what is broken about it only a full look says");
}
