// A site of the size of a small province's first ten years, all of it invented ("dữ liệu hư cấu"): what
// the real site does not have yet, such as long rolls, runs of years, units that merged. The same bytes
// every time. Usage: node fiction.mjs FOLDER
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2];
const SOURCE = 'status: published\nsources:\n  - publisher: dữ liệu hư cấu\n';
const put = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const record = (name, path) => copyFileSync(fileURLToPath(new URL(`../data/recordings/${name}`, import.meta.url)), join(root, path));
let state = 7;
const random = (below) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor((state / 2147483648) * below); };
const pick = (list) => list[random(list.length)];
const slug = (name) => name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Danh'];
const MIDDLE = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Thanh', 'Quốc', 'Thu', 'Minh'];
const GIVEN = ['Hư', 'Cấu', 'Giả', 'Thử', 'Mẫu', 'Tưởng', 'Dựng', 'Phỏng'];
const PLACES = ['Bình Giả', 'Tân Thử', 'Vĩnh Mẫu', 'Phước Tưởng', 'Hòa Dựng', 'Long Phỏng'];
const CITATION = 'đã có thành tích xuất sắc trong phong trào thi đua (dữ liệu hư cấu)';

put('content/site.yaml', 'title: Bảng Vàng thử\nsubtitle: Dữ liệu hư cấu để kiểm tra giao diện\nbase_url: https://thu.example\nprofile: noi-bo\npublisher:\n  - name: Cơ quan thử\nhome:\n  campaign: thi-dua-thu-2024\n');
put('content/trang/tro-nang.md', `---\ntitle: Trợ năng\norder: 1\nstatus: published\n---\nTrang thử, dữ liệu hư cấu.\n`);
put('content/don-vi/ubnd-tinh-thu.yaml', `name: Ủy ban nhân dân tỉnh Thử\nunit_type: chinh-quyen\nauthority: ctubt\nsymbols: [UBND]\n${SOURCE}`);

const units = [];
for (const place of PLACES) {
  const district = slug(`huyen ${place}`);
  const heir = slug(`xa ${place} moi`);
  const next = PLACES.indexOf(place) % 2 === 0 ? heir : slug(`xa ${PLACES[PLACES.indexOf(place) - 1]} moi`);
  put(`content/don-vi/${district}.yaml`, `name: Huyện ${place}\nunit_type: huyen\nvalid:\n  to: 2025-06-30\nsuccessors:\n  - unit: ${next}\n    kind: merge\n    date: 2025-07-01\n${SOURCE}`);
  if (next === heir) put(`content/don-vi/${heir}.yaml`, `name: Xã ${place} Mới\nunit_type: xa\nvalid:\n  from: 2025-07-01\n${SOURCE}`);
  units.push({ id: district, name: `Huyện ${place}`, place });
  for (const [kind, type] of [['Trường THPT', 'truong'], ['Trường THCS', 'truong'], ['Phòng Nội vụ', 'to-doi-phong'], ['Công ty', 'doanh-nghiep'], ['Trạm Y tế', 'y-te']]) {
    const name = `${kind} ${place}`;
    put(`content/don-vi/${slug(name)}.yaml`, `name: ${name}\nunit_type: ${type}\nparent: ${district}\nterritory: ${district}\n${SOURCE}`);
    units.push({ id: slug(name), name, place });
  }
}
const people = [];
for (let at = 0; at < 90; at += 1) {
  const name = `${pick(FAMILY)} ${pick(MIDDLE)} ${pick(MIDDLE)} ${pick(GIVEN)}`;
  const id = `${slug(name)}-${at + 1}`;
  const unit = units[random(units.length)];
  put(`content/ca-nhan/${id}.yaml`, `name: ${name}\nposts:\n  - title: Nhân viên hư cấu\n    unit: ${unit.id}\n    from: ${2012 + random(6)}-09\n${SOURCE}`);
  people.push({ id, name, unit });
}

