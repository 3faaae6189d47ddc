//! Publishing, attacked: a fault at every single operation, in both modes; strangers' files;
//! names that collide; two runs at once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bangvang::base::{Fp, OutPath};
use bangvang::publish::{Mode, Out, PublishError, Publisher, RealOut, Recovery, Report, Seen, Shape, Staged};
use rayon::prelude::*;

type Tree = BTreeMap<String, String>;

const MODES: [Mode; 2] = [Mode::Journal, Mode::Swap];

/// The site before: a page that stays, one that changes, some that go, and both ways in which
/// a file and a folder can change places.
const OLD: &[(&str, &str)] = &[
    ("index.html", "trang chủ"),
    ("phong-trao/a/index.html", "cũ"),
    ("phong-trao/b/index.html", "giữ"),
    ("bo/mot/index.html", "bỏ"),
    ("bo/hai.html", "bỏ"),
    ("la-tep", "tệp"),
    ("la-thu-muc/x.html", "trong"),
    ("la-thu-muc/y/z.html", "sâu"),
];

/// The site after.
const NEW: &[(&str, &str)] = &[
    ("index.html", "trang chủ mới"),
    ("phong-trao/a/index.html", "mới hơn"),
    ("phong-trao/b/index.html", "giữ"),
    ("quyet-dinh/2024/1/index.html", "thêm"),
    ("quyet-dinh/2024/2/index.html", ""),
    ("la-tep/x.html", "nay là thư mục"),
    ("la-thu-muc", "nay là tệp"),
];

/// What others have put into the folder.
const FOREIGN: &[(&str, &str)] =
    &[("README.md", "giữ thư mục"), ("phong-trao/ghi-chu.txt", "của tôi"), ("bo/rieng.txt", "!")];

#[test]
fn publishes_prunes_and_keeps_what_is_not_its_own() {
    for mode in MODES {
        let place = Place::new();
        place.put(FOREIGN);
        let first = place.publish(mode, OLD).unwrap();
        assert_eq!((first.written, first.unchanged, first.kept_foreign), (OLD.len(), 0, 3));
        assert_eq!(place.tree(), tree(&[OLD, FOREIGN]));
        let second = place.publish(mode, NEW).unwrap();
        assert_eq!((second.written, second.unchanged, second.removed), (6, 1, 5), "{mode:?}");
        assert_eq!(place.tree(), tree(&[NEW, FOREIGN]));
        assert!(!place.target().join("bo/mot").exists(), "an emptied folder goes");
        assert!(place.is_tidy());
    }
}

#[test]
fn writes_nothing_when_nothing_changed() {
    for mode in MODES {
        let place = Place::new();
        place.put(FOREIGN);
        place.publish(mode, OLD).unwrap();
        let before = times(&place.0);
        let out = Arc::new(Faulty::never());
        let report = publish(&place, mode, OLD, out.clone()).unwrap();
        let published = report.published;
        assert_eq!(report, Report { unchanged: OLD.len(), published, ..Report::default() });
        assert_eq!(out.changes.load(Ordering::Relaxed), 0);
        assert_eq!(times(&place.0), before);
    }
}

#[test]
fn a_fault_at_any_operation_leaves_the_old_or_the_new_site() {
    let faults = [
        Fault::Dies,
        Fault::Once(io::ErrorKind::StorageFull),
        Fault::Once(io::ErrorKind::ReadOnlyFilesystem),
        Fault::Once(io::ErrorKind::Other),
    ];
    for mode in MODES {
        for fault in faults {
            let survived = (0..10_000).find(|&at| !survives(mode, fault, at)).unwrap();
            assert!(survived > 40, "{mode:?} {fault:?}: only {survived} operations were tried");
        }
    }
}

