// "Test this browser": every specimen once, and what the browser made of it beside what RFC 6455 expects.
#pragma once

namespace ws101::demos {

inline constexpr char kBrowserCheckScript[] = R"html(
const browserCheck = (() => {
  const kOpening = 10000, kPatience = 8000, kSettle = 150;
  let seen = null, wake = () => {};
  const check = {running: false};
  // What happens to the specimen's connection is told here by the page; it counts while a specimen is out.
  check.opened = () => wake();
  check.message = data => {
    seen?.messages.push(typeof data === "string" ? {kind: "text", length: new TextEncoder().encode(data).length, text: data} : {kind: "binary", length: data.byteLength});
    wake();
  };
  check.frame = told => {
    if (!seen || told.flow !== "in" || told.keepalive) return;
    if (told.opcode === 10) seen.pongs.push(told.hex.slice(2 * told.header).match(/../g)?.map((pair, i) => (parseInt(pair, 16) ^ parseInt(told.key.substr(2 * (i % 4), 2), 16)).toString(16).padStart(2, "0")).join("") ?? "");
    if (told.opcode === 8) seen.close = told.close ?? {code: 1005, reason: ""};
    wake();
  };
  check.closed = event => { if (seen) seen.event = event; wake(); };

  const pause = time => new Promise(done => setTimeout(done, time));
  // Waits until the condition holds; false when that takes too long.
  async function until(condition, time) {
    const end = performance.now() + time;
    while (!condition()) {
      if (performance.now() > end) return false;
      await Promise.race([new Promise(done => { wake = done; }), pause(100)]);
    }
    return true;
  }
  const sameMessages = (one, got) => got.length === one.messages.length && one.messages.every((want, i) =>
    want.kind === got[i].kind && want.length === got[i].length && (want.beginning === undefined || got[i].text.startsWith(want.beginning)));
  const samePongs = (one, got) => got.length === one.pongs.length && one.pongs.every((want, i) => want === got[i]);

  // Each gives what was expected, what happened, and a verdict: right, or in which way it is another.
  function judgeTaken(one) {
    const expected = [...one.messages.map(want => want.kind === "text" ? `text, ${want.length} bytes` : `binary, ${want.length} bytes`), ...one.pongs.map(() => "a pong")];
    const got = [...seen.messages.map(had => `${had.kind}, ${had.length} bytes`), ...seen.pongs.map(() => "a pong")];
    if (seen.event) got.push(`closed with ${seen.close?.code ?? seen.event.code}`);
    const right = !seen.event && sameMessages(one, seen.messages) && samePongs(one, seen.pongs);
    return {expected: expected.join(", ") || "no answer", got: got.join(", ") || "no answer", verdict: right ? "right" : seen.event ? "refuses what is allowed" : "another answer"};
  }
  function closeWords() {
    const sent = seen.close ? `Close ${seen.close.code}${seen.close.reason ? ` "${seen.close.reason}"` : ""}` : "no Close";
    return seen.event ? `${sent}; the script gets ${seen.event.code}, ${seen.event.wasClean ? "clean" : "not clean"}` : `${sent}; the connection stays open`;
  }
  function judgeClosing(one) {
    const right = seen.close?.code === one.code && seen.event?.code === one.code && seen.event.wasClean;
    return {expected: `Close ${one.code}, clean`.replace("Close 1005", "Close without a code (1005)"), got: closeWords(), verdict: right ? "right" : "closes in another way"};
  }
  function judgeFailing(one) {
    let verdict = "right";
    if (!seen.close && !seen.event) verdict = "accepts it";
    else if (!seen.close) verdict = "ends without a Close";
    else if (seen.close.code !== one.code) verdict = seen.close.code < 1000 || seen.close.code > 4999 ? "answers with a code that must not be used" : "fails with another code";
    return {expected: `fail the connection, Close ${one.code}`, got: closeWords(), verdict};
  }

  async function tryOne(one, order) {
    seen = {messages: [], pongs: [], close: null, event: null};
    if (!order(one.id)) return {expected: "", got: "the server is gone", verdict: "not tried"};
    if (one.expect === "take") {
      await until(() => seen.event || seen.messages.length >= one.messages.length && seen.pongs.length >= one.pongs.length, kPatience);
      await pause(kSettle);  // for what must not come
      return judgeTaken(one);
    }
    await until(() => seen.event, kPatience);
    return one.expect === "close" ? judgeClosing(one) : judgeFailing(one);
  }
  function row(kind, cells) {
    const line = element("tr", kind);
    cells.forEach((words, i) => {
      const cell = element(i === 0 || kind === "" ? "th" : "td", "", words);
      if (cell.tagName === "TH") cell.scope = kind === "" ? "col" : "row";
      line.append(cell);
    });
    return line;
  }
  // Sends all, one after the other, each to an open connection; fills the table as it goes. `order(id)` asks the server
  // to send a specimen, `connection()` is the WebSocket that is looked at.
  check.run = async (specimens, order, connection) => {
    if (check.running) return;
    check.running = true;
    enable(false);
    $("check").disabled = true;
    const table = element("table"), body = element("tbody"), head = table.createTHead();
    table.append(element("caption", "soft", navigator.userAgent));
    head.append(row("", ["sent", "expected", "this browser", "verdict", "rule"]));
    table.append(body);
    $("found").hidden = false;
    $("found").replaceChildren(table);
    let right = 0, done = 0;
    for (const one of specimens) {
      $("checking").textContent = `${done} of ${specimens.length}: ${one.words}`;
      if (!await until(() => connection()?.readyState === WebSocket.OPEN, kOpening)) break;
      const {expected, got, verdict} = await tryOne(one, order);
      // A connection that still lives after a violation would spoil the next try.
      if (one.expect !== "take" && !seen.event) connection()?.close(1000, "next");
      body.append(row(verdict === "right" ? "right" : "differs", [one.words, expected, got, verdict, `${one.rule} [RFC 6455 ${one.section}]`]));
      if (one.expect !== "take") await until(() => connection()?.readyState !== WebSocket.OPEN, kPatience);
      right += verdict === "right";
      ++done;
    }
    seen = null;
    check.running = false;
    $("check").disabled = false;
    enable(connection()?.readyState === WebSocket.OPEN);
    $("checking").textContent = `${right} of ${done} as RFC 6455 expects` + (done < specimens.length ? "; the server went away" : "");
  };
  return check;
})();
)html";

}  // namespace ws101::demos
