// The page with which the demos begin.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

// The picture is a frame as the microscope shows it: the two bytes before an unmasked "Hello".
inline constexpr PageParts kIndexPage{
    "/",
    "WebSocket, seen working",
    "One program, one port. Each demo is a page and a WebSocket endpoint at the same address.",
    R"html(
.demos { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
.demos li { padding: 1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); display: grid; gap: .4rem; align-content: space-between; position: relative; }
.demos li:hover { border-color: var(--main); } .demos .go { font-weight: 600; text-decoration: none; font-size: 1.1rem; }
.demos .go::after { content: ""; position: absolute; inset: 0; border-radius: .6rem; } .demos .go:focus-visible { outline: 0; }
.demos li:has(.go:focus-visible) { outline: 3px solid var(--main); outline-offset: 1px; }
.demos small { position: relative; color: var(--soft); pointer-events: none; display: flex; flex-wrap: wrap; gap: 0 .4em; } .demos small a { pointer-events: auto; }
.demos .live { margin-left: auto; font-variant-numeric: tabular-nums; min-width: 0; overflow-wrap: anywhere; }
.demos li:first-child { grid-column: 1 / -1; } .demos li:first-child .go { font-size: 1.5rem; }
.bits { display: flex; flex-wrap: wrap; gap: .3rem; } .bits span { display: grid; text-align: center; border: 1px solid var(--line); border-radius: .3rem; overflow: hidden; min-width: 0; }
.bits b { font: 600 clamp(1rem, 2.4vw, 1.5rem)/1.6 ui-monospace, "DejaVu Sans Mono", monospace; padding: 0 .5rem; background: var(--tint); } .bits i { font-style: normal; font-size: .75rem; color: var(--soft); padding: 0 .4rem; }
)html",
    R"html(<ul class="demos">
<li><div><a class="go" href="/microscope">Microscope</a> <div>The frames of this very browser, bit by bit: what it sends, what it gets, and what it does when a server breaks a rule.</div></div>
<div class="bits" aria-hidden="true"><span><b>1</b><i>FIN</i></span><span><b>000</b><i>RSV</i></span><span><b>0001</b><i>text</i></span><span><b>0</b><i>MASK</i></span><span><b>0000101</b><i>5 bytes</i></span><span><b>48 65 6c 6c 6f</b><i>Hello</i></span></div>
<small><a href="/code/microscope.cpp">code</a> · <a href="/mistakes#microscope">mistake</a><span class="live" data-demo="microscope"></span></small></li>
<li><div><a class="go" href="/echo">Echo</a><div>Send text and files, see them come back, and how long that took.</div></div><small><a href="/code/echo.cpp">code</a> · <a href="/mistakes#echo">mistake</a><span class="live" data-demo="echo"></span></small></li>
<li><div><a class="go" href="/broadcast">Broadcast</a><div>What the operator types reaches everybody at once.</div></div><small><a href="/code/broadcast.cpp">code</a> · <a href="/mistakes#broadcast">mistake</a><span class="live" data-demo="broadcast"></span></small></li>
<li><div><a class="go" href="/vote">Vote</a><div>Every vote counts, in every window, at once.</div></div><small><a href="/code/vote.cpp">code</a> · <a href="/mistakes#vote">mistake</a><span class="live" data-demo="vote"></span></small></li>
<li><div><a class="go" href="/cpu">Processor</a><div>The load of this machine, drawn as it happens.</div></div><small><a href="/code/cpu.cpp">code</a> · <a href="/mistakes#cpu">mistake</a><span class="live" data-demo="cpu"></span></small></li>
<li><div><a class="go" href="/terminal">Terminal</a><div>One command on many hosts, answers as they come.</div></div><small><a href="/code/terminal.cpp">code</a> · <a href="/mistakes#terminal">mistake</a><span class="live" data-demo="terminal"></span></small></li>
<li><div><a class="go" href="/push">Server push</a><div>The server speaks first; subprotocols are negotiated.</div></div><small><a href="/code/push.cpp">code</a> · <a href="/mistakes#push">mistake</a><span class="live" data-demo="push"></span></small></li>
</ul>
<p class="soft">Watch any of them on the wire: press F12 and open the network panel, or look with <code>wsdump</code>.</p>
)html",
    R"html(
const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
stayConnected({message(data) {
  const told = parsed(data);
  for (const place of document.querySelectorAll("[data-demo]")) {
    const demo = told?.[place.dataset.demo];
    if (demo) place.textContent = [counted(demo.clients, "client"), demo.messages ? counted(demo.messages, "message") : "", demo.value].filter(Boolean).join(" \u00b7 ");
  }
}});
)html"};

}  // namespace ws101::demos
