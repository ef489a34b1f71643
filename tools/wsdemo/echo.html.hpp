// The page of the echo console.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kEchoPage{
    "/echo",
    "Echo",
    "Whatever you send is answered. Text as text, bytes as bytes, with the time it took.",
    "",
    R"html(<section class="card" aria-label="Connection"><div class="row">
  <span id="state" role="status"></span>
  <button id="connect" class="main" disabled>Connect</button><button id="disconnect">Disconnect</button></div>
</section>
<form class="card" id="form" aria-label="Send">
  <div class="row"><input class="grow" id="text" aria-label="Message" placeholder="Type a message" autocomplete="off">
    <button class="main" id="send">Send text</button></div>
  <div class="row"><input class="grow" type="file" id="file" aria-label="File to send as binary">
    <button type="button" id="sendfile">Send file as binary</button></div>
</form>
<section class="card" aria-label="Messages">
  <div class="row"><h2>Messages</h2><span class="soft" id="times"></span><button class="push" id="clear">Clear</button></div>
  <div id="log" class="log" role="log" tabindex="0" aria-label="Messages sent and received"></div>
</section>
)html",
    R"html(
let sentAt = [], times = [];
function enable(open) {
  for (const id of ["text", "send", "file", "sendfile", "disconnect"]) $(id).disabled = !open;
  $("connect").disabled = open;
}
const hex = buffer => [...new Uint8Array(buffer.slice(0, 16))].map(b => b.toString(16).padStart(2, "0")).join(" ") +
  (buffer.byteLength > 16 ? " …" : "");
// Answers come in the order of the messages: that is all a round-trip time needs.
function took() {
  if (!sentAt.length) return "";
  const time = performance.now() - sentAt.shift();
  times.push(time);
  if (times.length > 1000) times.shift();
  const mean = times.reduce((a, b) => a + b, 0) / times.length;
  $("times").textContent = `${times.length} round trips: fastest ${Math.min(...times).toFixed(1)} ms, mean ${mean.toFixed(1)} ms`;
  return " · " + time.toFixed(1) + " ms";
}
const link = stayConnected({
  open() { sentAt = []; enable(true); add("note", "·", "connected"); },
  message(data) {
    if (typeof data === "string") add("in", "◀", data, sizeOf(new TextEncoder().encode(data).length) + took());
    else add("in", "◀", "binary: " + hex(data), sizeOf(data.byteLength) + took());
  },
  close(event) { enable(false); add("note", "·", `closed: ${event.code} ${event.reason}` + (event.wasClean ? "" : " (not clean)")); },
});
enable(false);
$("connect").onclick = link.start;
$("disconnect").onclick = () => link.stop(1000, "bye");
$("form").onsubmit = event => {
  event.preventDefault();
  const text = $("text").value;
  if (!link.send(text)) return;
  sentAt.push(performance.now());
  add("out", "▶", text, sizeOf(new TextEncoder().encode(text).length));
  $("text").select();
};
$("sendfile").onclick = async () => {
  const file = $("file").files[0];
  if (!file) { add("note", "·", "choose a file first"); return; }
  const bytes = await file.arrayBuffer();
  if (!link.send(bytes)) return;
  sentAt.push(performance.now());
  add("out", "▶", `binary: ${hex(bytes)}  (${file.name})`, sizeOf(bytes.byteLength));
};
$("clear").onclick = () => { $("log").replaceChildren(); times = []; $("times").textContent = ""; };
)html"};

}  // namespace ws101::demos
