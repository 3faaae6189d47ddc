//! What the preview answers. In: requests from this machine. Out: the pages of the last good build
//! with types, tags and ranges, the reload script, the events. Never answers a foreign name or
//! origin, never leaves the published folder.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use super::range::{Part, range};
use super::reload::{self, Live, Look, Showing};
use crate::base::Fp;

/// One file of the site, as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The source file behind it.
    pub source: Option<String>,
    /// Why the public does not see it, in Vietnamese and in English words.
    pub hidden: Option<[&'static str; 2]>,
}

/// What stands where the site has no such file.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The page.
    pub bytes: Arc<[u8]>,
    /// The site as a whole cannot be shown; otherwise it is only this file that there is not.
    pub is_all: bool,
    /// An address that was perhaps meant.
    pub near: Option<String>,
}

/// Why a source was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// It is none of the site's.
    Foreign,
    /// It is not there any more.
    Gone,
    /// The editor does not start.
    NoEditor,
}

/// What the server shows.
pub trait Pages: Send + Sync {
    /// A file by its path below the site: `phong-trao/index.html`.
    fn page(&self, file: &str) -> Option<Page>;

    /// What stands in the place of a file that there is not.
    fn missing(&self, _file: &str) -> Missing {
        Missing { bytes: NOT_FOUND.as_bytes().into(), is_all: false, near: None }
    }

    /// Opens a source in the reader's editor.
    ///
    /// # Errors
    /// When it is none of the site's, has gone, or the editor does not start.
    fn open(&self, _file: &str, _line: usize, _column: usize) -> Result<(), Unopened> {
        Err(Unopened::Foreign)
    }
}

impl<F: Fn(&str) -> Option<Vec<u8>> + Send + Sync> Pages for F {
    fn page(&self, file: &str) -> Option<Page> {
        self(file).map(|bytes| Page { bytes: bytes.into(), ..Page::default() })
    }
}

/// What every request needs.
pub(super) struct Shared {
    pub(super) pages: Arc<dyn Pages>,
    pub(super) port: u16,
    pub(super) live: Live,
}

/// What is sent.
pub(super) type Answer = Response<Body>;

/// Answers one request.
pub(super) async fn handle(shared: Arc<Shared>, request: Request) -> Answer {
    // No page of another origin may take a file in, not even as a picture or a script.
    with(answer(shared, request).await, &[(HeaderName::from_static("cross-origin-resource-policy"), "same-origin")])
}

async fn answer(shared: Arc<Shared>, request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    if !is_ours(&parts, shared.port) {
        return text(StatusCode::FORBIDDEN, "chỉ phục vụ máy này (this machine only)\n");
    }
    if parts.method == Method::POST && parts.uri.path() == OPEN {
        return open(shared, &parts.headers, body).await;
    }
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        let refusal = text(StatusCode::METHOD_NOT_ALLOWED, "chỉ đọc (read only)\n");
        return with(refusal, &[(header::ALLOW, "GET, HEAD")]);
    }
    if parts.method == Method::HEAD {
        // Only what is sent has parts.
        parts.headers.remove(header::RANGE);
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
    match opened.unwrap_or(Err(Unopened::NoEditor)) {
        Ok(()) => status(StatusCode::NO_CONTENT),
        Err(Unopened::Foreign) => text(StatusCode::NOT_FOUND, "không phải tệp của trang (not a file of the site)\n"),
        Err(Unopened::Gone) => text(StatusCode::GONE, "tệp không còn ở đó (the file is gone)\n"),
        Err(Unopened::NoEditor) => {
            text(StatusCode::INTERNAL_SERVER_ERROR, "không mở được trình soạn thảo (no editor could be opened)\n")
        }
    }
}

/// Whether the request was meant for this server and comes from its own pages. Without this, any
/// web site could read the preview by giving its own name the address 127.0.0.1.
fn is_ours(parts: &Parts, port: u16) -> bool {
    let is_local = |host: &str| {
        let name = host.strip_suffix(&format!(":{port}")).or((port == 80).then_some(host));
        name.is_some_and(|name| ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own)))
    };
    let hosts: Vec<_> = parts.headers.get_all(header::HOST).iter().collect();
    let host_fits = matches!(hosts[..], [host] if host.to_str().is_ok_and(is_local));
    let target_fits = parts.uri.authority().is_none_or(|authority| is_local(authority.as_str()));
    let origins = parts.headers.get_all(header::ORIGIN);
    let mut origins = origins.iter().map(|origin| origin.to_str().ok().and_then(|own| own.strip_prefix("http://")));
    host_fits && target_fits && origins.all(|origin| origin.is_some_and(is_local))
}

async fn events(shared: &Arc<Shared>, parts: &Parts) -> Answer {
    let last = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let showing = showing(parts.uri.query().unwrap_or_default());
    let body = if shared.live.wait(last, &showing.file).await {
        let shared = shared.clone();
        let news = tokio::task::spawn_blocking(move || {
            let now = Look::of(&standing(&*shared.pages, &showing.file));
            shared.live.events(&showing, &now)
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

/// What a browser gets that asks for a file, after it was led on to the folder of that name.
fn standing(pages: &dyn Pages, file: &str) -> Arc<[u8]> {
    let page = pages.page(file).or_else(|| pages.page(&format!("{file}/index.html")));
    page.map_or_else(|| pages.missing(file).bytes, |page| page.bytes)
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
    let Some(path) = inside(raw) else { return missing(shared, "") };
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
    missing(shared, &file)
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

/// What stands in the place of a file, and becomes the file as soon as there is one.
fn missing(shared: &Shared, file: &str) -> Answer {
    let Missing { bytes, is_all, near } = shared.pages.missing(file);
    let mut answer = Response::new(Body::from(Live::inject(&bytes, file, &[("near", near.as_deref())])));
    *answer.status_mut() = if is_all { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NOT_FOUND };
    with(answer, &[(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")])
}

const NOT_FOUND: &str = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Không có trang này</title>\
    <body><h1>Không có trang này</h1><p>Trang chưa được dựng, hoặc địa chỉ viết sai. <a href=\"/\">Về trang nhất</a></p></body></html>";

/// Sends a file, or what the browser asked of it.
fn send(file: &str, page: &Page, headers: &HeaderMap) -> Answer {
    let kind = content_type(file);
    let is_page = kind.starts_with("text/html");
    let [vi, en] = page.hidden.map_or([None; 2], |words| words.map(Some));
    let said = [("source", page.source.as_deref()), ("hidden-vi", vi), ("hidden-en", en)];
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
    ("ogg", "audio/ogg"),
    ("opus", "audio/ogg"),
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
}
