// The console of an echo server, for wsecho's page and for wsdemo's /echo: HTML and CSS. The script is in
// echo_console_script.html.hpp; both need wsdemo/shared.html.hpp and a header with #state and #toggle.
#pragma once

namespace ws101 {

inline constexpr char kEchoConsoleStyle[] = R"html(
.console { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 64rem) { .console.split { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
#where details > :not(summary) { margin-top: .6rem; } summary { cursor: pointer; color: var(--soft); }
#about:empty, #about2:empty { display: none; }
#text { resize: vertical; min-height: 2.6rem; max-height: 40vh; field-sizing: content; }
#log { height: max(18rem, calc(100vh - 33rem)); }
#log > button { border-width: 0 0 1px; border-radius: 0; background: none; text-align: left; width: 100%; padding: .25rem 0; font: inherit; align-items: start; }
#log > button:hover, #log > button[aria-pressed=true] { background: var(--tint); }
#log > button:focus-visible { outline-offset: -3px; }
#whole { margin: 0; overflow: auto; max-height: max(18rem, calc(100vh - 30rem)); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; line-height: 1.45; }
#whole.hex { white-space: pre; }
.views button[aria-pressed=true] { background: var(--tint); border-color: var(--main); }
#curve { width: 9rem; height: 1.6rem; } #curve polyline { fill: none; stroke: var(--main); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
#times { font-variant-numeric: tabular-nums; }
#filter { flex: 0 1 12rem; min-width: 0; }
)html";

inline constexpr char kEchoConsoleBody[] = R"html(<form class="card" id="where" aria-label="Connection">
  <div class="row"><label class="grow">Address<input id="url" spellcheck="false" autocapitalize="off" autocomplete="off" inputmode="url"></label></div>
  <details id="options"><summary>Subprotocols, and how to say goodbye</summary><div class="row">
    <label class="grow">Subprotocols to offer, with commas<input id="protocols" spellcheck="false" autocapitalize="off" autocomplete="off" placeholder="none"></label>
    <label>Close code<input id="code" inputmode="numeric" value="1000" size="6" autocomplete="off"></label>
    <label class="grow">Close reason<input id="reason" value="bye" autocomplete="off"></label></div></details>
  <p class="soft" id="about" role="status"></p><p class="soft" id="about2"></p>
</form>
<form class="card" id="form" aria-label="Send">
  <div class="row"><textarea class="grow" id="text" rows="1" aria-label="Message" placeholder="Type a message. Enter sends, Shift+Enter breaks the line, Up brings the last one back" autofocus></textarea>
    <button class="main" id="send">Send</button></div>
  <div class="row"><input class="grow" type="file" id="file" aria-label="File to send as binary">
    <button type="button" id="sendfile">Send file as binary</button></div>
</form>
<div class="console" id="console">
<section class="card" aria-label="Messages">
  <div class="row"><h2>Messages</h2><span class="soft" id="times"></span><svg id="curve" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" hidden><polyline points=""></polyline></svg>
    <span class="push"></span><input id="filter" type="search" aria-label="Show only messages with this text" placeholder="Filter"><button id="clear">Clear</button></div>
  <div id="log" class="log" role="log" tabindex="0" aria-label="Messages sent and received; choose one to see all of it"></div>
</section>
<section class="card" id="detail" aria-label="The chosen message" hidden>
  <div class="row"><h2 id="which"></h2><button class="push" id="shut" aria-label="Close this message">✕</button></div>
  <div class="row views" role="group" aria-label="Show as"><button data-as="text">Text</button><button data-as="json">JSON</button><button data-as="hex">Hex</button>
    <button class="push" id="copy">Copy</button><button id="save">Download</button></div>
  <pre id="whole" role="region" tabindex="0" aria-label="Content of the message"></pre><p class="soft" id="cut" role="status"></p>
</section>
</div>
)html";

}  // namespace ws101
