// The two connections of the microscope's page, and the buttons.
#pragma once

namespace ws101::demos {

inline constexpr char kMicroscopeScript[] = R"html(
const kAgain = 600;
const abouts = {right: "Every form a frame can have.", closing: "A Close frame; the browser answers with one of its own.",
  wrong: "One violation each. A browser has to fail the connection; watch with which code it says so."};
let slide = "", specimen = null, specimens = [], group = "right", compressed = false;

// What the page itself notices. The reports of its frames come over another connection: the answer to a mark is behind them.
const noticed = [];
function recordBehindReports(line) { if (eyepiece.send('{"mark":true}')) noticed.push(line); }
const shortened = text => JSON.stringify(text.slice(0, 200)) + (text.length > 200 ? ` \u2026 ${text.length} characters` : "");

// The connection that is looked at. It comes back by itself after each end, so that the next button finds it.
function putOn() {
  if (!slide) return;
  const mine = specimen = new WebSocket(address(`/microscope${compressed ? "/deflate" : ""}?slide=${slide}`));
  mine.binaryType = "arraybuffer";
  let opened = false;
  mine.onopen = () => { opened = true; end = {}; $("specimen").textContent = "specimen: open"; enable(true); browserCheck.opened(); };
  mine.onmessage = ({data}) => {
    browserCheck.message(data);
    recordBehindReports("message: " + (typeof data === "string" ? shortened(data) : data.byteLength + " bytes"));
  };
  mine.onclose = event => {
    if (mine !== specimen) return;
    enable(false);
    $("specimen").textContent = "specimen: closed";
    halfOfEnd(opened ? {event} : {event, reported: true});
  };
}
// An end has two halves: what this page notices, and the server's report, which is behind those of all frames.
let end = {};
function halfOfEnd(half) {
  end = {...end, ...half};
  if (!end.event || !end.reported) return;
  const {event} = end;
  browserCheck.closed(event);
  recordBehindReports(`closed: code ${event.code}${event.reason ? ` "${event.reason}"` : ""}, ${event.wasClean ? "clean" : "not clean"}`);
  setTimeout(putOn, kAgain);
}
function enable(open) {
  for (const item of document.querySelectorAll("#send, #bytes4, #close, [data-send]")) item.disabled = !open || browserCheck.running;
}
// Another endpoint of the server, which agrees to compress: the present connection ends, and the next one goes there.
function compress(on) {
  if (on === compressed) return;
  compressed = on;
  press($("compress"), on);
  specimen?.close(1000, "next");
}
function order(id) { return eyepiece.send(JSON.stringify({send: id})); }
function drawButtons() {
  for (const button of document.querySelectorAll("[data-group]")) press(button, button.dataset.group === group);
  $("about").textContent = abouts[group];
  $("specimens").replaceChildren(...specimens.filter(one => one.group === group).map(one => {
    const button = element("button", "", one.words);
    button.type = "button";
    button.dataset.send = one.id;
    button.title = `RFC 6455 ${one.section}: ${one.rule}`;
    button.onclick = () => order(one.id);
    return button;
  }));
  enable(specimen?.readyState === WebSocket.OPEN);
}
// An opening handshake in the words of the list.
const openingLine = told => `${told.request[0]}: 101, accept ${told.accept}`;
// What wsdump says about pasted bytes, below pictures of the first frames.
function showExplained(text, frames) {
  $("explained").textContent = text;
  $("drawn").replaceChildren(...frames.map(frame => {
    const box = element("div"), figure = element("section", "pasted");
    frameDiagram(box, frame);
    figure.append(element("h3", "", frame.line), box);
    return figure;
  }));
}
const eyepiece = stayConnected({
  message(data) {
    const told = parsed(data);
    if (told?.mark) record({flow: "event", line: noticed.shift()});
    else if (told?.ended) halfOfEnd({reported: true});
    else if (told?.slide) { slide = told.slide; specimens = told.specimens; drawButtons(); putOn(); }
    else if (told?.error !== undefined) showExplained(told.error, []);
    else if (told?.explained !== undefined) showExplained(told.explained, told.frames);
    else if (told?.flow) {
      if (told.flow === "opening") told.line = openingLine({...told, request: [told.request[0].replace(/\?.*? /, " ")]});
      if (told.inflated?.text) told.line += ` = "${told.inflated.text.slice(0, 100)}"`;
      browserCheck.frame(told);
      record(told);
    }
  },
  close() { slide = ""; specimen = null; noticed.length = 0; enable(false); $("specimen").textContent = ""; },
}, {path: "/microscope/eyepiece"});
$("form").onsubmit = event => { event.preventDefault(); specimen?.send($("text").value); };
$("bytes4").onclick = () => specimen?.send(new Uint8Array([0xde, 0xad, 0xbe, 0xef]));
$("close").onclick = () => specimen?.close(1000, "bye");
for (const button of document.querySelectorAll("[data-group]")) button.onclick = () => { group = button.dataset.group; drawButtons(); };
$("paste").onsubmit = event => { event.preventDefault(); eyepiece.send(JSON.stringify({explain: $("pasted").value})); };
$("compress").onclick = () => compress(!compressed);
$("check").onclick = () => { compress(false); return browserCheck.run(specimens, order, () => specimen); };
drawButtons();
)html";

}  // namespace ws101::demos