const groups = [];
const decision = (year, number, day, subject, list) => {
  const body = list.map((g) => `  - honour: ${g.honour}\n${g.class ? `    class: ${g.class}\n` : ''}${g.year ? `    year: ${g.year}\n` : ''}${g.campaign ? `    campaign: ${g.campaign}\n` : ''}    citation: ${CITATION}\n    complete: true\n    recipients:\n${g.to.map((r) => `      - ${r}`).join('\n')}\n`).join('');
  put(`content/quyet-dinh/${year}/${number}-qd-ubnd-${year}.md`, `---\nnumber: ${number}/QĐ-UBND\ndate: ${year}-${day}\nissuer: ubnd-tinh-thu\nsubject: ${subject}\ngroups:\n${body}${SOURCE}---\n`);
  groups.push(number);
};
const unit = (u) => `ref: unit:${u.id}`;
const person = (p) => `{ref: person:${p.id}, unit: ${p.unit.id}, post: Nhân viên hư cấu}`;
const lines = new Set();
/** A line of a roll; who has the name and the post of another works elsewhere. */
const inline = () => {
  const name = `${pick(FAMILY)} ${pick(MIDDLE)} ${pick(GIVEN)}`;
  let team = 1 + random(40);
  while (lines.has(`${name} ${team}`)) team += 40;
  lines.add(`${name} ${team}`);
  return `{as_printed: ${name}, type: individual, post: Công nhân, unit_printed: Tổ sản xuất số ${team}}`;
};
for (let year = 2015; year <= 2024; year += 1) {
  const campaign = year >= 2023 ? `thi-dua-thu-${year}` : null;
  // The same four units every year, so that runs of years come about; one of them pauses.
  const steady = units.filter((u, at) => at % 8 === 0 && !(at === 16 && year === 2019));
  decision(year + 1, 100 + year - 2000, '02-10', `tặng Cờ thi đua và danh hiệu năm ${year}`, [
    { honour: 'co-tinh', year, to: steady.slice(0, 3).map(unit) },
    { honour: 'tt-ld-xuat-sac', year, to: steady.map(unit) },
  ]);
  decision(year, 1200 + random(90), '06-20', 'tặng Bằng khen', [
    { honour: 'bk-tinh', campaign, to: [...new Set(Array.from({ length: 6 }, () => unit(pick(units))))].concat([...new Set(Array.from({ length: 14 }, () => pick(people)))].map(person)) },
  ]);
}
decision(2024, 2001, '12-20', 'tặng Bằng khen tổng kết đợt thi đua thử', [
  { honour: 'bk-tinh', campaign: 'thi-dua-thu-2024', to: [...units.slice(0, 12).map(unit), ...people.slice(0, 60).map(person), ...Array.from({ length: 220 }, inline)] },
  { honour: 'co-tinh', year: 2024, campaign: 'thi-dua-thu-2024', to: units.slice(12, 18).map(unit) },
]);
for (const year of [2023, 2024]) {
  put(`content/van-ban/${year}/0${year - 2020}-kh-ubnd.yaml`, `doc_type: ke-hoach\nnumber: 0${year - 2020}/KH-UBND\ndate: ${year}-01-05\nissuer: ubnd-tinh-thu\nsubject: phát động đợt thi đua thử ${year}\ncampaigns: [thi-dua-thu-${year}]\n${SOURCE}`);
  put(`content/phong-trao/${year}/thi-dua-thu-${year}.md`, `---\ntitle: Đợt thi đua thử năm ${year}\nmode: special\nperiod:\n  from: ${year}-01\n  to: ${year}-12-31\nplans: [0${year - 2020}-kh-ubnd]\nlaunched_by: ubnd-tinh-thu\nslogan: Thử kỹ, thử thật, thử cho bền\nsummary: Đợt thi đua hư cấu để xem trang đợt thi đua có đủ phần.\ncontents:\n  - text: Làm thử cho tốt.\n  - text: Ghi lại cho đủ.\nmilestones:\n  - stage: phat-dong\n    planned: <${year}-02-01\n    actual: ${year}-01-20\n  - stage: tong-ket\n    planned: ${year}-Q4?\n${SOURCE}---\nĐợt thi đua hư cấu.\n`);
}
for (let at = 1; at <= 8; at += 1) {
  const who = units[at * 3];
  put(`content/bai-viet/2024/bai-thu-${at}.md`, `---\ntitle: Bài thử số ${at} về ${who.name}\ngenre: bai\npublish: 2024-0${at}-12T08:00\nbyline: [Người viết hư cấu]\nabout: [unit:${who.id}, campaign:thi-dua-thu-2024]\nsummary: Bài hư cấu để xem kiểu chữ của một bài dài.\n${SOURCE}---\n${Array.from({ length: 6 }, (_, n) => `## Phần ${n + 1}\n\n${'Đoạn văn hư cấu dùng để xem cách dòng chữ chạy, dấu thanh xếp chồng và khoảng trắng giữa các đoạn. '.repeat(5)}\n`).join('\n')}`);
}
put('content/dien-hinh/dien-hinh-thu.md', `---\ntitle: Điển hình thử\nsubject: unit:${units[1].id}\ndate: 2024-06\ncitation: vì làm thử cho tốt\n${SOURCE}---\nChuyện hư cấu về [](unit:${units[1].id}).\n`);

// What is heard and seen: a tone and a test picture, nobody speaks.
const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:02.500\nTiếng thử, dữ liệu hư cấu.\n';
const WORDS = 'transcript: |\n  Đây là lời đọc hư cấu của một bản tin thử. Không ai nói trong tệp này.\n';
put('content/phat-song/2024/ban-tin-thu.md', `---\ntitle: Bản tin thử\nmedium: radio\naired: [2024-06-10]\nmedia: ban-tin-thu.mp3\nabout: [campaign:thi-dua-thu-2024]\n${WORDS}${SOURCE}---\n`);
record('tone.mp3', 'content/phat-song/2024/ban-tin-thu.mp3');
put('content/phat-song/2024/phong-su-thu.md', `---\ntitle: Phóng sự thử\nmedium: tv\naired: [2024-06-12]\nmedia: phong-su-thu.mp4\ncaptions: phong-su-thu.vtt\nabout: [campaign:thi-dua-thu-2024]\n${WORDS}${SOURCE}---\n`);
put('content/phat-song/2024/phong-su-thu.vtt', CAPTIONS);
record('film.mp4', 'content/phat-song/2024/phong-su-thu.mp4');
