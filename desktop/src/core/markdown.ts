// Markdown (GitHub's) as plain pieces, to be shown by whoever has a page. HTML in it is left out: nothing of a text runs or loads by itself.
// Texts may be made to be slow or deep: what is beyond a bound is shown as it is written.

import { GFM, parser, type MarkdownConfig } from "@lezer/markdown";

export type Tag = "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul" | "ol" | "li" | "pre" | "code" | "hr" | "br" | "em" | "strong" | "del" | "a" | "img" | "table" | "tr" | "th" | "td" | "check";

export interface Element {
  readonly tag: Tag;
  readonly children: readonly Piece[];
  readonly href?: string; // of a link or an image, as it is written
  readonly checked?: boolean; // of a task
}

export type Piece = string | Element;

const MOST = 256 * 1024; // characters of a text that are read as Markdown
const LONGEST = 4096; // characters of a paragraph in which marks are looked for: pairing them takes time with the square
const DEEPEST = 40; // pieces within pieces
const PATIENCE = 1000; // milliseconds for the reading

const BOUNDED: MarkdownConfig = {
  parseInline: [{ name: "Bound", before: "Escape", parse: (context, _next, at) => (at - context.offset > LONGEST ? context.end : -1) }],
};

const READ = parser.configure([GFM as MarkdownConfig, BOUNDED]);

type Node = ReturnType<typeof READ.parse>["topNode"];

interface Text {
  readonly source: string;
  readonly links: ReadonlyMap<string, string>; // what is said of a label elsewhere in the text
}

const PLAIN: Readonly<Record<string, Tag>> = {
  Paragraph: "p",
  ATXHeading1: "h1",
  ATXHeading2: "h2",
  ATXHeading3: "h3",
  ATXHeading4: "h4",
  ATXHeading5: "h5",
  ATXHeading6: "h6",
  SetextHeading1: "h1",
  SetextHeading2: "h2",
  Blockquote: "blockquote",
  BulletList: "ul",
  OrderedList: "ol",
  ListItem: "li",
  HorizontalRule: "hr",
  HardBreak: "br",
  Emphasis: "em",
  StrongEmphasis: "strong",
  Strikethrough: "del",
  Table: "table",
  TableHeader: "tr",
  TableRow: "tr",
};

/** Nodes between which what is written is not shown: it is only layout. */
const SPACED = new Set(["Document", "Blockquote", "BulletList", "OrderedList", "ListItem", "Table", "TableHeader", "TableRow", "HorizontalRule", "HardBreak"]);

/** `now`: milliseconds of any clock. */
export function readMarkdown(source: string, now: () => number = Date.now): readonly Piece[] {
  const tree = parse(source.slice(0, MOST), now() + PATIENCE, now);
  const rest = source.slice(tree.length).replace(/^\n+/, "");
  const pieces = inside(tree.topNode, { source, links: linksOf(tree.topNode, source) }, 0);
  return rest ? [...pieces, { tag: "pre", children: [rest] }] : pieces;
}

/** As far as there is time for: the tree may be shorter than the text. */
function parse(source: string, until: number, now: () => number): ReturnType<typeof READ.parse> {
  const parsing = READ.startParse(source);
  for (;;) {
    const tree = parsing.advance();
    if (tree) return tree;
    if (parsing.stoppedAt === null && now() > until) parsing.stopAt(parsing.parsedPos);
  }
}

/** What a node holds, in order: its parts, and the words between them. */
function inside(node: Node, text: Text, depth: number, from = node.from, to = node.to): readonly Piece[] {
  if (depth > DEEPEST) return [text.source.slice(from, to)];
  const pieces: Piece[] = [];
  let at = from;
  const words = (end: number): void => {
    if (end > at && !SPACED.has(node.name)) pieces.push(text.source.slice(at, end));
  };
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.from < from || child.to > to) continue;
    words(child.from);
    pieces.push(...pieceOf(child, text, depth + 1));
    at = child.to;
  }
  words(to);
  return pieces;
}

