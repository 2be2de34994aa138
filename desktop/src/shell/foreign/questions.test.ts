import { describe, expect, it } from "vitest";
import { Questions, type Question } from "./questions";

const alert = (message: string): Question => ({ kind: "alert", message, choices: [] });

describe("what apps ask", () => {
  it("is asked one at a time, in the order in which it was", async () => {
    const questions = new Questions();
    const [first, second] = [alert("1"), alert("2")];
    const answers = [questions.ask(first), questions.ask(second)];
    expect([questions.current.value, questions.more.value]).toEqual([first, 1]);
    questions.answer(first, "a");
    expect([questions.current.value, questions.more.value]).toEqual([second, 0]);
    questions.answer(second, "b");
    expect(await Promise.all(answers)).toEqual(["a", "b"]);
    expect(questions.current.value).toBeNull();
  });

  it("is answered once: what is pressed twice does not answer the next", async () => {
    const questions = new Questions();
    const [first, second] = [alert("1"), alert("2")];
    void questions.ask(first);
    void questions.ask(second);
    questions.answer(first, "a");
    questions.answer(first, "a");
    expect(questions.current.value).toBe(second);
  });

  it("is answered by nothing when too much waits, and when the window is gone", async () => {
    const questions = new Questions();
    const waiting = Array.from({ length: 8 }, (_, at) => questions.ask(alert(String(at))));
    expect(await questions.ask(alert("one more"))).toBeUndefined();
    questions.drop();
    expect(await Promise.all(waiting)).toEqual(Array(8).fill(undefined));
  });
});
