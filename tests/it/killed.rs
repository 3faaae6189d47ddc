//! Power cuts, as far as a program can suffer them: the real program on a real disk, killed at
//! random instants. `BANGVANG_KILLS` raises their number. With `--swap` the published folder is one
//! complete site at every instant; with the journal every file is whole, and the next run
//! completes or undoes the rest.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::sites::Scratch;

/// Every published file and its bytes.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

#[test]
fn a_killed_build_with_swap_leaves_one_complete_site() {
    survives(&["--swap"], |there, sites| {
        assert!(sites.contains(there), "neither the old nor the new site: {}", differences(there, &sites[0]));
    });
}

#[test]
fn a_killed_build_with_the_journal_leaves_whole_files() {
    survives(&[], |there, sites| {
        for (path, bytes) in there.iter().filter(|(path, _)| !is_of_the_publisher(path)) {
            let whole = sites.iter().any(|site| site.get(path) == Some(bytes));
            assert!(whole, "{} is neither the old nor the new file", path.display());
        }
    });
}

/// Builds two states of a site in turn, kills each build somewhere, looks at what stands there, and
/// lets the next run mend it.
fn survives(mode: &[&str], look: impl Fn(&Tree, &[Tree; 2])) {
    let kills: u64 = std::env::var("BANGVANG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let scratch = Scratch::new("killed");
    let site = scratch.0.join("site");
    run(&["init", &site.to_string_lossy(), "-q"]);
    let sites = [0, 1].map(|state| clean(&scratch.0, &site, state));
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let (mut usual, _) = build(&site, mode, 0, None);
    let mut hit = 0;
    for kill in 0..kills {
        let state = usize::try_from(kill % 2 + 1).expect("small") % 2;
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let span = u64::try_from(usual.as_micros()).expect("a short build").max(1);
        let when = Duration::from_micros((random >> 16) % (span + span / 8));
        hit += u64::from(build(&site, mode, state, Some(when)).1);
        look(&tree(&site.join("public")), &sites);
        // The machine may be slower or faster by now; a run that mends says how fast.
        usual = (usual + build(&site, mode, state, None).0) / 2;
        let mended = tree(&site.join("public"));
        assert!(mended == sites[state], "kill {kill} at {when:?}: {}", differences(&mended, &sites[state]));
    }
    assert!(hit * 6 >= kills, "only {hit} of {kills} builds were cut off: the test tests nothing");
}

/// A build that remembers nothing, of one state of the site, elsewhere.
fn clean(scratch: &Path, site: &Path, state: usize) -> Tree {
    edit(site, state);
    let out = scratch.join(format!("clean-{state}"));
    let site = site.to_string_lossy();
    run(&["build", "-q", "--site", &site, "--out", &out.to_string_lossy(), "--now", "2026-11-25T08:00:00+07:00"]);
    std::fs::remove_dir_all(Path::new(&*site).join(".bangvang")).expect("the state folder is there");
    tree(&out)
}

/// The second state has a changed page and a further one.
fn edit(site: &Path, state: usize) {
    let page = site.join("content/trang/gioi-thieu.md");
    let text = std::fs::read_to_string(&page).expect("the sample has this page");
    let (first, second) = ("title: Giới thiệu\n", "title: Giới thiệu lần hai\n");
    let text = if state == 0 { text.replace(second, first) } else { text.replace(first, second) };
    std::fs::write(&page, &text).expect("it can be written");
    let further = site.join("content/trang/them.md");
    if state == 0 {
        let _ = std::fs::remove_file(further);
    } else {
        std::fs::write(further, text.replace("lần hai", "thêm")).expect("it can be written");
    }
}

/// Builds a state of the site, and kills the build after a while; how long it ran, and whether it
/// was cut off.
fn build(site: &Path, mode: &[&str], state: usize, kill: Option<Duration>) -> (Duration, bool) {
    edit(site, state);
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "-q", "--now", "2026-11-25T08:00:00+07:00"]).args(mode).current_dir(site);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut cut_off = false;
    if let Some(when) = kill {
        while begun.elapsed() < when && child.try_wait().expect("it can be asked").is_none() {
            std::thread::sleep(Duration::from_micros(200));
        }
        let _ = child.kill();
        cut_off = !child.wait().expect("it ends").success();
    } else {
        assert!(child.wait().expect("it ends").success(), "the build after a kill must succeed");
    }
    (begun.elapsed(), cut_off)
}

fn run(args: &[&str]) {
    let status =
        Command::new(env!("CARGO_BIN_EXE_bangvang")).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.expect("the program runs").success(), "{args:?}");
}

fn tree(root: &Path) -> Tree {
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let read = |e: walkdir::DirEntry| {
        let path = e.path().strip_prefix(root).expect("below the root").to_owned();
        (path, std::fs::read(e.path()).expect("a published file can be read"))
    };
    files.map(read).collect()
}

/// What publishing itself keeps beside the files while it is at work.
fn is_of_the_publisher(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}

/// The first files in which two trees differ.
fn differences(one: &Tree, two: &Tree) -> String {
    let all = one.keys().chain(two.keys().filter(|path| !one.contains_key(*path)));
    let names: Vec<_> = all.filter(|path| one.get(*path) != two.get(*path)).take(5).collect();
    format!("{names:?}")
}
