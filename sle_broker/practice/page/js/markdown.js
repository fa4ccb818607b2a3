// The markdown block: headings, lists, quotations, tables of nothing fancier; never HTML.

import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

const MARK = /`(?<code>[^`]+)`|\*\*(?<bold>[^*]+)\*\*|(?<![\w*])[*_](?<italic>[^*_\n]+)[*_](?![\w*])|~~(?<strike>[^~]+)~~|\[(?<label>[^\]]+)\]\((?<address>[^()\s]+)\)/g;

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    const { code, bold, italic, strike, label, address } = found.groups;
    nodes.push(text.slice(at, found.index));
    if (code) nodes.push(h("code", {}, code));
    else if (bold) nodes.push(h("strong", {}, inline(bold)));
    else if (italic) nodes.push(h("em", {}, inline(italic)));
    else if (strike) nodes.push(h("del", {}, inline(strike)));
    else nodes.push(link(address, label));
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((x) => x !== "");
}

const lines = (text) => text.split("\n").flatMap((line, n) => [n ? h("br") : null, ...inline(line)]).filter(Boolean);

function block(part) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(part);
  if (heading) return h("p", { class: "heading" }, inline(heading[2]));
  if (/^```/.test(part)) return h("pre", {}, part.replace(/^```.*\n?/, "").replace(/\n?```$/, ""));
  const rows = part.split("\n");
  if (rows.every((x) => /^\s*[-*•] /.test(x))) return h("ul", {}, rows.map((x) => h("li", {}, inline(x.replace(/^\s*[-*•] /, "")))));
  if (rows.every((x) => /^\s*\d+[.)] /.test(x))) return h("ol", {}, rows.map((x) => h("li", {}, inline(x.replace(/^\s*\d+[.)] /, "")))));
  if (rows.every((x) => /^> ?/.test(x))) return h("blockquote", {}, lines(rows.map((x) => x.replace(/^> ?/, "")).join("\n")));
  return h("p", {}, lines(part));
}

export function markdown(text) {
  const parts = String(text).split(/\n(?=#{1,6}\s)|(?<=^#{1,6}\s.*)\n|\n{2,}/m);
  return parts.map((x) => x.replace(/^\n+|\s+$/g, "")).filter(Boolean).map(block);
}
