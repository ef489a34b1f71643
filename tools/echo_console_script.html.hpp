// The console of an echo server: the script. It puts a server's text into the page with textContent only.
#pragma once

namespace ws101 {

// What is sent and received: the list, and the chosen message in full.
inline constexpr char kEchoMessagesScript[] = R"html(
const kKept = 64 << 20, kWhole = 64 << 10, kRow = 300;  // bytes of all messages that are kept, and of one that is shown
const kept = new Map();  // a row's element to its {data, title}
let keptBytes = 0, chosen = null, view = "text";
const isText = data => typeof data === "string";
const lengthOf = data => isText(data) ? bytesOf(data) : data.byteLength;
const hexOf = bytes => [...bytes].map(b => b.toString(16).padStart(2, "0")).join(" ");
const preview = data => isText(data) ? (data.length > kRow ? data.slice(0, kRow) + " …" : data)
  : `binary: ${hexOf(new Uint8Array(data.slice(0, 16)))}${data.byteLength > 16 ? " …" : ""}`;
// As xxd prints it: offset, 16 bytes, and those that are printable ASCII as characters.
function dump(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    lines.push(at.toString(16).padStart(8, "0") + "  " + hexOf(row).padEnd(47) + "  " +
      [...row].map(b => b > 0x1f && b < 0x7f ? String.fromCharCode(b) : ".").join(""));
  }
  return lines.join("\n");
}
function forget(item) {
  keptBytes -= kept.has(item) ? lengthOf(kept.get(item).data) : 0;
  kept.delete(item);
}
function matches(item) { return item.textContent.toLowerCase().includes($("filter").value.toLowerCase()); }
// A row that can be chosen. `name`: of a file.
function addMessage(kind, mark, data, took = "", name = "") {
  const log = $("log"), atEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 40;
  const row = add(kind, mark, preview(data) + (name ? `  (${name})` : ""), sizeOf(lengthOf(data)) + took);
  const item = element("button", kind);
  item.type = "button";
  item.setAttribute("aria-pressed", "false");
  item.append(...row.childNodes);
  row.replaceWith(item);
  item.hidden = !matches(item);
  if (atEnd) log.scrollTop = log.scrollHeight;
  kept.set(item, {data, title: `${kind === "in" ? "received" : "sent"} ${item.firstChild.textContent}, ${isText(data) ? "text" : "binary"}, ${lengthOf(data)} bytes`});
  keptBytes += lengthOf(data);
  for (const old of kept.keys()) {
    if (keptBytes <= kKept && old.isConnected || old === item) break;
    forget(old);
  }
  item.onclick = () => choose(item);
}
function choose(item) {
  chosen?.setAttribute("aria-pressed", "false");
  chosen = item;
  const has = kept.get(item);
  $("detail").hidden = false;
  $("console").classList.add("split");
  item.setAttribute("aria-pressed", "true");
  $("which").textContent = has ? has.title : "This message is no longer kept";
  view = !has || !isText(has.data) ? "hex" : parsed(has.data) instanceof Object ? "json" : "text";
  draw();
}
function draw() {
  const data = kept.get(chosen)?.data ?? "";
  for (const button of document.querySelectorAll(".views [data-as]")) {
    button.setAttribute("aria-pressed", String(button.dataset.as === view));
    button.disabled = button.dataset.as === "json" && !(isText(data) && parsed(data) !== undefined);
  }
  const bytes = isText(data) ? new TextEncoder().encode(data) : new Uint8Array(data);
  let text = view === "hex" ? dump(bytes.slice(0, kWhole)) : isText(data) ? data : new TextDecoder().decode(bytes.slice(0, kWhole));
  if (view === "json") text = JSON.stringify(parsed(data), null, 2);
  $("whole").className = view;
  $("whole").textContent = view === "hex" ? text : text.slice(0, kWhole);
  const more = view === "hex" ? bytes.length - kWhole : text.length - kWhole;
  $("cut").textContent = more > 0 ? `The first ${kWhole / 1024} KiB. Copy and Download have all of it.` : "";
}
for (const button of document.querySelectorAll(".views [data-as]")) button.onclick = () => { view = button.dataset.as; draw(); };
$("copy").onclick = async () => {
  const data = kept.get(chosen)?.data ?? "";
  const text = view === "json" ? JSON.stringify(parsed(data), null, 2) : view === "text" && isText(data) ? data
    : hexOf(isText(data) ? new TextEncoder().encode(data) : new Uint8Array(data));
  try { await navigator.clipboard.writeText(text); $("cut").textContent = "Copied."; }
  catch { $("cut").textContent = "The browser lets a page copy on https:// and on this machine only. Mark the text instead."; }
};
$("save").onclick = () => {
  const data = kept.get(chosen)?.data ?? "", link = element("a");
  link.href = URL.createObjectURL(new Blob([data]));
  link.download = isText(data) ? (parsed(data) instanceof Object ? "message.json" : "message.txt") : "message.bin";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
function shut() {
  chosen?.setAttribute("aria-pressed", "false");
  chosen = null;
  $("detail").hidden = true;
  $("console").classList.remove("split");
}
$("shut").onclick = () => { const last = chosen; shut(); last?.focus(); };
$("filter").oninput = () => { for (const item of $("log").children) item.hidden = !matches(item); };
$("clear").onclick = () => { shut(); kept.clear(); keptBytes = 0; $("log").replaceChildren(); times = []; tellTimes(); };
)html";

