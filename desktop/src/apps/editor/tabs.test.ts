import { signal } from "@preact/signals";
import { beforeEach, expect, it } from "vitest";
import type { KeptText, TextStore } from "../../client/text-store";
import type { AppState } from "../../core/windows";
import type { User } from "../../wire/generated";
import { Tabs } from "./tabs";

let state: ReturnType<typeof signal<AppState>>;
let title: string;
let closed: number;
let warned: number;
let mayClose: () => boolean;
let refuses: boolean;
let contents: Map<string, string>;
let tabs: Tabs;
let stored: Map<string, string>;

const refOf = (asked: string): string => asked.replace("~/", "ent_"); // a path finds what has an id
const host = {
  get state() {
    return state as never;
  },
  keep: (change: AppState) => void (state.value = { ...state.peek(), ...change }),
  title: (text: string) => void (title = text),
  close: () => void (closed += 1),
  notify: () => void (warned += 1),
  user: { id: "usr_ann" } as User,
  storage: { read: (key: string) => stored.get(key) ?? null, write: (key: string, text: string) => void stored.set(key, text) },
  guard: (may: () => boolean) => {
    mayClose = may;
    return () => void (mayClose = () => true);
  },
};
const store = {
  find: (asked: string) => Promise.resolve({ ref: refOf(asked), name: refOf(asked).slice(4), size: 1, version: "1", writable: true, file: true, path: asked, directory: "" } as KeptText),
  read: (text: KeptText) => Promise.resolve(contents.get(text.ref) ?? ""),
  write: (text: KeptText, content: string) => {
    if (refuses) return Promise.reject(new Error("there is no room"));
    contents.set(text.ref, content);
    return Promise.resolve(text);
  },
  follow: () => () => undefined,
} as unknown as TextStore;

async function begin(kept: AppState): Promise<() => void> {
  state = signal<AppState>(kept);
  tabs = new Tabs(host, () => store);
  const stop = tabs.start();
  await settle();
  return stop;
}
const lines: number[] = []; // that were gone to
const settle = () => new Promise((resolve) => setTimeout(resolve));
const names = () => tabs.list.value.map((tab) => tab.file.kept.value?.name);
const write = (at: number, text: string): void => {
  const tab = tabs.list.value[at];
  tab?.lie({ text: () => text, at: () => text.length, show: () => undefined, goTo: (line) => lines.push(line) });
  tab?.touch();
};

beforeEach(() => {
  [title, closed, warned, refuses, contents, stored] = ["", 0, 0, false, new Map(), new Map()];
});

it("a line that is asked for is gone to when its text lies there", async () => {
  const stop = await begin({});
  tabs.open("ent_a", 3);
  await settle();
  write(0, "a");
  tabs.open("ent_a", 5);
  expect(lines).toEqual([3, 5]);
  stop();
});

it("a window opens with what was open in it", async () => {
  await begin({ file: "ent_b", files: ["ent_a", "ent_b", 3] });
  expect([names(), tabs.front.value?.ref, title]).toEqual([["a", "b"], "ent_b", "b"]);
});

it("what is opened comes beside, once by whatever name, and is remembered as what it is found by", async () => {
  await begin({ file: "~/a" });
  host.keep({ file: "ent_b" }); // so does whoever opens a file in this window
  await settle();
  tabs.open("~/b");
  host.keep({ file: "~/a" });
  await settle();
  expect([names(), tabs.front.value?.ref]).toEqual([["a", "b"], "ent_a"]);
  expect(state.value).toEqual({ file: "ent_a", files: ["ent_a", "ent_b"] });
});

it("quick steps are not taken back", async () => {
  await begin({ file: "ent_a", files: ["ent_a", "ent_b", "ent_c"] });
  tabs.step(1);
  tabs.step(1);
  await settle();
  expect([tabs.front.value?.ref, state.value?.["file"]]).toEqual(["ent_c", "ent_c"]);
  tabs.step(1);
  expect(tabs.front.value?.ref).toBe("ent_a");
});

it("the neighbour comes to the front when one is closed; at last nothing is open", async () => {
  await begin({ file: "ent_b", files: ["ent_a", "ent_b", "ent_c"] });
  tabs.close(tabs.front.value?.id ?? 0);
  expect([names(), tabs.front.value?.ref]).toEqual([["a", "c"], "ent_c"]);
  tabs.list.value.forEach((tab) => tabs.close(tab.id));
  expect([names(), title, state.value, closed]).toEqual([[], "Editor", { file: "", files: [] }, 0]);
});

it("more than a window holds is refused", async () => {
  await begin({ files: Array.from({ length: 30 }, (_, at) => `ent_${at}`) });
  tabs.open("ent_more");
  expect([names().length, warned]).toEqual([20, 1]);
});

it("an unsaved text is asked about before it closes", async () => {
  await begin({ file: "ent_a", files: ["ent_a", "ent_b"] });
  write(1, "new");
  expect([title, tabs.dirty.value.length]).toEqual(["• a", 1]);
  const [, second] = tabs.list.value;
  tabs.close(second?.id ?? 0);
  expect(tabs.asking.value).toMatchObject({ window: false });
  await tabs.answer("back");
  expect([names(), tabs.asking.value]).toEqual([["a", "b"], null]);
  tabs.close(second?.id ?? 0);
  await tabs.answer("save");
  expect([names(), contents.get("ent_b")]).toEqual([["a"], "new"]);
});

it.each([
  ["save", "new", 1],
  ["leave", undefined, 1],
  ["back", undefined, 0],
] as const)("a window with unsaved texts is asked about: %s", async (how, content, times) => {
  await begin({ file: "ent_a", files: ["ent_a", "ent_b"] });
  expect(mayClose()).toBe(true);
  write(0, "new");
  expect([mayClose(), tabs.asking.value?.tabs.length]).toEqual([false, 1]);
  await tabs.answer(how);
  expect([contents.get("ent_a"), closed, mayClose()]).toEqual([content, times, times === 1]);
});

it("what cannot be saved stays, in front", async () => {
  await begin({ file: "ent_b", files: ["ent_a", "ent_b"] });
  write(0, "new");
  refuses = true;
  mayClose();
  await tabs.answer("save");
  expect([closed, tabs.front.value?.ref, names().length]).toEqual([0, "ent_a", 2]);
});

it("what is not saved is there again, until somebody lets it go", async () => {
  const stop = await begin({ files: ["~/a", "~/b"], file: "~/a" });
  write(0, "unsaved");
  stop(); // the window is gone, and nobody was asked
  const again = await begin(state.peek() ?? {});
  expect(tabs.list.value.map((tab) => [tab.file.dirty, tab.text()])).toEqual([
    [true, "unsaved"],
    [false, ""],
  ]);
  tabs.close(tabs.list.value[0]?.id ?? 0);
  await tabs.answer("leave");
  again();
  await begin({ file: "~/a" });
  expect(tabs.list.value.map((tab) => [tab.file.dirty, tab.text()])).toEqual([[false, ""]]);
});
