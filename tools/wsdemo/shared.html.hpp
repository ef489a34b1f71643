// The style and the script that all pages of the demos share. No outside resource.
#pragma once

namespace ws101::demos {

// Two frames that pass each other: what a WebSocket is.
inline constexpr char kIcon[] =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    "height='32' rx='7' fill='%231558b0'/%3E%3Cg fill='none' stroke='%23fff' stroke-width='3' "
    "stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M7 11h17l-4-4M25 21H8l4 4'/%3E%3C/g%3E%3C/svg%3E";

inline constexpr char kSharedStyle[] = R"html(
:root { color-scheme: light dark; --ink: #1b2430; --soft: #566475; --paper: #f5f7fa; --card: #fff;
  --line: #d5dce5; --main: #1558b0; --good: #18794e; --bad: #b3261e; --tint: #e3edf9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9f0; --soft: #9aa8b8; --paper: #12171e;
  --card: #1a212b; --line: #303b49; --main: #7fb2f5; --good: #5fc79a; --bad: #ff8d84; --tint: #22344b; } }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
.skip { position: absolute; left: -99rem; } .skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .3rem; z-index: 1; }
nav { background: var(--card); border-bottom: 1px solid var(--line); }
nav ul { list-style: none; margin: 0 auto; padding: .3rem 1rem; max-width: 72rem; display: flex; gap: .1rem; overflow-x: auto; scrollbar-width: none; }
nav a { display: flex; align-items: center; gap: .4rem; padding: .25rem .6rem; border-radius: .4rem; color: var(--soft); text-decoration: none; white-space: nowrap; }
nav img { width: 1.2rem; height: 1.2rem; }
nav a:hover { background: var(--tint); color: var(--ink); }
nav a[aria-current] { color: var(--main); font-weight: 600; background: var(--tint); }
nav a:focus-visible { outline-offset: -3px; }
main { max-width: 72rem; margin: 0 auto; padding: 1.25rem 1rem 2rem; display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
.top { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: flex-start; }
.top > :first-child { flex: 1 1 20rem; }
.link { display: flex; gap: .6rem; align-items: center; min-width: 0; } .link button { padding: .2rem .7rem; }
footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem 2rem; color: var(--soft); font-size: .9rem; } footer a, .demos a { color: var(--main); }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 0; }
p { margin: 0; } header p, .soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem;
  display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); align-content: start; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.row > .grow { flex: 1 1 12rem; min-width: 0; }
.push { margin-left: auto; }
input, button, textarea, select { font: inherit; color: inherit; padding: .45rem .8rem; border-radius: .4rem;
  border: 1px solid var(--line); background: var(--paper); }
