// The list of frames: what is recorded, which one is chosen, and how the chosen one is shown.
#pragma once

namespace ws101::demos {

inline constexpr char kFrameListScript[] = R"html(
const kMostFrames = 300, kMostArrows = 40;
const senders = {in: "browser \u2192 server", out: "server \u2192 browser", event: "this page", opening: "handshake"};
const entries = [];  // oldest first; an entry is a report of the server, or {flow: "event", line} of this page
let waiting = [], chosen = null, frozen = false, recorded = 0, view = "bits", diagram = null;

function kindOf(entry) {
  if (entry.flow === "event") return "page";
  if (entry.flow === "opening") return "opening";
  return entry.keepalive ? "keepalive" : entry.opcode < 8 ? "data" : "control";
}
const isShown = entry => !$("frames").classList.contains("no-" + kindOf(entry));
const canBeChosen = entry => entry.flow !== "event" && isShown(entry);
// A keepalive is never chosen by itself: it would take away what is being talked about.
const isNews = entry => canBeChosen(entry) && !entry.keepalive;

// Adds an entry, or lets it wait while the list is frozen. A new frame is chosen only if the newest one was.
function record(entry) {
  entry.n = ++recorded;
  if (frozen) {
    waiting.push(entry);
    if (waiting.length > kMostFrames) waiting.shift();
    tellWaiting();
  } else {
    append(entry);
  }
}
function append(entry) {
  const follow = isNews(entry) && (!chosen || chosen === entries.findLast(isNews));
  const item = element("li", kindOf(entry)), line = element(entry.flow === "event" ? "div" : "button", `entry ${entry.flow}`);
  const who = element("span", "who");
  who.append(element("span", "", "#" + entry.n), element("b", "", senders[entry.flow]));
  if (entry.keepalive) who.append("keepalive");
  if (entry.ms !== undefined) who.append(element("time", "", seconds(entry.ms)));
  if (entry.findings?.some(finding => finding.level !== "note")) line.classList.add("wrong");
  line.append(who, element("span", "line", entry.line));
  if (entry.flow !== "event") {
    line.type = "button";
    line.setAttribute("aria-pressed", "false");
    line.onclick = () => choose(entry);
  }
  entry.node = line;
  item.append(line);
  const list = $("frames"), atEnd = list.scrollTop + list.clientHeight > list.scrollHeight - 60;
  entries.push(entry);
  list.append(item);
  while (entries.length > kMostFrames) entries.shift().node.parentNode.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
  if (follow) choose(entry); else if (view === "sequence") drawView();
  keepTabStop();
}
// The list is one stop of the Tab key: the chosen entry, or the last one where the chosen is not shown.
function keepTabStop() {
  const shown = entries.filter(canBeChosen), stop = shown.includes(chosen) ? chosen : shown.at(-1);
  for (const entry of entries) if (entry.flow !== "event") entry.node.tabIndex = entry === stop ? 0 : -1;
}
function tellWaiting() { $("waiting").textContent = waiting.length ? `${waiting.length} new` : ""; }
function freeze(on) {
  frozen = on;
  press($("freeze"), on);
  if (on) return;
  const late = waiting;
  waiting = [];
  tellWaiting();
  for (const entry of late) append(entry);
}
function clearList() {
  entries.length = 0;
  waiting = [];
  tellWaiting();
  $("frames").replaceChildren();
}
function press(button, on) { button.setAttribute("aria-pressed", String(on)); }
function choose(entry) {
  if (chosen) press(chosen.node, false);
  chosen = entry;
  press(entry.node, true);
  keepTabStop();
  const list = $("frames"), top = entry.node.offsetTop, end = top + entry.node.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
  drawChosen();
}
// The next one or the one before, among those that the filters show.
function step(by) {
  const shown = entries.filter(canBeChosen), next = shown[shown.indexOf(chosen) + by] ?? (shown.includes(chosen) ? null : shown.at(-1));
  if (next) choose(next);
  return next;
}

// ---- the chosen one
function drawChosen() {
  const frame = chosen;
  const facts = [`#${frame.n}`, senders[frame.flow], seconds(frame.ms)];
  if (frame.size !== undefined) facts.push(frame.size === 1 ? "1 byte" : `${frame.size} bytes`);
  if (isCut(frame)) facts.push(keptOf(frame));
  if (frame.raw) facts.push("as the button built it");
  $("title").replaceChildren(element("small", "", facts.join(" \u00b7 ")), element("b", "", frame.line));
  const notes = [];
  if (frame.close) notes.push(element("p", "", `${frame.close.code} ${frame.close.name}: ${frame.close.meaning}${frame.close.reason ? ` Reason: "${frame.close.reason}"` : ""}`));
  for (const finding of frame.findings ?? []) {
    notes.push(element("p", finding.level === "note" ? "" : "wrong", `${finding.level}: ${finding.text} [RFC ${finding.rfc} ${finding.section}${finding.code ? `, close ${finding.code}` : ""}]`));
  }
  if (frame.inflated) notes.push(drawInflated(frame.inflated));
  $("words").replaceChildren(...notes);
  diagram = null;
  if (frame.flow === "opening") drawOpening($("bits"), frame);
  else { const fresh = element("div"); diagram = frameDiagram(fresh, frame, {quiz: document.body.classList.contains("quiz")}); $("bits").replaceChildren(fresh); }
  $("picture").textContent = frame.picture ?? "";
  $("unmask").disabled = !frame.key;
  $("copies").hidden = frame.flow === "opening";
  if (frame.hex) $("save").href = "data:application/octet-stream;base64," + btoa(String.fromCharCode(...wireOf(frame)));
  $("copied").textContent = isCut(frame) ? `the first ${frame.hex.length / 2} of ${frame.size} bytes` : "";
  drawView();
}
function drawView() {
  for (const button of document.querySelectorAll("[data-view]")) press(button, button.dataset.view === view);
  $("bits").hidden = view !== "bits";
  $("sequence").hidden = view !== "sequence";
  $("picture").hidden = view !== "words";
  if (view !== "sequence") return;
  const shown = entries.filter(isShown);
  drawSequence($("sequence"), shown.slice(Math.max(shown.findLastIndex(entry => entry.flow === "opening"), shown.length - kMostArrows, 0)), chosen, choose);
}
// Of a long payload the server reports the beginning alone.
const isCut = frame => Boolean(frame.hex) && frame.hex.length / 2 < frame.size;
const keptOf = frame => `first ${frame.hex.length / 2 - frame.header} of ${frame.size - frame.header} bytes of payload kept`;
const wireOf = frame => (frame.hex.match(/../g) ?? []).map(pair => parseInt(pair, 16));
const spaced = frame => frame.hex.match(/../g)?.join(" ") ?? "";
const commandFor = frame => `wsdump explain --from ${frame.flow === "in" ? "client" : "server"} '${spaced(frame)}'`;
// All frames as text that wsdump reads; one that is too long to be kept whole is a comment.
function savedText() {
  const lines = entries.filter(entry => entry.hex).map(frame => {
    const line = `${frame.flow === "in" ? "client" : "server"}: ${spaced(frame)}`;
    return frame.hex.length / 2 < frame.size ? `# ${line} ... ${frame.size - frame.hex.length / 2} more bytes` : line;
  });
  return ["# read it with: wsdump list frames.txt", ...lines, ""].join("\n");
}
async function copy(text) {
  try { await navigator.clipboard.writeText(text); $("copied").textContent = "copied"; }
  catch { $("copied").textContent = "this browser does not let the page copy"; }
}

// ---- what the person does
for (const button of document.querySelectorAll("[data-view]")) button.onclick = () => { view = button.dataset.view; drawView(); };
for (const button of document.querySelectorAll("[data-filter]")) {
  button.onclick = () => {
    press(button, !$("frames").classList.toggle("no-" + button.dataset.filter));
    keepTabStop();
    drawView();
  };
}
function toggleQuiz() {
  press($("quiz"), document.body.classList.toggle("quiz"));
  if (chosen) drawChosen();
}
function toggleWall() {
  const on = document.documentElement.classList.toggle("wall");
  press($("wall"), on);
  const url = new URL(location.href);
  if (on) url.searchParams.set("wall", ""); else url.searchParams.delete("wall");
  history.replaceState(null, "", url);
}
$("freeze").onclick = () => freeze(!frozen);
$("quiz").onclick = toggleQuiz;
$("wall").onclick = toggleWall;
$("clear").onclick = clearList;
$("unmask").onclick = () => diagram?.unmask();
$("saveall").onclick = () => {
  const link = element("a");
  link.download = "frames.txt";
  link.href = "data:text/plain," + encodeURIComponent(savedText());
  link.click();
};
$("copyhex").onclick = () => copy(spaced(chosen));
$("copycommand").onclick = () => copy(commandFor(chosen));
$("frames").onkeydown = event => {
  const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!by) return;
  event.preventDefault();
  step(by)?.node.focus();
};
// Letters and arrows mean something only where nothing is typed.
document.onkeydown = event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const action = {ArrowRight: () => step(1), ArrowLeft: () => step(-1), f: () => freeze(!frozen), q: toggleQuiz, p: toggleWall, u: () => diagram?.unmask()}[
    event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
};
if (new URLSearchParams(location.search).has("wall")) toggleWall();
)html";

}  // namespace ws101::demos
