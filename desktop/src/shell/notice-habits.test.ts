import { expect, it } from "vitest";
import type { Habits } from "../core/notice-habits";
import { NoticeHabits } from "./notice-habits";

function habits(stored: unknown = null) {
  const played: string[] = [];
  const written: unknown[] = [];
  const waiting: [number, () => void][] = [];
  const clock = { ms: 1000 };
  const own = new NoticeHabits({
    storage: { read: () => null, write: () => undefined },
    key: "key",
    kv: { read: () => Promise.resolve(stored), write: (_name, value) => (written.push(value), Promise.resolve()) },
    live: { listen: () => () => undefined },
    nowMs: () => clock.ms,
    later: (ms, run) => (waiting.push([ms, run]), () => undefined),
    sounds: { play: (sound, volume) => played.push(`${sound} ${volume}`) },
  });
  return { own, played, written, waiting, clock };
}

it("disturbs, silently, until its person says otherwise, and tells their other devices", () => {
  const { own, played, written } = habits();
  own.sound("notice");
  expect([own.admits({ app: "app_1" }), played]).toEqual([true, []]);
  own.change({ sounds: true, volume: 0.2 });
  own.sound("error");
  own.mute("app_1", true);
  expect(played).toEqual(["error 0.2"]);
  expect([own.admits({ app: "app_1" }), own.admits({})]).toEqual([false, true]);
  expect(written.at(-1)).toEqual({ quiet: false, sounds: true, volume: 0.2, muted: ["app_1"] } satisfies Habits);
});

it("leaves alone until the time that was said, and is not heard then", () => {
  const { own, played, waiting, clock } = habits();
  const stop = own.start();
  own.change({ sounds: true, quiet: 5000 });
  own.sound("notice");
  expect([own.quiet.value, own.admits({}), played]).toEqual([true, false, []]);
  const [ms, run] = waiting.at(-1) ?? [0, () => undefined];
  clock.ms += ms;
  run();
  expect([ms, own.quiet.value]).toEqual([4000, false]);
  stop();
});

it("looks at the time again and again where the end is far", () => {
  const { own, waiting, clock } = habits();
  const stop = own.start();
  own.change({ quiet: 1000 + 3_600_000 + 5 });
  for (const quiet of [true, false]) {
    const [ms, run] = waiting.at(-1) ?? [0, () => undefined];
    clock.ms += ms;
    run();
    expect(own.quiet.value).toBe(quiet);
  }
  expect(waiting.map(([ms]) => ms)).toEqual([3_600_000, 5]);
  stop();
});

it("is as another device, or another tab of this browser, has it", async () => {
  const { own } = habits({ quiet: true });
  const stop = own.start();
  await Promise.resolve();
  await Promise.resolve();
  expect(own.quiet.value).toBe(true);
  own.hear('{"quiet": false, "muted": ["house"]}');
  expect([own.quiet.value, own.admits({})]).toEqual([false, false]);
  stop();
});
