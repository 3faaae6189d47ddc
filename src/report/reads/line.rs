//! One line of a server's log. In: bytes, sound or not. Out: what was asked for, when and by whom,
//! or nothing. Knows the combined form of nginx, Apache and Caddy and the JSON of Caddy and of
//! nginx set up to write it. Never trusts a byte: a line may be cut, huge, binary or forged.

use std::borrow::Cow;

use serde::Deserialize;

use crate::text::date::Day;

/// A request as a log tells it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hit<'l> {
    /// Who asked: an address, only ever hashed.
    pub address: Cow<'l, [u8]>,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The method.
    pub method: Cow<'l, [u8]>,
    /// What was asked for, as sent.
    pub target: Cow<'l, [u8]>,
    /// The answer.
    pub status: u16,
    /// The program that asked; empty when the log does not say.
    pub agent: Cow<'l, [u8]>,
    /// A browser fetched it for later.
    pub ahead: bool,
}

/// Reads lines; remembers the day of the last one, since most lines are of one day.
#[derive(Debug, Default)]
pub(super) struct Lines {
    day: Option<([u8; 11], i64)>,
}

impl Lines {
    /// The request that a line tells of.
    pub(super) fn hit<'l>(&mut self, line: &'l [u8]) -> Option<Hit<'l>> {
        match line.first()? {
            b'{' => of_json(line),
            _ => self.combined(line),
        }
    }

    /// `203.0.113.5 - - [23/Nov/2026:02:22:08 +0000] "GET /p/ HTTP/1.1" 200 5 "ref" "agent"`
    fn combined<'l>(&mut self, line: &'l [u8]) -> Option<Hit<'l>> {
        let open = find(line, b'[')?;
        let close = open + find(&line[open..], b']')?;
        let at = self.time(&line[open + 1..close])?;
        let (request, rest) = quoted(&line[close + 1..])?;
        let mut words = request.split(|byte| *byte == b' ');
        let (method, target) = (words.next()?, words.next()?);
        let status = number(rest.trim_ascii_start().split(|byte| *byte == b' ').next()?)?;
        let agent = quoted(rest).and_then(|(_, rest)| quoted(rest)).map_or(&b""[..], |(agent, _)| agent);
        Some(Hit {
            address: line[..open].trim_ascii().into(),
            at,
            method: method.into(),
            target: target.into(),
            status: u16::try_from(status).ok()?,
            agent: agent.into(),
            ahead: false,
        })
    }

    /// `23/Nov/2026:02:22:08 +0000`
    fn time(&mut self, text: &[u8]) -> Option<i64> {
        let (date, rest) = text.split_at_checked(11)?;
        let midnight = match self.day {
            Some((known, midnight)) if known == date => midnight,
            _ => {
                let day = Day::new(
                    i16::try_from(number(date.get(7..11)?)?).ok()?,
                    month(date.get(3..6)?)?,
                    u8::try_from(number(date.get(..2)?)?).ok()?,
                )?;
                let midnight = i64::from(Day::new(1970, 1, 1)?.days_until(day)) * 86_400;
                self.day = Some((date.try_into().ok()?, midnight));
                midnight
            }
        };
        let [b':', h0, h1, b':', m0, m1, b':', s0, s1, b' ', sign, z0, z1, z2, z3] = rest else { return None };
        let two = |a: &u8, b: &u8| Some(i64::from(number(&[*a, *b])?));
        let (hour, minute, second) = (two(h0, h1)?, two(m0, m1)?, two(s0, s1)?);
        let offset = two(z0, z1)? * 3600 + two(z2, z3)? * 60;
        let offset = match sign {
            b'+' => offset,
            b'-' => -offset,
            _ => return None,
        };
        let sound = hour < 24 && minute < 60 && second <= 60 && offset.abs() <= 15 * 3600;
        sound.then_some(midnight + hour * 3600 + minute * 60 + second - offset)
    }
}

fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    bytes.iter().position(|b| *b == byte)
}

/// The text of the next quotation, and what follows it.
fn quoted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = find(bytes, b'"')? + 1;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return Some((&bytes[start..at], &bytes[at + 1..])),
            _ => at += 1,
        }
    }
    None
}

