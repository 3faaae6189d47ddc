// Search. Reads the parts of the index that a query needs, ranks, shows. The format of the parts is
// that of src/search; the words are cut and folded as there. Without this file the page still leads
// to all lists.
(function () {
  "use strict";
  var page = document.querySelector("[data-search]");
  if (!page || !window.fetch || !window.Promise || !window.Uint32Array) return;

  // Words ---------------------------------------------------------------------------------------
  var TONES = { "\u0301": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5 };
  var RUN;
  try { RUN = new RegExp("[0-9]+|[\\p{Alphabetic}\\u0300-\\u036F]+", "gu"); } catch (_) { RUN = /[0-9]+|[A-Za-z\u00C0-\u024F\u0300-\u036F\u1E00-\u1EFF]+/g; }

  function keys(word) {
    if (/^[0-9]/.test(word)) {
      word = word.replace(/^0+(?=.)/, "");
      return { folded: word, exact: word };
    }
    var letters = "", tone = "";
    word.toLowerCase().normalize("NFD").split("").forEach(function (c) {
      if (TONES[c]) tone = TONES[c]; else letters += c === "\u00F0" ? "\u0111" : c;
    });
    if (/^[hklmst]y$/.test(letters)) letters = letters.charAt(0) + "i";
    if (letters === "qui") letters = "quy";
    return { folded: letters.replace(/[\u0300-\u036F]/g, "").replace(/\u0111/g, "d"), exact: letters.normalize("NFC") + tone };
  }
  function words(text) { return (text.normalize("NFC").match(RUN) || []).map(keys).filter(function (w) { return w.folded && w.folded.length <= 40; }); }

  // Bytes ---------------------------------------------------------------------------------------
  var FOLDER = page.getAttribute("data-search");
  var directory = null, version = "", parts = {};

  function unpack(bytes) {
    if (window.DecompressionStream && window.Response) {
      var stream = new Response(bytes).body.pipeThrough(new DecompressionStream("deflate"));
      return new Response(stream).arrayBuffer().then(function (all) { return new Uint8Array(all); });
    }
    return Promise.resolve(inflate(new Uint8Array(bytes)));
  }

  // RFC 1950 and 1951, for browsers that cannot do it themselves.
  function inflate(from) {
    var at = 2, bit = 0, held = 0, out = [];
    function bits(n) {
      while (bit < n) { held |= from[at++] << bit; bit += 8; }
      var value = held & ((1 << n) - 1);
      held >>>= n; bit -= n;
      return value;
    }
    function tree(lengths) {
      var count = [], first = [], code = 0, sorted = [], i, n;
      for (i = 0; i < 16; i++) count[i] = 0;
      for (i = 0; i < lengths.length; i++) count[lengths[i]]++;
      count[0] = 0;
      for (i = 1, n = 0; i < 16; i++) { first[i] = { code: code, at: n }; n += count[i]; code = (code + count[i]) << 1; }
      for (i = 1; i < 16; i++) for (n = 0; n < lengths.length; n++) if (lengths[n] === i) sorted.push(n);
      return function () {
        for (var code = 0, len = 1; len < 16; len++) {
          code = code << 1 | bits(1);
          if (code - first[len].code < count[len] && code >= first[len].code) return sorted[first[len].at + code - first[len].code];
        }
        throw new Error("deflate");
      };
    }
    var LEN = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    var DIST = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
    for (var last = 0; !last;) {
      last = bits(1);
      var sort = bits(2), lit, dist, i, all = [];
      if (sort === 0) {
        held = bit = 0;
        var size = from[at] | from[at + 1] << 8;
        for (at += 4; size--;) out.push(from[at++]);
        continue;
      }
      if (sort === 1) {
        for (i = 0; i < 288; i++) all.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
        lit = tree(all);
        for (all = [], i = 0; i < 30; i++) all.push(5);
        dist = tree(all);
      } else {
        var lits = bits(5) + 257, dists = bits(5) + 1, n = bits(4) + 4, order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        for (i = 0; i < 19; i++) all.push(0);
        for (i = 0; i < n; i++) all[order[i]] = bits(3);
        var meta = tree(all);
        for (all = []; all.length < lits + dists;) {
          var s = meta(), again = s < 16 ? 1 : s === 16 ? bits(2) + 3 : s === 17 ? bits(3) + 3 : bits(7) + 11;
          var what = s < 16 ? s : s === 16 ? all[all.length - 1] : 0;
          while (again--) all.push(what);
        }
        lit = tree(all.slice(0, lits));
        dist = tree(all.slice(lits));
      }
      for (;;) {
        var symbol = lit();
        if (symbol < 256) { out.push(symbol); continue; }
        if (symbol === 256) break;
        var i1 = symbol - 257, extra = i1 < 8 || i1 === 28 ? 0 : (i1 >> 2) - 1;
        var len = LEN[i1] + bits(extra), d = dist();
        for (var back = DIST[d] + bits(d < 4 ? 0 : (d >> 1) - 1); len--;) out.push(out[out.length - back]);
      }
    }
    return new Uint8Array(out);
  }

  function utf8(bytes) {
    if (window.TextDecoder) return new TextDecoder().decode(bytes);
    for (var s = "", i = 0; i < bytes.length; i++) s += "%" + (256 + bytes[i]).toString(16).slice(1);
    return decodeURIComponent(s);
  }

  function part(name) {
    if (!parts[name]) {
      var fresh = name === "muc-luc";
      parts[name] = fetch(FOLDER + name + ".bin" + (fresh ? "" : "?" + version), fresh ? { cache: "no-cache" } : {})
        .then(function (answer) { if (!answer.ok) throw new Error(name + ": " + answer.status); return answer.arrayBuffer(); })
        .then(unpack);
      parts[name].catch(function () { delete parts[name]; });
    }
    return parts[name];
  }
  function json(name) { return part(name).then(function (bytes) { return JSON.parse(utf8(bytes)); }); }

  function Reader(bytes, at) { this.bytes = bytes; this.at = at || 0; }
  Reader.prototype.number = function () {
    for (var value = 0, scale = 1, byte = 128; byte & 128; scale *= 128) { byte = this.bytes[this.at++]; value += (byte & 127) * scale; }
    return value;
  };
  Reader.prototype.text = function () {
    var len = this.number();
    this.at += len;
    return utf8(this.bytes.subarray(this.at - len, this.at));
  };
  Reader.prototype.sorted = function () {
    var n = this.number(), list = new Uint32Array(n);
    for (var i = 0, before = 0; i < n; i++) list[i] = before += this.number();
    return list;
  };

  function unfront(text) {
    var list = [], before = [];
    text.replace(/([A-Z])([^A-Z]*)/g, function (_, shared, rest) {
      before = before.slice(0, shared.charCodeAt(0) - 65).concat(Array.from ? Array.from(rest) : rest.split(""));
      list.push(before.join(""));
    });
    return list;
  }
  function set(list) { var all = Object.create(null); list.forEach(function (one) { all[one] = true; }); return all; }

  function open() {
    if (!directory) directory = json("muc-luc").then(function (got) {
      version = got.v;
      var shape = got.muc, at = 0, nodes = Object.create(null);
      var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      (function walk(node) {
        var halved = LETTERS.indexOf(shape.charAt(at / 6 | 0)) >> at % 6 & 1;
        at++;
        if (halved) { walk(node * 2); walk(node * 2 + 1); } else nodes[node] = true;
      })(1);
      return { count: got.n, words: unfront(got.w), shards: set(unfront(got.tu)), nodes: nodes, forms: got.viet };
    });
    directory.catch(function () { directory = null; });
    return directory;
  }

  // Lists of a word ------------------------------------------------------------------------------
  var shards = {};
  function fileName(text) { return text.replace(/[^a-z0-9-]/g, function (c) { return "_" + c.codePointAt(0).toString(16) + "_"; }); }
  function shardOf(dir, word) {
    if (dir.shards[fileName(word) + "__"]) return fileName(word) + "__";
    for (var n = word.length; n > 0; n--) { var name = fileName(word.slice(0, n)); if (dir.shards[name]) return name; }
    return null;
  }
  function shard(name) {
    if (!shards[name]) shards[name] = part("tu-" + name).then(function (bytes) {
      var r = new Reader(bytes), n = r.number(), words = Object.create(null), all = [], at;
      for (var i = 0; i < n; i++) all.push([r.text(), r.number()]);
      at = r.at;
      all.forEach(function (one) { words[one[0]] = { bytes: bytes, at: at, lists: null }; at += one[1]; });
      return words;
    });
    shards[name].catch(function () { delete shards[name]; });
    return shards[name];
  }
  // Each spelling of a word: the entries that it names, with positions, and those that mention it.
  function lists(found) {
    if (found.lists) return found.lists;
    var r = new Reader(found.bytes, found.at), n = r.number();
    found.lists = [];
    for (var i = 0; i < n; i++) {
      var exact = r.text(), named = r.sorted(), start = new Uint32Array(named.length + 1), at = [];
      for (var j = 0; j < named.length; j++) {
        start[j] = at.length;
        for (var more = 1; more;) { var value = r.number(); more = value & 1; at.push(value >>> 1); }
      }
      start[named.length] = at.length;
      found.lists.push({ exact: exact, named: named, start: start, at: at, mentioned: r.sorted() });
    }
    return found.lists;
  }
  function load(dir, wanted) {
    var names = Object.keys(set(wanted.map(function (word) { return shardOf(dir, word); }).filter(Boolean)));
    return Promise.all(names.map(shard)).then(function (all) {
      return function (word) {
        for (var i = 0; i < all.length; i++) if (all[i][word]) return lists(all[i][word]);
        return [];
      };
    });
  }

  // A query --------------------------------------------------------------------------------------
  function place(sorted, word) {
    for (var low = 0, high = sorted.length; low < high;) { var mid = low + high >> 1; if (sorted[mid] < word) low = mid + 1; else high = mid; }
    return low;
  }
  function knows(dir, word) { return dir.words[place(dir.words, word)] === word; }
  function begun(dir, prefix) {
    for (var list = [], i = place(dir.words, prefix); i < dir.words.length && dir.words[i].slice(0, prefix.length) === prefix; i++) list.push(dir.words[i]);
    return list;
  }
  // Whether one letter more, less, other, or two letters turned make the same word.
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    for (var i = 0; a[i] === b[i] && i < a.length;) i++;
    var x = a.slice(i), y = b.slice(i);
    return x.slice(1) === y || y.slice(1) === x || x.slice(1) === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }
  function nearest(dir, word) {
    if (word.length < 3) return [];
    var all = dir.words.filter(function (other) { return near(word, other); });
    return all.sort(function (a, b) { return (b[0] === word[0]) - (a[0] === word[0]) || Math.abs(a.length - word.length) - Math.abs(b.length - word.length); });
  }
  function isNumber(word) { return /^[0-9]/.test(word); }

  // How many parts an unfinished word may ask for, and a misspelt one.
  var MORE_PARTS = 2, MORE_NEAR = 6;
  function within(dir, list, most) {
    var seen = Object.create(null), n = 0;
    return list.filter(function (word) {
      var name = shardOf(dir, word);
      if (!seen[name]) { if (!shards[name] && n >= most) return false; if (!shards[name]) n++; seen[name] = true; }
      return true;
    });
  }

  // For each word of the query: the words of the index that it may stand for, with what that costs.
  function readings(dir, tokens, unfinished) {
    var out = [];
    tokens.forEach(function (token, at) {
      var word = token.folded, last = unfinished && at === tokens.length - 1, stands = [];
      if (isNumber(word) || knows(dir, word)) stands.push({ word: word, cost: 0 });
      if (last && !isNumber(word) && word.length > 1) within(dir, begun(dir, word), MORE_PARTS).forEach(function (longer) {
        if (longer !== word) stands.push({ word: longer, cost: 2 + Math.min(4, longer.length - word.length) });
      });
      if (!stands.length && last && word.length === 1 && out.length) return;
      if (!stands.length) {
        for (var cut = 2; cut < word.length - 1; cut++) if (knows(dir, word.slice(0, cut)) && knows(dir, word.slice(cut))) {
          [word.slice(0, cut), word.slice(cut)].forEach(function (half) { out.push({ token: { folded: half, exact: half }, stands: [{ word: half, cost: 1 }] }); });
          return;
        }
        within(dir, nearest(dir, word), MORE_NEAR).forEach(function (other) { stands.push({ word: other, cost: 9 }); });
      }
      out.push({ token: token, stands: stands });
    });
    return out;
  }

  // All entries of one word of the query, sorted, with the best way in which each has it.
  function entriesOf(reading, listsOf) {
    var from = [], total = 0;
    var marked = reading.token.exact !== reading.token.folded;
    reading.stands.forEach(function (stand) {
      listsOf(stand.word).forEach(function (list) {
        var exact = list.exact === reading.token.exact;
        if (list.named.length) from.push({ ids: list.named, list: list, value: 20 - stand.cost + (exact ? marked ? 6 : 1 : 0) });
        if (list.mentioned.length) from.push({ ids: list.mentioned, list: null, value: Math.max(1, 4 - stand.cost / 3 + (exact && marked ? 2 : 0)) });
        total += list.named.length + list.mentioned.length;
      });
    });
    if (from.length === 1) return { ids: from[0].ids, from: from, single: true };
    var keys = new Float64Array(total), n = 0, k, i;
    for (k = 0; k < from.length; k++) for (i = 0; i < from[k].ids.length; i++) keys[n++] = from[k].ids[i] * 4096 + Math.min(k, 4095);
    keys.sort();
    var ids = new Uint32Array(n), start = new Uint32Array(n + 1), who = new Uint16Array(n), index = new Uint32Array(n), cursor = new Uint32Array(from.length), m = 0;
    for (i = 0; i < n; i++) {
      var id = Math.floor(keys[i] / 4096);
      k = keys[i] - id * 4096;
      if (!m || ids[m - 1] !== id) { start[m] = i; ids[m++] = id; }
      who[i] = k; index[i] = cursor[k]++;
    }
    start[m] = n;
    return { ids: ids.subarray(0, m), from: from, start: start, who: who, index: index };
  }
  // What one entry has of one word: its value and its positions.
  function has(all, at) {
    var best = 0, positions = [], named = false;
    function add(from, i) {
      var value = from.value;
      if (from.list) {
        named = true;
        var kin = true;
        for (var p = from.list.start[i]; p < from.list.start[i + 1]; p++) {
          positions.push(from.list.at[p]);
          if (from.list.at[p] >> 1 < KIN) kin = false;
        }
        if (kin) value /= 2;
      }
      if (value > best) best = value;
    }
    if (all.single) add(all.from[0], at);
    else for (var i = all.start[at]; i < all.start[at + 1]; i++) add(all.from[all.who[i]], all.index[i]);
    return { value: best, at: positions, named: named };
  }
  var KIN = 512 * 32;
  // Which sorts stand before others when they match alike, in the order of their numbers.
  var PRIOR = [4, 4, 5, 5, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0];
  // Of two that bear the words in their name, a unit, person, honour or campaign is meant.
  var BEARER = [22, 22, 22, 22, 18, 2, 2, 2, 2, 0, 0, 0, 0, 0];

  // The words as a phrase within one name, from its beginning, up to its end; else neighbours.
  function phrase(found) {
    var best = 0, n = found.length, i, j;
    if (n > 1 || found[0].at.length) found[0].at.forEach(function (first) {
      var at = first >> 1, end = first & 1;
      for (i = 1; i < n; i++) {
        var next = -1;
        for (j = 0; j < found[i].at.length; j++) if (found[i].at[j] >> 1 === at + i) next = found[i].at[j];
        if (next < 0) return;
        end = next & 1;
      }
      var begins = at % 32 === 0;
      var value = (n > 1 ? 25 : 0) + (begins ? 15 : 0) + (end ? 5 : 0) + (begins && end ? 25 : 0) + (at === 0 ? 3 : 0);
      best = Math.max(best, at >= KIN ? value / 2 : value);
    });
    if (best) return best;
    for (i = 0; i + 1 < n; i++) pair: for (j = 0; j < found[i].at.length; j++) for (var k = 0; k < found[i + 1].at.length; k++)
      if (found[i + 1].at[k] >> 1 === (found[i].at[j] >> 1) + 1) { best += 5; break pair; }
    return best;
  }
  function score(found, sort) {
    var sum = 0, named = 0;
    found.forEach(function (one) { sum += one.value; named += one.named; });
    sum = sum * 3 / found.length;
    return sum + PRIOR[sort] + (named === found.length ? 10 + BEARER[sort] + phrase(found) : named ? 2 : 0);
  }

  function includes(sorted, id) { return sorted[place(sorted, id)] === id; }
  // The entries that have all words (or, when `most`, all but one), best first.
  function match(all, most, filters) {
    all = all.slice();
    var order = all.map(function (_, i) { return i; }).sort(function (a, b) { return all[a].ids.length - all[b].ids.length; });
    var heads = most && all.length > 1 ? order.slice(0, 2) : order.slice(0, 1), rows = [], seen = Object.create(null);
    heads.forEach(function (head) {
      var ids = all[head].ids, cursors = all.map(function () { return 0; });
      next: for (var i = 0; i < ids.length; i++) {
        var id = ids[i], found = [], missing = 0;
        if (most && seen[id] || !filters(id)) continue;
        for (var k = 0; k < order.length; k++) {
          var w = order[k], at = i;
          if (w !== head) {
            at = forward(all[w].ids, cursors[w], id);
            cursors[w] = at;
            if (all[w].ids[at] !== id) { missing++; if (!most || missing > 1) continue next; continue; }
          }
          found[w] = at;
        }
        seen[id] = most;
        rows.push(id, found);
      }
    });
    var n = rows.length / 2, keys = new Float64Array(n), ids = new Uint32Array(n);
    ids.best = 0;
    for (var r = 0; r < n; r++) {
      var hits = [];
      rows[r * 2 + 1].forEach(function (at, w) { hits.push(has(all[w], at)); });
      var points = hits.length ? score(hits, rows[r * 2] >>> 28) : 0;
      if (points > ids.best) ids.best = points;
      keys[r] = Math.floor((1000 - Math.min(999, points)) * 16) * 4294967296 + rows[r * 2];
    }
    keys.sort();
    for (r = 0; r < n; r++) ids[r] = keys[r] % 4294967296;
    return ids;
  }
  // The first place from `low` on whose value is not below `id`, by growing steps.
  function forward(ids, low, id) {
    var step = 1, high = low;
    while (high < ids.length && ids[high] < id) { low = high + 1; high += step; step *= 2; }
    high = Math.min(high, ids.length);
    while (low < high) { var mid = low + high >> 1; if (ids[mid] < id) low = mid + 1; else high = mid; }
    return low;
  }

  // The query with an abbreviation written out, or with its long form shortened.
  function otherForms(dir, tokens) {
    var out = [], folded = tokens.map(function (t) { return t.folded; });
    dir.forms.forEach(function (pair) {
      [[pair[0], pair[1]], [pair[1], pair[0]]].forEach(function (turn) {
        var from = words(turn[0]).map(function (t) { return t.folded; });
        for (var i = 0; from.length && i + from.length <= folded.length; i++)
          if (from.join(" ") === folded.slice(i, i + from.length).join(" ")) { out.push(tokens.slice(0, i).concat(words(turn[1]), tokens.slice(i + from.length))); return; }
      });
    });
    return out;
  }
  // The query with one word replaced by those that differ in one letter.
  function misspelt(dir, reading) {
    return reading.map(function (one, at) {
      var stands = one.stands.concat(within(dir, nearest(dir, one.token.folded), MORE_NEAR).map(function (word) { return { word: word, cost: 9 }; }));
      return reading.map(function (other, i) { return i === at ? { token: one.token, stands: stands } : other; });
    });
  }

  var FACETS = { "hinh-thuc": "h", "cap": "c", "don-vi": "u", "dia-phuong": "l", "dot": "p", "nam": "n" };
  function facetWord(facet, value) { return "=" + FACETS[facet] + ":" + value; }

  function filtersOf(dir, chosen) {
    var wanted = [];
    Object.keys(FACETS).forEach(function (facet) { (chosen[facet] || []).forEach(function (value) { wanted.push(facetWord(facet, value)); }); });
    return load(dir, wanted).then(function (listsOf) {
      var unions = Object.keys(FACETS).filter(function (facet) { return (chosen[facet] || []).length; }).map(function (facet) {
        return union(chosen[facet].map(function (value) { var found = listsOf(facetWord(facet, value))[0]; return found ? found.mentioned : new Uint32Array(0); }));
      });
      var kinds = (chosen.loai || []).map(function (kind) { return KINDS.indexOf(kind); });
      var filter = function (id) {
        if (kinds.length && kinds.indexOf(id >>> 28) < 0) return false;
        for (var i = 0; i < unions.length; i++) if (!includes(unions[i], id)) return false;
        return true;
      };
      filter.lists = unions;
      return filter;
    });
  }
  function union(all) {
    if (all.length === 1) return all[0];
    var n = 0, out = new Uint32Array(all.reduce(function (sum, list) { return sum + list.length; }, 0));
    all.forEach(function (list) { out.set(list, n); n += list.length; });
    out.sort();
    return out;
  }

  var FEW = 8, NAMED = 60;
  function better(one, other) { return !one || !one.ids.length || (other.whole && other.ids.best > one.ids.best + 8) ? other : one; }

  // Answers with all entries, best first, and which words of the index were meant.
  function find(text, chosen, unfinished) {
    return open().then(function (dir) {
      var tokens = words(text).slice(0, 20);
      unfinished = unfinished && /[^\s.,;:!?"”)]$/.test(text);
      return filtersOf(dir, chosen).then(function (filters) {
        if (!tokens.length) {
          var shortest = filters.lists.slice().sort(function (a, b) { return a.length - b.length; })[0];
          return { ids: shortest ? shortest.filter(filters) : new Uint32Array(0), meant: [], whole: true, asked: !!shortest };
        }
        var reading = readings(dir, tokens, unfinished);
        function run(reading, most) {
          var wanted = [];
          reading.forEach(function (one) { one.stands.forEach(function (stand) { wanted.push(stand.word); }); });
          return load(dir, wanted).then(function (listsOf) {
            var meant = [];
            reading.forEach(function (one) { one.stands.forEach(function (stand) { meant.push(stand.word); }); });
            return { ids: match(reading.map(function (one) { return entriesOf(one, listsOf); }), most, filters), meant: meant, whole: !most, asked: true };
          });
        }
        var tries = [function () { return run(reading, false); }];
        otherForms(dir, tokens).slice(0, 3).forEach(function (other) { tries.push(function () { return run(readings(dir, other, unfinished), false); }); });
        misspelt(dir, reading).forEach(function (other) { tries.push(function () { return run(other, false); }); });
        if (reading.length > 1) tries.push(function () { return run(reading, true); });
        return (function go(i, last) {
          if (i === tries.length) return last;
          return tries[i]().then(function (got) {
            // A few mentions may be all there is, or the word meant is another.
            if (!got.ids.length || (got.whole && got.ids.length < FEW && got.ids.best < NAMED)) return go(i + 1, better(last, got));
            return better(last, got);
          });
        })(0, null);
      });
    });
  }

  // What a result shows.
  function cards(ids) {
    return open().then(function (dir) {
      var names = Array.prototype.map.call(ids, function (id) {
        for (var d = 0; d <= 32; d++) { var node = Math.pow(2, d) + Math.floor(id / Math.pow(2, 32 - d)); if (dir.nodes[node]) return "muc-" + node.toString(16); }
        return "";
      });
      return Promise.all(names.map(json)).then(function (all) {
        return all.map(function (rows, i) { return rows.filter(function (row) { return row[0] === ids[i]; })[0]; }).filter(Boolean);
      });
    });
  }

  // The page -------------------------------------------------------------------------------------
  var KINDS = ["ca-nhan", "don-vi", "danh-hieu", "phong-trao", "nguoi-nhan", "quyet-dinh", "van-ban", "dien-hinh", "chuyen-de", "bai-viet", "phat-song", "hop-hoi-dong", "lay-y-kien", "trang"];
  var LABELS = page.getAttribute("data-kinds").split("|");
  var AT_ONCE = 10, IN_FACET = 12;
  var say = function (name) { return page.getAttribute("data-" + name) || ""; };
  var one = function (selector) { return page.querySelector(selector); };
  var input = document.querySelector("#q"), form = input.form;
  var status = one("[data-status]"), list = one("[data-results]"), more = one("[data-more]"), facets = one("[data-facets]"), chips = one("[data-chosen]"), idle = one("[data-idle]"), body = one("[data-found]");
  var title = document.title, turn = 0, shown = null, counted = 0;
  var state = fromAddress();

  function fromAddress() {
    var state = { q: "", chosen: {} };
    location.search.slice(1).split("&").forEach(function (pair) {
      var cut = pair.indexOf("="), key = pair.slice(0, cut), value = pair.slice(cut + 1);
      try { value = decodeURIComponent(value.replace(/\+/g, " ")); } catch (_) { return; }
      if (key === "q") state.q = value.slice(0, 200);
      else if (value && (key === "loai" || FACETS[key])) state.chosen[key] = value.split(",").slice(0, 40);
    });
    return state;
  }
  function address() {
    var pairs = state.q ? ["q=" + encodeURIComponent(state.q).replace(/%20/g, "+")] : [];
    Object.keys(state.chosen).forEach(function (key) { if (state.chosen[key].length) pairs.push(key + "=" + state.chosen[key].map(encodeURIComponent).join(",")); });
    return location.pathname + (pairs.length ? "?" + pairs.join("&") : "");
  }
  function make(name, attrs, inside) {
    var element = document.createElement(name);
    Object.keys(attrs || {}).forEach(function (key) { if (attrs[key] !== null) element.setAttribute(key, attrs[key]); });
    [].concat(inside === undefined ? [] : inside).forEach(function (child) { element.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return element;
  }
  function amount(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, "."); }
  function marked(text, meant) {
    var out = [], from = 0, match;
    RUN.lastIndex = 0;
    while ((match = RUN.exec(text))) {
      if (meant.indexOf(keys(match[0]).folded) < 0) continue;
      out.push(text.slice(from, match.index), make("mark", {}, match[0]));
      from = match.index + match[0].length;
    }
    return out.concat(text.slice(from)).filter(function (piece) { return piece !== ""; });
  }
  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

  function row(card, meant) {
    var kind = LABELS[card[0] >>> 28], below = [card[5], card[6]].filter(Boolean);
    return make("li", {}, [
      make("div", { "class": "col" }, card[4] ? make("span", { "class": "when" }, card[4]) : []),
      make("div", {}, [
        make("p", { "class": "kicker" }, kind),
        make("h2", { "class": "deed" }, make("a", { href: card[1] }, marked(capital(card[2]), meant)))
      ].concat(below.map(function (text) { return make("p", {}, marked(text, meant)); }), card[3] && card[3] !== kind ? [make("p", { "class": "meta" }, capital(card[3]))] : []))
    ]);
  }

  function show(result, mine) {
    if (mine !== turn) return;
    idle.hidden = result.asked;
    body.hidden = !result.asked;
    if (!result.asked) { status.textContent = ""; document.title = title; return; }
    return cards(Array.prototype.slice.call(result.ids, 0, AT_ONCE)).then(function (rows) {
      if (mine !== turn) return;
      shown = result;
      counted = rows.length;
      list.textContent = "";
      rows.forEach(function (card) { list.appendChild(row(card, result.meant)); });
      more.hidden = result.ids.length <= counted;
      var words = result.ids.length ? say(result.whole ? "count" : "partly") : say("nothing");
      status.textContent = words.replace("{n}", amount(result.ids.length)).replace("{q}", state.q || say("all"));
      document.title = (state.q ? state.q + " · " : "") + title;
      one("[data-none]").hidden = result.ids.length > 0;
      page.setAttribute("data-ready", state.q);
      return showFacets(result, mine);
    });
  }

  function run(unfinished) {
    var mine = ++turn;
    showChosen();
    history.replaceState(null, "", address());
    return find(state.q, state.chosen, unfinished).then(function (result) { return show(result, mine); }).catch(function () {
      if (mine !== turn) return;
      status.textContent = say("failed");
      idle.hidden = false;
    });
  }

  more.addEventListener("click", function () {
    var mine = turn, result = shown;
    cards(Array.prototype.slice.call(result.ids, counted, counted + AT_ONCE)).then(function (rows) {
      if (mine !== turn) return;
      var first = null;
      rows.forEach(function (card) { var item = row(card, result.meant); first = first || item; list.appendChild(item); });
      counted += rows.length;
      more.hidden = result.ids.length <= counted;
      if (first) first.querySelector("a").focus();
    });
  });

  // Facets: kinds are counted from the numbers themselves; the rest only once somebody opens them.
  var deep = one("[data-deep]"), wide = deep.parentNode, labels = null;
  function count(ids, other) {
    var n = 0, i = 0, j = 0;
    if (ids.length * 8 < other.length) { for (; i < ids.length; i++) n += includes(other, ids[i]); return n; }
    while (i < ids.length && j < other.length) { if (ids[i] < other[j]) i++; else if (ids[i] > other[j]) j++; else { n++; i++; j++; } }
    return n;
  }
  function group(facet, legend, values) {
    var chosen = state.chosen[facet] || [];
    values = values.filter(function (value) { return value.n || chosen.indexOf(value.id) >= 0; });
    if (!values.length) return null;
    return make("fieldset", { "data-facet": facet }, [make("legend", {}, legend)].concat(values.map(function (value) {
      var box = make("input", { type: "checkbox", value: value.id });
      box.checked = chosen.indexOf(value.id) >= 0;
      box.addEventListener("change", function () { choose(facet, value.id, box.checked); });
      return make("label", {}, [box, make("span", {}, capital(value.label)), make("span", { "class": "n" }, amount(value.n))]);
    })));
  }
  function put(into, groups) {
    var focus = document.activeElement, at = into.contains(focus) && focus.value !== undefined ? [focus.parentNode.parentNode.getAttribute("data-facet"), focus.value] : null;
    into.textContent = "";
    groups.filter(Boolean).forEach(function (one) { into.appendChild(one); });
    if (at) Array.prototype.forEach.call(into.querySelectorAll("input"), function (box) { if (box.value === at[1] && box.parentNode.parentNode.getAttribute("data-facet") === at[0]) box.focus(); });
  }
  function showFacets(result, mine) {
    var kinds = KINDS.map(function (id, at) { return { id: id, label: LABELS[at], n: 0 }; });
    for (var i = 0; i < result.ids.length; i++) if (kinds[result.ids[i] >>> 28]) kinds[result.ids[i] >>> 28].n++;
    put(facets, [group("loai", say("facet-loai"), kinds)]);
    if (!wide.open && !Object.keys(FACETS).some(function (facet) { return (state.chosen[facet] || []).length; })) return null;
    return Promise.all([open(), named()]).then(function (got) {
      var wanted = [];
      Object.keys(FACETS).forEach(function (facet) { Object.keys(got[1][FACETS[facet]] || {}).forEach(function (value) { wanted.push(facetWord(facet, value)); }); });
      return load(got[0], wide.open ? wanted : []).then(function (listsOf) {
        if (mine !== turn) return;
        var sorted = Uint32Array.from ? Uint32Array.from(result.ids) : new Uint32Array(result.ids);
        sorted.sort();
        put(deep, Object.keys(FACETS).map(function (facet) {
          var all = got[1][FACETS[facet]] || {}, values = Object.keys(all).map(function (id) {
            var found = listsOf(facetWord(facet, id))[0];
            return { id: id, label: all[id], n: found ? count(sorted, found.mentioned) : 0 };
          });
          values.sort(function (a, b) { return facet === "nam" ? b.id - a.id : b.n - a.n || (a.label < b.label ? -1 : 1); });
          var chosen = state.chosen[facet] || [];
          return group(facet, say("facet-" + facet), values.filter(function (value, at) { return at < IN_FACET || chosen.indexOf(value.id) >= 0; }));
        }));
        showChosen();
      });
    });
  }
  function named() { return labels || (labels = json("nhan")); }
  wide.addEventListener("toggle", function () { if (wide.open && shown) showFacets(shown, turn); });

  function choose(facet, value, on) {
    var chosen = (state.chosen[facet] || []).filter(function (other) { return other !== value; });
    if (on) chosen.push(value);
    state.chosen[facet] = chosen;
    run(false);
  }
  function showChosen() {
    var any = Object.keys(state.chosen).some(function (facet) { return state.chosen[facet].length; });
    chips.hidden = !any;
    if (!any) { chips.textContent = ""; return; }
    (Object.keys(state.chosen).some(function (facet) { return FACETS[facet] && state.chosen[facet].length; }) ? open().then(named) : Promise.resolve({})).then(function (all) {
      var hadFocus = chips.contains(document.activeElement);
      chips.textContent = "";
      Object.keys(state.chosen).forEach(function (facet) {
        state.chosen[facet].forEach(function (value) {
          var label = facet === "loai" ? LABELS[KINDS.indexOf(value)] || value : (all[FACETS[facet]] || {})[value] || value;
          var button = make("button", { type: "button", "aria-label": say("remove").replace("{x}", label) }, [capital(label), make("span", { "aria-hidden": "true" }, " ×")]);
          button.addEventListener("click", function () { choose(facet, value, false); });
          chips.appendChild(make("li", {}, button));
        });
      });
      if (hadFocus) (chips.querySelector("button") || input).focus();
    });
  }

  var timer = 0;
  input.addEventListener("input", function () {
    state.q = input.value.slice(0, 200);
    clearTimeout(timer);
    timer = setTimeout(function () { run(true); }, 60);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    state.q = input.value.slice(0, 200);
    run(true);
  });
  // The arrow keys walk from the field through the results and back.
  page.addEventListener("keydown", walk);
  input.addEventListener("keydown", walk);
  function walk(event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("h2 a")), at = links.indexOf(document.activeElement);
    var to = event.key === "ArrowDown" ? links[at + 1] : event.key === "ArrowUp" && at >= 0 ? links[at - 1] || input : event.key === "Escape" && at >= 0 ? input : null;
    if (!to || (at < 0 && event.target !== input)) return;
    event.preventDefault();
    to.focus();
  }
  window.addEventListener("popstate", function () { state = fromAddress(); input.value = state.q; run(true); });

  page.removeAttribute("hidden");
  input.value = state.q;
  if (state.q || Object.keys(state.chosen).length) run(true); else input.addEventListener("focus", function first() { input.removeEventListener("focus", first); open(); });

  // For those who test it, and for who builds on it.
  window.bangVangSearch = { words: words, inflate: inflate, find: find, cards: cards };
})();
