import { expect, it } from "vitest";
import type { Listener } from "../client/live";
import { OwnValue } from "./own-value";

const NAME = "desktop.colour";
const settled = async (): Promise<void> => void (await new Promise((done) => setTimeout(done)));

/** Two pages of one person, and the server between them. */
function pages() {
  let stored: unknown = null;
  const listeners = new Set<Listener>();
  const hear = (key: string): void => listeners.forEach((listener) => listener({ id: 1, at: "", type: "kv.changed", subject: "", data: { key } }));
  const answers: (() => void)[] = [];
  const page = (holding = false) => {
    const own = new OwnValue<string>(
      {
        storage: { read: () => null, write: () => undefined },
        key: "colour",
        kv: {
          read: () => Promise.resolve(stored),
          write: (key, value, { told = false } = {}) => {
            stored = value;
            if (told) hear(key);
            return holding ? new Promise((done) => answers.push(done)) : Promise.resolve();
          },
        },
      },
      NAME,
      (value) => (typeof value === "string" ? value : null),
    );
    return { own, stop: own.follow({ listen: (listener) => (listeners.add(listener), () => listeners.delete(listener)) }) };
  };
  return { page, hear, answers, listeners };
}

it("is at once what another page of its person has chosen", async () => {
  const { page, listeners } = pages();
  const [one, other] = [page(), page()];
  one.own.set("red");
  await settled();
  expect(other.own.value.value).toBe("red");
  other.own.set("blue");
  await settled();
  expect([one.own.value.value, other.own.value.value]).toEqual(["blue", "blue"]);
  one.stop();
  other.stop();
  expect(listeners.size).toBe(0);
});

it("looks at nothing else that changes", async () => {
  const { page, hear } = pages();
  const { own } = page();
  hear("desktop.other");
  await settled();
  expect(own.value.value).toBe(null);
});

it("is not undone on its way to the server, and looks again when it has arrived", async () => {
  const { page, answers } = pages();
  const [slow, quick] = [page(true), page()];
  slow.own.set("red");
  quick.own.set("blue");
  await settled();
  expect(slow.own.value.value).toBe("red");
  answers[0]?.();
  await settled();
  expect(slow.own.value.value).toBe("blue");
});
