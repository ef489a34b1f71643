// Who said what and when: two lines of life with an arrow for each frame, and the opening handshake step by step.
#pragma once

namespace ws101::demos {

inline constexpr char kSequenceStyle[] = R"html(
.sequence { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); font-size: .95rem; }
.sequence > li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); align-items: stretch; }
.sequence .when { color: var(--soft); font-size: .8rem; align-self: center; font-variant-numeric: tabular-nums; }
.sequence .between { border: 0; border-radius: 0; background: none; padding: .1rem 0 .55rem; margin: 0 2.5rem; border-left: 3px solid var(--soft); border-right: 3px solid var(--soft);
  position: relative; text-align: center; font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; min-height: 2rem; }
.sequence .between::after { content: ""; position: absolute; left: 0; right: 0; bottom: .3rem; border-bottom: 2px solid var(--arrow); }
.sequence .between::before { content: ""; position: absolute; bottom: calc(.3rem - 5px); border: 6px solid transparent; }
.sequence .in { --arrow: var(--main); } .sequence .in::before { right: 0; border-left-color: var(--main); }
.sequence .out { --arrow: var(--good); } .sequence .out::before { left: 0; border-right-color: var(--good); }
.sequence .event { --arrow: transparent; color: var(--soft); font-style: italic; text-align: left; padding-left: .5rem; }
.sequence [aria-current=true] { background: var(--tint); }
.sequence .ends { display: flex; justify-content: space-between; font-weight: 700; grid-column: 2; padding: .2rem 0; }
@media (max-width: 36rem) { .sequence > li { grid-template-columns: 3.6rem minmax(0, 1fr); } .sequence .when { font-size: .7rem; } .sequence .between { margin: 0 .6rem; font-size: .8rem; } }
.opening { display: grid; gap: .6rem; grid-template-columns: minmax(0, 1fr); } .opening pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
.opening dl { margin: 0; display: grid; gap: .2rem .8rem; grid-template-columns: minmax(0, 1fr); } .opening dt { color: var(--soft); font-size: .9rem; }
.opening dd { margin: 0 0 .3rem; overflow-wrap: anywhere; font: 1.05rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
.opening mark { background: var(--tint); color: inherit; box-shadow: inset 0 -2px 0 var(--main); }
)html";

inline constexpr char kSequenceScript[] = R"html(
// Seconds since the opening: "0.012 s".
function seconds(ms) { return (ms / 1000).toFixed(3) + " s"; }

// One arrow for each entry of the list (microscope's own form); `choose(entry)` is called for the one that is pressed.
function drawSequence(into, entries, chosen, choose) {
  const list = element("ol", "sequence"), ends = element("li"), names = element("div", "ends");
  names.append(element("span", "", "browser"), element("span", "", "server"));
  ends.append(names);
  list.append(ends);
  for (const entry of entries) {
    const event = entry.flow === "event", item = element("li");
    const arrow = element(event ? "div" : "button", `between ${entry.flow}`, `#${entry.n} `);
    arrow.append(element("span", "line", entry.line));
    if (!event) {
      arrow.type = "button";
      arrow.onclick = () => choose(entry);
      if (entry === chosen) arrow.setAttribute("aria-current", "true");
    }
    item.append(element("span", "when", entry.ms === undefined ? "" : seconds(entry.ms)), arrow);
    list.append(item);
  }
  into.replaceChildren(list);
}

// The handshake as opening_json.hpp describes it: both heads, and from the key to the Accept value.
function drawOpening(into, opening) {
  const box = element("div", "opening"), steps = element("dl");
  const step = (words, value) => steps.append(element("dt", "", words), element("dd", "", value));
  const head = (title, lines) => {
    const text = element("pre");
    for (const line of lines) text.append(element(/^sec-websocket-(key|accept):/i.test(line) ? "mark" : "span", "", line), "\n");
    box.append(element("h3", "", title), text);
  };
  step("1. The browser draws 16 random bytes", opening.nonce.match(/../g)?.join(" ") ?? "");
  step("2. and sends them in base64: Sec-WebSocket-Key", opening.key);
  step("3. The server appends the GUID of RFC 6455", opening.key + opening.guid);
  step("4. takes the SHA-1 of these letters, 20 bytes", opening.sha1.match(/../g)?.join(" ") ?? "");
  step("5. and sends that in base64: Sec-WebSocket-Accept", opening.accept);
  box.append(steps, element("p", "soft", "The answer proves that the server has read this request and speaks WebSocket: RFC 6455 1.3 and 4.2.2. It proves nothing else."));
  head("The browser asks", opening.request);
  head("The server answers", opening.response);
  into.replaceChildren(box);
}
)html";

}  // namespace ws101::demos
