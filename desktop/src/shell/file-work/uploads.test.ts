import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import { ApiError, OfflineError } from "../../client/http";
import type { Sending } from "../../client/upload";
import type { FileEntry } from "../../wire/generated";
import { Arrivals } from "./arrivals";
import { Conflicts } from "./conflicts";
import { Uploads, type Dropped } from "./uploads";

const taken = new ApiError({ title: "", status: 409, detail: "there is one", code: "file_exists", kind: "conflict" });
const settle = () => new Promise((resolve) => setTimeout(resolve));
const file = (path: string): Dropped => ({ path, content: new File(["abc"], path) });
const untilAborted = ({ signal: stop }: Sending) => new Promise((_, reject) => stop.addEventListener("abort", () => reject(stop.reason as Error)));

function uploadsWith(answer: (sending: Sending) => Promise<unknown>) {
  const sent: Sending[] = [];
  const made: string[] = [];
  const givenUp: string[] = [];
  const conflicts = new Conflicts();
  const online = signal(true);
  const sender = {
    send: (sending: Sending) => {
      sent.push(sending);
      return answer(sending) as Promise<FileEntry>;
    },
    giveUp: (path: string) => Promise.resolve(void givenUp.push(path)),
  };
  const mkdir = ({ path }: { path: string }) => Promise.resolve(void made.push(path) as unknown as FileEntry);
  const uploads = new Uploads({ storeOf: () => ({ mkdir }), senderOf: () => sender, conflicts, online, later: (run) => queueMicrotask(run) });
  const states = async () => (await settle(), uploads.list.value.map((one) => one.state));
  return { uploads, sent, made, givenUp, conflicts, online, states };
}

it("sends a few at a time, and all in the end", async () => {
  const open: (() => void)[] = [];
  const { uploads, sent, made, states } = uploadsWith(() => new Promise<void>((resolve) => open.push(resolve)));
  uploads.add([file("a"), file("b"), { path: "empty", content: null }, file("d/c"), file("e"), file("f"), file("g")], "/ann");
  expect(sent.map((one) => one.path)).toEqual(["/ann/a", "/ann/b", "/ann/d/c", "/ann/e", "/ann/f"]);
  expect(made).toEqual(["/ann/empty"]);
  open.forEach((resolve) => resolve());
  await settle();
  expect(sent).toHaveLength(6);
  open.at(-1)?.();
  expect(await states()).toEqual(Array(6).fill("done"));
  uploads.clear();
  expect(await states()).toEqual([]);
});

it("asks where a name is taken", async () => {
  const { uploads, sent, conflicts, givenUp, states } = uploadsWith(({ how }) => (how === "new" ? Promise.reject(taken) : Promise.resolve()));
  uploads.add([file("a"), file("b")], "/ann");
  await settle();
  conflicts.question.value?.answer("beside", false);
  await settle();
  conflicts.question.value?.answer("skip", false);
  expect(await states()).toEqual(["done", "skipped"]);
  expect(sent.map((one) => one.how)).toEqual(["new", "new", "beside"]);
  expect(givenUp).toEqual(["/ann/b"]);
});

it("can be stopped, and tried again when it failed", async () => {
  let fail = true;
  const { uploads, givenUp, states } = uploadsWith((sending) => (fail ? Promise.reject(new Error("full")) : untilAborted(sending)));
  uploads.add([file("a")], "/ann");
  await settle();
  expect(uploads.list.value[0]).toMatchObject({ state: "failed", why: "full" });
  fail = false;
  uploads.retryFailed();
  expect(await states()).toEqual(["sending"]);
  uploads.stop(1);
  expect(await states()).toEqual(["skipped"]);
  expect(givenUp).toEqual(["/ann/a"]);
});

it("pauses what is under way, and goes on with it first", async () => {
  const { uploads, sent, givenUp, states } = uploadsWith((sending) => untilAborted(sending));
  uploads.add(["a", "b", "c", "d", "e", "f"].map(file), "/ann");
  uploads.pause();
  expect(await states()).toEqual(Array(6).fill("waiting"));
  expect(givenUp).toEqual([]);
  uploads.resume();
  expect(new Set(sent.slice(5).map((one) => one.path))).toEqual(new Set(["/ann/a", "/ann/b", "/ann/c", "/ann/d", "/ann/e"]));
  uploads.stopAll();
  expect(await states()).toEqual(Array(6).fill("skipped"));
});

it("waits while there is no connection, and goes on when it is back", async () => {
  let lost = true;
  const { uploads, online, sent, states } = uploadsWith(() => (lost ? Promise.reject(new OfflineError("lost")) : Promise.resolve()));
  online.value = false;
  uploads.add([file("a")], "/ann");
  expect(await states()).toEqual(["waiting"]);
  expect(sent).toEqual([]);
  lost = false;
  online.value = true;
  expect(await states()).toEqual(["done"]);
});

it("tries a few times what nothing was heard of, and then says so", async () => {
  const { uploads, sent, states } = uploadsWith(() => Promise.reject(new OfflineError("lost")));
  uploads.add([file("a")], "/ann");
  await settle();
  expect(await states()).toEqual(["failed"]);
  expect(sent).toHaveLength(4);
});

it("fetches what lies in another place when its turn comes, and says that it copies", async () => {
  const { uploads, sent, states } = uploadsWith(() => Promise.resolve());
  const fetched: string[] = [];
  const elsewhere = (name: string): Dropped => ({ path: name, content: { size: 3, fetch: () => Promise.resolve((fetched.push(name), new File(["abc"], name))) } });
  uploads.add([elsewhere("a"), elsewhere("b")], "machine:m/tmp");
  expect(await states()).toEqual(["done", "done"]);
  expect([fetched, sent.map(({ path }) => path), uploads.total.value.carried]).toEqual([["a", "b"], ["machine:m/tmp/a", "machine:m/tmp/b"], true]);
  uploads.add([file("c")], "/ann");
  expect((await states(), uploads.total.value.carried)).toBe(false);
});

it.each([
  ["has arrived", { size: 3 }, true],
  ["is shorter where it has arrived", { size: 2 }, false],
])("says of what belongs together that it %s", async (_how, answered, all) => {
  const { uploads, states } = uploadsWith(() => Promise.resolve(answered));
  const said: boolean[] = [];
  const arrivals = new Arrivals(2, (whole) => said.push(whole), true);
  const fetched = { size: 3, fetch: () => Promise.resolve(new File(["abc"], "a")) };
  uploads.add([{ path: "a", content: fetched, arrivals }, { path: "empty", content: null, arrivals }], "/ann");
  expect(await states()).toEqual([all ? "done" : "failed"]);
  expect(said).toEqual([all]);
});
