import { expect, it } from "vitest";
import { readBeginning, readLines } from "./lines";

function streamOf(...parts: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(Uint8Array.from(part, (byte) => byte.charCodeAt(0))); // so that a part can end within a character
      controller.close();
    },
  });
}

it.each([
  [["a\nb", "c\n\nd"], ["a", "bc", "d"]],
  [[], []],
  [["\u00c3", "\u00a4\n"], ["ä"]],
])("lines are whole, however they come: %o", async (parts, lines) => {
  const read: string[] = [];
  for await (const line of readLines(streamOf(...parts))) read.push(line);
  expect(read).toEqual(lines);
});

it.each([
  [["abc", "def"], 100, "abcdef"],
  [["abc", "def"], 4, "abcd"],
  [["abc", "def"], 3, "abc"],
  [["a\u00c3\u00a4"], 2, "a"],
  [["a\u00c3", "\u00a4"], 3, "aä"],
  [[], 5, ""],
])("a beginning is cut between characters: %o, %i", async (parts, bytes, text) => {
  expect(await readBeginning(streamOf(...parts), bytes)).toBe(text);
});
