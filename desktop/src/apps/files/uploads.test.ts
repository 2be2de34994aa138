import { expect, it } from "vitest";
import { ApiError } from "../../client/http";
import type { Send, Sending } from "../../client/upload";
import type { FileEntry } from "../../wire/generated";
import { Conflicts } from "./conflicts";
import { Uploads, type Dropped } from "./uploads";

const taken = new ApiError({ title: "", status: 409, detail: "there is one", code: "file_exists", kind: "conflict" });
const settle = () => new Promise((resolve) => setTimeout(resolve));
const file = (path: string): Dropped => ({ path, content: new File(["abc"], path) });

function uploadsWith(answer: (sending: Sending) => Promise<unknown>) {
  const sent: Sending[] = [];
  const made: string[] = [];
  const conflicts = new Conflicts();
  const send: Send = (sending) => {
    sent.push(sending);
    return answer(sending) as Promise<FileEntry>;
  };
  const mkdir = ({ path }: { path: string }) => Promise.resolve(void made.push(path) as unknown as FileEntry);
  const uploads = new Uploads({ mkdir }, send, conflicts);
  return { uploads, sent, made, conflicts, states: () => uploads.list.value.map((one) => one.state) };
}

it("sends a few at a time, and all in the end", async () => {
  const open: (() => void)[] = [];
  const { uploads, sent, made, states } = uploadsWith(() => new Promise<void>((resolve) => open.push(resolve)));
  uploads.add([file("a"), file("b"), { path: "empty", content: null }, file("d/c"), file("e")], "/ann");
  expect(sent.map((one) => one.path)).toEqual(["/ann/a", "/ann/b", "/ann/d/c"]);
  expect(made).toEqual(["/ann/empty"]);
  open.forEach((resolve) => resolve());
  await settle();
  expect(sent).toHaveLength(4);
  open.at(-1)?.();
  await settle();
  expect(states()).toEqual(["done", "done", "done", "done"]);
  uploads.clear();
  expect(states()).toEqual([]);
});

it("asks where a name is taken", async () => {
  const { uploads, sent, conflicts, states } = uploadsWith(({ how }) => (how === "new" ? Promise.reject(taken) : Promise.resolve()));
  uploads.add([file("a"), file("b")], "/ann");
  await settle();
  conflicts.question.value?.answer("beside", false);
  await settle();
  conflicts.question.value?.answer("skip", false);
  await settle();
  expect(states()).toEqual(["done", "skipped"]);
  expect(sent.map((one) => one.how)).toEqual(["new", "new", "beside"]);
});

it("can be stopped, and tried again when it failed", async () => {
  let fail = true;
  const { uploads, states } = uploadsWith(({ signal }) =>
    fail ? Promise.reject(new Error("lost")) : new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))),
  );
  uploads.add([file("a")], "/ann");
  await settle();
  expect(uploads.list.value[0]).toMatchObject({ state: "failed", why: "lost" });
  fail = false;
  uploads.retry(1);
  expect(states()).toEqual(["sending"]);
  uploads.stop(1);
  await settle();
  expect(states()).toEqual(["skipped"]);
});
