import { expect, it } from "vitest";
import type { Sending } from "../../client/upload";
import type { FileEntry } from "../../wire/generated";
import { Saving } from "./saving";

/** A sender that answers when it is told to. */
function bench() {
  const sendings: (Sending & { readonly answer: (entry: FileEntry) => void; readonly refuse: (reason: Error) => void })[] = [];
  const saved: string[] = [];
  const failed: string[] = [];
  const send = (sending: Sending): Promise<FileEntry> => new Promise((answer, refuse) => sendings.push({ ...sending, answer, refuse }));
  const saving = new Saving({ sender: { send }, onSaved: ({ name }) => saved.push(name), onFailed: (name, why) => failed.push(`${name}: ${why}`) });
  return { sendings, saved, failed, saving };
}

const file = (name: string): File => new File(["1234"], name);
const entry = (name: string): FileEntry => ({ name }) as FileEntry;
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

it("saves one after the other, beside what has its name", async () => {
  const { sendings, saved, saving } = bench();
  saving.add("~/Pictures", file("a.jpg"));
  saving.add("~/Videos", file("b.mp4"));
  await settle();
  expect(sendings.map(({ path, how }) => [path, how])).toEqual([["~/Pictures/a.jpg", "beside"]]);
  sendings[0]?.onProgress(1);
  expect(saving.list.value.map(({ name, share }) => [name, share])).toEqual([["a.jpg", 0.25], ["b.mp4", 0]]);
  sendings[0]?.answer(entry("a (1).jpg"));
  await settle();
  expect(saved).toEqual(["a (1).jpg"]);
  expect(sendings[1]?.path).toBe("~/Videos/b.mp4");
});

it("keeps what could not be saved, goes on with the next, and tries again", async () => {
  const { sendings, saved, failed, saving } = bench();
  saving.add("~/Pictures", file("a.jpg"));
  saving.add("~/Pictures", file("b.jpg"));
  await settle();
  sendings[0]?.refuse(new Error("full"));
  await settle();
  expect(failed).toEqual(["a.jpg: full"]);
  expect(saving.list.value[0]).toMatchObject({ name: "a.jpg", error: "full" });
  sendings[1]?.answer(entry("b.jpg"));
  await settle();
  saving.again(saving.list.value[0]?.id ?? 0);
  await settle();
  sendings[2]?.answer(entry("a.jpg"));
  await settle();
  expect([saved, saving.list.value]).toEqual([["b.jpg", "a.jpg"], []]);
});

it("forgets what was thrown away", async () => {
  const { sendings, saving } = bench();
  saving.add("~/Music", file("a.ogg"));
  await settle();
  sendings[0]?.refuse(new Error("full"));
  await settle();
  saving.drop(saving.list.value[0]?.id ?? 0);
  expect(saving.list.value).toEqual([]);
});
