// The page of the batch command terminal.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kTerminalPage{
    "/terminal",
    "Terminal",
    "One command on many hosts. Each answers as soon as it is done.",
    R"html(
#pane { background: #10151c; color: #d7dee8; border-radius: .4rem; padding: .8rem; height: 26rem; overflow: auto; margin: 0;
  font: .85rem/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (min-height: 60rem) { #pane { height: 38rem; } }
#pane .head { color: #7fb2f5; } #pane .ok { color: #5fc79a; } #pane .no { color: #ff8d84; } #pane .dim { color: #8b98a8; }
#pane summary { cursor: pointer; color: #7fb2f5; } #pane summary:focus-visible { outline-color: #7fb2f5; outline-offset: -2px; }
#pane.failures details.fine { display: none; }
progress { width: 100%; accent-color: var(--main); }
)html",
    R"html(<form class="card" id="form" aria-label="Command">
  <div class="row">
    <label class="grow">Hosts<input id="address" value="127.0.0.1-5" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="forms"></label>
    <label class="grow">Command<input id="command" value="uptime" spellcheck="false" autocapitalize="off" autocomplete="off" maxlength="4000" aria-describedby="shell"></label>
  </div>
  <div class="row"><button class="main" id="run">Run</button><button type="button" id="cancel" disabled>Cancel</button>
    <span id="count" role="status"></span>
    <span class="soft push">Runner: <code id="runner" class="live">–</code></span></div>
  <p class="soft" id="forms">Hosts: 127.0.0.1-5 · 10.0.0.1-10.0.0.20 · names · commas between; at most 256</p>
  <p class="soft" id="shell">No shell reads the command: for pipes, &amp;&amp; and cd write <code>sh -c '…'</code>. Up and Down bring earlier commands back.</p>
  <progress id="progress" value="0" max="1" aria-label="Hosts that have answered"></progress>
</form>
<section class="card" aria-label="Answers"><div class="row"><h2>Answers</h2><label class="check push"><input type="checkbox" id="failed">only failed</label>
  <button id="fold">Fold all</button><button id="clear">Clear</button></div>
  <div id="pane" role="log" tabindex="0" aria-label="Answers of the hosts"></div></section>
)html",
    R"html(
