// Search without its page: reads the parts of the index that a query needs, and ranks. The format of
// the parts is that of src/search; the words are cut and folded as there. What is shown is up to
// tim-kiem-trang.js; without both the page still leads to all lists.
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

  // How the room of numbers was halved: true for each range that holds something.
  var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  function ranges(shape) {
    var at = 0, nodes = Object.create(null), n = 0;
    function bit() { var b = LETTERS.indexOf(shape.charAt(at / 6 | 0)) >> at % 6 & 1; at++; return b; }
    (function walk(node) {
      if (bit()) { walk(node * 2); walk(node * 2 + 1); } else if ((nodes[node] = !!bit())) n++;
    })(1);
    return { nodes: nodes, n: n };
  }
  // The range that an entry lies in, 0 if it holds nothing.
  function rangeOf(nodes, id) {
    for (var d = 0; d <= 32; d++) { var node = Math.pow(2, d) + Math.floor(id / Math.pow(2, 32 - d)); if (node in nodes) return nodes[node] ? node : 0; }
    return 0;
  }

  // Names ("tu") and mentions ("nhac") are two tiers of parts, divided alike.
  function tier(got, name) {
    var shapes = got.chia[name][1].split(" "), divided = Object.create(null);
    unfront(got.chia[name][0]).forEach(function (word, i) { divided[word] = ranges(shapes[i]); });
    return { name: name, parts: set(unfront(got[name])), divided: divided };
  }
  function open() {
    if (!directory) directory = json("muc-luc").then(function (got) {
      version = got.v;
      return { count: got.n, words: unfront(got.w), names: tier(got, "tu"), mentions: tier(got, "nhac"), nodes: ranges(got.muc).nodes, forms: got.viet };
    });
    directory.catch(function () { directory = null; });
    return directory;
  }

  // Lists of a word ------------------------------------------------------------------------------
  var shards = {};
  function fileName(text) { return text.replace(/[^a-z0-9-]/g, function (c) { return "_" + c.codePointAt(0).toString(16) + "_"; }); }
  function partOf(tier, word) {
    var name = fileName(word) + "__";
    if (tier.parts[name]) return tier.name + "-" + name;
    for (var n = word.length; n > 0; n--) { name = fileName(word.slice(0, n)); if (tier.parts[name]) return tier.name + "-" + name; }
    return null;
  }
  function shard(name) {
    if (!shards[name]) shards[name] = part(name).then(function (bytes) {
      var r = new Reader(bytes), n = r.number(), words = Object.create(null), all = [], at;
      for (var i = 0; i < n; i++) all.push([r.text(), r.number()]);
      at = r.at;
      all.forEach(function (one) { words[one[0]] = { bytes: bytes, at: at, lists: null }; at += one[1]; });
      return words;
    });
    shards[name].catch(function () { delete shards[name]; });
    return shards[name];
  }
  // Each spelling of a word with its entries; with the positions in their names, if it names them.
  function lists(found, named) {
    if (!found) return [];
    if (found.lists) return found.lists;
    var r = new Reader(found.bytes, found.at), n = r.number();
    found.lists = [];
    for (var i = 0; i < n; i++) {
      var list = { exact: r.text(), ids: r.sorted(), start: null, at: null };
      if (named) positions(r, list);
      found.lists.push(list);
    }
    return found.lists;
  }
  function positions(r, list) {
    list.start = new Uint32Array(list.ids.length + 1);
    list.at = [];
    for (var j = 0; j < list.ids.length; j++) {
      list.start[j] = list.at.length;
      for (var more = 1; more;) { var value = r.number(); more = value & 1; list.at.push(value >>> 1); }
    }
    list.start[list.ids.length] = list.at.length;
  }

  // More blocks than this are fetched as the whole.
  var MOST_BLOCKS = 12;
  function blocks(divided, ids) {
    var most = Math.min(MOST_BLOCKS, divided.n >> 1), seen = Object.create(null), list = [];
    for (var i = 0; i < ids.length; i++) {
      var node = rangeOf(divided.nodes, ids[i]);
      if (!node || seen[node]) continue;
      if (list.length === most) return null;
      seen[node] = true;
      list.push(node.toString(16));
    }
    return list;
  }
  // How many of the first entries lie in few blocks of a word.
  function fewBlocks(divided, ids, most) {
    if (!divided || divided.n < 2 * MOST_BLOCKS) return ids.length;
    for (var i = 0, before = 0, n = 0; i < ids.length; i++) {
      var node = rangeOf(divided.nodes, ids[i]);
      if (node && node !== before && n++ === most) return i;
      before = node || before;
    }
    return i;
  }
  // The lists of a word; when only some entries matter, of a heavy word perhaps no more than those.
  function load(tier, word, ids) {
    var name = partOf(tier, word);
    if (!name) return Promise.resolve([]);
    var divided = tier.divided[word], some = ids && divided && !shards[name] ? blocks(divided, ids) : null;
    return Promise.all(some ? some.map(function (node) { return shard(name + node); }) : [shard(name)]).then(function (all) {
      return [].concat.apply([], all.map(function (words) { return lists(words[word], tier.name === "tu"); }));
    });
  }
  function loadAll(tier, wanted) {
    return Promise.all(wanted.map(function (word) { return load(tier, word, null); })).then(function (all) {
      var byWord = Object.create(null);
      wanted.forEach(function (word, i) { byWord[word] = all[i][0]; });
      return function (word) { return byWord[word] ? byWord[word].ids : new Uint32Array(0); };
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
    function weight(word) { return (dir.names.divided[word] || 0).n || 0; }
    // What names most is what is most likely meant.
    return list.sort(function (a, b) { return weight(b) - weight(a) || (a < b ? -1 : 1); });
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
  var MORE_PARTS = 2, MORE_NEAR = 6, MORE_LETTER = 4;
  function within(dir, list, most) {
    var seen = Object.create(null), n = 0;
    return list.filter(function (word) {
      var name = partOf(dir.names, word) || partOf(dir.mentions, word);
      if (!seen[name]) { if (!shards[name] && n >= most) return false; if (!shards[name]) n++; seen[name] = true; }
      return true;
    });
  }

  // Numbers are not in the directory; those that begin like an unfinished one stand in parts nearby.
  function numbersBegun(dir, tokens, unfinished) {
    var word = tokens.length > 1 && unfinished ? tokens[tokens.length - 1].folded : "", own = dir.names;
    if (!isNumber(word)) return Promise.resolve([]);
    var alone = [], near = own.divided[word] ? [] : [partOf(own, word)];
    Object.keys(own.parts).forEach(function (name) {
      if (name.slice(0, word.length) !== word) return;
      // A part is called by a word, or by the beginning of several.
      var bare = name.replace(/__$/, "");
      if (bare !== name || bare.length === word.length + 1) alone.push(bare); else near.push("tu-" + name);
    });
    near = Object.keys(set(near.filter(Boolean))).slice(0, MORE_PARTS + 1);
    return Promise.all(near.map(shard)).then(function (all) {
      return Object.keys(set([].concat.apply(alone, all.map(Object.keys)))).filter(function (other) { return other !== word && other.slice(0, word.length) === word; });
    });
  }

  // For each word of the query: the words of the index that it may stand for, with what that costs.
  function readings(dir, tokens, unfinished, numbers) {
    var out = [];
    tokens.forEach(function (token, at) {
      var word = token.folded, last = unfinished && at === tokens.length - 1, stands = [];
      if (isNumber(word) || knows(dir, word)) stands.push({ word: word, cost: 0 });
      if (last && (isNumber(word) || word.length > 1)) (isNumber(word) ? numbers : within(dir, begun(dir, word), MORE_PARTS)).forEach(function (longer) {
        if (longer !== word) stands.push({ word: longer, cost: 2 + Math.min(4, longer.length - word.length) });
      });
      // A single letter hardly says what is meant: whatever goes on so may be (h. for huyện, or a name that
      // is being typed), and as the last word it only says what comes first.
      if (word.length === 1 && !isNumber(word) && tokens.length > 1) {
        within(dir, begun(dir, word), MORE_LETTER).forEach(function (longer) { if (longer !== word) stands.push({ word: longer, cost: 1 + Math.min(4, longer.length) }); });
        if (last && out.length) {
          if (stands.length) out.push({ token: token, stands: stands, optional: true });
          return;
        }
      }
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

  // What stands for one word of the query: lists, each with its value. Of heavy words only what
  // concerns some entries, if `ids` tells which.
  function listsFor(reading, tiers, ids) {
    var marked = reading.token.exact !== reading.token.folded, wanted = [];
    reading.stands.forEach(function (stand) { tiers.forEach(function (tier) { wanted.push({ stand: stand, tier: tier }); }); });
    return Promise.all(wanted.map(function (one) { return load(one.tier, one.stand.word, ids); })).then(function (all) {
      var from = [];
      all.forEach(function (found, i) {
        var cost = wanted[i].stand.cost;
        found.forEach(function (list) {
          var exact = list.exact === reading.token.exact;
          from.push({ ids: list.ids, list: list.at && list, at: 0, value: list.at ? 20 - cost + (exact ? marked ? 6 : 1 : 0) : Math.max(1, 4 - cost / 3 + (exact && marked ? 2 : 0)) });
        });
      });
      return from;
    });
  }
  // What one entry has of one word: its value and its positions. Entries are asked for in order.
  function has(all, id) {
    var best = 0, positions = [], named = false;
    all.forEach(function (from) {
      var value = from.value, i = from.at = forward(from.ids, from.at, id);
      if (from.ids[i] !== id) return;
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
    });
    return best ? { value: best, at: positions, named: named } : null;
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
  // How many blocks there are of what stands for a word of the query.
  function heavy(reading, tiers) {
    var n = 0;
    reading.stands.forEach(function (stand) { tiers.forEach(function (tier) { if (tier.divided[stand.word]) n += tier.divided[stand.word].n; }); });
    return n;
  }
  var BLOCK = 1024, TOGETHER = 4;
  // The first entries for which few blocks of the words that are left suffice; units, honours and
  // campaigns are few, and meant more often than one of very many people.
  function first(ids, left, tiers, share) {
    var n = ids.length, most = Math.max(3, Math.min(MOST_BLOCKS, Math.floor(share / left.length)));
    function few(id) { return id >>> 28 > 0 && id >>> 28 < 4; }
    ids = Array.prototype.filter.call(ids, few).concat(Array.prototype.filter.call(ids, function (id) { return !few(id); }));
    left.forEach(function (one) {
      one.stands.forEach(function (stand) { tiers.forEach(function (tier) { n = Math.min(n, fewBlocks(tier.divided[stand.word], ids, most)); }); });
    });
    return new Uint32Array(ids.slice(0, n)).sort();
  }
  // The entries that have all words (or, when `most`, all but one), sorted, with the lists that say
  // so. The rarest words come first, so that of the heavy ones little is needed. Where the words
  // left have MANY blocks or more, only so many entries are looked at as have about a `share` of
  // blocks, if there is a share, and `cut` says so.
  function gather(reading, most, tiers, filters, share) {
    var all = [], weights = [], order = reading.map(function (_, i) { return i; }), ids = new Uint32Array(0), cut = false;
    var begin = most && reading.length - reading.filter(function (one) { return one.optional; }).length > 1 ? 2 : 1;
    function take(k) {
      if (k === order.length || (k >= begin && !ids.length)) return { ids: ids, all: all, cut: cut };
      if (k >= begin && ids.length > TOGETHER) {
        var left = order.slice(k).filter(function (at) { return !all[at]; }).map(function (at) { return reading[at]; });
        var before = ids.length;
        if (share && left.reduce(function (sum, one) { return sum + heavy(one, tiers); }, 0) > MANY) ids = first(ids, left, tiers, share);
        cut = cut || ids.length < before;
      }
      var some = k < begin ? null : ids, next = k < begin || ids.length > TOGETHER ? [order[k]] : order.slice(k);
      return Promise.all(next.map(function (at) { return all[at] || listsFor(reading[at], tiers, some); })).then(function (got) {
        got.forEach(function (from, i) {
          all[next[i]] = from;
          if (k < begin) ids = union(from.map(function (one) { return one.ids; }).concat(ids.length ? [ids] : [])).filter(filters);
          else if (!most && !reading[next[i]].optional) ids = ids.filter(function (id) { return from.some(function (one) { return includes(one.ids, id); }); });
        });
        return take(k + next.length);
      });
    }
    return Promise.all(reading.map(function (one, i) {
      weights[i] = one.optional ? Infinity : heavy(one, tiers) * BLOCK;
      return weights[i] || listsFor(one, tiers, null).then(function (from) { all[i] = from; from.forEach(function (list) { weights[i] += list.ids.length; }); });
    })).then(function () {
      order.sort(function (a, b) { return weights[a] - weights[b]; });
      return take(0);
    });
  }
  // The same, best first.
  function match(reading, most, tiers, filters, share) {
    return gather(reading, most, tiers, filters, share).then(function (got) {
      var needed = reading.filter(function (one) { return !one.optional; }).length, n = 0, keys = new Float64Array(got.ids.length), best = 0;
      for (var i = 0; i < got.ids.length; i++) {
        var id = got.ids[i], hits = [];
        for (var w = 0, more = 0; w < reading.length; w++) {
          var hit = has(got.all[w], id);
          if (!hit) continue;
          hits.push(hit);
          if (reading[w].optional) more = 1;
        }
        if (hits.length - more < needed - (most && needed > 1)) continue;
        var points = hits.length ? score(hits, id >>> 28) : 0;
        if (points > best) best = points;
        keys[n++] = Math.floor((1000 - Math.min(999, points)) * 16) * 4294967296 + id;
      }
      keys = keys.subarray(0, n);
      keys.sort();
      var ids = new Uint32Array(n);
      for (var r = 0; r < n; r++) ids[r] = keys[r] % 4294967296;
      ids.best = best;
      ids.cut = got.cut;
      return ids;
    });
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
  // A word as it was meant where the keys of Telex or VNI stayed keys ("ddown vij", "d9on7 vi5"): a phone
  // with its Vietnamese keyboard off. Behind the first vowel, w and the letters of the tones are in no word.
  function withoutKeys(word) {
    var bare = word.replace(/[0-9]/g, "").replace(/^dd/, "d").replace(/^(d.+)d$/, "$1"), vowel = bare.search(/[aeiouyw]/);
    if (vowel < 0) return bare;
    var rest = bare.slice(vowel).replace(/^w/, "u").replace(/[fjrswxz]/g, "").replace(/([aeo])\1/g, "$1");
    return bare.slice(0, vowel) + rest.replace(/([aeo])([iuy]?[cghmnpt]+)\1$/, "$1$2");
  }
  // The query with such words as they were meant, if the site has them.
  function rekeyed(dir, text) {
    var changed = false;
    var meant = text.split(/[^0-9A-Za-z\u00C0-\u024F\u0300-\u036F\u1E00-\u1EFF]+/).map(function (typed) {
      var word = keys(typed).folded;
      if (!/^[a-z]/.test(word) || knows(dir, word)) return typed;
      var plain = keys(withoutKeys(word)).folded;
      if (plain === word || !knows(dir, plain)) return typed;
      changed = true;
      return plain;
    });
    return changed ? words(meant.join(" ")).slice(0, 20) : null;
  }
  // The query with one word replaced by those that differ in one letter.
  function misspelt(dir, reading) {
    return reading.map(function (one, at) {
      var stands = one.stands.concat(within(dir, nearest(dir, one.token.folded), MORE_NEAR).map(function (word) { return { word: word, cost: 9 }; }));
      if (stands.length === one.stands.length || one.optional) return null;
      return reading.map(function (other, i) { return i === at ? { token: one.token, stands: stands } : other; });
    }).filter(Boolean);
  }

  // The sorts of entries in the order of their numbers, and the facets by their letter.
  var KINDS = ["ca-nhan", "don-vi", "danh-hieu", "phong-trao", "nguoi-nhan", "quyet-dinh", "van-ban", "dien-hinh", "chuyen-de", "bai-viet", "phat-song", "hop-hoi-dong", "lay-y-kien", "trang"];
  var FACETS = { "hinh-thuc": "h", "cap": "c", "don-vi": "u", "dia-phuong": "l", "dot": "p", "nam": "n" };
  function facetWord(facet, value) { return "=" + FACETS[facet] + ":" + value; }

  function filtersOf(dir, chosen) {
    var wanted = [];
    Object.keys(FACETS).forEach(function (facet) { (chosen[facet] || []).forEach(function (value) { wanted.push(facetWord(facet, value)); }); });
    return loadAll(dir.mentions, wanted).then(function (idsOf) {
      var unions = Object.keys(FACETS).filter(function (facet) { return (chosen[facet] || []).length; }).map(function (facet) {
        return union(chosen[facet].map(function (value) { return idsOf(facetWord(facet, value)); }));
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
  // Sorted lists as one, each entry once.
  function union(all) {
    if (all.length === 1) return all[0];
    var n = 0, m = 0, out = new Uint32Array(all.reduce(function (sum, list) { return sum + list.length; }, 0));
    all.forEach(function (list) { out.set(list, n); n += list.length; });
    out.sort();
    for (var i = 0; i < n; i++) if (!m || out[m - 1] !== out[i]) out[m++] = out[i];
    return out.subarray(0, m);
  }

  // Up to so many blocks of mentions are fetched unasked, where names have an answer already. Where
  // there are many blocks, shares of them are tried until there are so many results.
  var FEW = 8, NAMED = 60, EASY = 12, MANY = 80, SHARES = [24, 120], FEWEST = [FEW, 1];
  function better(one, other) { return !one || !one.ids.length || (other.whole && other.ids.best > one.ids.best + 8) ? other : one; }

  // Answers with entries, best first, and which words of the index were meant. `partial` says that
  // there may be more: only names were looked at, or only the first entries. With `deep` there are all.
  function find(text, chosen, unfinished, deep) {
    return open().then(function (dir) {
      var tokens = words(text).slice(0, 20);
      unfinished = unfinished && /[^\s.,;:!?"”)]$/.test(text);
      return Promise.all([filtersOf(dir, chosen), tokens.length ? numbersBegun(dir, tokens, unfinished) : []]).then(function (got) {
        var filters = got[0], numbers = got[1];
        if (!tokens.length) {
          var shortest = filters.lists.slice().sort(function (a, b) { return a.length - b.length; })[0];
          return { ids: shortest ? shortest.filter(filters) : new Uint32Array(0), meant: [], whole: true, asked: !!shortest };
        }
        var reading = readings(dir, tokens, unfinished, numbers);
        function run(reading, most) {
          var meant = [], both = [dir.names, dir.mentions], cost = 0;
          reading.forEach(function (one) { cost += heavy(one, [dir.mentions]); one.stands.forEach(function (stand) { meant.push(stand.word); }); });
          function answer(ids, partial) { return { ids: ids, meant: meant, whole: !most, asked: true, partial: partial }; }
          function all(i) {
            return match(reading, most, both, filters, SHARES[i]).then(function (ids) { return ids.cut && ids.length < FEWEST[i] ? all(i + 1) : answer(ids, ids.cut); });
          }
          if (deep || cost <= EASY) return all(SHARES.length);
          return match(reading, most, [dir.names], filters, 0).then(function (ids) { return ids.best < NAMED ? all(0) : answer(ids, true); });
        }
        var tries = [function () { return run(reading, false); }];
        otherForms(dir, tokens).slice(0, 3).forEach(function (other) { tries.push(function () { return run(readings(dir, other, unfinished, numbers), false); }); });
        var meant = rekeyed(dir, text);
        if (meant) tries.push(function () { return run(readings(dir, meant, unfinished, numbers), false); });
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
      var names = Array.prototype.map.call(ids, function (id) { return "muc-" + rangeOf(dir.nodes, id).toString(16); });
      return Promise.all(names.map(json)).then(function (all) {
        return all.map(function (rows, i) { return rows.filter(function (row) { return row[0] === ids[i]; })[0]; }).filter(Boolean);
      });
    });
  }

  // The counts of some values of the facets, as a function of facet and value.
  function counter(ids, values) {
    var sorted = Uint32Array.from ? Uint32Array.from(ids) : new Uint32Array(ids);
    sorted.sort();
    return open().then(function (dir) { return loadAll(dir.mentions, values.map(function (pair) { return facetWord(pair[0], pair[1]); })); }).then(function (idsOf) {
      return function (facet, value) { return count(sorted, idsOf(facetWord(facet, value))); };
    });
  }
  function count(ids, other) {
    var n = 0, i = 0, j = 0;
    if (ids.length * 8 < other.length) { for (; i < ids.length; i++) n += includes(other, ids[i]); return n; }
    while (i < ids.length && j < other.length) { if (ids[i] < other[j]) i++; else if (ids[i] > other[j]) j++; else { n++; i++; j++; } }
    return n;
  }
  var labels = null;
  function named() { return labels || (labels = open().then(function () { return json("nhan"); })); }

  // For the page, for those who test it, and for who builds on it.
  window.bangVangSearch = { kinds: KINDS, facets: FACETS, run: RUN, keys: keys, words: words, inflate: inflate, open: open, find: find, cards: cards, labels: named, counter: counter };
})();