label { display: grid; gap: .15rem; color: var(--soft); font-size: .9rem; } label > * { color: var(--ink); font-size: 1rem; }
label.check { display: flex; gap: .35rem; align-items: center; }
button { cursor: pointer; }
button.main { background: var(--main); border-color: var(--main); color: var(--card); }
button:disabled, input:disabled { opacity: .45; cursor: default; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 1px; }
code, pre, .mono { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
#state { min-width: 0; overflow-wrap: anywhere; }
#state::before { content: "\25cf"; margin-right: .4em; color: var(--soft); }
#state.open::before { color: var(--good); } #state.bad::before { color: var(--bad); }
#state.bad { color: var(--bad); }
.stale .live { color: var(--soft); opacity: .55; }
.log { height: 22rem; overflow-y: auto; font: .9rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.log > * { display: grid; grid-template-columns: 7.2rem 1.4rem minmax(0, 1fr) auto; gap: .1rem .5rem; padding: .2rem 0; border-bottom: 1px solid var(--line); }
.log .what { overflow-wrap: anywhere; white-space: pre-wrap; } .log time, .log .size { color: var(--soft); }
.log .in .mark { color: var(--good); } .log .out .mark { color: var(--main); } .log .bad .what { color: var(--bad); }
.log .note .what { color: var(--soft); font-style: italic; }
@media (max-width: 36rem) { .log > * { grid-template-columns: 1.4rem minmax(0, 1fr) auto; } .log time, .log .size { font-size: .8rem; grid-row: 2; }
  .log time { grid-column: 2; } .log .size { grid-column: 3; } .log .mark { grid-column: 1; } .log .what { grid-column: 2 / -1; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
)html";

inline constexpr char kSharedScript[] = R"html(
const $ = id => document.getElementById(id);
const kFirstPause = 500, kLongestPause = 15000, kMostLines = 500, kMostShown = 4000;
const kNotices = "ws101-notices";  // the subprotocol of a page that takes notices beside what others wrote
const address = (path = location.pathname) =>
  (location.protocol === "https:" ? "wss://" : "ws://") + location.host + path;
document.querySelector("nav [aria-current]")?.scrollIntoView({inline: "center", block: "nearest"});
function show(words, kind = "") { $("state").textContent = words; $("state").className = kind; }
// Why a connection ended, in words that say what to do. `opened`: the handshake was done.
function whyClosed({code, reason}, opened) {
  const said = reason ? `: ${reason}` : "";
  if (code === 1001) return "The server has stopped.";
  if (code === 1006) return opened ? "The connection to the server was lost." : "The server cannot be reached, or refuses this page.";
  if (code === 1008) return `The server sent this page away${said}.`;
  return `The server closed the connection (${code}${said}).`;
}

// A connection to this page's own address that comes back when the server does: after 0.5, 1, 2, 4 ... 15 seconds. An
// open connection is no success yet, since a server may refuse by closing it; the first message is, or a long life. One
// that was sent away (1008) stays away. `on` may have open(socket), message(data), close(event, opened, again).
// `at` and `protocols` are asked for before each try.
function stayConnected(on, {protocols = [], path, at = () => address(path), button = $("toggle"), goodbye = () => [1000, "bye"]} = {}) {
  const link = {socket: null, pause: kFirstPause, stopped: false, tries: 0};
  let opened = 0;
  const offer = words => { if (button) button.textContent = words; };
  link.send = data => {
    if (link.socket?.readyState !== WebSocket.OPEN) return false;
    link.socket.send(data);
    return true;
  };
  link.start = () => {
    clearTimeout(link.timer);
    link.stopped = false;
    opened = 0;
    let socket;
    try {
      socket = link.socket = new WebSocket(at(), typeof protocols === "function" ? protocols() : protocols);
    } catch (error) {  // what was typed is no address, or no name of a subprotocol
      link.stopped = true;
      show(error.message, "bad");
      offer("Connect");
      return;
    }
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      if (socket !== link.socket) return;
      opened = performance.now();
      link.tries = 0;
      document.body.classList.remove("stale");
      show("connected", "open");
      offer("Disconnect");
      on.open?.(socket);
    };
    socket.onmessage = ({data}) => { if (socket === link.socket) { link.pause = kFirstPause; on.message?.(data); } };
    socket.onclose = event => {
      if (socket !== link.socket) return;
      document.body.classList.add("stale");
      if (opened && performance.now() - opened > kLongestPause) link.pause = kFirstPause;
      on.close?.(event, opened > 0, link.tries++);
      const why = whyClosed(event, opened);
      if (event.code === 1008) { link.stopped = true; show(why, "bad"); } else if (link.stopped) show(`disconnected (${event.code})`);
      if (link.stopped) { offer("Connect"); return; }
      show(`${why} Trying again in ${link.pause / 1000} s …`, "bad");
      offer("Stop trying");
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
    offer("Connect");
    if (link.socket?.readyState <= WebSocket.OPEN) link.socket.close(code, reason);
    else show("disconnected");
  };
  if (button) button.onclick = () => {
    if (link.stopped) link.begin();
    else link.stop(...goodbye());
  };
  link.begin = () => {
    link.pause = kFirstPause;
    link.tries = 0;
    document.body.classList.add("stale");
    show("connecting …");
    offer("Stop trying");
    link.start();
  };
  link.begin();
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
const bytesOf = text => new TextEncoder().encode(text).length;
const clock = now => now.toTimeString().slice(0, 8) + "." + String(now.getMilliseconds()).padStart(3, "0");
// Adds a line to the list with the id "log" and keeps its end in view if it was there.
function add(kind, mark, what, size = "") {
  const log = $("log"), item = element("div", kind);
  const atEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 40;
  item.append(element("time", "", clock(new Date())), element("span", "mark", mark),
    element("span", "what", what.length > kMostShown ? what.slice(0, kMostShown) + " …" : what), element("span", "size", size));
  log.append(item);
  while (log.children.length > kMostLines) log.firstChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
  return item;
}
)html";

}  // namespace ws101::demos
