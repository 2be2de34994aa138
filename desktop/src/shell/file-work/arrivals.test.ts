import { expect, it } from "vitest";
import { Arrivals } from "./arrivals";

it("says once that all has arrived", () => {
  const said: boolean[] = [];
  const together = new Arrivals(2, (all) => said.push(all), true);
  together.end("a", true);
  expect(said).toEqual([]);
  together.end("b", true);
  together.end("b", true);
  expect(said).toEqual([true]);
});

it("says that some has not, and again when that was tried again", () => {
  const said: boolean[] = [];
  const together = new Arrivals(2, (all) => said.push(all), true);
  together.end("a", true);
  together.end("b", false);
  together.again("b");
  together.end("b", true);
  expect(said).toEqual([false, true]);
});
