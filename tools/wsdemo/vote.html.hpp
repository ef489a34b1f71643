// The page of the live vote; the candidates and their counts are filled in for each request.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kVotePage{"/vote",
                                     "Vote",
                                     "One click, one vote. Everybody sees it at once.",
                                     R"html(
#list { list-style: none; margin: 0; padding: 0; display: grid; gap: clamp(.9rem, 2.5vh, 2rem); }
#list li { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: .2rem 1rem; align-items: center; }
#list .name { font-weight: 600; overflow-wrap: anywhere; font-size: clamp(1.2rem, 3vw, 2.4rem); line-height: 1.2; }
#list .votes { font-variant-numeric: tabular-nums; text-align: right; } #list output { font-size: clamp(1.4rem, 3.4vw, 2.8rem); line-height: 1.2; font-weight: 600; }
#list .part { color: var(--soft); margin-left: .5rem; font-size: clamp(1rem, 2vw, 1.5rem); }
#list button { font-size: clamp(1rem, 1.8vw, 1.3rem); min-width: 5rem; } #list li.mine button { border-color: var(--main); background: var(--tint); }
#list .bar { grid-column: 1 / -1; height: clamp(.7rem, 2vh, 1.3rem); border-radius: .7rem; background: var(--tint); overflow: hidden; }
#list .bar i { display: block; height: 100%; width: 0; background: var(--main); transition: width .3s; } #list li.first .bar i { background: var(--good); }
#phones { font-size: clamp(1.2rem, 3.2vw, 2.6rem); line-height: 1.3; overflow-wrap: anywhere; } #phones:empty { display: none; }
)html",
                                     R"html(<section class="card" aria-label="Candidates">
{{values}}<div class="row"><p class="soft" id="total"></p><p class="push" id="mine" role="status"></p></div></section>
<section class="card" aria-label="Address for others"><h2>Vote on your phone</h2><p id="phones" class="mono"></p><p class="soft" id="reach"></p></section>
)html",
                                     R"html(
const counts = new Map(), mine = new Map();
let items = new Map(), ready = false;
const names = () => [...items.values()].map(item => item.querySelector(".name").textContent);
function enable(open) { for (const item of items.values()) item.querySelector("button").disabled = !open; }
function watch() {
  items = new Map([...document.querySelectorAll("#list li")].map(item => [item.dataset.cid, item]));
  for (const [cid, item] of items) item.querySelector("button").onclick = () => { if (ready && link.send(cid)) voted(cid); };
  enable(ready);
}
function voted(cid) {
  mine.set(cid, (mine.get(cid) ?? 0) + 1);
  items.get(cid).classList.add("mine");
  $("mine").textContent = "You voted for " + [...mine].map(([id, times]) => items.get(id).querySelector(".name").textContent + (times > 1 ? ` (${times} times)` : "")).join(", ") + ".";
}
// Numbers are what goes over the wire: a page from before a restart must not show other names beside them.
function redraw(candidates) {
  if (candidates.join("\0") === names().join("\0")) return;
  $("list").replaceChildren(...candidates.map((name, i) => {
    const item = element("li"), votes = element("span", "votes live"), button = element("button", "", "Vote"), bar = element("span", "bar");
    item.dataset.cid = String(i + 1);
    votes.append(element("output", "", "0"), element("span", "part"));
    button.setAttribute("aria-label", "Vote for " + name);
    bar.append(element("i"));
    item.append(element("span", "name", name), votes, button, bar);
    return item;
  }));
  counts.clear();
  mine.clear();
  $("mine").textContent = "";
  watch();
  for (const cid of items.keys()) counts.set(cid, 0);
}
function draw() {
  const all = [...counts.values()].reduce((a, b) => a + b, 0), most = Math.max(1, ...counts.values());
  for (const [cid, item] of items) {
    const count = counts.get(cid);
    item.querySelector("output").textContent = count;
    item.querySelector(".part").textContent = all ? `${Math.round(100 * count / all)} %` : "";
    item.querySelector("i").style.width = 100 * count / most + "%";
    item.classList.toggle("first", count === most);
  }
  $("total").textContent = all + (all === 1 ? " vote" : " votes");
}
const link = stayConnected({
  close() { ready = false; enable(false); },
  message(data) {
    const told = parsed(data);
    if (told?.error) { show(told.error, "bad"); return; }
    if (Array.isArray(told?.candidates)) { redraw(told.candidates.map(String)); ready = true; enable(true); }
    if (!counts.has(told?.cid)) return;
    counts.set(told.cid, told.count);
    draw();
  },
});
watch();
for (const [cid, item] of items) counts.set(cid, Number(item.querySelector("output").textContent));
draw();
// By which address others come: the one of this page, unless that means "this machine" to whoever reads it.
const local = /^(localhost|127\..*|\[::1\])$/.test(location.hostname), others = [...document.querySelectorAll("#others li")].map(one => one.textContent);
const urls = local ? others : [location.origin + location.pathname];
$("phones").textContent = urls.join("\n");
$("reach").textContent = urls.length ? "In the same network." : "Only this machine can open this page. Started as wsdemo --host 0.0.0.0, it shows the address for others here.";
)html"};

}  // namespace ws101::demos
