//! Addresses that last and how they are served: old addresses, renamed records, packed copies,
//! and the files for nginx and Caddy against the real servers. All records are fictitious.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bangvang::base::SrcPath;
use bangvang::config;
use bangvang::engine::Outcome;
use bangvang::output::host::Host;
use bangvang::publish::pack::Packing;
use bangvang::render::redirect::Redirect;
use bangvang::source::Memory;

use super::sites::{NOW, Scratch, build, every_kind, published, put};

const SETTINGS: &str = "title: Thử\nbase_url: https://thu.example\nprofile: noi-bo\n";

fn unit(name: &str, more: &str) -> String {
    format!("name: {name}\nunit_type: xa\nstatus: published\nsources:\n  - publisher: hư cấu\n{more}")
}

fn site(units: &[(&str, &str)], settings: &str) -> Memory {
    let mut files = Memory::new();
    put(&mut files, "content/site.yaml", &format!("{SETTINGS}{settings}"));
    for (path, more) in units {
        put(&mut files, &format!("content/don-vi/{path}.yaml"), &unit(&format!("Xã {path}"), more));
    }
    files
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    let mut codes: Vec<_> =
        outcome.diags.iter().map(|diag| diag.problem.code()).filter(|code| code.starts_with("BV48")).collect();
    codes.sort_unstable();
    codes
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8_lossy(files.get(path).unwrap_or_else(|| panic!("{path} is not in {:#?}", files.keys())))
        .into_owned()
}