#[test]
fn a_fault_in_the_first_run_leaves_nothing_or_the_site() {
    for mode in MODES {
        for at in 0.. {
            let place = Place::new();
            let out = Arc::new(Faulty::new(Fault::Dies, at));
            let done = publish(&place, mode, OLD, out.clone()).is_ok();
            let recovered = place.recover(mode);
            let expected =
                if done || matches!(recovered, Recovery::Completed { .. }) { tree(&[OLD]) } else { Tree::new() };
            assert_eq!(place.tree(), expected, "{mode:?} at {at}");
            place.publish(mode, OLD).unwrap();
            assert_eq!(place.tree(), tree(&[OLD]), "{mode:?} at {at}");
            if out.count.load(Ordering::Relaxed) <= at {
                break;
            }
        }
    }
}

#[test]
fn a_fault_during_recovery_is_recovered_from() {
    for mode in MODES {
        // Two steps without a common divisor meet every pair of phases without trying all pairs.
        let struck = |first: usize| {
            let strikes = (first % 4..).step_by(4);
            strikes.take_while(|&second| survives_twice(mode, first, second)).count()
        };
        let most = (0..160).step_by(7).map(struck).max();
        assert!(most > Some(2), "{mode:?}: a recovery has more operations than that");
    }
}

#[test]
fn never_overwrites_a_strangers_file() {
    for mode in MODES {
        let place = Place::new();
        let theirs = [("index.html", "của người khác"), ("la-tep", "tệp"), ("bo", "chặn đường")];
        place.put(&theirs);
        let error = place.publish(mode, OLD).unwrap_err();
        let PublishError::Foreign { paths, .. } = &error else { panic!("{error}") };
        assert_eq!(paths, &["bo", "index.html"]);
        assert!(error.message(true).contains("index.html"));
        assert_eq!(place.tree(), tree(&[&theirs]));
        assert!(place.is_tidy());
    }
}

#[test]
fn adopts_a_file_that_is_equal() {
    for mode in MODES {
        let place = Place::new();
        place.put(OLD);
        let report = place.publish(mode, OLD).unwrap();
        assert_eq!((report.written, report.unchanged), (0, OLD.len()));
        assert_eq!(place.publish(mode, &OLD[..1]).unwrap().removed, OLD.len() - 1);
        assert_eq!(place.tree(), tree(&[&OLD[..1]]));
    }
}

#[test]
fn a_strangers_file_in_a_folder_that_becomes_a_file_is_named() {
    for mode in MODES {
        let place = Place::new();
        place.publish(mode, OLD).unwrap();
        place.put(&[("la-thu-muc/y/rieng.txt", "giữ lấy")]);
        let before = place.tree();
        let error = place.publish(mode, NEW).unwrap_err();
        let PublishError::Foreign { paths, .. } = error else { panic!("{error}") };
        assert_eq!(paths, ["la-thu-muc/y/rieng.txt"]);
        assert_eq!(place.tree(), before);
    }
}

#[test]
fn refuses_names_that_collide() {
    let check = |site: &[(&str, &str)], expected: &[(&str, &str)]| {
        let place = Place::new();
        let error = place.publish(Mode::Journal, site).unwrap_err();
        let PublishError::Conflict { pairs } = error else { panic!("{error}") };
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(pairs, expected);
        assert!(place.tree().is_empty() && place.is_tidy());
    };
    check(&[("a", "1"), ("a", "1")], &[("a", "a")]);
    check(&[("a", "1"), ("a-b", "1"), ("a/b", "2")], &[("a", "a/b")]);
    check(&[("Đảng.html", "1"), ("đảng.html", "2")], &[("Đảng.html", "đảng.html")]);
    check(&[("e\u{302}.html", "1"), ("ê.html", "2")], &[("e\u{302}.html", "ê.html")]);
}

#[test]
fn what_a_stranger_adds_at_the_last_moment_is_not_lost() {
    let place = Place::new();
    place.publish(Mode::Swap, OLD).unwrap();
    let late = place.target().join("muon/ghi-chu.txt");
    let out = Arc::new(Faulty { late: Some(late), ..Faulty::never() });
    publish(&place, Mode::Swap, NEW, out).unwrap();
    assert_eq!(place.tree(), tree(&[NEW, &[("muon/ghi-chu.txt", "muộn")]]));
}

