// The page of the operator's console: what everybody hears.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kBroadcastPage{
    "/broadcast",
    "Broadcast",
    "Lines typed into the program reach every client, just as they were typed.",
    "",
    R"html(<section class="card" aria-label="Connection"><div class="row">
  <span id="state" role="status"></span><span class="soft" id="here"></span></div>
</section>
<form class="card" id="form" aria-label="Speak">
  <div class="row"><input class="grow" id="text" aria-label="Message to the operator" placeholder="Say something to the operator" autocomplete="off" maxlength="4000">
    <button class="main" id="send">Send</button></div>
</form>
<section class="card" aria-label="Messages"><h2>Heard</h2>
  <div id="log" class="log" role="log" tabindex="0" aria-label="Messages"></div>
</section>
)html",
    R"html(
const kWords = {join: "joined", leave: "left"};
const link = stayConnected({
  open() { $("send").disabled = false; },
  close() { $("send").disabled = true; $("here").textContent = ""; },
  message(data) {
    const notice = parsed(data);
    if (notice?.error) { add("bad", "!", notice.error); return; }
    if (notice?.event === "message") { add("in", "◀", `${notice.address}: ${notice.text}`); return; }
    if (kWords[notice?.event]) {
      $("here").textContent = `${notice.clients} here`;
      add("note", "·", `${notice.address} ${kWords[notice.event]}, ${notice.clients} here`);
      return;
    }
    add("in", "◀", data, "operator");
  },
});
$("form").onsubmit = event => {
  event.preventDefault();
  const text = $("text").value;
  if (text === "" || !link.send(text)) return;
  add("out", "▶", text);
  $("text").value = "";
};
)html"};

}  // namespace ws101::demos
