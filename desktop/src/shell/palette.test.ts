import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import type { FileEntry, Machine, MachineState, TextFound } from "../wire/generated";
import type { AppManifest } from "./app";
import { DeskStore } from "./desk";
import { NoticeHabits } from "./notice-habits";
import { entriesOf, excerptOf, fileEntry, recentFiles, textEntry } from "./palette";
import type { Shell } from "./shell";

const app = (id: string, more: Partial<AppManifest> = {}): AppManifest =>
  ({ id, name: id.toUpperCase(), about: `about ${id}`, size: { width: 400, height: 300 }, many: false, ...more }) as AppManifest;

function shellWith(states: readonly MachineState[] = []) {
  const asked: string[] = [];
  const machine = (state: MachineState): Machine => ({ id: `mch_${state}`, name: state, state }) as Machine;
  const order = (verb: string) => (id: string) => (asked.push(`${verb} ${id}`), Promise.resolve(machine("running")));
  const habits = new NoticeHabits({
    storage: { read: () => null, write: () => undefined },
    key: "key",
    kv: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    live: { listen: () => () => undefined },
    nowMs: () => 1000,
    later: () => () => undefined,
    sounds: { play: () => undefined },
  });
  const shell = {
    api: { machines: { start: order("start"), wake: order("wake"), sleep: order("sleep"), stop: order("stop") } },
    desk: new DeskStore([app("files"), app("machines"), app("terminal", { places: [{ id: "look", label: "Colours", words: "theme", state: { page: "look" } }] })], signal(false)),
    live: { machines: signal(states.map(machine)), putMachine: () => undefined },
    toasts: { show: () => undefined },
    theme: { appearance: signal("light"), motion: signal("system"), compact: signal(false) },
    centre: { habits, open: signal(false) },
    user: { name: "ann" },
    openers: { open: (file: FileEntry | string) => asked.push(`open ${typeof file === "string" ? file : file.id}`) },
    logOut: () => asked.push("log out"),
  };
  const run = (label: string): void => {
    const found = entriesOf(shell as unknown as Shell).find((entry) => entry.label === label);
    if (!found) throw new Error(`nothing is called ${label}`);
    found.run();
  };
  const labels = (group: string): readonly string[] => entriesOf(shell as unknown as Shell).filter((entry) => entry.group === group).map((entry) => entry.label);
  return { shell: shell as unknown as Shell, run, labels, asked };
}

it.each([
  ["stopped", ["stopped", "Start stopped"]],
  ["running", ["running", "Terminal on running", "Sleep running", "Pause running", "Stop running"]],
  ["cold", ["cold", "Terminal on cold", "Wake cold", "Stop cold"]],
  ["paused", ["paused", "Resume paused", "Stop paused"]],
  ["removing", ["removing"]],
] as const)("offers of a machine that is %s what can be done with it", (state, labels) => {
  expect(shellWith([state]).labels("Machines")).toEqual(labels);
});

it("orders, and opens apps and places in them", () => {
  const { shell, run, asked } = shellWith(["running"]);
  run("Sleep running");
  expect(asked).toEqual(["sleep mch_running"]);
  run("Colours");
  expect(shell.desk.inOrder.value.map(({ app: id, state }) => [id, state])).toEqual([["terminal", { page: "look" }]]);
});

it("offers what can be done with the window in front, if there is one", () => {
  const { run, labels } = shellWith();
  expect(labels("Window in front")).toEqual([]);
  run("FILES");
  expect(labels("Window in front")).toContain("Maximise");
  run("Close");
  expect(labels("Window in front")).toEqual([]);
});

it("offers what is not so already", () => {
  const { shell, run, labels } = shellWith();
  expect(labels("Desktop")).not.toContain("Light appearance");
  run("Dark appearance");
  run("Do not disturb");
  run("Less movement");
  expect([shell.theme.appearance.value, shell.centre.habits.quiet.value, shell.theme.motion.value]).toEqual(["dark", true, "less"]);
  expect(labels("Desktop")).toEqual(expect.arrayContaining(["Light appearance", "Show notifications again", "Movement as the system"]));
});

it("opens a found file by what opens files, and says where it is", () => {
  const { shell, asked } = shellWith();
  const place = (path: string): string => fileEntry(shell, { id: "ent_1", name: "a", path, kind: "file" } as FileEntry).note;
  expect(["/ann/a", "/ann/Documents/a", "/anna/a"].map(place)).toEqual(["Home", "Home/Documents", "/anna"]);
  fileEntry(shell, { id: "ent_1", name: "a", path: "/ann/a", kind: "file" } as FileEntry).run();
  expect(asked).toEqual(["open ent_1"]);
});

it("knows files that were chosen before without asking for them", () => {
  const { shell, asked } = shellWith();
  const [found, ...others] = recentFiles(shell, [{ id: "app.files", label: "FILES", note: "" }, { id: "file.ent_1", label: "a.txt", note: "/ann" }]);
  expect(others).toEqual([]);
  expect(found?.label).toBe("a.txt");
  found?.run();
  expect(asked).toEqual(["open ent_1"]);
});

const saying = (excerpt: string, ...marks: readonly (readonly [number, number])[]): TextFound =>
  ({ entry: { id: "ent_1", name: "a.txt", path: "/ann/a.txt", kind: "file" } as FileEntry, excerpt, marks: marks.map(([start, end]) => ({ start, end })) });

it("shows a file that says it with what it says", () => {
  const { shell, asked } = shellWith();
  const found = textEntry(shell, saying("plant apple trees", [6, 11]));
  expect([found.label, found.group, found.note]).toEqual(["a.txt", "In files", "plant apple trees"]);
  found.run();
  expect(asked).toEqual(["open ent_1"]);
});

it.each([
  [saying("apple trees", [0, 5]), "apple trees"],
  [saying("in autumn we plant apple trees", [19, 24]), "…plant apple trees"],
  [saying("a 🍎 is an apple", [10, 15]), "…an apple"],
  [saying("nothing is marked"), "nothing is marked"],
])("begins a little before what was looked for", (found, note) => {
  expect(excerptOf(found)).toBe(note);
});