#[test]
fn one_run_at_a_time() {
    let place = Place::new();
    let (first, _) = place.open(Mode::Journal, Arc::new(RealOut)).unwrap();
    let error = place.open(Mode::Journal, Arc::new(RealOut)).err().unwrap();
    let PublishError::Busy { pid, .. } = error else { panic!("{error}") };
    assert!(pid.is_none_or(|pid| pid == std::process::id()));
    drop(first);
    assert!(place.open(Mode::Journal, Arc::new(RealOut)).is_ok());
}

#[test]
fn keeps_only_what_is_still_there() {
    let place = Place::new();
    place.publish(Mode::Journal, OLD).unwrap();
    fs::remove_file(place.target().join("index.html")).unwrap();
    fs::write(place.target().join("la-tep"), "bị sửa tay").unwrap();
    let (publisher, _) = place.open(Mode::Journal, Arc::new(RealOut)).unwrap();
    let made = |path| publisher.previous().get(&out(path));
    let kept = |path| made(path).and_then(|made| publisher.keep(&out(path), made).unwrap());
    assert!(kept("index.html").is_none() && kept("la-tep").is_none() && kept("moi").is_none());
    let one = kept("bo/hai.html").unwrap();
    assert!(!one.is_changed());
    let report = publisher.commit(vec![one]).unwrap();
    assert_eq!((report.unchanged, report.removed), (1, OLD.len() - 1));
    assert_eq!(place.tree(), tree(&[&[("bo/hai.html", "bỏ")]]));
}

#[test]
fn an_abandoned_run_leaves_no_trace() {
    for mode in MODES {
        let place = Place::new();
        place.publish(mode, OLD).unwrap();
        let (publisher, _) = place.open(mode, Arc::new(RealOut)).unwrap();
        let _ = stage(&publisher, NEW).unwrap();
        drop(publisher);
        assert_eq!(place.tree(), tree(&[OLD]));
        assert_eq!(place.recover(mode), Recovery::Clean);
        assert!(place.is_tidy());
    }
}

#[test]
fn modes_may_change_and_a_site_may_move() {
    let place = Place::new();
    place.publish(Mode::Swap, OLD).unwrap();
    place.publish(Mode::Journal, NEW).unwrap();
    let moved = Place::new();
    fs::remove_dir_all(&moved.0).unwrap();
    fs::rename(&place.0, &moved.0).unwrap();
    let report = moved.publish(Mode::Swap, NEW).unwrap();
    assert_eq!((report.written, report.unchanged), (0, NEW.len()));
}

#[test]
fn a_shared_disk_that_forbids_moves_between_folders_is_copied_to() {
    let place = Place::new();
    place.publish(Mode::Journal, OLD).unwrap();
    let far = Arc::new(Faulty { target: Some(place.target()), ..Faulty::never() });
    publish(&place, Mode::Journal, NEW, far).unwrap();
    assert_eq!(place.tree(), tree(&[NEW]));
}

#[test]
#[cfg(target_os = "linux")]
fn new_files_wait_on_the_disk_they_go_to() {
    let (place, memory) = (Place::new(), Path::new("/dev/shm"));
    let device = |path: &Path| RealOut.look(path).unwrap().map(|seen| seen.device);
    if device(memory).is_none() || device(memory) == device(&place.0) {
        return;
    }
    for mode in MODES {
        let state = memory.join(place.0.file_name().unwrap());
        let (publisher, _) = Publisher::open(&place.target(), &state, mode, Arc::new(RealOut)).unwrap();
        let staged = stage(&publisher, OLD).unwrap();
        assert!(mode == Mode::Swap || place.0.join(".public.staging").exists());
        publisher.commit(staged).unwrap();
        assert_eq!(place.tree(), tree(&[OLD]));
        assert_eq!(fs::read_dir(&place.0).unwrap().count(), 1);
        fs::remove_dir_all(state).unwrap();
    }
}

