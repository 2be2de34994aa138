import { expect, it } from "vitest";
import { Conflicts } from "./conflicts";

const settle = () => new Promise((resolve) => setTimeout(resolve));

it("asks one after the other", async () => {
  const conflicts = new Conflicts();
  const ask = conflicts.batch(true);
  const answers = Promise.all([ask("a"), ask("b")]);
  await settle();
  expect(conflicts.question.value?.name).toBe("a");
  conflicts.question.value?.answer("skip", false);
  await settle();
  expect(conflicts.question.value?.name).toBe("b");
  conflicts.question.value?.answer("replace", false);
  expect(await answers).toEqual(["skip", "replace"]);
  expect(conflicts.question.value).toBeNull();
});

it("remembers an answer for all that belongs together, and for no more", async () => {
  const conflicts = new Conflicts();
  const ask = conflicts.batch(true);
  const answers = Promise.all([ask("a"), ask("b")]);
  await settle();
  conflicts.question.value?.answer("beside", true);
  expect(await answers).toEqual(["beside", "beside"]);
  void conflicts.batch(false)("c");
  await settle();
  expect(conflicts.question.value).toMatchObject({ name: "c", more: false });
});
