//! The preview's HTTP server. In: requests from this machine. Out: the pages of the last good
//! build with types, tags and ranges, the reload script, the events. Never listens to another
//! machine, never answers a foreign name or origin, never leaves the published folder.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use super::reload::{self, Live, Look, Showing};
use crate::base::Fp;

/// One file of the site, as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The source file behind it.
    pub source: Option<String>,
    /// In words, why the public does not see it.
    pub hidden: Option<String>,
}

/// What the server shows.
pub trait Pages: Send + Sync {
    /// A file by its path below the site: `phong-trao/index.html`.
    fn page(&self, file: &str) -> Option<Page>;

    /// Opens a source in the reader's editor; whether that could be done.
    fn open(&self, _file: &str, _line: usize, _column: usize) -> bool {
        false
    }
}

impl<F: Fn(&str) -> Option<Vec<u8>> + Send + Sync> Pages for F {
    fn page(&self, file: &str) -> Option<Page> {
        self(file).map(|bytes| Page { bytes: bytes.into(), ..Page::default() })
    }
}

/// A server that has its port, but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// Takes the port, or any free one when it is taken.
    ///
    /// # Errors
    /// When the machine gives no port at all.
    pub fn bind(port: u16) -> io::Result<Self> {
        let wanted = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = wanted.or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// The port it has.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers requests on a thread of its own until the program ends.
    ///
    /// # Errors
    /// When the thread or its event loop cannot be started.
    pub fn start(self, pages: Arc<dyn Pages>, live: &Live) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared { pages, port: self.port, live: live.clone() });
        let listener = self.listener;
        let serve = async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, Router::new().fallback(handle).with_state(shared)).await
        };
        let thread = std::thread::Builder::new().name("preview".into());
        // The thread ends with the program; nothing is left to wait for.
        thread.spawn(move || runtime.block_on(serve)).map(drop)
    }
}

/// What every request needs.
struct Shared {
    pages: Arc<dyn Pages>,
    port: u16,
    live: Live,
}

type Answer = Response<Body>;

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Answer {
    // No page of another origin may take a file in, not even as a picture or a script.
    with(answer(shared, request).await, &[(HeaderName::from_static("cross-origin-resource-policy"), "same-origin")])
}

async fn answer(shared: Arc<Shared>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    if !is_ours(&parts.headers, shared.port) {
        return text(StatusCode::FORBIDDEN, "chỉ phục vụ máy này (this machine only)\n");
    }
    if parts.method == Method::POST && parts.uri.path() == OPEN {
        return open(shared, &parts.headers, body).await;
    }
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        let refusal = text(StatusCode::METHOD_NOT_ALLOWED, "chỉ đọc (read only)\n");
        return with(refusal, &[(header::ALLOW, "GET, HEAD")]);
    }
    match parts.uri.path() {
        reload::EVENTS => events(&shared, &parts).await,
        reload::SCRIPT => script(),
        path => {
            let (path, query, headers) = (path.to_owned(), parts.uri.query().map(str::to_owned), parts.headers);
            // Reading may take a while; other requests go on meanwhile.
            let answer = tokio::task::spawn_blocking(move || page(&shared, &path, query.as_deref(), &headers));
            answer.await.unwrap_or_else(|_| text(StatusCode::INTERNAL_SERVER_ERROR, "lỗi (error)\n"))
        }
    }
}

/// Where the script asks for a source to be opened.
const OPEN: &str = "/__bangvang/open";

/// The most that such a request says, in bytes.
const MAX_REQUEST: usize = 4096;

/// Opens a source in the editor. Only our own script may ask: it names its origin, and the type of
/// what it sends is one that no foreign page can send without being refused first.
async fn open(shared: Arc<Shared>, headers: &HeaderMap, body: Body) -> Answer {
    let is_json = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if !is_json || !headers.contains_key(header::ORIGIN) {
        return text(StatusCode::FORBIDDEN, "chỉ phục vụ trang xem thử (the preview only)\n");
    }
    let Ok(bytes) = axum::body::to_bytes(body, MAX_REQUEST).await else { return status(StatusCode::PAYLOAD_TOO_LARGE) };
    let asked: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let number = |key: &str| asked[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
    let (file, line, column) =
        (asked["file"].as_str().unwrap_or_default().to_owned(), number("line"), number("column"));
    let opened = tokio::task::spawn_blocking(move || shared.pages.open(&file, line, column)).await;
    if opened.unwrap_or(false) {
        status(StatusCode::NO_CONTENT)
    } else {
        text(StatusCode::NOT_FOUND, "không mở được tệp này (this file cannot be opened)\n")
    }
}

/// Whether the request was meant for this server and comes from its own pages. Without this, any
/// web site could read the preview by giving its own name the address 127.0.0.1.
fn is_ours(headers: &HeaderMap, port: u16) -> bool {
    let is_local = |host: &str| {
        let name = host.strip_suffix(&format!(":{port}")).or((port == 80).then_some(host));
        name.is_some_and(|name| ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own)))
    };
    let hosts: Vec<_> = headers.get_all(header::HOST).iter().collect();
    let host_fits = matches!(hosts[..], [host] if host.to_str().is_ok_and(is_local));
    let origin_fits = headers
        .get_all(header::ORIGIN)
        .iter()
        .all(|origin| origin.to_str().is_ok_and(|origin| origin.strip_prefix("http://").is_some_and(is_local)));
    host_fits && origin_fits
}