/// The journal is in force, everything still waits.
fn die_on_the_first_move(place: &Place) {
    for at in 0.. {
        let _ = publish(place, Mode::Journal, NEW, Arc::new(Faulty::new(Fault::Dies, at)));
        if journal(place).is_some() {
            break;
        }
    }
}

#[test]
fn a_file_cut_short_by_a_power_failure_is_not_published() {
    let place = Place::new();
    place.publish(Mode::Journal, OLD).unwrap();
    die_on_the_first_move(&place);
    for path in files(&place.state()).into_iter().filter(|path| path.contains("staging")) {
        fs::write(place.state().join(path), "").unwrap();
    }
    assert!(matches!(place.recover(Mode::Journal), Recovery::Completed { .. }));
    assert_eq!(place.tree()["phong-trao/a/index.html"], "cũ");
    place.publish(Mode::Journal, NEW).unwrap();
    assert_eq!(place.tree(), tree(&[NEW]));
}

#[test]
fn messages_come_in_both_languages() {
    let place = Place::new();
    let full = Arc::new(Faulty::new(Fault::Once(io::ErrorKind::StorageFull), 0));
    let error = publish(&place, Mode::Journal, OLD, full).unwrap_err();
    assert!(error.message(true).contains("ổ đĩa đã đầy"), "{}", error.message(true));
    assert!(error.message(false).contains("the disk is full"), "{error}");
}

/// A name that disks do not take, in a folder that is new.
fn endless() -> String {
    format!("nganh/{}/index.html", "x".repeat(300))
}

#[test]
fn a_name_that_the_disk_does_not_take_changes_nothing() {
    let long = endless();
    for mode in MODES {
        let place = Place::new();
        place.put(FOREIGN);
        place.publish(mode, OLD).unwrap();
        let site = [NEW, &[(long.as_str(), "không có chỗ")]].concat();
        let error = place.publish(mode, &site).unwrap_err();
        assert!(error.message(true).contains("không nhận tên này"), "{mode:?} {error}");
        assert!(place.is_old(), "{mode:?} {:?}", place.tree());
        assert!(!place.target().join("nganh").exists() && !place.target().join("quyet-dinh").exists());
        assert_eq!(place.recover(mode), Recovery::Clean);
        place.publish(mode, NEW).unwrap();
        assert!(place.is_new() && place.is_tidy(), "{mode:?}");
    }
}

#[test]
fn the_first_site_with_a_name_that_the_disk_does_not_take_is_refused_whole() {
    let long = endless();
    let place = Place::new();
    let site = [OLD, &[(long.as_str(), "không có chỗ")]].concat();
    place.publish(Mode::Journal, &site).unwrap_err();
    assert_eq!(place.tree(), Tree::new());
    place.publish(Mode::Journal, OLD).unwrap();
    assert_eq!(place.tree(), tree(&[OLD]));
}

/// As programs before this one left it: the names were not asked for first.
#[test]
fn a_broken_run_that_can_never_end_is_ended_without_what_has_no_place() {
    let place = Place::new();
    place.publish(Mode::Journal, OLD).unwrap();
    die_on_the_first_move(&place);
    // In the meantime somebody has put a file where a folder must be.
    fs::write(place.target().join("quyet-dinh"), "chặn đường").unwrap();
    assert!(matches!(place.recover(Mode::Journal), Recovery::Completed { .. }));
    let error = place.publish(Mode::Journal, NEW).unwrap_err();
    assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
    fs::remove_file(place.target().join("quyet-dinh")).unwrap();
    place.publish(Mode::Journal, NEW).unwrap();
    assert_eq!(place.tree(), tree(&[NEW]));
}

