import { expect, it } from "vitest";
import { journalIn } from "./journal";

function stored(text: string | null = null) {
  let kept = text;
  return journalIn({ read: () => kept, write: (_, written) => void (kept = written) });
}

it("remembers and forgets", () => {
  const journal = stored();
  journal.write("a", "upl_1");
  journal.write("b", "upl_2");
  journal.write("a", null);
  expect([journal.read("a"), journal.read("b")]).toEqual([null, "upl_2"]);
});

it.each(["{", "7", '{"a": 1}', '[["a", 1], "b", null]'])("believes nothing of %s", (text) => {
  expect(stored(text).read("a")).toBeNull();
});

it("keeps the latest fifty", () => {
  const journal = stored();
  for (let number = 0; number < 60; number += 1) journal.write(`file ${number}`, `upl_${number}`);
  expect([journal.read("file 9"), journal.read("file 10")]).toEqual([null, "upl_10"]);
});
