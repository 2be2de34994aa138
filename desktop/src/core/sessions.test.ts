import { describe, expect, it } from "vitest";
import { opening, resting, step, type Link } from "./sessions";

const problem = { title: "x", status: 404, detail: "no such thing", code: "x", kind: "not_found" };
const live: Link = { at: "live", session: "s1" };

describe("a terminal's link", () => {
  it("lives once the session has started", () => {
    expect(step(opening(null), { type: "started", session: "s1" })).toEqual(live);
  });

  it("tries the same session again when the connection is lost", () => {
    const lost = step(live, { type: "closed" });
    expect(lost).toEqual({ at: "lost", session: "s1", attempt: 0 });
    const again = step(lost, { type: "retry" });
    expect(again).toEqual({ at: "opening", session: "s1", attempt: 1 });
    expect(step(again, { type: "closed" })).toEqual({ at: "lost", session: "s1", attempt: 1 });
  });

  it.each([{ kind: "unavailable" }, { kind: "conflict", code: "machine_state" }])("waits while the daemon or the machine is not ready", (why) => {
    expect(step(opening("s1"), { type: "refused", problem: { ...problem, ...why } }).at).toBe("lost");
  });

  it("rests with a machine that sleeps, until somebody wants it", () => {
    const lost = step(live, { type: "closed" });
    expect(step(lost, { type: "asleep" })).toEqual(resting("s1"));
    expect(step(resting("s1"), { type: "retry" })).toEqual(opening("s1"));
  });

  it.each<[string, Link]>([
    ["is open", live],
    ["is being opened", opening("s1")],
    ["has no shell to come back to", { at: "lost", session: null, attempt: 2 }],
  ])("does not mind the machine's sleep while it %s", (_, link) => {
    expect(step(link, { type: "asleep" })).toBe(link);
  });

  it("ends with the shell, and stays ended", () => {
    const deserted = step(live, { type: "exited", exit: { signal: 1 }, cause: "idle" });
    expect(deserted).toEqual({ at: "ended", why: "The shell was ended because nobody had used it for too long.", failed: false });
    const ended = step(live, { type: "exited", exit: { code: 3 } });
    expect(ended).toEqual({ at: "ended", why: "The shell ended with code 3.", failed: false });
    expect(step(ended, { type: "closed" })).toBe(ended);
  });

  it.each([
    [opening("s1"), problem, "The shell that ran here is gone."],
    [opening(null), problem, "no such thing"],
    [opening(null), { ...problem, kind: "invalid", code: "command_not_found" }, /no \/bin\/sh/],
  ])("says why it cannot go on", (link, refused, why) => {
    const ended = step(link, { type: "refused", problem: refused });
    expect(ended).toMatchObject({ at: "ended", why: expect.stringMatching(why) as string });
  });
});