/// Whether a fault at operation `at` did strike; then everything it must leave is checked.
fn survives(mode: Mode, fault: Fault, at: usize) -> bool {
    let place = Place::new();
    place.put(FOREIGN);
    place.publish(mode, OLD).unwrap();
    let out = Arc::new(Faulty::new(fault, at));
    let done = publish(&place, mode, NEW, out.clone()).is_ok();
    let case = format!("{mode:?} {fault:?} at {at}");
    match mode {
        Mode::Journal => assert!(place.is_each_whole(), "{case}: {:?}", place.tree()),
        Mode::Swap => assert!(place.is_old() || place.is_new(), "{case}: {:?}", place.tree()),
    }
    let recovered = place.recover(mode);
    let is_new = done || matches!(recovered, Recovery::Completed { .. });
    let expected = if is_new { place.is_new() } else { place.is_old() };
    assert!(expected, "{case}: {recovered:?} {:?}", place.tree());
    assert!(place.is_tidy(), "{case}");
    place.publish(mode, NEW).unwrap();
    assert!(place.is_new(), "{case}");
    out.count.load(Ordering::Relaxed) > at
}

/// As `survives`, for a run that dies and whose recovery dies as well.
fn survives_twice(mode: Mode, first: usize, second: usize) -> bool {
    let place = Place::new();
    place.put(FOREIGN);
    place.publish(mode, OLD).unwrap();
    let _ = publish(&place, mode, NEW, Arc::new(Faulty::new(Fault::Dies, first)));
    let again = Arc::new(Faulty::new(Fault::Dies, second));
    drop(Publisher::open(&place.target(), &place.state(), mode, again.clone()));
    place.recover(mode);
    assert!(place.is_old() || place.is_new(), "{mode:?} {first} {second}: {:?}", place.tree());
    again.count.load(Ordering::Relaxed) > second
}

