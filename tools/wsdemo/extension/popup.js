// The popup: shows what the service worker knows and passes on what the user wishes. It holds no connection of its own,
// because it is gone as soon as the user clicks elsewhere. What came from outside is shown by textContent only.
const $ = id => document.getElementById(id);
const kMarks = {in: "◀", out: "▶", note: "·", bad: "!"};

let worker, typing = false;  // an address that the worker does not know yet
function wake() {
  worker = chrome.runtime.connect();  // starts the worker if the browser has ended it
  worker.onMessage.addListener(take);
  worker.onDisconnect.addListener(() => setTimeout(wake, 200));
}

function take(news) {
  if (news.address && !typing) {
    $("address").value = news.address.replace("ws://", "").replace("/broadcast", "");
  }
  if (news.state !== undefined) {
    $("state").textContent = news.words;
    $("state").className = news.state;
    $("send").disabled = news.state !== "open";
    $("disconnect").disabled = news.state === "closed";
    $("disconnect").textContent = news.state === "open" ? "Disconnect" : "Stop trying";
    $("refused").hidden = news.state !== "refused";
  }
  if (news.lines !== undefined) $("log").replaceChildren();
  for (const line of news.lines ?? []) add(line);
  if (news.line) add(news.line);
  if (news.complaint !== undefined) {
    $("complaint").textContent = news.complaint;
    if (news.address === null) typing = true;  // what was typed stays there to be mended
  }
  if (news.said !== undefined && $("text").value === news.said) $("text").value = "";  // sent: now it may go
}

function add({time, kind, text}) {
  const log = $("log"), item = document.createElement("div");
  item.className = kind;
  const clock = new Date(time).toTimeString().slice(0, 5);
  for (const [name, words] of [["mark", kMarks[kind]], ["what", text], ["time", clock]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    item.append(part);
  }
  log.append(item);
  log.scrollTop = log.scrollHeight;
}

$("address").oninput = () => { typing = true; };
$("switch").onsubmit = event => {
  event.preventDefault();
  typing = false;
  $("complaint").textContent = "";
  worker.postMessage({connect: $("address").value.trim()});
};
$("disconnect").onclick = () => worker.postMessage({disconnect: true});
$("speak").onsubmit = event => {
  event.preventDefault();
  if ($("text").value === "") return;
  $("complaint").textContent = "";
  worker.postMessage({say: $("text").value});
};
$("command").textContent = `wsdemo --origin ${location.origin}`;
$("copy").onclick = async () => {
  await navigator.clipboard.writeText($("command").textContent);
  $("copy").textContent = "Copied";
};
wake();
