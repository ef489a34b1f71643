// What the microscope looks like, on a desk, a phone and a wall.
#pragma once

namespace ws101::demos {

inline constexpr char kMicroscopeStyle[] = R"html(
main, nav ul { max-width: 120rem; }
main { padding-top: .75rem; gap: .75rem; } #form { flex: 6 1 26rem; } #form .grow { flex-basis: 6rem; } #specimen { min-width: 8.5rem; }
h3 { font-size: 1rem; margin: 0; }
.stage { display: grid; gap: .75rem; grid-template: "frames chosen buttons" / minmax(0, 17rem) minmax(0, 1fr) minmax(0, 14rem); align-items: start; }
.stage > * { min-width: 0; } .s-frames { grid-area: frames; } .s-chosen { grid-area: chosen; } .s-buttons { grid-area: buttons; }
@media (max-width: 74rem) { .stage { grid-template: "buttons buttons" "frames chosen" / minmax(0, 17rem) minmax(0, 1fr); } .s-buttons { gap: .4rem; } .s-buttons h2 { float: left; } #about { display: none; } }
@media (max-width: 56rem) { .stage { grid-template: "buttons" "frames" "chosen" / minmax(0, 1fr); } }
#frames { list-style: none; margin: 0; padding: 0; height: min(70vh, 44rem); overflow-y: auto; position: relative; }
@media (max-width: 56rem) { #frames { height: 14rem; } }
#frames .entry { display: block; width: 100%; text-align: left; border: 0; border-bottom: 1px solid var(--line); border-radius: 0; background: none; padding: .35rem .5rem; }
#frames .entry[aria-pressed=true] { background: var(--tint); box-shadow: inset .3rem 0 0 var(--main); }
#frames .who { display: flex; flex-wrap: wrap; gap: 0 .6em; font-size: .8rem; color: var(--soft); } #frames .who time { margin-left: auto; }
#frames .in .who b { color: var(--main); } #frames .out .who b { color: var(--good); } #frames .event .who b { color: var(--bad); }
#frames .line { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; font: .85rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
#frames .wrong .line::before { content: "\2717 "; color: var(--bad); }
#frames.no-data .data, #frames.no-control .control, #frames.no-keepalive .keepalive, #frames.no-page .page { display: none; }
.toggle, .filters button { padding: .2rem .6rem; font-size: .85rem; }
button[aria-pressed=true].toggle, .filters button[aria-pressed=true], .views button[aria-pressed=true], .groups button[aria-pressed=true] { background: var(--tint); border-color: var(--main); }
.views button, .groups button, .copies button, .copies a { padding: .25rem .6rem; font-size: .9rem; }
.copies a { border: 1px solid var(--line); border-radius: .4rem; background: var(--paper); color: inherit; text-decoration: none; }
#title { overflow-wrap: anywhere; font-size: 1.1rem; } #title b { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; } #title small { display: block; color: var(--soft); font-weight: 400; font-size: .85rem; }
.words { display: grid; gap: .3rem; } .words p { padding: .3rem .6rem; border-left: .3rem solid var(--main); background: var(--paper); } .words .wrong { border-color: var(--bad); }
#picture, #explained { margin: 0; overflow-x: auto; font: .8rem/1.35 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
.specimens { display: flex; flex-wrap: wrap; gap: .3rem; } .specimens button { padding: .25rem .6rem; font-size: .9rem; text-align: left; }
@media (max-width: 56rem) { .specimens { flex-wrap: nowrap; overflow-x: auto; padding: .2rem; } .specimens button { white-space: nowrap; } }
@media (min-width: 74.01rem) { .specimens { flex-direction: column; } }
textarea { width: 100%; min-height: 4.5rem; font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
.pasted { display: grid; gap: .5rem; grid-template-columns: minmax(0, 1fr); padding-bottom: 1rem; } .pasted h3 { overflow-wrap: anywhere; }
.found { overflow-x: auto; } .found table { border-collapse: collapse; width: 100%; font-size: .9rem; }
.found th, .found td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); }
.found .right td:nth-child(4) { color: var(--good); } .found .differs td:nth-child(4) { color: var(--bad); font-weight: 600; }
kbd { border: 1px solid var(--line); border-bottom-width: 2px; border-radius: .25rem; padding: 0 .35em; font: .85em ui-monospace, "DejaVu Sans Mono", monospace; background: var(--paper); }
body.quiz #frames .line, body.quiz #title b, body.quiz .words, body.quiz #sequence .line, body.quiz #picture { visibility: hidden; }
body.quiz #picture::before { content: "Hidden while the quiz is on: Q shows it."; visibility: visible; color: var(--soft); }
html.wall { font-size: 150%; color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --card: #fff; --line: #767676; --main: #003e91; --good: #00572e; --bad: #9b0000; --tint: #cfe3ff; }
html.wall body { font-size: 1rem; } html.wall nav, html.wall header, html.wall .off-wall { display: none; }
html.wall main { padding: .5rem; gap: .5rem; } html.wall .stage { gap: .5rem; grid-template-columns: minmax(0, 13rem) minmax(0, 1fr) minmax(0, 11rem); } html.wall .card { padding: .6rem; border-width: 2px; }
html.wall .fd-label { font-size: .8rem; } html.wall .fd-payload, html.wall .fd-xor { font-size: 1.1rem; } html.wall .fd-bit { font-size: 1.2rem; font-weight: 700; } html.wall .fd-hex { font-size: 1.5rem; } html.wall #frames { height: 78vh; }
@media (max-width: 74rem) { html.wall { font-size: 125%; } html.wall .stage { grid-template-columns: minmax(0, 13rem) minmax(0, 1fr); } }
@media (max-width: 56rem) { html.wall { font-size: 112%; } html.wall .stage { grid-template-columns: minmax(0, 1fr); } html.wall #frames { height: 14rem; } }
)html";

}  // namespace ws101::demos
