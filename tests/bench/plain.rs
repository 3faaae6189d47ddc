//! The site for equal work: a theme whose pages hold what those for Hugo hold (see `hugo.rs`), and
//! settings that leave out all that Hugo does not make. What stays is in Hugo's favour: every
//! reference is checked, lists of single honours and of numbers are made, too.

use std::fs;
use std::io;
use std::path::Path;

use crate::site::Files;

/// The settings that leave out what the others do not make.
const SETTINGS: &str = "theme: don-gian
share_cards: [off]
outputs:
  section_feeds: false
  calendar: false
  ninjs: false
  api: false
  tables: false
  dataset: false
  structured: false
  search: false
  verify: false
  statistics: false
  posters: false
";

const THEME: &str = "name: don-gian\nversion: 0.1.0\nextends: bang-vang\n";

const BASE: &str = r##"<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ page.title }} - {{ site.title }}</title><meta name="description" content="{{ page.description }}">
<link rel="canonical" href="{{ page.canonical }}"><meta property="og:title" content="{{ page.title }}"><meta property="og:url" content="{{ page.canonical }}">
<link rel="alternate" type="application/rss+xml" href="/rss.xml">{% block head %}{% endblock head %}</head>
<body><a class="skip" href="#main">Đến nội dung</a><header><p><a href="/">{{ site.title }}</a></p>
<nav><ul><li><a href="/phong-trao/">Phong trào</a></li><li><a href="/quyet-dinh/">Khen thưởng</a></li><li><a href="/don-vi/">Đơn vị</a></li>
<li><a href="/ca-nhan/">Cá nhân</a></li><li><a href="/bai-viet/">Bài viết</a></li><li><a href="/van-ban/">Văn bản</a></li></ul></nav></header>
<nav class="crumbs"><ol>{% for c in page.crumbs %}<li><a href="{{ c.url }}">{{ c.title }}</a></li>{% endfor %}</ol></nav>
<main id="main">{% block frame %}{% block main %}{% endblock main %}{% endblock frame %}</main>
<footer><p>Toàn bộ là dữ liệu hư cấu.</p></footer>{% block top %}{% endblock top %}{% block aside %}{% endblock aside %}{% block end %}{% endblock end %}{% block scripts %}{% endblock scripts %}</body></html>
"##;

const RECORD: &str = r##"{% extends "base.html" %}
{% block main %}<article><h1>{{ card.title }}</h1>{% if head.summary %}<p class="lead">{{ head.summary }}</p>{% endif %}
<dl>{% block facts %}{% endblock facts %}</dl>
{% block before %}{% endblock before %}
{{ body }}
{% block after %}{% endblock after %}
{% block kicker %}{% endblock kicker %}{% block subhead %}{% endblock subhead %}{% block top %}{% endblock top %}{% block sections %}{% endblock sections %}{% block contents %}{% endblock contents %}{% block more %}{% endblock more %}{% block aside %}{% endblock aside %}{% block end %}{% endblock end %}
<p>{% if prev %}<a rel="prev" href="{{ prev.url }}">{{ prev.title }}</a>{% endif %} {% if next %}<a rel="next" href="{{ next.url }}">{{ next.title }}</a>{% endif %}</p>
</article>{% endblock main %}
"##;

const DECISION: &str = r##"{% extends "record.html" %}
{% block facts %}<dt>Số</dt><dd>{{ card.number }}</dd><dt>Ngày ký</dt><dd>{{ rec.date.iso }}</dd><dt>Cơ quan</dt><dd><a href="{{ rec.issuer.url }}">{{ rec.issuer.title }}</a></dd>{% endblock facts %}
{% block before %}{% for g in groups %}{% if g.rows %}<h2>Danh sách</h2><table><thead><tr><th>STT</th><th>Người nhận</th><th>Chức vụ</th><th>Loại</th></tr></thead><tbody>
{% for a in g.rows %}<tr><td>{{ a.no }}</td><td>{% if a.recipient %}<a href="{{ a.recipient.url }}">{{ a.printed }}</a>{% else %}{{ a.printed }}{% endif %}</td><td>{{ a.post or "" }}</td><td>{{ a.type.label }}</td></tr>
{% endfor %}</tbody></table>{% endif %}{% endfor %}{% endblock before %}
"##;

const DOCUMENT: &str = r##"{% extends "record.html" %}
{% block facts %}<dt>Số</dt><dd>{{ card.number }}</dd><dt>Ngày ký</dt><dd>{{ rec.date.iso }}</dd><dt>Cơ quan</dt><dd><a href="{{ rec.issuer.url }}">{{ rec.issuer.title }}</a></dd>{% endblock facts %}
"##;