async fn events(shared: &Arc<Shared>, parts: &axum::http::request::Parts) -> Answer {
    let last = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let showing = showing(parts.uri.query().unwrap_or_default());
    let body = if shared.live.wait(last, &showing.file).await {
        let shared = shared.clone();
        let news = tokio::task::spawn_blocking(move || {
            let look = shared.pages.page(&showing.file).map(|page| Look::of(&page.bytes));
            shared.live.events(&showing, look.as_ref())
        });
        news.await.unwrap_or_else(|_| Live::quiet())
    } else {
        Live::quiet()
    };
    with(
        Response::new(Body::from(body)),
        &[(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")],
    )
}

/// What a browser shows, as its script says: `file=…&look=…`.
fn showing(query: &str) -> Showing {
    let value = |name: &str| {
        let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        found.and_then(|value| percent_decoded(value, true)).unwrap_or_default()
    };
    Showing { file: value("file"), look: value("look") }
}

fn script() -> Answer {
    let kind = "text/javascript; charset=utf-8";
    with(
        Response::new(Body::from(reload::CLIENT)),
        &[(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")],
    )
}

/// Answers with a published file.
fn page(shared: &Shared, raw: &str, query: Option<&str>, headers: &HeaderMap) -> Answer {
    let Some(path) = inside(raw) else { return missing(shared) };
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    if let Some(page) = shared.pages.page(&file) {
        return send(&file, &page, headers);
    }
    let folder = format!("{path}/index.html");
    if !path.ends_with('/') && shared.pages.page(&folder).is_some() {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let place = HeaderValue::try_from(format!("{raw}/{query}"));
        let mut answer = text(StatusCode::PERMANENT_REDIRECT, "");
        answer.headers_mut().extend(place.ok().map(|place| (header::LOCATION, place)));
        return answer;
    }
    missing(shared)
}

/// The path below the published folder; `None` when it is not a clean one.
fn inside(raw: &str) -> Option<String> {
    let path = decoded(raw.strip_prefix('/')?)?;
    let folders = path.strip_suffix('/').unwrap_or(&path);
    let clean = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':', '/']);
    (path.is_empty() || folders.split('/').all(clean)).then_some(path)
}

/// Undoes `%41`. A slash may not hide in it.
fn decoded(raw: &str) -> Option<String> {
    percent_decoded(raw, false)
}

fn percent_decoded(raw: &str, slashes: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let value = digit(rest.next())? * 16 + digit(rest.next())?;
                u8::try_from(value).ok().filter(|byte| slashes || *byte != b'/')?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The site's own page for what is not there, or a plain one.
fn missing(shared: &Shared) -> Answer {
    let own =
        shared.pages.page("404.html").unwrap_or_else(|| Page { bytes: NOT_FOUND.as_bytes().into(), ..Page::default() });
    let mut answer = Response::new(Body::from(Live::inject(&own.bytes, "404.html", &[])));
    *answer.status_mut() = StatusCode::NOT_FOUND;
    with(answer, &[(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")])
}

const NOT_FOUND: &str = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Không có trang này</title>\
    <body><h1>Không có trang này</h1><p>Trang chưa được dựng, hoặc địa chỉ viết sai. <a href=\"/\">Về trang nhất</a></p></body></html>";

/// Sends a file, or what the browser asked of it.
fn send(file: &str, page: &Page, headers: &HeaderMap) -> Answer {
    let kind = content_type(file);
    let is_page = kind.starts_with("text/html");
    let said = [("source", page.source.as_deref()), ("hidden", page.hidden.as_deref())];
    let bytes = if is_page { Live::inject(&page.bytes, file, &said) } else { page.bytes.to_vec() };
    let tag = format!("\"{}\"", Fp::of_bytes(&bytes));
    let mut answer = if is_known(headers, &tag) {
        status(StatusCode::NOT_MODIFIED)
    } else {
        match range(headers, &tag, bytes.len()) {
            Part::Whole => Response::new(Body::from(bytes)),
            Part::Of(from, to) => partial(bytes, from, to),
            Part::Outside => {
                let mut answer = status(StatusCode::RANGE_NOT_SATISFIABLE);
                put(&mut answer, header::CONTENT_RANGE, &format!("bytes */{}", bytes.len()));
                answer
            }
        }
    };
    put(&mut answer, header::ETAG, &tag);
    put(&mut answer, header::ACCEPT_RANGES, "bytes");
    put(&mut answer, header::CACHE_CONTROL, "no-cache");
    put(&mut answer, header::CONTENT_TYPE, kind);
    put(&mut answer, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    answer
}

/// Whether the browser has these bytes already.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag || known == "*")
}

/// The part of a file that is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// The first byte and the one behind the last.
    Of(usize, usize),
    Outside,
}

/// Reads `Range`. Several ranges at once, and what is not understood, are answered with the whole.
fn range(headers: &HeaderMap, tag: &str, length: usize) -> Part {
    let same = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).filter(|_| same);
    let Some((first, last)) = asked.and_then(|asked| asked.trim().strip_prefix("bytes=")?.split_once('-')) else {
        return Part::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    let (from, to) = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(from), Ok(last)) if from <= last => (from, last.saturating_add(1).min(length)),
        (Ok(from), Err(_)) if last.is_empty() => (from, length),
        (Err(_), Ok(count)) if first.is_empty() => {
            (if count == 0 { length } else { length.saturating_sub(count) }, length)
        }
        _ => return Part::Whole,
    };
    if from < to { Part::Of(from, to) } else { Part::Outside }
}

fn partial(bytes: Vec<u8>, from: usize, to: usize) -> Answer {
    let length = bytes.len();
    let mut answer = Response::new(Body::from(axum::body::Bytes::from(bytes).slice(from..to)));
    *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
    put(&mut answer, header::CONTENT_RANGE, &format!("bytes {from}-{}/{length}", to - 1));
    answer
}

fn status(code: StatusCode) -> Answer {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = code;
    answer
}

fn text(code: StatusCode, words: &'static str) -> Answer {
    let mut answer = Response::new(Body::from(words));
    *answer.status_mut() = code;
    with(answer, &[(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")])
}

fn with(mut answer: Answer, headers: &[(HeaderName, &'static str)]) -> Answer {
    let pairs = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
    answer.headers_mut().extend(pairs);
    answer
}

fn put(answer: &mut Answer, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}

/// The type of a file by the end of its name.
fn content_type(file: &str) -> &'static str {
    let name = file.rsplit('/').next().unwrap_or(file);
    let ext = name.rsplit_once('.').map_or("", |(_, ext)| ext).to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == ext).map_or("application/octet-stream", |(_, kind)| kind)
}

const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl; charset=utf-8"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("xsl", "application/xslt+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("avif", "image/avif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("zip", "application/zip"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("wasm", "application/wasm"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clean_paths_are_inside() {
        let check = |raw: &str, expect: Option<&str>| assert_eq!(inside(raw).as_deref(), expect, "{raw}");
        check("/", Some(""));
        check("/a/b.html", Some("a/b.html"));
        check("/a/", Some("a/"));
        check("/%C4%91/x", Some("đ/x"));
        for raw in [
            "/../x",
            "/a/../x",
            "/%2e%2e/x",
            "/a%2fb",
            "/a%5cb",
            "//evil.example/x",
            "/a//b",
            "/.git/config",
            "/%00",
            "/%c3",
            "/%zz",
            "/c:/x",
            "/./a",
            "x",
            "/a/..",
        ] {
            check(raw, None);
        }
    }

    #[test]
    fn ranges() {
        let check = |asked: &'static str, expect: Part| {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(asked))]);
            assert_eq!(range(&headers, "\"t\"", 10), expect, "{asked}");
        };
        check("bytes=0-3", Part::Of(0, 4));
        check("bytes=4-", Part::Of(4, 10));
        check("bytes=-3", Part::Of(7, 10));
        check("bytes=-30", Part::Of(0, 10));
        check("bytes=8-99", Part::Of(8, 10));
        check("bytes=10-", Part::Outside);
        check("bytes=-0", Part::Outside);
        check("bytes=5-2", Part::Whole);
        check("bytes=0-1,3-4", Part::Whole);
        check("items=0-1", Part::Whole);
    }

    #[test]
    fn an_old_tag_voids_the_range() {
        let headers = HeaderMap::from_iter([
            (header::RANGE, HeaderValue::from_static("bytes=0-3")),
            (header::IF_RANGE, HeaderValue::from_static("\"old\"")),
        ]);
        assert_eq!(range(&headers, "\"new\"", 10), Part::Whole);
    }
}
