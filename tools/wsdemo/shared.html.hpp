// The style and the script that all pages of the demos share. No outside resource.
#pragma once

namespace ws101::demos {

inline constexpr char kSharedStyle[] = R"html(
:root { color-scheme: light dark; --ink: #1b2430; --soft: #566475; --paper: #f5f7fa; --card: #fff;
  --line: #d5dce5; --main: #1558b0; --good: #18794e; --bad: #b3261e; --tint: #e3edf9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9f0; --soft: #9aa8b8; --paper: #12171e;
  --card: #1a212b; --line: #303b49; --main: #7fb2f5; --good: #5fc79a; --bad: #ff8d84; --tint: #22344b; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
.skip { position: absolute; left: -99rem; } .skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .3rem; }
nav { background: var(--card); border-bottom: 1px solid var(--line); }
nav ul { list-style: none; margin: 0 auto; padding: .3rem 1rem; max-width: 60rem; display: flex; flex-wrap: wrap; gap: .1rem; }
nav a { display: block; padding: .25rem .6rem; border-radius: .4rem; color: var(--soft); text-decoration: none; }
nav a:hover { background: var(--tint); color: var(--ink); }
nav a[aria-current] { color: var(--main); font-weight: 600; background: var(--tint); }
main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 0; }
p { margin: 0; } header p, .soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem;
  display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.row > .grow { flex: 1 1 12rem; min-width: 0; }
.push { margin-left: auto; }
input, button, textarea, select { font: inherit; color: inherit; padding: .45rem .8rem; border-radius: .4rem;
  border: 1px solid var(--line); background: var(--paper); }
label { display: grid; gap: .15rem; color: var(--soft); font-size: .9rem; } label > * { color: var(--ink); font-size: 1rem; }
button { cursor: pointer; }
button.main { background: var(--main); border-color: var(--main); color: var(--card); }
button:disabled, input:disabled { opacity: .45; cursor: default; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 1px; }
code, pre, .mono { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
#state { flex: 1 1 12rem; min-width: 0; }
#state::before { content: "\25cf"; margin-right: .4em; color: var(--soft); }
#state.open::before { color: var(--good); } #state.bad::before { color: var(--bad); }
#state.bad { color: var(--bad); }
.log { height: 22rem; overflow-y: auto; font: .9rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.log > * { display: grid; grid-template-columns: 7.2rem 1.4rem minmax(0, 1fr) auto; gap: .5rem; padding: .2rem 0; border-bottom: 1px solid var(--line); }
.log .what { overflow-wrap: anywhere; white-space: pre-wrap; } .log time, .log .size { color: var(--soft); }
.log .in .mark { color: var(--good); } .log .out .mark { color: var(--main); } .log .bad .what { color: var(--bad); }
.log .note .what { color: var(--soft); font-style: italic; }
@media (max-width: 36rem) { .log > * { grid-template-columns: 1.4rem minmax(0, 1fr) auto; } .log time { display: none; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
)html";

inline constexpr char kSharedScript[] = R"html(
const $ = id => document.getElementById(id);
const kFirstPause = 500, kLongestPause = 15000, kMostLines = 500, kMostShown = 4000;
const address = (path = location.pathname) =>
  (location.protocol === "https:" ? "wss://" : "ws://") + location.host + path;
function show(words, kind = "") { $("state").textContent = words; $("state").className = kind; }

// A connection to this page's own address that comes back when the server does: after 0.5, 1, 2, 4 ... 15 seconds.
// `on` may have open(socket), message(data), close(event); `protocols` are offered to the server.
function stayConnected(on, {protocols = [], path} = {}) {
  const link = {socket: null, pause: kFirstPause, stopped: false};
  let opened = false;
  link.send = data => {
    if (link.socket?.readyState !== WebSocket.OPEN) return false;
    link.socket.send(data);
    return true;
  };
  link.start = () => {
    clearTimeout(link.timer);
    link.stopped = false;
    const socket = link.socket = new WebSocket(address(path), protocols);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => { if (socket !== link.socket) return; opened = true; link.pause = kFirstPause; show("connected", "open"); on.open?.(socket); };
    socket.onmessage = ({data}) => { if (socket === link.socket) on.message?.(data); };
    socket.onclose = event => {
      if (socket !== link.socket) return;
      on.close?.(event);
      if (link.stopped) { show(`disconnected (${event.code})`); return; }
      const why = event.code === 1001 ? "The server has stopped." : event.code === 1008 ? "The server sent this page away." :
        opened ? "The connection to the server was lost." : "The server cannot be reached.";
      show(`${why} Trying again in ${link.pause / 1000} s …`, "bad");
      link.timer = setTimeout(link.start, link.pause);
      link.pause = Math.min(link.pause * 2, kLongestPause);
    };
  };
  // Closes, and whatever the old connection still has to say is no news.
  link.drop = () => {
    const socket = link.socket;
    link.socket = null;
    clearTimeout(link.timer);
    if (socket.readyState <= WebSocket.OPEN) socket.close(1000, "");
  };
  link.stop = (code = 1000, reason = "") => {
    link.stopped = true;
    clearTimeout(link.timer);
    if (link.socket.readyState <= WebSocket.OPEN) link.socket.close(code, reason);
    else show("disconnected");
  };
  show("connecting …");
  link.start();
  return link;
}
// The value of a JSON text, or undefined when it is none.
function parsed(text) { try { return JSON.parse(text); } catch { return undefined; } }
function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}
function sizeOf(bytes) {
  return bytes < 1024 ? bytes + " B" : bytes < 1048576 ? (bytes / 1024).toFixed(1) + " KiB" : (bytes / 1048576).toFixed(1) + " MiB";
}
// Adds a line to the list with the id "log" and keeps its end in view if it was there.
function add(kind, mark, what, size = "") {
  const log = $("log"), now = new Date(), item = element("div", kind);
  const atEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 40;
  item.append(element("time", "", now.toTimeString().slice(0, 8) + "." + String(now.getMilliseconds()).padStart(3, "0")),
    element("span", "mark", mark),
    element("span", "what", what.length > kMostShown ? what.slice(0, kMostShown) + " …" : what),
    element("span", "size", size));
  log.append(item);
  while (log.children.length > kMostLines) log.firstChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}
)html";

}  // namespace ws101::demos
