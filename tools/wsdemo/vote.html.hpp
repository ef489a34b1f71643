// The page of the live vote; the candidates and their counts are filled in for each request.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kVotePage{
    "/vote",
    "Vote",
    "One click, one vote. Everybody sees it at once.",
    R"html(
#list { list-style: none; margin: 0; padding: 0; display: grid; gap: .9rem; }
#list li { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: .2rem .8rem; align-items: center; }
#list .name { font-weight: 600; overflow-wrap: anywhere; } #list output { font-variant-numeric: tabular-nums; font-size: 1.2rem; }
#list .bar { grid-column: 1 / -1; height: .6rem; border-radius: .3rem; background: var(--tint); overflow: hidden; }
#list .bar i { display: block; height: 100%; width: 0; background: var(--main); transition: width .3s; }
)html",
    R"html(<section class="card" aria-label="Connection"><span id="state" role="status"></span></section>
<section class="card" aria-label="Candidates"><ul id="list">
{{values}}</ul><p class="soft" id="total"></p></section>
)html",
    R"html(
const counts = new Map();
const items = new Map([...document.querySelectorAll("#list li")].map(item => [item.dataset.cid, item]));
for (const [cid, item] of items) counts.set(cid, Number(item.querySelector("output").textContent));
function draw() {
  const all = [...counts.values()].reduce((a, b) => a + b, 0), most = Math.max(1, ...counts.values());
  for (const [cid, item] of items) {
    item.querySelector("output").textContent = counts.get(cid);
    item.querySelector("i").style.width = 100 * counts.get(cid) / most + "%";
  }
  $("total").textContent = all + (all === 1 ? " vote" : " votes");
}
const enable = open => { for (const item of items.values()) item.querySelector("button").disabled = !open; };
const link = stayConnected({
  open() { enable(true); },
  close() { enable(false); },
  message(data) {
    const told = parsed(data);
    if (told?.error) { show(told.error, "bad"); return; }
    if (!counts.has(told?.cid)) return;
    counts.set(told.cid, told.count);
    draw();
  },
});
for (const [cid, item] of items) item.querySelector("button").onclick = () => link.send(cid);
enable(false);
draw();
)html"};

}  // namespace ws101::demos