function pieceOf(node: Node, text: Text, depth: number): readonly Piece[] {
  const { name } = node;
  const written = text.source.slice(node.from, node.to);
  const plain = PLAIN[name];
  if (plain) return [{ tag: plain, children: trimmed(inside(node, text, depth), plain) }];
  switch (name) {
    case "FencedCode":
    case "CodeBlock":
      return [{ tag: "pre", children: [all(node, "CodeText").map((part) => text.source.slice(part.from, part.to)).join("")] }];
    case "InlineCode":
      return [{ tag: "code", children: [written.replace(/^`+|`+$/g, "").trim()] }];
    case "Link":
    case "Image":
      return [link(node, text, depth)];
    case "Autolink":
    case "URL":
      return [bare(bracketless(written))];
    case "TableCell":
      return [{ tag: node.parent?.name === "TableHeader" ? "th" : "td", children: inside(node, text, depth) }];
    case "Task":
      return inside(node, text, depth);
    case "TaskMarker":
      return [{ tag: "check", checked: /x/i.test(written), children: [] }];
    case "Escape":
      return [written.slice(1)];
    case "Entity":
      return [entity(written)];
    default:
      return []; // marks, HTML, and what is said for links elsewhere
  }
}

/** `[words](address)`, `[words][label]`, `[label]`; what leads nowhere stays as it is written. */
function link(node: Node, text: Text, depth: number): Piece {
  const marks = all(node, "LinkMark");
  const opening = marks[0];
  const closing = marks.find((mark) => text.source[mark.from] === "]");
  const url = node.getChild("URL");
  const label = node.getChild("LinkLabel");
  const words = text.source.slice(opening?.to ?? node.from, closing?.from ?? node.to);
  const href = url ? addressIn(text.source, url) : text.links.get(keyOf(label && label.to - label.from > 2 ? text.source.slice(label.from + 1, label.to - 1) : words));
  if (href === undefined) return text.source.slice(node.from, node.to);
  const children = node.name === "Image" ? [words] : inside(node, text, depth, opening?.to, closing?.from);
  return { tag: node.name === "Image" ? "img" : "a", href, children };
}

/** An address that stands for itself. */
function bare(written: string): Piece {
  const scheme = /^www\./i.test(written) ? "https://" : /^[^:/]+@/.test(written) ? "mailto:" : "";
  return { tag: "a", href: scheme + written, children: [written] };
}

const bracketless = (written: string): string => written.replace(/^<|>$/g, "");

/** As it is meant: an address may have escapes and entities, as all words may. */
function addressIn(source: string, { from, to }: Node): string {
  return bracketless(source.slice(from, to)).replace(/\\([!-/:-@[-`{-~])|&#?\w+;/g, (written, mark?: string) => mark ?? entity(written));
}

function linksOf(top: Node, source: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const reference of all(top, "LinkReference")) {
    const label = reference.getChild("LinkLabel");
    const url = reference.getChild("URL");
    if (label && url) links.set(keyOf(source.slice(label.from + 1, label.to - 1)), addressIn(source, url));
  }
  return links;
}

const keyOf = (label: string): string => label.trim().toLowerCase().replace(/\s+/g, " ");

function all(node: Node, name: string): readonly Node[] {
  return node.getChildren(name);
}

/** Headings have a space after their marks, and sometimes marks at the end. */
function trimmed(pieces: readonly Piece[], tag: Tag): readonly Piece[] {
  if (!/^(h[1-6]|p)$/.test(tag)) return pieces;
  return pieces.map((piece, at) => {
    if (typeof piece !== "string") return piece;
    const begun = at === 0 ? piece.trimStart() : piece;
    return at === pieces.length - 1 ? begun.trimEnd() : begun;
  });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", hellip: "…", mdash: "—", ndash: "–" };

function entity(written: string): string {
  const [, hexadecimal, decimal, name = ""] = /^&(?:#x([0-9a-f]+)|#([0-9]+)|(\w+));$/i.exec(written) ?? [];
  const code = hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal ?? NaN);
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  return ENTITIES[name] ?? written;
}
