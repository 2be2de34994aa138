import { expect, it } from "vitest";
import { Sounds } from "./sounds";

function speaker(mayBeHeard = true) {
  const began: number[] = [];
  const loudness: number[] = [];
  const clock = { seconds: 10 };
  const gain = { setValueAtTime: () => undefined, linearRampToValueAtTime: (to: number) => loudness.push(to), exponentialRampToValueAtTime: () => undefined };
  const node = { frequency: { value: 0 }, gain, connect: (to: unknown) => to, start: (at: number) => began.push(at), stop: () => undefined };
  const context = {
    get currentTime() {
      return clock.seconds;
    },
    resume: () => Promise.resolve(),
    createOscillator: () => node,
    createGain: () => node,
  } as unknown as AudioContext;
  return { sounds: new Sounds({ context: () => context, mayBeHeard: () => mayBeHeard }), began, loudness, clock };
}

it("rings as loud as is wanted", () => {
  const { sounds, began, loudness } = speaker();
  sounds.play("notice", 1);
  expect(began).toEqual([10, 10.11]);
  expect(Math.max(...loudness)).toBeLessThan(0.5);
});

it("rings once for many at once, and again later", () => {
  const { sounds, began, clock } = speaker();
  sounds.play("notice", 0.5);
  sounds.play("error", 0.5);
  clock.seconds += 1;
  sounds.play("error", 0.5);
  expect(began).toHaveLength(4);
});

it("is still at no volume, and in a page that nobody has touched", () => {
  const still = speaker();
  still.sounds.play("notice", 0);
  const untouched = speaker(false);
  untouched.sounds.play("notice", 1);
  expect([...still.began, ...untouched.began]).toEqual([]);
});