const kBasic = ["#5b6675", "#ff7b72", "#5fc79a", "#e3b341", "#7fb2f5", "#d2a8ff", "#56d4dd", "#d7dee8"];
const kBright = ["#8b98a8", "#ffa198", "#8fe3bd", "#f2cc60", "#a5d0ff", "#e2c5ff", "#96ecf1", "#ffffff"];
const kMostPane = 400000;
// 256 colours by number: 16 basic ones, a cube of 6 x 6 x 6, 24 greys.
function indexed(n) {
  if (n < 8) return kBasic[n];
  if (n < 16) return kBright[n - 8];
  if (n > 231) { const grey = 8 + 10 * (n - 232); return `rgb(${grey} ${grey} ${grey})`; }
  const level = part => part ? 55 + 40 * part : 0;
  n -= 16;
  return `rgb(${level(Math.floor(n / 36))} ${level(Math.floor(n / 6) % 6)} ${level(n % 6)})`;
}
// Colours (ESC [ ... m) become styles; every other control sequence, and every control character but tab and line
// break, is left out. Text goes in as text: nothing that a host prints is ever read as HTML.
function colored(text) {
  const out = document.createDocumentFragment();
  let style = {};
  const apply = codes => {
    for (let i = 0; i < codes.length; ++i) {
      const n = codes[i];
      if (n === 0) style = {};
      else if (n === 1) style.fontWeight = "bold";
      else if (n === 3) style.fontStyle = "italic";
      else if (n === 4) style.textDecoration = "underline";
      else if (n === 22) delete style.fontWeight;
      else if (n === 23) delete style.fontStyle;
      else if (n === 24) delete style.textDecoration;
      else if (n >= 30 && n <= 37) style.color = kBasic[n - 30];
      else if (n >= 90 && n <= 97) style.color = kBright[n - 90];
      else if (n === 39) delete style.color;
      else if (n >= 40 && n <= 47) style.background = kBasic[n - 40];
      else if (n >= 100 && n <= 107) style.background = kBright[n - 100];
      else if (n === 49) delete style.background;
      else if (n === 38 || n === 48) {
        const which = n === 38 ? "color" : "background";
        if (codes[i + 1] === 5) { style[which] = indexed(Math.min(codes[i + 2] || 0, 255)); i += 2; }
        else if (codes[i + 1] === 2) { style[which] = `rgb(${codes.slice(i + 2, i + 5).map(c => Math.min(c || 0, 255)).join(" ")})`; i += 4; }
      }
    }
  };
  const pattern = /\x1b\[([0-9;:?<=>]*)[ -\/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -\/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  let from = 0;
  const put = piece => {
    if (!piece) return;
    const span = element("span", "", piece);
    Object.assign(span.style, style);
    out.append(span);
  };
  for (const match of text.matchAll(pattern)) {
    put(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === "m" && /^[0-9;]*$/.test(match[1])) apply(match[1].split(";").map(Number));
  }
  put(text.slice(from));
  return out;
}
function write(...parts) {
  const pane = $("pane"), atEnd = pane.scrollTop + pane.clientHeight > pane.scrollHeight - 40;
  pane.append(...parts);
  while (pane.textContent.length > kMostPane && pane.childNodes.length > 1) pane.firstChild.remove();
  if (atEnd) pane.scrollTop = pane.scrollHeight;
}
const kMostHistory = 100;
let asked = null, failed = 0, queued = 0;  // `asked`: {of, answered} of the batch that is under way
const history_ = ["uptime"];
let at = 0, folded = false;
function busy(is) {
  $("run").disabled = is || link?.socket?.readyState !== WebSocket.OPEN;
  $("cancel").disabled = !is;
}
function tell() {
  const words = [];
  if (asked?.of) words.push(`${asked.answered} of ${asked.of}`);
  if (failed) words.push(`${failed} failed`);
  if (queued && asked && asked.answered < asked.of - queued + 1) words.push(`${queued} had to wait for a free worker`);
  $("count").textContent = words.join(" · ");
}
function lost() {
  if (asked && (asked.of === 0 || asked.answered < asked.of)) {
    const silent = asked.of ? `${asked.of - asked.answered} of ${asked.of} hosts` : "The hosts";
    write(element("span", "no", `The connection was lost. ${silent} will not answer any more; the server ends their commands.\n`));
  }
  asked = null;
}
let link;
link = stayConnected({
  open() { busy(false); },
  close() { lost(); busy(false); $("runner").textContent = "–"; },
  message(data) {
    const told = parsed(data);
    if (told?.runner) { $("runner").textContent = told.runner; return; }
    if (told?.queued) { queued = told.queued; if (asked) asked.of ||= 0; $("count").textContent = `${queued} wait for a free worker`; return; }
    if (told?.error) { write(element("span", "no", told.error + "\n")); asked = null; busy(false); return; }
    if (!told?.addr) return;
    const status = told.status + (told.code === undefined ? "" : told.status === "signal" ? ` ${told.code}` : `, exit code ${told.code}`);
    const fine = told.status === "ok" || told.status === "dry run", host = element("details", fine ? "fine" : "");
    const summary = element("summary", "", `${told.addr} `);
    summary.append(element("span", told.status === "ok" ? "ok" : fine ? "dim" : "no", status + "\n"));
    host.open = !folded || !fine;
    host.append(summary);
    if (told.output) host.append(colored(told.output.replace(/\n?$/, "\n")));
    if (told.cut) host.append(element("span", "dim", "… the rest of the output was left out\n"));
    write(host);
    if (!fine) ++failed;
    asked = {of: told.of, answered: told.answered};
    $("progress").max = told.of;
    $("progress").value = told.answered;
    tell();
    if (told.answered === told.of) { asked = null; busy(false); }
  },
}, {protocols: [kNotices]});
busy(false);
$("form").onsubmit = event => {
  event.preventDefault();
  const address = $("address").value, command = $("command").value;
  if ($("run").disabled || !link.send(JSON.stringify({address, command}))) return;
  write(element("span", "dim", `${address} $ `), element("span", "", command + "\n"));
  if (history_.at(-1) !== command) history_.push(command);
  history_.splice(0, history_.length - kMostHistory);
  at = history_.length - 1;
  asked = {of: 0, answered: 0};
  failed = queued = 0;
  $("progress").value = 0;
  tell();
  busy(true);
};
$("command").onkeydown = event => {
  const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (step === 0) return;
  event.preventDefault();
  if (step < 0 && $("command").value !== history_[at]) ++at;  // something else was typed since
  at = Math.min(Math.max(at + step, 0), history_.length - 1);
  $("command").value = history_[at];
};
$("fold").onclick = () => {
  folded = !folded;
  $("fold").textContent = folded ? "Unfold all" : "Fold all";
  for (const host of document.querySelectorAll("#pane details")) host.open = !folded;
};
$("failed").onchange = () => $("pane").classList.toggle("failures", $("failed").checked);
$("cancel").onclick = () => link.send('{"cancel":true}');
$("clear").onclick = () => $("pane").replaceChildren();
)html"};

}  // namespace ws101::demos
