// The page of the microscope: what is where. microscope_page.cpp puts it together.
#pragma once

namespace ws101::demos {

inline constexpr char kMicroscopeBody[] = R"html(
<section class="card" aria-label="Connection"><div class="row"><span id="specimen" class="soft" role="status"></span>
<form id="form" class="row off-wall"><input class="grow" id="text" value="Hello" aria-label="Message" autocomplete="off">
  <button class="main" id="send">Send text</button><button type="button" id="bytes4">4 bytes</button>
  <button type="button" id="close">Close 1000</button></form>
  <button class="toggle off-wall" id="compress" aria-pressed="false" title="Offer the browser to compress messages: RFC 7692">Compress</button>
  <button class="toggle" id="freeze" aria-pressed="false">Freeze <kbd>F</kbd></button>
  <button class="toggle" id="quiz" aria-pressed="false">Quiz <kbd>Q</kbd></button>
  <button class="toggle" id="wall" aria-pressed="false">Projector <kbd>P</kbd></button></div></section>
<div class="stage">
<section class="card s-frames" aria-label="Frames"><div class="row"><h2>Frames</h2><span id="waiting" class="soft" role="status"></span><button class="push toggle" id="saveall">Save</button><button class="toggle" id="clear">Clear</button></div>
  <div class="row filters" role="group" aria-label="Show in the list"><button data-filter="data" aria-pressed="true">data</button><button data-filter="control" aria-pressed="true">control</button><button
    data-filter="keepalive" aria-pressed="true">keepalive</button><button data-filter="page" aria-pressed="true">page</button></div>
  <ol id="frames"></ol></section>
<section class="card s-chosen" aria-label="The chosen frame"><h2 id="title">Press a button, or send something</h2>
  <div class="row"><div class="row views" role="group" aria-label="View"><button data-view="bits" aria-pressed="true">Bits</button><button data-view="sequence" aria-pressed="false">Sequence</button><button
    data-view="words" aria-pressed="false">As wsdump prints it</button></div>
    <div class="row push"><button class="toggle" id="unmask" disabled>Unmask a byte <kbd>U</kbd></button></div></div>
  <div class="words" id="words"></div>
  <div id="bits"></div><div id="sequence" hidden></div>
  <pre id="picture" role="region" tabindex="0" aria-label="The frame as wsdump prints it" hidden></pre>
  <div class="row copies off-wall" id="copies" hidden><span class="soft">Copy</span><button id="copyhex">hex</button><button id="copycommand">wsdump command</button><a id="save" download="frame.bin">save as file</a><span
    id="copied" class="soft" role="status"></span></div></section>
<section class="card s-buttons" aria-label="Let the server send">
  <div class="row groups" role="group" aria-label="Kind of frames"><h2>Let the server send</h2><button data-group="right" aria-pressed="true">right</button><button data-group="closing" aria-pressed="false">closing</button><button
    data-group="wrong" aria-pressed="false">wrong</button></div>
  <p class="soft" id="about"></p><div class="specimens" id="specimens"></div></section>
</div>
<section class="card off-wall" aria-label="Test this browser"><h2>Test this browser</h2>
<p class="soft">Sends each specimen once, and tells what RFC 6455 expects and what this browser did.</p>
<div class="row"><button class="main" id="check">Test this browser</button><span id="checking" role="status"></span></div>
<div class="found" id="found" role="region" tabindex="0" aria-label="What this browser did" hidden></div></section>
<section class="card off-wall" aria-label="Explain bytes"><h2>Explain pasted bytes</h2>
<form id="paste"><textarea id="pasted" aria-label="Bytes in hex" spellcheck="false">81 85 37 fa 21 3d 7f 9f 4d 51 58</textarea>
<div class="row"><button class="main">Explain</button><span class="soft">hex, a C array, a dump, base64: whatever wsdump reads</span></div></form>
<div id="drawn"></div>
<pre id="explained" role="region" tabindex="0" aria-label="Explanation"></pre></section>
<p class="soft off-wall"><kbd>&larr;</kbd> <kbd>&rarr;</kbd> step through the frames, <kbd>F</kbd> freezes the list, <kbd>U</kbd> unmasks a byte, <kbd>Q</kbd> hides the meanings, <kbd>P</kbd> is for the projector.</p>
)html";

}  // namespace ws101::demos
