// The service worker: holds the connection while no popup is open, and tells every open popup what happens.
import {Connection} from "./connection.js";

const kAddress = "ws://127.0.0.1:8000/broadcast";
const kMostLines = 200;
const kMostText = 4000;  // bytes that /broadcast takes

const popups = new Set();
const shown = {state: "closed", words: "disconnected", address: kAddress, lines: []};
let unseen = 0;

const connection = new Connection({
  state(kind, words) {
    Object.assign(shown, {state: kind, words});
    tell({state: kind, words, address: shown.address});
    badge();
    keep();
  },
  message(text) { add(lineOf(text)); },
});

// What the server says in the subprotocol of connection.js: nothing that somebody typed can pass for anything else.
function lineOf(text) {
  let notice;
  try { notice = JSON.parse(text); } catch { /* another server than wsdemo */ }
  const who = notice?.name ? `${notice.name} (${notice.address})` : notice?.address;
  switch (notice?.event) {
    case "welcome": return null;
    case "join": return {kind: "note", text: `${who} joined, ${notice.clients} here`};
    case "leave": return {kind: "note", text: `${who} left, ${notice.clients} here`};
    case "message": return {kind: "in", text: `${who}: ${notice.text}`};
    case "operator": return {kind: "in", text: String(notice.text)};
  }
  if (typeof notice?.error === "string") return {kind: "bad", text: notice.error};
  return {kind: "in", text};
}

function add(line) {
  if (line === null) return;
  shown.lines.push({time: Date.now(), kind: line.kind, text: line.text.slice(0, kMostText)});
  shown.lines.splice(0, shown.lines.length - kMostLines);
  tell({line: shown.lines.at(-1)});
  if (popups.size === 0 && line.kind === "in") ++unseen;
  badge();
  keep();
}

function tell(news) {
  for (const popup of popups) {
    try { popup.postMessage(news); } catch { popups.delete(popup); }  // closed a moment ago
  }
}

function badge() {
  const text = shown.state === "waiting" || shown.state === "refused" ? "…" : unseen > 99 ? "99+" : unseen > 0 ? String(unseen) : "";
  chrome.action.setBadgeText({text});
}

// The session's storage outlives this worker, which the browser may end. Each call also counts as something that
// happened, which keeps the worker alive from one attempt to connect to the next.
function keep() { chrome.storage.session.set({lines: shown.lines}); }

// "127.0.0.1:9000" is enough. Only this machine: the Content Security Policy of the manifest would refuse others. Of
// 127.0.0.2 and [::1] it would have to name each, so they are not taken either.
function addressOf(text) {
  const url = new URL(text.includes("://") ? text.replace(/^http:/, "ws:") : `ws://${text}`);
  if (url.protocol !== "ws:" || !["127.0.0.1", "localhost"].includes(url.hostname)) throw new Error();
  return `ws://${url.host}/broadcast`;
}

function switchOn(text) {
  try {
    shown.address = addressOf(text);
  } catch {
    tell({complaint: "expected an address of this machine, such as 127.0.0.1:8000 or localhost:8000", address: null});
    return;
  }
  chrome.storage.local.set({address: shown.address, wanted: true});
  connection.start(shown.address);
}

function switchOff() {
  chrome.storage.local.set({wanted: false});
  connection.stop();
}

function say(text) {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > kMostText) tell({complaint: `expected at most ${kMostText} bytes, got ${bytes}: nothing was sent`});
  else if (!connection.send(text)) tell({complaint: "not connected, so nothing was sent"});
  else {
    add({kind: "out", text});
    tell({said: text});
  }
}

// What was known before the browser ended this worker the last time.
const remembered = Promise.all([chrome.storage.session.get("lines"), chrome.storage.local.get(["address", "wanted"])])
  .then(([{lines}, {address, wanted}]) => {
    shown.lines.unshift(...lines ?? []);
    shown.address = address ?? kAddress;
    if (wanted !== false && connection.idle) connection.start(shown.address);
  });

chrome.runtime.onConnect.addListener(async popup => {
  let gone = false;
  popup.onMessage.addListener(async wish => {
    await remembered;
    if (typeof wish.say === "string") say(wish.say);
    else if (typeof wish.connect === "string") switchOn(wish.connect);
    else if (wish.disconnect === true) switchOff();
  });
  popup.onDisconnect.addListener(() => { gone = true; popups.delete(popup); });
  await remembered;
  if (gone) return;
  popups.add(popup);
  unseen = 0;
  badge();
  popup.postMessage(shown);
});

// Should the browser end this worker in spite of all (it may: an update, too little memory), the alarm starts it again:
// what stands at the top level of this file does the rest.
chrome.alarms.create("wake", {periodInMinutes: 0.5});
chrome.alarms.onAlarm.addListener(() => {});
chrome.runtime.onStartup.addListener(() => {});  // a listener, and the browser starts this worker with itself
