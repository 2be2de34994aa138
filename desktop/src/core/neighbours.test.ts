import { describe, expect, it } from "vitest";
import type { PersonHere } from "../wire/generated";
import { forget, learn, neighbours, readKnown } from "./neighbours";

const person = (id: string, more: Partial<PersonHere> = {}): PersonHere => ({ id, name: id.toUpperCase(), temporary: false, suspended: false, current: false, ...more });
const ANN = { id: "ann", name: "ANN" };
const BEN = { id: "ben", name: "BEN" };

describe("the people of a browser", () => {
  it("are those who are signed in, then those whose session is over", () => {
    const shown = neighbours([ANN, BEN], [person("ben", { current: true }), person("eve", { suspended: true })]);
    expect(shown.map(({ id, standing, current }) => [id, standing, current])).toEqual([
      ["ben", "here", true],
      ["eve", "suspended", false],
      ["ann", "over", false],
    ]);
  });

  it("are remembered by the names that they have now, without guests", () => {
    const known = learn([ANN, { id: "ben", name: "Old" }], [person("ben"), person("guest", { temporary: true })]);
    expect(known).toEqual([ANN, BEN]);
    expect(forget(known, "ann")).toEqual([BEN]);
  });

  it("are not more than fit", () => {
    const many = Array.from({ length: 20 }, (_, at) => person(`p${at}`));
    const known = learn([ANN], many);
    expect([known.length, known[0]?.id]).toEqual([12, "p8"]);
  });

  it.each([null, "", "{}", "[1, null, {}]", '[{"id": 1, "name": "x"}]', "[{"])("are nobody, if what is stored is %s", (text) => {
    expect(readKnown(text)).toEqual([]);
  });

  it("are read as they were written", () => {
    expect(readKnown(JSON.stringify([ANN, { ...BEN, more: 1 }]))).toEqual([ANN, BEN]);
  });
});
