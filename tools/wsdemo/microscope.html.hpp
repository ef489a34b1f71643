// The page of the microscope.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kMicroscopePage{
    "/microscope",
    "Microscope",
    "Every frame that this browser sends and receives, as the server saw it on the wire.",
    R"html(
main, nav ul { max-width: 76rem; }
.split { display: grid; gap: 1rem; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); align-items: start; }
.split > * { min-width: 0; }
#frames { list-style: none; margin: 0; padding: 0; height: 34rem; overflow-y: auto; }
@media (max-width: 60rem) { .split { grid-template-columns: minmax(0, 1fr); } #frames { height: 15rem; } }
#frames button { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .6rem; width: 100%; text-align: left; border: 0;
  border-bottom: 1px solid var(--line); border-radius: 0; background: none; padding: .4rem .5rem; font: .85rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
#frames button[aria-pressed=true] { background: var(--tint); }
#frames button:disabled { opacity: 1; }
#frames .who { font-family: system-ui, sans-serif; grid-column: 1 / -1; font-size: .8rem; color: var(--soft); }
#frames .in .who b { color: var(--main); } #frames .out .who b { color: var(--good); } #frames .event .who b { color: var(--bad); }
#frames .line { grid-column: 1 / -1; overflow-wrap: anywhere; }
#bytes { display: flex; flex-wrap: wrap; gap: .2rem; font: .9rem ui-monospace, "DejaVu Sans Mono", monospace; }
#bytes span { padding: .1rem .35rem; border-radius: .25rem; background: var(--paper); border: 1px solid var(--line); }
#bytes .h, .key .h { background: #1558b0; color: #fff; } #bytes .l, .key .l { background: #7a4fbf; color: #fff; }
#bytes .m, .key .m { background: #9a5b00; color: #fff; }
.key { display: flex; flex-wrap: wrap; gap: .6rem; font-size: .8rem; color: var(--soft); } .key i { padding: 0 .4rem; border-radius: .25rem; font-style: normal; border: 1px solid var(--line); }
#picture, #explained { margin: 0; overflow-x: auto; font: .8rem/1.35 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
.group { display: grid; gap: .4rem; } .group h3 { margin: 0; font-size: .95rem; } .group button { padding: .3rem .6rem; font-size: .9rem; }
textarea { width: 100%; min-height: 4.5rem; font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
)html",
    R"html(<section class="card" aria-label="Connection"><div class="row"><span id="state" role="status"></span>
  <span id="specimen" class="soft" role="status"></span></div>
<form id="form" class="row"><input class="grow" id="text" value="Hello" aria-label="Message" autocomplete="off">
  <button class="main" id="send">Send text</button><button type="button" id="bytes4">Send 4 bytes</button>
  <button type="button" id="close">Close with 1000</button></form></section>
<div class="split">
<section class="card" aria-label="Frames"><div class="row"><h2>Frames</h2><button class="push" id="clear">Clear</button></div>
  <ol id="frames" tabindex="0"></ol></section>
<section class="card" aria-label="The chosen frame"><h2 id="title">Send something, then choose a frame</h2>
  <div id="bytes" aria-hidden="true"></div>
  <div class="key" aria-hidden="true"><i class="h">FIN, RSV, opcode, MASK, length</i><i class="l">longer length</i><i class="m">masking key</i><i>payload</i></div>
  <pre id="picture" role="region" tabindex="0" aria-label="The frame, bit by bit"></pre></section>
</div>
<section class="card" aria-label="Let the server send"><h2>Let the server send</h2>
{{values}}</section>
<section class="card" aria-label="Explain bytes"><h2>Explain pasted bytes</h2>
<form id="paste"><textarea id="pasted" aria-label="Bytes in hex" spellcheck="false">81 85 37 fa 21 3d 7f 9f 4d 51 58</textarea>
<div class="row"><button class="main">Explain</button><span class="soft">hex, a C array, a dump, base64: whatever wsdump reads</span></div></form>
<pre id="explained" role="region" tabindex="0" aria-label="Explanation"></pre></section>
)html",
    R"html(