#[test]
fn old_addresses_lead_to_their_pages() {
    let scratch = Scratch::new("old");
    let units = [("mot", "aliases: [Xã Một cũ, /tin/12-mot.html, /cu/mot]\n"), ("hai", "aliases: [/hai.aspx]\n")];
    let settings = "redirects:\n  - from: /a/\n    to: /b/\n  - from: /b/\n    to: /don-vi/hai/#x\n  - from: /ngoai/\n    to: https://khac.example/\n";
    let outcome = build(&site(&units, settings), &scratch.0, NOW);
    assert_eq!(codes(&outcome), [""; 0], "{:#?}", outcome.diags);
    let files = published(&scratch.0);
    let expected = "/a/ /don-vi/hai/#x 301\n/a /don-vi/hai/#x 301\n/b/ /don-vi/hai/#x 301\n/b /don-vi/hai/#x 301\n/cu/mot/ /don-vi/mot/ 301\n/cu/mot /don-vi/mot/ 301\n/hai.aspx /don-vi/hai/ 301\n/ngoai/ https://khac.example/ 301\n/ngoai https://khac.example/ 301\n/tin/12-mot.html /don-vi/mot/ 301\n";
    assert_eq!(text(&files, "_redirects"), expected);
    for path in ["tin/12-mot.html", "cu/mot/index.html"] {
        let page = text(&files, path);
        for part in [
            "url=/don-vi/mot/\"",
            "href=\"https://thu.example/don-vi/mot/\"",
            "noindex",
            "<a href=\"/don-vi/mot/\">Xã mot</a>",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
    }
    assert!(!files.contains_key("hai.aspx"), "a server would send it as something else");
    let sitemaps = files.iter().filter(|(path, _)| path.contains("sitemap"));
    for (path, bytes) in sitemaps {
        assert!(!String::from_utf8_lossy(bytes).contains("/cu/mot"), "{path}");
    }
}

#[test]
fn what_cannot_lead_anywhere_is_named() {
    let check = |units: &[(&str, &str)], settings: &str, expect: &[&str]| {
        let scratch = Scratch::new("wrong");
        let outcome = build(&site(units, settings), &scratch.0, NOW);
        assert_eq!(codes(&outcome), expect, "{units:?} {settings}: {:#?}", outcome.diags);
    };
    check(&[("mot", "aliases: [/a?id=1]\n")], "", &["BV480"]);
    check(&[("mot", "aliases: [/don-vi/hai/]\n"), ("hai", "")], "", &["BV481"]);
    check(&[("mot", "")], "redirects:\n  - from: /a/\n    to: /khong-co/\n", &["BV482"]);
    check(&[("mot", "")], "redirects:\n  - from: /a/\n    to: /b/\n  - from: /b/\n    to: /a\n", &["BV483", "BV483"]);
    check(&[("mot", "aliases: [/a/]\n"), ("hai", "aliases: [/a]\n")], "", &["BV484"]);
    check(&[("mot", "aliases: [/a/]\n"), ("hai", "")], "", &[]);
}

#[test]
fn an_old_address_of_a_draft_leads_nowhere() {
    let scratch = Scratch::new("draft");
    let mut files = site(&[("mot", "")], "");
    put(&mut files, "content/don-vi/kin.yaml", &unit("Kín", "aliases: [/cu/kin/]\n").replace("published", "draft"));
    build(&files, &scratch.0, NOW);
    let out = published(&scratch.0);
    assert!(out.keys().all(|path| !path.contains("kin") && path != "_redirects"), "{:?}", out.keys());
}

#[test]
fn a_renamed_record_is_missed_until_its_old_address_is_noted() {
    let scratch = Scratch::new("renamed");
    let files = site(&[("mot", ""), ("hai", "")], "");
    assert!(build(&files, &scratch.0, NOW).moved.is_empty());
    // The file has another name, the record has the same title; another record is deleted.
    let mut files = site(&[], "");
    put(&mut files, "content/don-vi/xa-mot.yaml", &unit("Xã mot", ""));
    for run in 0..2 {
        put(&mut files, "content/don-vi/ba.yaml", &unit(&format!("Xã Ba {run}"), ""));
        let outcome = build(&files, &scratch.0, NOW);
        let told: Vec<_> = outcome.moved.iter().map(|diag| diag.problem.code()).collect();
        assert_eq!(told, ["BV485", "BV486"], "run {run}: {:#?}", outcome.moved);
        let fix = outcome.moved[0].fix.as_ref().expect("a line to add");
        assert_eq!(fix.text, "aliases: [/don-vi/mot/]\n");
        assert!(outcome.diags.iter().all(|diag| !diag.problem.code().starts_with("BV48")), "it is advice");
    }
    put(&mut files, "content/don-vi/xa-mot.yaml", &unit("Xã mot", "aliases: [/don-vi/mot/]\n"));
    let outcome = build(&files, &scratch.0, NOW);
    let told: Vec<_> = outcome.moved.iter().map(|diag| diag.problem.code()).collect();
    assert_eq!(told, ["BV486"]);
    assert!(text(&published(&scratch.0), "don-vi/mot/index.html").contains("url=/don-vi/xa-mot/"));
}

#[test]
fn packed_copies_follow_their_originals() {
    let scratch = Scratch::new("packed");
    let mut files = site(&[("mot", "")], "precompress: [br, gz]\n");
    build(&files, &scratch.0, NOW);
    let first = published(&scratch.0);
    let page = &first["don-vi/mot/index.html"];
    let (gz, br) = (&first["don-vi/mot/index.html.gz"], &first["don-vi/mot/index.html.br"]);
    assert_eq!((Some(gz), Some(br)), (Packing::Gzip.pack(page).as_ref(), Packing::Brotli.pack(page).as_ref()));
    assert!(
        first.keys().all(|path| !path.ends_with(".zst") && !path.ends_with(".woff2.gz") && !path.ends_with(".png.br"))
    );
    // Nothing changed: nothing is written. One page changed: so have its copies.
    let outcome = build(&files, &scratch.0, NOW);
    assert_eq!(outcome.rendered, 0);
    assert!(outcome.report.is_some_and(|report| report.written == 0 && report.removed == 0));
    put(&mut files, "content/don-vi/mot.yaml", &unit("Xã Khác", ""));
    build(&files, &scratch.0, NOW);
    let second = published(&scratch.0);
    assert_ne!(second["don-vi/mot/index.html.gz"], first["don-vi/mot/index.html.gz"]);
    // A copy that somebody removed comes back; a page that goes takes its copies along.
    std::fs::remove_file(scratch.0.join("public/don-vi/mot/index.html.br")).expect("there");
    put(&mut files, "content/don-vi/hai.yaml", &unit("Xã Hai", ""));
    build(&files, &scratch.0, NOW);
    assert!(published(&scratch.0).contains_key("don-vi/mot/index.html.br"));
    files.remove(&SrcPath::new("content/don-vi/mot.yaml").expect("sound"));
    put(&mut files, "content/site.yaml", SETTINGS);
    build(&files, &scratch.0, NOW);
    let third = published(&scratch.0);
    assert!(
        third.keys().all(|path| !path.ends_with(".gz") && !path.ends_with(".br") && !path.contains("mot")),
        "{:?}",
        third.keys()
    );
}

/// A server that is stopped when the test is done with it.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The site of every kind, published, and the configuration of a server for it on a free port.
fn served(name: &str, config_of: fn(&Host<'_>) -> String) -> (Scratch, u16, String) {
    let scratch = Scratch::new(name);
    build(&every_kind(), &scratch.0, NOW);
    let file = SrcPath::new(config::FILE).expect("sound");
    let (settings, _) = config::read(&file, Some(SETTINGS.as_bytes()));
    let redirects = [
        Redirect { from: "/xa-cu/moi/".into(), to: "/don-vi/xa-moi/".into() },
        Redirect { from: "/a.aspx".into(), to: "/don-vi/".into() },
    ];
    let root = scratch.0.join("public");
    let host =
        Host { settings: &settings.expect("sound settings"), redirects: &redirects, root: &root.to_string_lossy() };
    let config = config_of(&host);
    // Asked for and given back: nobody else takes it so soon.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    (scratch, port, config)
}

/// Whether a server is there; where it must be (`tests/run` installs it), it is missed.
fn has(command: &str, flag: &str) -> bool {
    let found = Command::new(command).arg(flag).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    assert!(found || std::env::var_os("BANGVANG_FULL").is_none(), "{command} is missing");
    found
}

/// A request as browsers make it; the head of the answer in lower case, and its body.
fn get(port: u16, path: &str, accepts: &str) -> (String, Vec<u8>) {
    for _ in 0..100 {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
            let ask = format!(
                "GET {path} HTTP/1.1\r\nHost: thu.example\r\nAccept-Encoding: {accepts}\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(ask.as_bytes()).expect("the server listens");
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).expect("the server answers");
            let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("an answer has a head");
            return (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no server at port {port}");
}

/// What both servers must do alike.
fn behaves(port: u16, public: &Path) {
    let hashed = walkdir::WalkDir::new(public).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let files: Vec<String> =
        hashed.filter_map(|p| Some(format!("/{}", p.strip_prefix(public).ok()?.to_str()?))).collect();
    let one = |start: &str, end: &str| {
        files
            .iter()
            .find(|f| f.starts_with(start) && f.ends_with(end))
            .cloned()
            .unwrap_or_else(|| panic!("no {start}…{end} in {files:#?}"))
    };
    let webp = one("/anh/", ".webp");
    let check = |path: &str, parts: &[&str]| {
        let (head, body) = get(port, path, "gzip");
        for part in parts {
            assert!(head.contains(part), "{path}: {part} is not in\n{head}");
        }
        (head, body)
    };
    let policy = "content-security-policy: default-src 'self'";
    let (_, body) = check(
        "/don-vi/truong-thu/",
        &[" 200", policy, "nosniff", "text/html; charset=utf-8", "no-cache", "content-encoding: gzip"],
    );
    assert!(body.windows(2).any(|w| w == [0x1F, 0x8B]), "packed");
    check(&webp, &[" 200", "image/webp", "max-age=31536000, immutable", policy]);
    check(&one("/assets/fonts/", ".woff2"), &[" 200", "font/woff2", "cache-control: public, max-age=2592000"]);
    check("/khong-co/", &[" 404", policy]);
    assert!(
        String::from_utf8_lossy(&get(port, "/khong-co/", "identity").1).contains("<html"),
        "a page for what is not there"
    );
    check("/_redirects", &[" 404"]);
    check("/xa-cu/moi/", &[" 301", "location: /don-vi/xa-moi/"]);
    check("/xa-cu/moi", &[" 301", "location: /don-vi/xa-moi/"]);
    check("/a.aspx", &[" 301", "location: /don-vi/"]);
    check("/don-vi/truong-thu", &[" 30", "truong-thu/"]);
}

#[test]
fn nginx_takes_the_file_and_serves_the_site() {
    if !has("nginx", "-v") {
        return;
    }
    let (scratch, port, config) = served("nginx", |host| host.nginx());
    let place = &scratch.0;
    let temp: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|t| format!("  {t}_temp_path {}/{t};\n", place.display()))
        .collect();
    let whole = format!(
        "daemon off;\nmaster_process off;\npid {0}/pid;\nerror_log {0}/error.log;\nevents {{ }}\nhttp {{\n  include /etc/nginx/mime.types;\n  default_type application/octet-stream;\n  access_log off;\n{temp}\n{1}\n}}\n",
        place.display(),
        config.replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
    );
    let file = place.join("nginx.conf");
    std::fs::write(&file, whole).expect("the scratch folder can be written");
    let run = |args: &[&str]| {
        let mut command = Command::new("nginx");
        command.arg("-p").arg(place).arg("-c").arg(&file).args(args);
        command
    };
    let tested = run(&["-t"]).output().expect("nginx runs");
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stderr));
    let _server = Server(run(&[]).stderr(Stdio::null()).spawn().expect("nginx runs"));
    behaves(port, &place.join("public"));
}

#[test]
fn caddy_takes_the_file_and_serves_the_site() {
    if !has("caddy", "version") {
        return;
    }
    let (scratch, port, config) = served("caddy", |host| host.caddy());
    let file = scratch.0.join("Caddyfile");
    let config = config.replace("thu.example {", &format!("http://thu.example:{port}, http://127.0.0.1:{port} {{"));
    std::fs::write(&file, format!("{{\n\tadmin off\n\tauto_https off\n}}\n{config}")).expect("can be written");
    let command = |word: &str| {
        let mut command = Command::new("caddy");
        command.args([word, "--adapter", "caddyfile", "--config"]).arg(&file).env("HOME", &scratch.0);
        command
    };
    let tested = command("validate").output().expect("caddy runs");
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stderr));
    let _server = Server(command("run").stderr(Stdio::null()).stdout(Stdio::null()).spawn().expect("caddy runs"));
    behaves(port, &scratch.0.join("public"));
}
