//! Ready files for the servers that most sites run on. In: the settings, the old addresses and
//! where the site lies. Out: a configuration for nginx or Caddy: compression, names that browsers
//! may keep for ever, headers that let nothing foreign in, the page for what is not there. Not
//! published: the site's owner puts it where the server looks.

use crate::config::Settings;
use crate::render::redirect::Redirect;

/// What the theme keeps to: everything comes from the site itself, nothing runs inside a page.
const POLICY: &str =
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'self'";

/// Names with a fingerprint in them: another content has another name.
const HASHED: &str = r"\.[0-9a-f]{8,32}\.[a-z0-9]+$";

/// Fonts keep their names, so a new one must not wait for ever.
const FONTS: &str = "/assets/fonts/";
const FONTS_CACHE: &str = "public, max-age=2592000";

/// Endings that servers do not know by themselves, and what they are.
const TYPES: &[(&str, &str)] = &[
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("woff2", "font/woff2"),
    ("webmanifest", "application/manifest+json"),
    ("jsonl", "application/jsonl"),
    ("ics", "text/calendar"),
    ("vtt", "text/vtt"),
    ("csv", "text/csv"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
];

/// A site on its server.
pub struct Host<'h> {
    /// The settings.
    pub settings: &'h Settings,
    /// Old addresses and where they lead.
    pub redirects: &'h [Redirect],
    /// The folder that the site is published in, on the server.
    pub root: &'h str,
}

impl Host<'_> {
    /// The server's name: what stands between `https://` and the first slash.
    fn name(&self) -> &str {
        let base = self.settings.base();
        base.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or("localhost")
    }

    /// Old addresses as servers match them: a folder with and without its slash.
    fn moved(&self) -> Vec<(String, &str)> {
        let mut all = Vec::new();
        for Redirect { from, to } in self.redirects {
            let bare = from.trim_end_matches('/');
            if bare != from && !bare.is_empty() {
                all.push((bare.to_owned(), to.as_str()));
            }
            all.push((from.clone(), to.as_str()));
        }
        all
    }

    /// A file for nginx, to be included in its `http` block (Debian: `/etc/nginx/conf.d/`).
    #[must_use]
    pub fn nginx(&self) -> String {
        let (name, root) = (self.name().split(':').next().unwrap_or("localhost"), self.root);
        let moved: String = self.moved().iter().map(|(from, to)| format!("    \"{from}\" \"{to}\";\n")).collect();
        let types: String = TYPES
            .iter()
            .map(|(ending, media)| format!("    location ~ \\.{ending}$ {{ types {{ }} default_type \"{media}\"; }}\n"))
            .collect();
        format!(
            r#"# Bảng Vàng: {name}
# Kiểm tra: nginx -t; dùng: nginx -s reload. Với https, thêm chứng chỉ (ví dụ certbot --nginx).
map $uri $bangvang_to {{
    default "";
{moved}}}
map $uri $bangvang_cache {{
    default "no-cache";
    "~{HASHED}" "public, max-age=31536000, immutable";
    "~^{FONTS}" "{FONTS_CACHE}";
}}
server {{
    listen 80;
    server_name {name};
    root {root};
    index index.html;
    charset utf-8;
    charset_types text/xml text/plain text/css text/csv text/vtt text/calendar application/json application/jsonl
        application/javascript text/javascript application/xml application/atom+xml application/rss+xml
        application/manifest+json image/svg+xml;
    server_tokens off;
    absolute_redirect off;
    etag on;

    # Tệp .gz dựng sẵn (build --precompress gz) được gửi thẳng; tệp khác được nén khi gửi.
    gzip_static on;
    gzip on;
    gzip_vary on;
    gzip_min_length 256;
    gzip_types text/plain text/css text/csv text/xml text/calendar text/vtt text/javascript application/javascript
        application/json application/jsonl application/xml application/atom+xml application/rss+xml
        application/manifest+json image/svg+xml;
    # Có mô-đun brotli thì bỏ dấu # ở dòng dưới (build --precompress gz,br).
    # brotli_static on;

    add_header Cache-Control $bangvang_cache always;
    add_header Content-Security-Policy "{POLICY}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy strict-origin-when-cross-origin always;
    add_header Permissions-Policy "camera=(), microphone=(), geolocation=(), interest-cohort=()" always;
    add_header Cross-Origin-Opener-Policy same-origin always;
    # Chỉ bật khi trang đã chạy https ổn định:
    # add_header Strict-Transport-Security "max-age=31536000" always;

    error_page 404 /404.html;
    location = /_redirects {{ return 404; }}
    location ~ /\. {{ return 404; }}
{types}    location / {{
        if ($bangvang_to) {{ return 301 $bangvang_to; }}
        try_files $uri $uri/ =404;
    }}
}}
"#
        )
    }

    /// A file for Caddy (Debian: `/etc/caddy/Caddyfile`), which fetches its certificate itself.
    #[must_use]
    pub fn caddy(&self) -> String {
        let (name, root) = (self.name(), self.root);
        let moved: String = self.moved().iter().map(|(from, to)| format!("\tredir {from} {to} 301\n")).collect();
        let types: String = TYPES
            .iter()
            .map(|(ending, media)| format!("\theader *.{ending} Content-Type \"{}\"\n", with_charset(media)))
            .collect();
        format!(
            "# Bảng Vàng: {name}
# Kiểm tra: caddy validate --config Caddyfile; dùng: systemctl reload caddy.
{name} {{
\troot * {root}
\tencode zstd gzip
{moved}\t@hashed path_regexp {HASHED}
\t@fonts path {FONTS}*
\t@fresh {{
\t\tnot path_regexp {HASHED}
\t\tnot path {FONTS}*
\t}}
\theader @hashed Cache-Control \"public, max-age=31536000, immutable\"
\theader @fonts Cache-Control \"{FONTS_CACHE}\"
\theader @fresh Cache-Control no-cache
\theader {{
\t\tContent-Security-Policy \"{POLICY}\"
\t\tX-Content-Type-Options nosniff
\t\tReferrer-Policy strict-origin-when-cross-origin
\t\tPermissions-Policy \"camera=(), microphone=(), geolocation=(), interest-cohort=()\"
\t\tCross-Origin-Opener-Policy same-origin
\t}}
\theader -Server
{types}\t@hidden path /_redirects */.*
\thandle @hidden {{
\t\terror 404
\t}}
\thandle {{
\t\tfile_server {{
\t\t\tprecompressed br zstd gzip
\t\t}}
\t}}
\thandle_errors {{
\t\trewrite * /404.html
\t\tfile_server
\t}}
}}
"
        )
    }
}

/// Text says how it is written.
fn with_charset(media: &str) -> String {
    if media.starts_with("text/") { format!("{media}; charset=utf-8") } else { media.to_owned() }
}
