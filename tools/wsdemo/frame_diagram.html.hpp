// The picture of one frame in HTML: its bits, bytes, fields and rules, linked. For any page: it needs no other script.
#pragma once

namespace ws101::demos {

inline constexpr char kFrameDiagramStyle[] = R"html(
.fd { display: grid; gap: .8rem; grid-template-columns: minmax(0, 1fr); --fd-h: #1558b0; --fd-l: #7a4fbf; --fd-m: #9a5b00; --fd-p: #44546a; }
.fd-figure { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .5rem; border-radius: .4rem; }
.fd-byte { display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); border: 1px solid var(--line); border-radius: .3rem; overflow: hidden;
  font-family: ui-monospace, "DejaVu Sans Mono", monospace; text-align: center; cursor: default; grid-template-rows: auto auto 1fr; }
.fd-hex { grid-column: 1 / -1; font-size: 1.15rem; font-weight: 700; background: var(--paper); }
.fd-hex small { font-weight: 400; font-size: .7rem; color: var(--soft); margin-right: .5em; }
.fd-bit { padding: .1rem 0; border-top: 1px solid var(--line); border-left: 1px solid var(--line); }
.fd-label { color: #fff; background: var(--fd-p); font-size: .7rem; padding: .1rem 0; overflow: hidden; white-space: nowrap; border-left: 1px solid var(--card); }
.fd-label.fd-narrow { writing-mode: vertical-rl; text-orientation: upright; letter-spacing: -.15em; padding: .25rem 0; justify-self: stretch; display: flex; align-items: center; justify-content: start; line-height: 1; }
.fd-h { background: var(--fd-h); } .fd-l { background: var(--fd-l); } .fd-m { background: var(--fd-m); }
.fd-label.fd-wrong { background: #b3261e; }
.fd-now { min-height: 3em; padding: .4rem .6rem; border-left: .3rem solid var(--main); background: var(--paper); }
.fd-now b { margin-right: .5em; }
.fd-table { border-collapse: collapse; width: 100%; font-size: .95rem; }
.fd-table th { text-align: left; font-weight: 600; } .fd-table tbody th { white-space: nowrap; } .fd-table th, .fd-table td { padding: .2rem .5rem; border-top: 1px solid var(--line); vertical-align: top; }
.fd-table .fd-value { font-family: ui-monospace, "DejaVu Sans Mono", monospace; white-space: nowrap; }
.fd-table .fd-rule { display: block; color: var(--soft); font-size: .85em; }
.fd-table tr.fd-wrong th::before { content: "\2717 "; color: var(--bad); } .fd-table tr.fd-wrong td { color: var(--bad); }
.fd-payload { display: flex; flex-wrap: wrap; gap: .25rem; font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
.fd-chip { display: grid; text-align: center; min-width: 2.4em; border: 1px solid var(--line); border-radius: .3rem; background: var(--paper); cursor: default; line-height: 1.35; }
.fd-chip b { border-top: 1px solid var(--line); } .fd-chip i { font-style: normal; color: var(--soft); font-size: .85em; min-height: 1.35em; white-space: pre; }
.fd-xor { justify-self: start; font-family: ui-monospace, "DejaVu Sans Mono", monospace; border-collapse: collapse; }
.fd-xor td, .fd-xor th { padding: 0 .45em; text-align: center; font-weight: 400; } .fd-xor th { text-align: left; font-family: system-ui, sans-serif; color: var(--soft); }
.fd-xor tr:last-child td { border-top: 2px solid var(--ink); font-weight: 700; }
.fd-xor .fd-one { background: var(--tint); font-weight: 700; }
.fd .fd-lit { background: var(--tint); color: var(--ink); box-shadow: inset 0 0 0 2px var(--main); }
.fd .fd-byte.fd-lit { background: none; } .fd .fd-label.fd-lit { color: #fff; background: #0b2a52; box-shadow: inset 0 0 0 2px #fff; }
.fd .fd-lit .fd-rule { color: var(--ink); }
.fd .fd-at { background: var(--main); color: var(--card); }
@media (max-width: 36rem) { .fd-figure { grid-template-columns: repeat(2, minmax(0, 1fr)); } .fd-table .fd-rule { display: none; } .fd-table .fd-value { white-space: normal; overflow-wrap: anywhere; } .fd-table th, .fd-table td { padding: .2rem; } }
)html";

inline constexpr char kFrameDiagramScript[] = R"html(
// frameDiagram(into, frame, {quiz}) fills the element `into` with a frame as frame_json.hpp describes it. What comes from
// the frame is shown as text only. Bit, byte, field, row and rule light up together: under the pointer, kept by a click
// or a touch, and by the arrow keys while the figure has the focus. With `quiz` meanings wait until they are asked for.
// Returns {unmask(), select(field)}: shows the next byte of a masked payload; marks the field with this number.
function frameDiagram(into, frame, {quiz = false} = {}) {
  const kMostPayload = 256;  // bytes that are drawn
  const bytes = (frame.hex.match(/../g) ?? []).map(pair => parseInt(pair, 16));
  const key = (frame.key?.match(/../g) ?? []).map(pair => parseInt(pair, 16));
  const payload = bytes.slice(frame.header, frame.header + kMostPayload);
  const linked = [];             // {node, ranges}: what lights up with which bits of the frame
  let pinned = null, chosen = -1, unmasked = quiz && key.length ? 0 : payload.length, current = -1;

  const make = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const hex = byte => byte.toString(16).padStart(2, "0");
  const bits = byte => byte.toString(2).padStart(8, "0");
  const letter = byte => byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? "\u2423" : "\u00b7";
  const plain = i => key.length ? payload[i] ^ key[i % 4] : payload[i];
  const rangeOf = field => field.bits ? [8 * field.byte + field.bit, 8 * field.byte + field.bit + field.bits] :
    [8 * field.byte, 8 * (field.byte + field.bytes)];
  const colourOf = field => ({"extended len": "fd-l", "masking key": "fd-m", payload: ""})[field.name] ?? "fd-h";
  const link = (node, ...ranges) => { linked.push({node, ranges}); return node; };
  const overlap = ([from, to], [begin, end]) => from < end && begin < to;
  const fieldAt = bit => frame.fields.findIndex(field => overlap(rangeOf(field), [bit, bit + 1]));

  // The bits of the payload's byte i, and those of the key that it was masked with.
  function rangesOfPayload(i) {
    const at = 8 * (frame.header + i), ranges = [[at, at + 8]];
    if (key.length) ranges.push([8 * (frame.header - 4 + i % 4), 8 * (frame.header - 4 + i % 4) + 8]);
    return ranges;
  }

  function light(ranges, node = null) {
    for (const item of linked) {
      item.node.classList.toggle("fd-lit", ranges.some(range => item.ranges.some(own => overlap(range, own))));
      item.node.classList.toggle("fd-at", item.node === node && node.classList.contains("fd-bit"));
    }
  }

  const now = make("p", "fd-now");
  now.setAttribute("aria-live", "polite");
  const known = frame.fields.map(() => !quiz);
  function tell(number) {
    const field = frame.fields[number];
    if (!field) { now.replaceChildren("Point at a bit, a byte or a row; or press \u2190 and \u2192 here."); return; }
    now.replaceChildren(make("b", "", field.name));
    if (known[number]) now.append(`${field.value ? field.value + ": " : ""}${field.meaning}. ${field.rule} [RFC 6455 ${field.section}]`);
    else now.append("what does it say?");
  }

  // ---- the header, bit by bit
  const figure = make("div", "fd-figure");
  figure.tabIndex = 0;
  figure.setAttribute("role", "group");
  figure.setAttribute("aria-label", "The header bit by bit; left and right arrow go from field to field");
  for (let i = 0; i < Math.min(frame.header, bytes.length); ++i) {
    const cell = link(make("div", "fd-byte"), [8 * i, 8 * i + 8]), head = make("span", "fd-hex");
    cell.setAttribute("aria-hidden", "true");
    head.append(make("small", "", i), hex(bytes[i]));
    cell.append(head);
    [...bits(bytes[i])].forEach((bit, k) => cell.append(link(make("span", "fd-bit", bit), [8 * i + k, 8 * i + k + 1])));
    for (const field of frame.fields) {
      const [from, to] = rangeOf(field), begin = Math.max(from, 8 * i), end = Math.min(to, 8 * i + 8);
      if (begin >= end) continue;
      const label = make("span", `fd-label ${colourOf(field)}${field.wrong ? " fd-wrong" : ""}${end - begin === 1 ? " fd-narrow" : ""}`,
        begin === from ? field.name : "\u2026");
      label.style.gridColumn = `${begin - 8 * i + 1} / span ${end - begin}`;
      cell.append(link(label, [begin, end]));
    }
    figure.append(cell);
  }

  // ---- the fields
  const table = make("table", "fd-table"), body = make("tbody"), title = make("tr");
  for (const words of ["field", "value", "what it means, and the rule", "RFC"]) {
    const head = make("th", "", words);
    head.scope = "col";
    title.append(head);
  }
  table.createTHead().append(title);
  frame.fields.forEach((field, number) => {
    const row = link(make("tr", field.wrong ? "fd-wrong" : ""), rangeOf(field)), name = make("th", "", field.name);
    name.scope = "row";
    const value = make("td", "fd-value"), meaning = make("td", "fd-meaning");
    const fill = () => {
      value.textContent = field.value;
      meaning.replaceChildren(field.meaning, make("span", "fd-rule", field.rule));
    };
    if (known[number]) fill();
    else {
      const ask = make("button", "fd-ask", "?");
      ask.type = "button";
      ask.setAttribute("aria-label", `Show what ${field.name} says`);
      ask.onclick = event => { event.stopPropagation(); known[number] = true; fill(); tell(number); };
      meaning.append(ask);
    }
    row.append(name, value, meaning, make("td", "", field.section));
    body.append(row);
  });
  table.append(body);

  // ---- the payload, byte by byte
  const chips = make("div", "fd-payload"), xor = make("table", "fd-xor");
  const drawn = payload.map((byte, i) => {
    const chip = link(make("span", "fd-chip"), [8 * (frame.header + i), 8 * (frame.header + i) + 8]);
    chip.append(make("span", "", hex(byte)));
    if (key.length) chip.append(make("b"));
    chip.append(make("i"));
    chips.append(chip);
    return chip;
  });
  const left = frame.size - frame.header - payload.length;
  if (left > 0) chips.append(make("span", "fd-more", `\u2026 ${left} more bytes`));
  function drawPayload() {
    drawn.forEach((chip, i) => {
      const open = i < unmasked;
      if (key.length) chip.querySelector("b").textContent = open ? hex(plain(i)) : "\u00a0";
      chip.querySelector("i").textContent = open ? letter(plain(i)) : "";
    });
  }
  function drawXor(i) {
    xor.replaceChildren();
    if (!key.length || !(i >= 0) || i >= payload.length) return;
    const row = (words, byte, end) => {
      const line = make("tr"), name = make("th", "", words);
      name.scope = "row";
      line.append(name, make("td", "", hex(byte)), ...[...bits(byte)].map(bit => make("td", bit === "1" ? "fd-one" : "", bit)), make("td", "", end));
      return line;
    };
    xor.append(row(`sent byte ${i}`, payload[i], ""), row(`XOR key byte ${i} mod 4 = ${i % 4}`, key[i % 4], ""), row("payload", plain(i), letter(plain(i))));
  }
  function unmask() {
    if (!key.length || !payload.length) return;
    current = unmasked >= payload.length ? 0 : unmasked;
    unmasked = current + 1;
    drawPayload();
    drawXor(current);
    light(rangesOfPayload(current));
  }

  // ---- lighting up
  function select(number) {
    chosen = number;
    pinned = number < 0 ? null : [rangeOf(frame.fields[number])];
    light(pinned ?? []);
    tell(number);
  }
  const itemOf = event => {
    for (let node = event.target; node && node !== into; node = node.parentNode) {
      const item = linked.find(other => other.node === node);
      if (item) return item;
    }
  };
  function lookAt(item) {
    const [from, to] = item.ranges[0], number = fieldAt(from);
    const isByte = item.node.classList.contains("fd-byte"), isChip = item.node.classList.contains("fd-chip");
    const ranges = isChip ? rangesOfPayload(from / 8 - frame.header) : isByte || number < 0 ? [[from, to]] : [rangeOf(frame.fields[number])];
    light(ranges, item.node);
    tell(number);
    if (isChip && from / 8 - frame.header < unmasked) drawXor(from / 8 - frame.header);
    return ranges;
  }
  into.onpointerover = event => { const item = itemOf(event); if (item) lookAt(item); };
  into.onpointerleave = () => { light(pinned ?? []); tell(chosen); };
  into.onclick = event => {
    const item = itemOf(event);
    if (!item) return;
    pinned = lookAt(item);
    chosen = fieldAt(item.ranges[0][0]);
  };
  figure.onkeydown = event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (event.key === "Escape") select(-1);
    else if (step) select(chosen < 0 ? (step > 0 ? 0 : frame.fields.length - 1) : (chosen + step + frame.fields.length) % frame.fields.length);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  into.classList.add("fd");
  into.replaceChildren(figure, now);
  if (payload.length) into.append(chips);
  into.append(xor, table);
  drawPayload();
  tell(-1);
  return {unmask, select};
}
)html";

}  // namespace ws101::demos
