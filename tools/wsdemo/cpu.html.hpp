// The page with the live chart of processor load.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kCpuPage{
    "/cpu",
    "Processor load",
    "How busy this machine is: all cores together, and each of them.",
    R"html(
canvas { width: 100%; height: clamp(20rem, 55vh, 36rem); display: block; }
#legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: 0; padding: 0; font-variant-numeric: tabular-nums; }
#legend i { display: inline-block; width: 1.2em; height: .25em; border-radius: .2em; margin-right: .4em; vertical-align: middle; }
#now { font-size: 2.4rem; font-variant-numeric: tabular-nums; }
)html",
    R"html(<section class="card" aria-label="Chart"><div class="row"><span id="now" class="live">–</span><span class="soft" id="when"></span>
  <label class="check push"><input type="checkbox" id="percore" checked> each core</label></div>
<canvas id="chart" role="img" aria-label="Chart of processor load over time"></canvas>
<ul id="legend"></ul></section>
)html",
    R"html(
const kPoints = 120, kFewPoints = 30, kManyCores = 8, points = [];
const dark = () => matchMedia("(prefers-color-scheme: dark)").matches;
// None of them is blue: that is the line of all cores together.
const kHues = [25, 145, 290, 50, 330, 90, 0];
const color = core => `hsl(${kHues[core % kHues.length]} ${core === 6 ? 0 : 70}% ${dark() ? 65 : 42}%)`;
const heat = load => dark() ? `hsl(${210 - 1.8 * load} 75% ${12 + .5 * load}%)` : `hsl(${210 - 1.8 * load} 85% ${96 - .5 * load}%)`;
const manyCores = () => $("percore").checked && points.at(-1)?.cores.length >= kManyCores;
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let waiting = false, fresh = true;
function draw() {
  waiting = false;
  const canvas = $("chart"), ratio = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  const left = 44, right = width - 8, top = 10, end = height - 24, bottom = manyCores() ? end * .45 : end;
  const shown = Math.min(kPoints, Math.max(kFewPoints, points.length)), wide = (right - left) / (shown - 1);
  const x = i => right - (points.length - 1 - i) * wide, y = load => bottom - load / 100 * (bottom - top);
  c.font = "12px system-ui, sans-serif";
  c.fillStyle = css("--soft");
  c.strokeStyle = css("--line");
  c.lineWidth = 1;
  c.textBaseline = "middle";
  c.textAlign = "right";
  for (let load = 0; load <= 100; load += 25) {
    c.beginPath(); c.moveTo(left, y(load)); c.lineTo(right, y(load)); c.stroke();
    c.fillText(load + " %", left - 6, y(load));
  }
  c.textBaseline = "top";
  c.textAlign = "center";
  const step = Math.ceil((width < 500 ? 100 : 120) / wide / 5) * 5;
  for (let i = points.length - 1; i >= 0; i -= step) {
    if (x(i) < left + 24) break;
    c.beginPath(); c.moveTo(x(i), end); c.lineTo(x(i), end + 4); c.stroke();
    c.fillText(points[i].response[0], Math.min(x(i), right - 22), end + 6);
  }
  const line = (value, style, thick) => {
    c.strokeStyle = style;
    c.lineWidth = thick;
    c.lineJoin = "round";
    c.beginPath();
    points.forEach((point, i) => c.lineTo(x(i), y(value(point))));
    c.stroke();
  };
  if (manyCores()) {  // a row for each: as lines they would be a tangle
    const rows = points.at(-1).cores.length, from = bottom + 12, high = (end - from) / rows;
    points.forEach((point, i) => point.cores.forEach((load, core) => {
      c.fillStyle = heat(load);
      c.fillRect(Math.max(left, x(i) - wide / 2), from + core * high, Math.min(wide + .5, right - x(i) + wide / 2 + .5), high + .5);
    }));
    c.fillStyle = css("--soft");
    c.textAlign = "right";
    c.textBaseline = "middle";
    for (let core = 0; core < rows; core += Math.ceil(14 / high)) c.fillText("core " + core, left - 4, from + (core + .5) * high);
  } else if ($("percore").checked) points.at(-1)?.cores.forEach((_, core) => line(point => point.cores[core] ?? 0, color(core), 1.25));
  line(point => point.response[1], css("--main"), 2.5);
}
function redraw() { if (!waiting) { waiting = true; requestAnimationFrame(draw); } }
function tell() {
  const last = points.at(-1);
  if (!last) return;
  $("now").textContent = last.response[1].toFixed(1) + " %";
  $("when").textContent = "at " + last.response[0];
  const cores = manyCores() || !$("percore").checked ? [] : last.cores;
  $("legend").replaceChildren(...[["all cores", css("--main"), last.response[1]],
    ...cores.map((load, core) => ["core " + core, color(core), load])].map(([name, style, load]) => {
      const item = element("li"), dash = element("i");
      dash.style.background = style;
      item.append(dash, `${name} ${load.toFixed(0)} %`);
      return item;
    }));
}
const link = stayConnected({
  open() { fresh = true; },  // the server tells what was missed: the old curve stays until it does
  close() { if (points.length) $("when").textContent = `at ${points.at(-1).response[0]}, the last that was heard`; },
  message(data) {
    const told = parsed(data);
    if (!Array.isArray(told?.response)) return;
    if (fresh) points.length = 0;
    fresh = false;
    points.push(told);
    if (points.length > kPoints) points.shift();
    tell();
    redraw();
  },
});
$("percore").onchange = () => { tell(); redraw(); };
addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
redraw();
)html"};

}  // namespace ws101::demos
