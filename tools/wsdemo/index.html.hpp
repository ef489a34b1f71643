// The page with which the demos begin.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kIndexPage{
    "/",
    "WebSocket, seen working",
    "One program, one port. Each demo is a page and a WebSocket endpoint at the same address.",
    R"html(
.demos { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
.demos a { display: block; height: 100%; padding: 1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card);
  color: inherit; text-decoration: none; }
.demos a:hover { border-color: var(--main); } .demos strong { display: block; color: var(--main); }
)html",
    R"html(<ul class="demos">
<li><a href="/echo"><strong>Echo</strong>Send text and files, see them come back, and how long that took.</a></li>
<li><a href="/broadcast"><strong>Broadcast</strong>What the operator types reaches everybody at once.</a></li>
<li><a href="/vote"><strong>Vote</strong>Every vote counts, in every window, at once.</a></li>
<li><a href="/cpu"><strong>Processor</strong>The load of this machine, drawn as it happens.</a></li>
<li><a href="/terminal"><strong>Terminal</strong>One command on many hosts, answers as they come.</a></li>
<li><a href="/push"><strong>Server push</strong>The server speaks first; subprotocols are negotiated.</a></li>
<li><a href="/microscope"><strong>Microscope</strong>The frames of this very browser, bit by bit.</a></li>
</ul>
<p class="soft">Watch any of them on the wire: press F12 and open the network panel, or look with <code>wsdump</code>.</p>
)html",
    ""};

}  // namespace ws101::demos