const kMostFrames = 300, kAgain = 600, kReportTime = 60;
let slide = "", specimen = null;
const words = {in: "browser → server", out: "server → browser", event: "this page"};
function choose(item, frame) {
  for (const other of document.querySelectorAll("#frames button[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
  item.setAttribute("aria-pressed", "true");
  $("title").textContent = `${words[frame.flow]}: ${frame.line}`;
  $("picture").textContent = frame.picture;
  const bytes = frame.hex.match(/../g) ?? [];
  const second = parseInt(bytes[1] ?? "0", 16), form = second & 127;
  const extended = form === 126 ? 2 : form === 127 ? 8 : 0, key = second & 128 ? 4 : 0;
  $("bytes").replaceChildren(...bytes.slice(0, 64).map((byte, i) => element("span",
    i < 2 ? "h" : i < 2 + extended ? "l" : i < 2 + extended + key ? "m" : "", byte)));
  if (bytes.length > 64) $("bytes").append(element("span", "", "…"));
}
function record(frame) {
  const item = element("li"), button = element("button", frame.flow), who = element("span", "who");
  who.append(element("b", "", words[frame.flow]), frame.raw ? " · as built by the button" : "");
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.append(who, element("span", "line", frame.line));
  if (frame.picture) button.onclick = () => choose(button, frame); else button.disabled = true;
  item.append(button);
  const list = $("frames"), atEnd = list.scrollTop + list.clientHeight > list.scrollHeight - 60;
  list.append(item);
  while (list.children.length > kMostFrames) list.firstChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
  if (frame.picture) choose(button, frame);
}
// What the page itself notices. The reports of its frames come over another connection: a moment for them to be first.
function recordLater(line) { setTimeout(() => record({flow: "event", line}), kReportTime); }
// The connection that is looked at. It comes back by itself after each end, so that the next button finds it.
function putOn() {
  if (!slide) return;
  const mine = specimen = new WebSocket(address("/microscope?slide=" + slide));
  mine.binaryType = "arraybuffer";
  mine.onopen = () => { $("specimen").textContent = "specimen: open"; enable(true); };
  mine.onmessage = ({data}) => recordLater("message: " +
    (typeof data === "string" ? JSON.stringify(data.slice(0, 200)) + (data.length > 200 ? ` … ${data.length} characters` : "") : data.byteLength + " bytes"));
  mine.onclose = event => {
    if (mine !== specimen) return;
    enable(false);
    $("specimen").textContent = "specimen: closed";
    recordLater(`closed: code ${event.code}${event.reason ? ` "${event.reason}"` : ""}, ${event.wasClean ? "clean" : "not clean"}`);
    setTimeout(putOn, kAgain);
  };
}
function enable(open) {
  for (const item of document.querySelectorAll("#send, #bytes4, #close, [data-send]")) item.disabled = !open;
}
const eyepiece = stayConnected({
  message(data) {
    const told = parsed(data);
    if (told?.slide) { slide = told.slide; putOn(); }
    else if (told?.error !== undefined) $("explained").textContent = told.error;
    else if (told?.explained !== undefined) $("explained").textContent = told.explained;
    else if (told?.flow) record(told);
  },
  close() { slide = ""; specimen = null; enable(false); $("specimen").textContent = ""; },
}, {path: "/microscope/eyepiece"});
$("form").onsubmit = event => { event.preventDefault(); specimen?.send($("text").value); $("text").select(); };
$("bytes4").onclick = () => specimen?.send(new Uint8Array([0xde, 0xad, 0xbe, 0xef]));
$("close").onclick = () => specimen?.close(1000, "bye");
for (const button of document.querySelectorAll("[data-send]")) {
  button.onclick = () => eyepiece.send(JSON.stringify({send: button.dataset.send}));
}
$("paste").onsubmit = event => { event.preventDefault(); eyepiece.send(JSON.stringify({explain: $("pasted").value})); };
$("clear").onclick = () => $("frames").replaceChildren();
enable(false);
)html"};

}  // namespace ws101::demos
