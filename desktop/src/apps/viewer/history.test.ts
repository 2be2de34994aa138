import { expect, it } from "vitest";
import { History } from "./history";

it("takes back step by step, a movement at once, and forwards again", () => {
  const history = new History(0);
  history.change(1, null);
  for (const value of [2, 3, 4]) history.change(value, "brightness");
  history.rest();
  history.change(5, "brightness");
  const seen: number[] = [];
  while (history.canUndo.value) {
    history.undo();
    seen.push(history.now.value);
  }
  expect(seen).toEqual([4, 1, 0]);
  history.redo();
  expect([history.now.value, history.canRedo.value]).toEqual([1, true]);
  history.change(9, null);
  expect(history.canRedo.value).toBe(false);
});
