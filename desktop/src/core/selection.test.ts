import { describe, expect, it } from "vitest";
import { all, extend, Letters, NONE, only, prune, step, toggle, typed } from "./selection";

const order = ["a", "b", "c", "d", "e"];

describe("a selection", () => {
  it("grows and shrinks around where it began", () => {
    const begun = only("c");
    expect([...extend(begun, "e", order).chosen]).toEqual(["c", "d", "e"]);
    expect([...extend(extend(begun, "e", order), "a", order).chosen]).toEqual(["a", "b", "c"]);
    expect(extend(NONE, "b", order)).toMatchObject({ focus: "b", anchor: "b" });
  });

  it("takes and leaves single ones", () => {
    const both = toggle(only("a"), "c");
    expect([...both.chosen]).toEqual(["a", "c"]);
    expect([...toggle(both, "a").chosen]).toEqual(["c"]);
  });

  it("forgets what is gone, and stays the same otherwise", () => {
    const chosen = all(order);
    expect(prune(chosen, order)).toBe(chosen);
    expect(prune(chosen, ["b"])).toMatchObject({ focus: null, anchor: null, chosen: new Set(["b"]) });
  });
});

describe("the focus", () => {
  it.each([
    ["a", 1, "b"],
    ["a", -1, "a"],
    ["e", 1, "e"],
    ["b", 3, "e"],
    ["d", 3, "d"],
    ["c", Infinity, "e"],
    ["c", -Infinity, "a"],
  ])("goes from %s by %s to %s", (from, by, to) => {
    expect(step(only(from), by, order)).toBe(to);
  });

  it("begins at an end", () => {
    expect(step(NONE, 1, order)).toBe("a");
    expect(step(NONE, -1, order)).toBe("e");
    expect(step(NONE, Infinity, order)).toBe("e");
    expect(step(NONE, -Infinity, order)).toBe("a");
    expect(step(NONE, 1, [])).toBeNull();
  });

  it("goes to what is typed, round and round", () => {
    const named = ["Apple", "bread", "Butter", "cake"].map((name) => ({ id: name, name }));
    expect(typed(NONE, "b", named)).toBe("bread");
    expect(typed(only("bread"), "b", named)).toBe("Butter");
    expect(typed(only("Butter"), "b", named)).toBe("bread");
    expect(typed(only("bread"), "bu", named)).toBe("Butter");
    expect(typed(NONE, "x", named)).toBeNull();
  });

  it("takes letters together that were pressed soon after each other", () => {
    const letters = new Letters();
    expect(letters.add("b", 5000)).toBe("b");
    expect(letters.add("u", 5799)).toBe("bu");
    expect(letters.add("c", 6599)).toBe("c");
  });
});
