// The page of the operator's console: what everybody hears.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kBroadcastPage{
    "/broadcast",
    "Broadcast",
    "Lines typed into the program reach every client, just as they were typed.",
    R"html(
#line { font-size: clamp(1.6rem, 5vw, 3.4rem); line-height: 1.2; overflow-wrap: anywhere; white-space: pre-wrap; min-height: 1.2em; max-height: 50vh; overflow-y: auto; }
#complaint { color: var(--bad); } #complaint:empty { display: none; }
)html",
    R"html(<section class="card" aria-label="The operator's last line"><div class="row"><h2>The operator says</h2><span class="soft push" id="since"></span></div>
  <div id="line" class="live" tabindex="0">…</div></section>
<form class="card" id="form" aria-label="Speak">
  <div class="row"><input id="name" aria-label="Your name" placeholder="Your name" autocomplete="nickname" size="12">
    <input class="grow" id="text" aria-label="Message to the operator" placeholder="Say something to the operator" autocomplete="off">
    <button class="main" id="send">Send</button></div>
  <p id="complaint" role="alert"></p>
  <p class="soft"><span id="hears">…</span> <span id="here"></span></p>
</form>
<section class="card" aria-label="Messages"><h2>Heard</h2>
  <div id="log" class="log" role="log" tabindex="0" aria-label="Messages"></div>
</section>
)html",
    R"html(
const kWords = {join: "joined", leave: "left"}, kMostText = 4000, kMostName = 64;  // bytes
const query = new URLSearchParams(location.search);
let named = query.get("name") ?? "";  // the name with which this page is connected
$("name").value = named;
const who = notice => notice.name ? `${notice.name} (${notice.address})` : notice.address;
const at = () => address() + (named ? "?name=" + encodeURIComponent(named) : "");
function here(clients) { $("here").textContent = clients === 1 ? "Nobody else is here." : `${clients} are here.`; }
const link = stayConnected({
  open() { $("send").disabled = false; },
  close() { $("send").disabled = true; $("here").textContent = ""; $("hears").textContent = "Not connected."; },
  message(data) {
    const notice = parsed(data);
    switch (notice?.event) {
      case "welcome":
        $("hears").textContent = notice.relay ? `Everybody hears you, as ${named || notice.you}.` : "Only the operator hears you. (With wsdemo --relay everybody does.)";
        here(notice.clients);
        break;
      case "operator":
        $("line").textContent = notice.text;
        $("since").textContent = "at " + new Date().toTimeString().slice(0, 5);
        add("in", "◀", notice.text, "operator");
        break;
      case "message": add("in", "◀", `${who(notice)}: ${notice.text}`); break;
      case "join": case "leave":
        here(notice.clients);
        add("note", "·", `${who(notice)} ${kWords[notice.event]}, ${notice.clients} here`);
        break;
      default: if (notice?.error) add("bad", "!", notice.error);
    }
  },
}, {protocols: [kNotices], at});
$("send").disabled = true;
$("name").onchange = () => {
  const name = $("name").value.trim();
  $("complaint").textContent = bytesOf(name) > kMostName ? `A name has at most ${kMostName} bytes; this one has ${bytesOf(name)}.` : "";
  if (name === named || bytesOf(name) > kMostName) return;
  named = name;
  history.replaceState(null, "", location.pathname + (named ? "?name=" + encodeURIComponent(named) : ""));
  link.drop();
  link.begin();
};
$("form").onsubmit = event => {
  event.preventDefault();
  const text = $("text").value, bytes = bytesOf(text);
  $("complaint").textContent = bytes > kMostText ? `A message has at most ${kMostText} bytes; this one has ${bytes}. Nothing was sent.` : "";
  if (text === "" || bytes > kMostText || !link.send(text)) return;
  add("out", "▶", text);
  $("text").value = "";
};
)html"};

}  // namespace ws101::demos
