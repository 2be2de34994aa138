import { expect, it } from "vitest";
import { mostTelling, totalOf, type Upload } from "./upload-total";

const upload = (id: number, state: Upload["state"], size = 0, sent = 0): Upload => ({ id, name: `${id}`, size, sent, state });

it("counts, and weighs many small files as well as large ones", () => {
  const total = totalOf([upload(1, "done"), upload(2, "failed"), upload(3, "skipped"), upload(4, "waiting")]);
  expect(total).toEqual({ count: 4, left: 1, done: 1, failed: 1, share: 0.75, carried: false });
  expect(totalOf([upload(1, "sending", 1e9, 5e8)]).share).toBeCloseTo(0.5);
  expect(totalOf([]).share).toBe(0);
});

it("shows what wants attention first, in its order otherwise", () => {
  const all = [upload(1, "done"), upload(2, "waiting"), upload(3, "sending"), upload(4, "failed"), upload(5, "waiting")];
  expect(mostTelling(all, 4).map((one) => one.id)).toEqual([4, 3, 2, 5]);
});
