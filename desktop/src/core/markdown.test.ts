import { describe, expect, it } from "vitest";
import { readMarkdown, type Piece } from "./markdown";

/** As it would be written in HTML, to be read at a glance. */
function write(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const { tag, href, checked, children } = piece;
      const more = `${href === undefined ? "" : ` ${href}`}${checked === undefined ? "" : ` ${checked}`}`;
      return `<${tag}${more}>${write(children)}</${tag}>`;
    })
    .join("");
}

it.each([
  ["# Title #", "<h1>Title</h1>"],
  ["Title\n---", "<h2>Title</h2>"],
  ["one\n\ntwo **bold *both***", "<p>one</p><p>two <strong>bold <em>both</em></strong></p>"],
  ["~~gone~~ `a < b`", "<p><del>gone</del> <code>a < b</code></p>"],
  ["- a\n- b\n  1. c", "<ul><li><p>a</p></li><li><p>b</p><ol><li><p>c</p></li></ol></li></ul>"],
  ["- [x] done\n- [ ] not", "<ul><li><check true></check> done</li><li><check false></check> not</li></ul>"],
  ["> said\n> twice", "<blockquote><p>said\n twice</p></blockquote>"],
  ["```py\nprint(1)\n\nx\n```", "<pre>print(1)\n\nx</pre>"],
  ["    indented", "<pre>indented</pre>"],
  ["a  \nb\n\n---", "<p>a<br></br>b</p><hr></hr>"],
  ["| a | b |\n|---|---|\n| 1 | *2* |", "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><em>2</em></td></tr></table>"],
  ["[*in*](https://a.example \"t\") <https://b.example> https://c.example", "<p><a https://a.example><em>in</em></a> <a https://b.example>https://b.example</a> <a https://c.example>https://c.example</a></p>"],
  ["[x][one] [one] [none]\n\n[One]: /there", "<p><a /there>x</a> <a /there>one</a> [none]</p>"],
  ["![a dog](dog.png)", "<p><img dog.png>a dog</img></p>"],
  ["\\*no\\* &amp; &#9731; &what;", "<p>*no* & ☃ &what;</p>"],
  ["a <b onclick=x>c</b>\n\n<script>alert(1)</script>\n", "<p>a c</p>"],
  ["www.a.example me@a.example", "<p><a https://www.a.example>www.a.example</a> <a mailto:me@a.example>me@a.example</a></p>"],
  ["[x](a\\_b.md?c&amp;d)", "<p><a a_b.md?c&d>x</a></p>"],
  ["[x](javascript:alert(1)) [y](&#106;avascript:alert&#40;1&#41;)", "<p><a javascript:alert(1)>x</a> <a javascript:alert(1)>y</a></p>"], // told as it is: who shows it judges
  ["", ""],
])("%j", (source, expected) => {
  expect(write(readMarkdown(source))).toBe(expected);
});

describe("a text that is made to be", () => {
  const depth = (pieces: readonly Piece[]): number => Math.max(0, ...pieces.map((piece) => (typeof piece === "string" ? 0 : 1 + depth(piece.children))));

  it.each([
    ["deep in quotes", `${">".repeat(20_000)} a`],
    ["deep in lists", Array.from({ length: 400 }, (_, at) => `${"  ".repeat(at)}- a`).join("\n")],
    ["deep in links", `${"![".repeat(5000)}x${"](y)".repeat(5000)}`],
  ])("%s stays flat", (_, source) => {
    expect(depth(readMarkdown(source))).toBeLessThan(50);
  });

  it("slow is read as far as marks can be paired quickly", () => {
    const source = `${"[a](".repeat(8000)}end`;
    expect(write(readMarkdown(source))).toBe(`<p>${source}</p>`); // many seconds without a bound
  });

  it("long is shown as it is written from there on", () => {
    const pieces = readMarkdown("a *b*\n\n".repeat(40_000));
    expect(pieces[0]).toEqual({ tag: "p", children: ["a ", { tag: "em", children: ["b"] }] });
    expect(pieces.at(-1)).toMatchObject({ tag: "pre" });
  });

  it("whatever takes long is left where the time is over", () => {
    let now = 0;
    const pieces = readMarkdown("# a\n\n".repeat(9), () => (now += 600));
    expect(write(pieces)).toMatch(/^(<h1>a<\/h1>){1,5}<pre>(# a\n\n){4,8}<\/pre>$/);
  });
});