/// What somebody received, below the prose.
const HONOURS: &str = r##"{% block after %}{% if honours.own %}<h2>Khen thưởng</h2><table><tbody>{% for a in honours.own %}<tr><td>{{ a.year }}</td><td>{{ a.honour_name }}</td><td><a href="{{ a.decision.url }}">{{ a.number }}</a></td></tr>
{% endfor %}</tbody></table>{% endif %}{% endblock after %}
"##;

const UNIT: &str = r##"{% extends "record.html" %}
{% block facts %}{% if rec.parent %}<dt>Cấp trên</dt><dd><a href="{{ rec.parent.url }}">{{ rec.parent.title }}</a></dd>{% endif %}{% endblock facts %}
"##;

const PERSON: &str = r##"{% extends "record.html" %}
{% block facts %}{% for p in rec.posts %}<dt>Chức vụ</dt><dd>{{ p.title }}</dd>{% if p.unit %}<dt>Cơ quan</dt><dd><a href="{{ p.unit.url }}">{{ p.unit.title }}</a></dd>{% endif %}{% endfor %}{% endblock facts %}
"##;

const LIST: &str = r##"{% extends "base.html" %}
{% block main %}<h1>{{ list.title }}</h1><p>{{ list.count }} hồ sơ</p>
{% for g in list.groups %}{% if list.mode == "awards" %}<table><tbody>{{ g.rows }}</tbody></table>{% else %}<ul class="cards">{{ g.entries }}</ul>{% endif %}{% endfor %}
{% if list.pager %}<nav class="pager">{% if list.pager.prev %}<a rel="prev" href="{{ list.pager.prev }}">Trước</a>{% endif %} {{ list.pager.current }}/{{ list.pager.total }} {% if list.pager.next %}<a rel="next" href="{{ list.pager.next }}">Sau</a>{% endif %}</nav>{% endif %}{% endblock main %}
"##;

const ENTRY: &str = r##"<li><a href="{{ c.url }}">{{ c.title }}</a> <span>{% if c.date %}{{ c.date.iso }}{% endif %}</span>{% if c.summary %}<p>{{ c.summary }}</p>{% endif %}</li>
"##;

const ROW: &str = r##"<tr><td>{{ a.year or "" }}</td><td>{% if a.recipient %}<a href="{{ a.recipient.url }}">{{ a.printed }}</a>{% else %}{{ a.printed }}{% endif %}</td><td>{{ a.honour_name }}</td><td><a href="{{ a.decision.url }}">{{ a.number }}</a></td></tr>
"##;

const LETTER: &str = r##"{% extends "base.html" %}
{% block main %}<h1>{{ az.title }}</h1><p>{{ az.count }} hồ sơ</p>
<ul class="cards">{% for c in az.cards %}<li><a href="{{ c.url }}">{{ c.title }}</a></li>
{% endfor %}</ul>
{% if list.pager %}<nav class="pager">{% if list.pager.prev %}<a rel="prev" href="{{ list.pager.prev }}">Trước</a>{% endif %} {{ list.pager.current }}/{{ list.pager.total }} {% if list.pager.next %}<a rel="next" href="{{ list.pager.next }}">Sau</a>{% endif %}</nav>{% endif %}{% endblock main %}
"##;

const HOME: &str = r##"{% extends "base.html" %}
{% block main %}<h1>{{ site.title }}</h1>
<ul class="cards">{% for c in latest %}<li><a href="{{ c.url }}">{{ c.title }}</a> <span>{% if c.date %}{{ c.date.iso }}{% endif %}</span></li>
{% endfor %}</ul>{% endblock main %}
"##;

/// Writes the theme below a site's folder, and adds to its settings.
pub fn write(files: &mut Files, root: &Path) -> io::Result<()> {
    let settings = fs::read_to_string(root.join("content/site.yaml"))?;
    files.put("content/site.yaml", &format!("{settings}{SETTINGS}"))?;
    let folder = "themes/don-gian";
    files.put(&format!("{folder}/theme.yaml"), THEME)?;
    let (unit, person) = (format!("{UNIT}{HONOURS}"), format!("{PERSON}{HONOURS}"));
    let bare = "{% extends \"record.html\" %}\n";
    let templates = [
        ("base", BASE),
        ("record", RECORD),
        ("decision", DECISION),
        ("document", DOCUMENT),
        ("unit", unit.as_str()),
        ("person", person.as_str()),
        ("article", bare),
        ("campaign", bare),
        ("honour", bare),
        ("list", LIST),
        ("az", LETTER),
        ("home", HOME),
        ("pieces/entry", ENTRY),
        ("pieces/award_row", ROW),
    ];
    templates.iter().try_for_each(|(name, text)| files.put(&format!("{folder}/templates/{name}.html"), text))
}