/// A folder of one test, removed after it.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("bangvang-publish-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn target(&self) -> PathBuf {
        self.0.join("public")
    }

    fn state(&self) -> PathBuf {
        self.0.join(".bangvang/publish")
    }

    fn put(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.target().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn open(&self, mode: Mode, out: Arc<dyn Out>) -> Result<(Publisher, Recovery), PublishError> {
        Publisher::open(&self.target(), &self.state(), mode, out)
    }

    fn publish(&self, mode: Mode, site: &[(&str, &str)]) -> Result<Report, PublishError> {
        publish(self, mode, site, Arc::new(Faulty::never()))
    }

    fn recover(&self, mode: Mode) -> Recovery {
        self.open(mode, Arc::new(Faulty::never())).unwrap().1
    }

    fn tree(&self) -> Tree {
        let read = |path: String| {
            let text = fs::read_to_string(self.target().join(&path)).unwrap();
            (path, text)
        };
        files(&self.target()).into_iter().map(read).collect()
    }

    fn is_old(&self) -> bool {
        self.tree() == tree(&[OLD, FOREIGN])
    }

    fn is_new(&self) -> bool {
        self.tree() == tree(&[NEW, FOREIGN])
    }

    /// Whether every file has the bytes of the old site or of the new one.
    fn is_each_whole(&self) -> bool {
        let (old, new) = (tree(&[OLD, FOREIGN]), tree(&[NEW, FOREIGN]));
        self.tree().iter().all(|(path, text)| old.get(path) == Some(text) || new.get(path) == Some(text))
    }

    /// Whether nothing lies about but the site, its manifest and its lock.
    fn is_tidy(&self) -> bool {
        let names = |path: &Path| RealOut.list(path).unwrap_or_default();
        let state = names(&self.state()).into_iter().map(|(name, _)| name.into_string().unwrap());
        names(&self.0).len() <= 2
            && state.into_iter().all(|name| name == "lock" || name.ends_with(".manifest") || name.ends_with(".tmp"))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn publish(place: &Place, mode: Mode, site: &[(&str, &str)], out: Arc<dyn Out>) -> Result<Report, PublishError> {
    let (publisher, _) = place.open(mode, out)?;
    let staged = stage(&publisher, site)?;
    publisher.commit(staged)
}

fn stage(publisher: &Publisher, site: &[(&str, &str)]) -> Result<Vec<Staged>, PublishError> {
    let one = |(path, text): &(&str, &str)| publisher.stage(&out(path), text.as_bytes(), Fp::of_bytes(text.as_bytes()));
    site.par_iter().map(one).collect()
}

fn out(path: &str) -> OutPath {
    OutPath::new(path).unwrap()
}

fn tree(parts: &[&[(&str, &str)]]) -> Tree {
    let files = parts.iter().copied().flatten();
    files.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn files(root: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned()).collect()
}

fn times(root: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    walk.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
}

fn journal(place: &Place) -> Option<String> {
    files(&place.state()).into_iter().find(|path| path.ends_with(".journal"))
}

/// How a disk fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// One operation fails.
    Once(io::ErrorKind),
    /// From one operation on all fail, as when the process is killed.
    Dies,
}

/// A disk that fails at the n-th operation. A write that fails leaves half of its bytes.
struct Faulty {
    fault: Fault,
    at: usize,
    count: AtomicUsize,
    changes: AtomicUsize,
    /// A folder into which nothing can be moved from outside, as into a mounted one.
    target: Option<PathBuf>,
    /// A file that somebody else writes just before the folders are exchanged.
    late: Option<PathBuf>,
}

impl Faulty {
    fn new(fault: Fault, at: usize) -> Self {
        let zero = || AtomicUsize::new(0);
        Self { fault, at, count: zero(), changes: zero(), target: None, late: None }
    }

    fn never() -> Self {
        Self::new(Fault::Dies, usize::MAX)
    }

    fn step(&self) -> io::Result<()> {
        let now = self.count.fetch_add(1, Ordering::Relaxed);
        match self.fault {
            Fault::Once(kind) if now == self.at => Err(kind.into()),
            Fault::Dies if now >= self.at => Err(io::Error::other("dead")),
            _ => Ok(()),
        }
    }

    fn change(&self) -> io::Result<()> {
        self.changes.fetch_add(1, Ordering::Relaxed);
        self.step()
    }
}

impl Out for Faulty {
    fn look(&self, path: &Path) -> io::Result<Option<Seen>> {
        self.step().and_then(|()| RealOut.look(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, Shape)>> {
        self.step().and_then(|()| RealOut.list(folder))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step().and_then(|()| RealOut.read(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change().or_else(|error| {
            let is_first = self.count.load(Ordering::Relaxed) == self.at.saturating_add(1);
            if is_first && path.parent().is_some_and(Path::exists) {
                RealOut.write(path, &bytes[..bytes.len() / 2])?;
            }
            Err(error)
        })?;
        RealOut.write(path, bytes)
    }

    /// No test can pull the plug, so none waits for the disk either.
    fn sync(&self, _: &Path) -> io::Result<()> {
        self.change()
    }

    fn make_folders(&self, path: &Path) -> io::Result<()> {
        self.change().and_then(|()| RealOut.make_folders(path))
    }

    fn copy_rights(&self, model: &Path, path: &Path) -> io::Result<()> {
        self.change().and_then(|()| RealOut.copy_rights(model, path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change()?;
        let crosses = |target: &PathBuf| to.starts_with(target) && !from.starts_with(target);
        if self.target.as_ref().is_some_and(crosses) {
            return Err(io::ErrorKind::CrossesDevices.into());
        }
        RealOut.rename(from, to)
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change().and_then(|()| RealOut.hard_link(from, to))
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        if let Some(late) = &self.late {
            fs::create_dir_all(late.parent().unwrap())?;
            fs::write(late, "muộn")?;
        }
        self.change().and_then(|()| RealOut.exchange(a, b))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.change().and_then(|()| RealOut.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.change().and_then(|()| RealOut.remove_folder(path))
    }
}
