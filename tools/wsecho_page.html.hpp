// The page of wsecho. One file, no outside resource.
#pragma once

namespace ws101 {

inline constexpr char kWsechoPage[] = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wsecho</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5d6b7c; --paper: #f5f7fa; --card: #fff;
  --line: #d5dce5; --main: #1558b0; --good: #18794e; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9f0; --soft: #9aa8b8; --paper: #12171e;
  --card: #1a212b; --line: #303b49; --main: #7fb2f5; --good: #5fc79a; --bad: #ff8d84; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem; display: grid; gap: 1rem;
  grid-template-columns: minmax(0, 1fr); }
h1 { font-size: 1.4rem; margin: 0; }
p { margin: 0; color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem;
  display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.row > input[type=text], .row > .grow { flex: 1 1 12rem; min-width: 0; }
input, button { font: inherit; color: inherit; padding: .45rem .8rem; border-radius: .4rem;
  border: 1px solid var(--line); background: var(--paper); }
button { cursor: pointer; }
button.main { background: var(--main); border-color: var(--main); color: var(--card); }
button:disabled { opacity: .45; cursor: default; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 1px; }
#state::before { content: "\25cf"; margin-right: .4em; color: var(--soft); }
#state.open::before { color: var(--good); }
#state.bad::before { color: var(--bad); }
#log { height: 24rem; overflow-y: auto; font: .9rem/1.45 ui-monospace, monospace; }
#log > * { display: grid; grid-template-columns: 7.2rem 1.4rem minmax(0, 1fr) auto; gap: .5rem; padding: .2rem 0;
  border-bottom: 1px solid var(--line); }
#log .what { overflow-wrap: anywhere; white-space: pre-wrap; }
#log time, #log .size { color: var(--soft); }
#log .in .mark { color: var(--good); } #log .out .mark { color: var(--main); }
#log .note .what { color: var(--soft); font-style: italic; }
@media (max-width: 34rem) { #log > * { grid-template-columns: 1.4rem minmax(0, 1fr) auto; } #log time { display: none; } }
</style>
</head>
<body>
<main>
<header><h1>wsecho</h1><p>Whatever you send comes back. Text as text, bytes as bytes.</p></header>
<section class="card" aria-label="Connection">
  <div class="row">
    <input type="text" id="url" aria-label="Server address" spellcheck="false">
    <button id="connect" class="main">Connect</button>
    <button id="disconnect" disabled>Disconnect</button>
  </div>
  <div id="state" role="status">not connected</div>
</section>
<form class="card" id="form" aria-label="Send">
  <div class="row">
    <input type="text" id="text" aria-label="Message" placeholder="Type a message" autocomplete="off" disabled>
    <button class="main" id="send" disabled>Send text</button>
  </div>
  <div class="row">
    <input type="file" id="file" class="grow" aria-label="File to send as binary" disabled>
    <button type="button" id="sendfile" disabled>Send file as binary</button>
  </div>
</form>
<section class="card" aria-label="Messages">
  <div class="row"><strong>Messages</strong><span style="flex:1"></span><button id="clear">Clear</button></div>
  <div id="log" role="log" tabindex="0" aria-label="Messages sent and received"></div>
</section>
</main>
<script>
"use strict";
const $ = id => document.getElementById(id);
const kMostLines = 500, kMostShown = 2000;
let socket = null, sentAt = [];
$("url").value = (location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/";

function sizeOf(bytes) {
  return bytes < 1024 ? bytes + " B" : bytes < 1048576 ? (bytes / 1024).toFixed(1) + " KiB"
                                                      : (bytes / 1048576).toFixed(1) + " MiB";
}
function add(kind, mark, what, size) {
  const item = document.createElement("div"), now = new Date();
  item.className = kind;
  const part = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    item.append(element);
  };
  part("time", "when", now.toTimeString().slice(0, 8) + "." + String(now.getMilliseconds()).padStart(3, "0"));
  part("span", "mark", mark);
  part("span", "what", what.length > kMostShown ? what.slice(0, kMostShown) + " …" : what);
  part("span", "size", size);
  const log = $("log"), atEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 40;
  log.append(item);
  while (log.children.length > kMostLines) log.firstChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}
function note(text) { add("note", "·", text, ""); }
function show(text, name) { $("state").textContent = text; $("state").className = name; }
function enable(open, busy) {
  for (const id of ["text", "send", "file", "sendfile"]) $(id).disabled = !open;
  $("connect").disabled = open || busy;
  $("disconnect").disabled = !open && !busy;
}
function took() { return sentAt.length ? " · " + (performance.now() - sentAt.shift()).toFixed(1) + " ms" : ""; }
function hex(buffer) {
  return [...new Uint8Array(buffer.slice(0, 16))].map(b => b.toString(16).padStart(2, "0")).join(" ") +
    (buffer.byteLength > 16 ? " …" : "");
}
$("connect").onclick = () => {
  try { socket = new WebSocket($("url").value); } catch (error) { show(error.message, "bad"); return; }
  const mine = socket;
  mine.binaryType = "arraybuffer";
  sentAt = [];
  show("connecting …", "");
  enable(false, true);
  mine.onopen = () => { show("connected to " + mine.url, "open"); note("connected"); enable(true); $("text").focus(); };
  mine.onmessage = ({data}) => {
    if (typeof data === "string") add("in", "◀", data, sizeOf(new TextEncoder().encode(data).length) + took());
    else add("in", "◀", "binary: " + hex(data), sizeOf(data.byteLength) + took());
  };
  mine.onclose = event => {
    const words = `closed: ${event.code}${event.reason ? " " + event.reason : ""}` +
      (event.wasClean ? "" : " (not clean: the server is gone, or refused)");
    show(words, event.wasClean ? "" : "bad");
    note(words);
    enable(false);
  };
};
$("disconnect").onclick = () => socket.close(1000, "bye");
$("form").onsubmit = event => {
  event.preventDefault();
  const text = $("text").value;
  sentAt.push(performance.now());
  socket.send(text);
  add("out", "▶", text, sizeOf(new TextEncoder().encode(text).length));
  $("text").select();
};
$("sendfile").onclick = async () => {
  const file = $("file").files[0];
  if (!file) { note("choose a file first"); return; }
  const bytes = await file.arrayBuffer();
  sentAt.push(performance.now());
  socket.send(bytes);
  add("out", "▶", `binary: ${hex(bytes)}  (${file.name})`, sizeOf(bytes.byteLength));
};
$("clear").onclick = () => $("log").replaceChildren();
</script>
</body>
</html>
)html";

}  // namespace ws101
