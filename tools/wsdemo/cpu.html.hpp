// The page with the live chart of processor load.
#pragma once

#include "wsdemo/page.hpp"

namespace ws101::demos {

inline constexpr PageParts kCpuPage{
    "/cpu",
    "Processor load",
    "How busy this machine is: all cores together, and each of them.",
    R"html(
canvas { width: 100%; height: 20rem; display: block; }
#legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: 0; padding: 0; font-variant-numeric: tabular-nums; }
#legend i { display: inline-block; width: 1.2em; height: .25em; border-radius: .2em; margin-right: .4em; vertical-align: middle; }
#now { font-size: 2rem; font-variant-numeric: tabular-nums; }
)html",
    R"html(<section class="card" aria-label="Connection"><div class="row"><span id="state" role="status"></span>
  <label class="row"><input type="checkbox" id="percore" checked> each core</label></div></section>
<section class="card" aria-label="Chart"><div class="row"><span id="now">–</span><span class="soft" id="when"></span></div>
<canvas id="chart" role="img" aria-label="Chart of processor load over time"></canvas>
<ul id="legend"></ul></section>
)html",
    R"html(
const kPoints = 120, points = [];
const color = core => `hsl(${(core * 67 + 25) % 360} 70% ${matchMedia("(prefers-color-scheme: dark)").matches ? 65 : 42}%)`;
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let waiting = false;
function draw() {
  waiting = false;
  const canvas = $("chart"), ratio = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  const left = 44, right = width - 8, top = 10, bottom = height - 24;
  const x = i => right - (points.length - 1 - i) * (right - left) / (kPoints - 1), y = load => bottom - load / 100 * (bottom - top);
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
  const step = width < 500 ? 40 : 20;
  for (let i = points.length - 1; i >= 0; i -= step) {
    if (x(i) < left + 24) break;
    c.beginPath(); c.moveTo(x(i), bottom); c.lineTo(x(i), bottom + 4); c.stroke();
    c.fillText(points[i].response[0], Math.min(x(i), right - 22), bottom + 6);
  }
  const line = (value, style, thick) => {
    c.strokeStyle = style;
    c.lineWidth = thick;
    c.lineJoin = "round";
    c.beginPath();
    points.forEach((point, i) => c.lineTo(x(i), y(value(point))));
    c.stroke();
  };
  if ($("percore").checked) points.at(-1)?.cores.forEach((_, core) => line(point => point.cores[core] ?? 0, color(core), 1.25));
  line(point => point.response[1], css("--main"), 2.5);
}
function redraw() { if (!waiting) { waiting = true; requestAnimationFrame(draw); } }
function tell() {
  const last = points.at(-1);
  if (!last) return;
  $("now").textContent = last.response[1].toFixed(1) + " %";
  $("when").textContent = "at " + last.response[0];
  $("legend").replaceChildren(...[["all cores", css("--main"), last.response[1]],
    ...last.cores.map((load, core) => ["core " + core, color(core), load])].map(([name, style, load]) => {
      const item = element("li"), dash = element("i");
      dash.style.background = style;
      item.append(dash, `${name} ${load.toFixed(0)} %`);
      return item;
    }));
}
stayConnected({
  open() { points.length = 0; },
  message(data) {
    const told = parsed(data);
    if (!Array.isArray(told?.response)) return;
    points.push(told);
    if (points.length > kPoints) points.shift();
    tell();
    redraw();
  },
});
$("percore").onchange = redraw;
addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
redraw();
)html"};

}  // namespace ws101::demos