fn number(digits: &[u8]) -> Option<u32> {
    let sound = !digits.is_empty() && digits.len() <= 9 && digits.iter().all(u8::is_ascii_digit);
    sound.then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

fn month(name: &[u8]) -> Option<u8> {
    const NAMES: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let at = NAMES.chunks(3).position(|known| known == name)?;
    u8::try_from(at + 1).ok()
}

/// A line of Caddy.
#[derive(Deserialize)]
struct Caddy<'l> {
    ts: Stamp<'l>,
    #[serde(borrow)]
    request: CaddyRequest<'l>,
    status: u16,
}

#[derive(Deserialize)]
struct CaddyRequest<'l> {
    #[serde(borrow, default)]
    client_ip: Cow<'l, str>,
    #[serde(borrow, default)]
    remote_ip: Cow<'l, str>,
    #[serde(borrow)]
    method: Cow<'l, str>,
    #[serde(borrow)]
    uri: Cow<'l, str>,
    #[serde(borrow, default)]
    headers: Headers<'l>,
}

#[derive(Default, Deserialize)]
struct Headers<'l> {
    #[serde(borrow, default, rename = "User-Agent")]
    agent: Vec<Cow<'l, str>>,
    #[serde(borrow, default, rename = "Sec-Purpose", alias = "Purpose", alias = "X-Purpose")]
    purpose: Vec<Cow<'l, str>>,
}

/// A line of nginx that was set up to write JSON under the names of its own variables.
#[derive(Deserialize)]
struct Nginx<'l> {
    #[serde(borrow)]
    remote_addr: Cow<'l, str>,
    #[serde(alias = "time_iso8601", alias = "msec")]
    time: Stamp<'l>,
    #[serde(borrow, alias = "method")]
    request_method: Cow<'l, str>,
    #[serde(borrow, alias = "uri")]
    request_uri: Cow<'l, str>,
    status: Status<'l>,
    #[serde(borrow, default, alias = "user_agent")]
    http_user_agent: Cow<'l, str>,
}

/// An instant: seconds, or the form of RFC 3339.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stamp<'l> {
    Seconds(f64),
    Text(Cow<'l, str>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Status<'l> {
    Number(u16),
    Text(Cow<'l, str>),
}

impl Stamp<'_> {
    fn seconds(&self) -> Option<i64> {
        let whole = |seconds: f64| {
            #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
            (0.0..1e11).contains(&seconds).then_some(seconds.floor() as i64)
        };
        match self {
            Self::Seconds(seconds) => whole(*seconds),
            Self::Text(text) => match text.parse::<f64>() {
                Ok(seconds) => whole(seconds),
                Err(_) => crate::text::date::Moment::parse(text).ok().map(|moment| moment.epoch_seconds()),
            },
        }
    }
}

fn of_json(line: &[u8]) -> Option<Hit<'_>> {
    if let Ok(caddy) = serde_json::from_slice::<Caddy<'_>>(line) {
        let Caddy { ts, request, status } = caddy;
        let address = if request.client_ip.is_empty() { request.remote_ip } else { request.client_ip };
        let mut headers = request.headers;
        return Some(Hit {
            address: bytes(address),
            at: ts.seconds()?,
            method: bytes(request.method),
            target: bytes(request.uri),
            status,
            agent: bytes(headers.agent.pop().unwrap_or_default()),
            ahead: headers.purpose.iter().any(|purpose| purpose.contains("prefetch") || purpose.contains("prerender")),
        });
    }
    let nginx: Nginx<'_> = serde_json::from_slice(line).ok()?;
    Some(Hit {
        address: bytes(nginx.remote_addr),
        at: nginx.time.seconds()?,
        method: bytes(nginx.request_method),
        target: bytes(nginx.request_uri),
        status: match nginx.status {
            Status::Number(status) => status,
            Status::Text(status) => status.parse().ok()?,
        },
        agent: bytes(nginx.http_user_agent),
        ahead: false,
    })
}

