// The page on which the server speaks first.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kPushPage{
    "/push",
    "Server push",
    "Nobody asks: the server sends the time and a counter each second.",
    R"html(
#clock { font-size: clamp(2.5rem, 12vw, 6rem); line-height: 1.1; font-variant-numeric: tabular-nums; text-align: center; }
#count { text-align: center; color: var(--soft); }
fieldset { border: 0; margin: 0; padding: 0; } fieldset label { display: flex; gap: .3rem; align-items: center; }
)html",
    R"html(<section class="card" aria-label="Subprotocol">
<fieldset id="offer"><legend class="soft">Subprotocols that this page offers</legend><div class="row">
  <label><input type="checkbox" value="chat" checked>chat</label>
  <label><input type="checkbox" value="superchat" checked>superchat</label>
  <label><input type="checkbox" value="smalltalk">smalltalk (the server does not speak it)</label></div></fieldset>
<p><span id="offered" class="soft"></span> The server chose: <strong id="chosen">–</strong></p></section>
<section class="card" aria-label="Time of the server"><div id="clock" class="live" aria-hidden="true">--:--:--</div><div id="count"></div></section>
)html",
    R"html(
let link, last = 0;
const boxes = [...document.querySelectorAll("#offer input")];
function begin() {
  link?.drop();
  const offer = boxes.filter(box => box.checked).map(box => box.value);
  link = stayConnected({
    open(socket) { $("offered").textContent = `Offered: ${offer.join(", ") || "none"}.`; $("chosen").textContent = socket.protocol || "none"; },
    close() {
      $("chosen").textContent = "–";
      if (last) $("count").textContent = `not connected: this was the last time that came, as message ${last}`;
    },
    message(data) {
      const told = parsed(data);
      if (told?.error) { show(told.error, "bad"); return; }
      if (!told?.time) return;
      $("clock").textContent = told.time;
      last = told.count;
      $("count").textContent = `message ${told.count} of this connection`;
    },
  }, {protocols: offer});
}
for (const box of boxes) box.onchange = begin;
begin();
)html"};

}  // namespace ws101::demos