// The connection, sending, and how long an echo takes.
inline constexpr char kEchoConsoleScript[] = R"html(
const kMostTimes = 1000, kCurve = 60, kMostHistory = 100;
let sentAt = [], times = [], history_ = [], at = 0;
const own = address();
const query = new URLSearchParams(location.search);
$("url").value = query.get("url") ?? own;
$("protocols").value = query.get("protocols") ?? "";
$("options").open = $("protocols").value !== "";
// People paste "127.0.0.1:9001" and "http://127.0.0.1:9001"; a browser would read the first as a path.
function wanted() {
  const text = $("url").value.trim();
  if (text === "") throw new Error("Expected an address, such as " + own);
  if (text.startsWith("/")) return address(text);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text.replace(/^http/i, "ws") : own.slice(0, own.indexOf("//") + 2) + text;
}
const offered = () => $("protocols").value.split(",").map(name => name.trim()).filter(name => name !== "");
function keepAddress(url) {
  const fresh = new URLSearchParams(location.search);
  if (url === own) fresh.delete("url"); else fresh.set("url", url);
  if (offered().length) fresh.set("protocols", offered().join(",")); else fresh.delete("protocols");
  history.replaceState(null, "", location.pathname + (String(fresh) ? "?" + fresh : ""));
}
const k1006 = {
  never: "1006 is no code that was sent: it is the browser's word for a connection that ended without one, and it does not tell a page more. " +
    "Nobody listens at this address; or what listens is no WebSocket server; or it refused (a path that it does not have, an Origin that it does not let in); " +
    "or TLS is missing or not trusted. The network panel (F12) and the server's log know which.",
  lost: "1006 is no code that was sent: TCP ended without a Close frame. The server crashed or was killed, or something on the way gave up, such as a proxy with a time limit.",
};
function enable(open) { for (const id of ["send", "file", "sendfile"]) $(id).disabled = !open; }
function tellTimes() {
  const sorted = [...times].sort((a, b) => a - b), part = p => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))].toFixed(1);
  $("times").textContent = times.length ? `${times.length} round trip${times.length === 1 ? "" : "s"}: median ${part(.5)} ms, p95 ${part(.95)} ms` : "";
  const last = times.slice(-kCurve), most = Math.max(...last, .001);
  document.querySelector("#curve polyline").setAttribute("points", last.map((t, i) => `${100 * i / Math.max(1, last.length - 1)},${19 - 18 * t / most}`).join(" "));
  document.getElementById("curve").toggleAttribute("hidden", times.length < 2);
}
// Answers come in the order of the messages, so the oldest unanswered message gives the round-trip time.
function took() {
  if (!sentAt.length) return "";
  const time = performance.now() - sentAt.shift();
  times.push(time);
  if (times.length > kMostTimes) times.shift();
  tellTimes();
  return ` · ${time.toFixed(1)} ms`;
}
const link = stayConnected({
  open(socket) {
    sentAt = [];
    enable(true);
    const answer = socket.protocol ? `The server chose the subprotocol ${socket.protocol}.` : offered().length ? "The server chose none of the subprotocols." : "";
    $("about").textContent = answer;
    add("note", "·", "connected" + (socket.protocol ? `, subprotocol ${socket.protocol}` : ""));
  },
  message(data) { addMessage("in", "◀", data, took()); },
  close({code, reason, wasClean}, opened, tries) {
    enable(false);
    $("about").textContent = code === 1006 ? (opened ? k1006.lost : k1006.never) : "";
    if (opened || tries === 0) add("note", "·", `closed: ${code}${reason ? " " + reason : ""}${wasClean ? "" : " (no Close frame)"}`);
  },
}, {at() { const url = wanted(); keepAddress(url); return url; }, protocols: offered, goodbye});
// Allowed are the codes 1000 and 3000 to 4999, and a reason of at most 123 bytes: otherwise close() throws.
function goodbye() {
  const code = Number($("code").value), reason = $("reason").value;
  const right = code === 1000 || code >= 3000 && code <= 4999 && Number.isInteger(code);
  $("about2").textContent = !right ? "A page may close with 1000 and 3000 to 4999 only; 1000 was sent." : bytesOf(reason) > 123 ? "A reason has at most 123 bytes; none was sent." : "";
  const words = [right ? code : 1000, bytesOf(reason) > 123 ? "" : reason];
  if (link.socket?.readyState === WebSocket.OPEN) add("note", "▶", `closing: ${words.join(" ")}`);
  return words;
}
function sent(data, name) {
  if (!link.send(data)) return false;
  sentAt.push(performance.now());
  addMessage("out", "▶", data, "", name);
  return true;
}
function sendText() {
  const text = $("text").value;
  if (!sent(text)) return;
  if (text !== "" && history_.at(-1) !== text) history_.push(text);
  history_.splice(0, history_.length - kMostHistory);
  at = history_.length;
  $("text").value = "";
}
enable(link.socket?.readyState === WebSocket.OPEN);
$("where").onsubmit = event => { event.preventDefault(); if (link.socket) link.drop(); link.begin(); };
$("url").onkeydown = $("protocols").onkeydown = event => { if (event.key === "Enter") { event.preventDefault(); $("where").requestSubmit(); } };
$("form").onsubmit = event => { event.preventDefault(); sendText(); };
$("text").onkeydown = event => {
  const field = $("text"), step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); sendText(); return; }
  const there = field.value === "" || field.value === history_[at];
  if (step === 0 || !there || history_[at + step] === undefined && step < 0) return;
  event.preventDefault();
  at = Math.min(at + step, history_.length);
  field.value = history_[at] ?? "";
};
$("sendfile").onclick = async () => {
  const file = $("file").files[0];
  if (!file) { add("note", "·", "choose a file first"); return; }
  sent(await file.arrayBuffer(), file.name);
};
)html";

}  // namespace ws101
