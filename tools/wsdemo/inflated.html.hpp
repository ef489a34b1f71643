// A compressed message: what it inflates to, and the tokens of its bits.
#pragma once

namespace ws101::demos {

inline constexpr char kInflatedStyle[] = R"html(
.inflated { display: grid; gap: .4rem; padding: .3rem .6rem; border-left: .3rem solid var(--good); background: var(--paper); } .words .inflated p { padding: 0; border: 0; }
.inflated .text { overflow-wrap: anywhere; font-family: ui-monospace, "DejaVu Sans Mono", monospace; max-height: 6em; overflow: hidden; }
.inflated ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem; font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
.inflated li { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .35em; white-space: pre-wrap; overflow-wrap: anywhere; } .inflated li small { color: var(--soft); }
.inflated .copy { background: var(--tint); border-color: var(--main); } .inflated .block, .inflated .codes, .inflated .end { font-family: system-ui, sans-serif; color: var(--soft); }
)html";

inline constexpr char kInflatedScript[] = R"html(
// A token in words: a letter, a copy from what came before, or a word about the block.
function tokenWords(token) {
  if (token.kind === "literal" || token.kind === "stored") return token.text === " " ? "\u2423" : token.text;
  if (token.kind === "copy") return `${token.length} from ${token.distance} back: ${token.text}`;
  return token.kind === "end" ? "end of block" : token.text;
}
// What inflated_json.hpp describes, as an element.
function drawInflated(inflated) {
  const box = element("section", "inflated"), list = element("ol");
  const share = inflated.length ? `, ${Math.round(100 * inflated.compressed / inflated.length)} %` : "";
  box.append(element("p", "", inflated.fault ? `This message cannot be inflated: ${inflated.fault}.` :
    `Compressed (RFC 7692): ${inflated.compressed} bytes of payload hold a message of ${inflated.length}${share}.`));
  if (inflated.text) box.append(element("p", "text", inflated.text));
  for (const token of inflated.tokens) {
    const item = element("li", token.kind, tokenWords(token));
    item.append(" ", element("small", "", token.bits));
    item.title = token.bits === 1 ? "1 bit" : `${token.bits} bits`;
    list.append(item);
  }
  if (inflated.more) list.append(element("li", "", `\u2026 ${inflated.more} more`));
  if (inflated.tokens.length) box.append(element("p", "soft", "Its tokens, and how many bits each takes:"), list);
  return box;
}
)html";

}  // namespace ws101::demos