fn bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &[u8], expect: Option<(i64, &str, u16, &str)>) {
        let hit = Lines::default().hit(line);
        let got = hit
            .as_ref()
            .map(|hit| (hit.at, String::from_utf8_lossy(&hit.target), hit.status, String::from_utf8_lossy(&hit.agent)));
        let got = got.as_ref().map(|(at, target, status, agent)| (*at, &**target, *status, &**agent));
        assert_eq!(got, expect, "{}", String::from_utf8_lossy(line));
    }

    #[test]
    fn lines_of_servers() {
        let at = 1_795_400_528; // 23/11/2026 02:22:08 UTC
        check(
            br#"203.0.113.5 - - [23/Nov/2026:02:22:08 +0000] "GET /p/ HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X)""#,
            Some((at, "/p/", 200, "Mozilla/5.0 (X)")),
        );
        check(br#"2001:db8::1 - an [23/Nov/2026:09:22:08 +0700] "GET /p/?a=\"b HTTP/2.0" 304 -5 "http://x/\"y" "A \"B\"""#, Some((at, "/p/?a=\\\"b", 304, "A \\\"B\\\"")));
        check(
            br#"h - - [22/Nov/2026:21:22:08 -0500] "GET /p/ HTTP/1.1" 200 99999999999999999999"#,
            Some((at, "/p/", 200, "")),
        );
        check(br#"{"level":"info","ts":1795400528.25,"logger":"http.log.access","request":{"remote_ip":"203.0.113.5","method":"GET","uri":"/p/","headers":{"User-Agent":["Mozilla/5.0"]}},"status":200}"#, Some((at, "/p/", 200, "Mozilla/5.0")));
        check(br#"{"remote_addr":"203.0.113.5","time_iso8601":"2026-11-23T09:22:08+07:00","request_method":"GET","request_uri":"/p/","status":"200","http_user_agent":"M\u00e1y"}"#, Some((at, "/p/", 200, "Máy")));
    }

    #[test]
    fn hostile_lines() {
        for line in [
            &b""[..],
            b"\0\0\0\0",
            b"\xff\xfe[23/Nov/2026:02:22:08 +0000]",
            b"a [",
            b"a []",
            br#"a - - [31/Feb/2026:02:22:08 +0000] "GET /p/ HTTP/1.1" 200 5 "-" "M""#,
            br#"a - - [23/Nov/2026:24:22:08 +0000] "GET /p/ HTTP/1.1" 200 5 "-" "M""#,
            br#"a - - [23/Nov/99999:02:22:08 +0000] "GET /p/ HTTP/1.1" 200 5 "-" "M""#,
            br#"a - - [23/Nov/2026:02:22:08 +9900] "GET /p/ HTTP/1.1" 200 5 "-" "M""#,
            br#"a - - [23/Nov/2026:02:22:08 +0000] "GET" 200 5 "-" "M""#,
            br#"a - - [23/Nov/2026:02:22:08 +0000] "GET /p/ HTTP/1.1" -200 5 "-" "M""#,
            br#"a - - [23/Nov/2026:02:22:08 +0000] "GET /p/ HTTP/1.1" 99999 5 "-" "M""#,
            br#"a - - [23/Nov/2026:02:22:08 +0000] "GET /p/ HTTP/1.1\"#,
            br#"{"ts":1e300,"request":{"method":"GET","uri":"/p/"},"status":200}"#,
            br#"{"ts":-5,"request":{"method":"GET","uri":"/p/"},"status":200}"#,
            br#"{"ts":1,"request":{"method":"GET","uri":"/p/"},"status":-200}"#,
            br#"{"ts":1,"request":[[[[[[[["#,
            b"{\"ts\":1,\"request\":{\"method\":\"GET\",\"uri\":\"/\xff\"},\"status\":200}",
        ] {
            check(line, None);
        }
        // A target may be any bytes: it is no page then.
        let odd = b"a - - [23/Nov/2026:02:22:08 +0000] \"GET /\xc4\xff HTTP/1.1\" 200 5 \"-\" \"M\"";
        assert!(Lines::default().hit(odd).is_some());
    }
}
