"""Sitemaps by the rules of sitemaps.org: an index that lists every part, addresses that exist once,
days that are days, at most 50,000 to a file; robots.txt names the index. Usage: sitemaps.py FOLDER"""
import datetime
import xml.etree.ElementTree as ET

from lib.checks import Checks, files, folder

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
checks = Checks()
root = folder()
index = ET.parse(root / "sitemap.xml").getroot()
locs = [loc.text for loc in index.findall("s:sitemap/s:loc", NS)]
base = locs[0].rsplit("/", 1)[0]
parts = {path.name for path in files("sitemap-*.xml")} - {"sitemap-tin.xml"}
checks.check("the index lists every part", {loc.rsplit("/", 1)[1] for loc in locs} ^ parts)
checks.check("robots.txt names the index", [] if f"Sitemap: {base}/sitemap.xml" in (root / "robots.txt").read_text() else ["no"])
seen, wrong, dated = set(), [], 0


def there(url):
    path = url.removeprefix(f"{base}/")
    return url.startswith(f"{base}/") and (root / (path + "index.html" if path == "" or path.endswith("/") else path)).is_file()


for name in sorted(parts):
    urls = ET.parse(root / name).getroot().findall("s:url", NS)
    if not 0 < len(urls) <= 50_000 or (root / name).stat().st_size > 50 * 2**20:
        wrong.append(f"{name}: {len(urls)} addresses")
    for url in urls:
        loc = url.find("s:loc", NS).text
        if loc in seen or not there(loc):
            wrong.append(f"{name}: {loc} twice or missing")
        seen.add(loc)
        day = url.find("s:lastmod", NS)
        if day is not None:
            dated += 1
            datetime.date.fromisoformat(day.text)
        others = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)}
        wrong += [f"{name}: {href} missing" for href in others.values() if not there(href)]
        if others and loc not in others.values():
            wrong.append(f"{name}: {loc} is not among its own languages")
checks.check("every address is a page, once", wrong)
checks.check("records have a day", [] if dated > 50 else [f"only {dated}"])
checks.end()
