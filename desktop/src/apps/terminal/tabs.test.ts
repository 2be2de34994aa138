import { signal } from "@preact/signals";
import { beforeEach, expect, it } from "vitest";
import type { AppState } from "../../core/windows";
import type { Host } from "../../shell/app";
import { actionOf, tabItems } from "./actions";
import { frontLeaf } from "./strip";
import { Tabs } from "./tabs";

let state: ReturnType<typeof signal<AppState>>;
let closed: number;
let tabs: Tabs;
const focused = signal(true);
const compact = signal(false);
const machines = signal([{ id: "a" }, { id: "b" }]);

function begin(kept: AppState): Tabs {
  state = signal<AppState>(kept);
  closed = 0;
  return new Tabs({
    state,
    keep: (change: AppState) => void (state.value = { ...state.peek(), ...change }),
    close: () => void (closed += 1),
    onClose: () => () => undefined,
    focused,
    compact,
    visible: focused,
    live: { machines },
  } as unknown as Host);
}

const press = (shortcut: string) => {
  const [key = "", ...modifiers] = shortcut.split("+").reverse();
  const held = (name: string): boolean => modifiers.includes(name);
  return { key, code: key.length === 1 ? `Key${key}` : key, altKey: held("Alt"), ctrlKey: held("Ctrl"), shiftKey: held("Shift"), metaKey: false };
};
const key = (shortcut: string): void => actionOf(press(shortcut), tabs)?.perform(tabs);
const order = () => tabs.strip.value.tabs.map(({ id }) => id);

beforeEach(() => {
  tabs = begin({ machine: "a" });
});

it("each shell finds its own session again", () => {
  tabs.hostOf(2).keep({ session: "one" });
  tabs.open("b");
  tabs.hostOf(4).keep({ session: "two" });
  expect(state.value).toMatchObject({ tabs: [{ machine: "a", session: "one" }, { machine: "b", session: "two" }], front: 1 });
  const again = begin(state.peek() ?? {});
  expect([again.hostOf(2).state.value, again.hostOf(4).state.value]).toEqual([{ machine: "a", session: "one" }, { machine: "b", session: "two" }]);
});

it("only the one in front has the focus, and each has its own name", () => {
  tabs.open("b");
  tabs.hostOf(2).title("vim");
  const focus = () => [2, 4].map((pane) => tabs.hostOf(pane).focused.value);
  expect([focus(), tabs.saidIn(2), tabs.saidIn(4)]).toEqual([[false, true], "vim", ""]);
  tabs.show(1);
  expect(focus()).toEqual([true, false]);
});

it("a shell hears that its tab is closed, and the last one closes the window", () => {
  tabs.open("b");
  const heard: number[] = [];
  tabs.hostOf(2).onClose(() => heard.push(1));
  tabs.hostOf(4).onClose(() => heard.push(2));
  tabs.hostOf(4).close();
  expect([heard, order(), closed]).toEqual([[2], [1], 0]);
  tabs.close(1);
  expect([heard, order(), closed]).toEqual([[2], [1], 1]); // the window tells the last one
});

it("is worked by keys", () => {
  key("Ctrl+Shift+T");
  key("Ctrl+Shift+T");
  expect([order(), frontLeaf(tabs.front.value)?.machine]).toEqual([[1, 3, 5], "a"]);
  key("Ctrl+PageDown");
  expect(tabs.front.value?.id).toBe(1);
  key("Ctrl+Shift+PageDown");
  expect(order()).toEqual([3, 1, 5]);
  key("Ctrl+Tab");
  key("Ctrl+Shift+W");
  expect(order()).toEqual([3, 1]);
});

it("leaves keys for several tabs to the program while there is one", () => {
  expect([actionOf(press("Ctrl+PageDown"), tabs), actionOf(press("Ctrl+Shift+PageUp"), tabs)]).toEqual([undefined, undefined]);
});

it("is split and its panes are walked and closed by keys", () => {
  key("Ctrl+Shift+E");
  key("Ctrl+Shift+O");
  const front = () => tabs.front.value?.front;
  expect([front(), frontLeaf(tabs.front.value)?.machine]).toEqual([4, "a"]);
  key("Alt+ArrowLeft");
  expect(front()).toBe(2);
  key("Alt+ArrowLeft"); // where there is none
  expect(front()).toBe(2);
  key("Ctrl+Shift+W");
  expect([front(), order(), closed]).toEqual([3, [1], 0]);
  key("Ctrl+Shift+W");
  key("Ctrl+Shift+W");
  expect([order(), closed]).toEqual([[1], 1]);
});

it("every pane of a tab that is closed hears it", () => {
  tabs.split("row");
  tabs.open("b");
  const heard: number[] = [];
  [2, 3].forEach((pane) => tabs.hostOf(pane).onClose(() => heard.push(pane)));
  tabs.close(1);
  expect([heard, order()]).toEqual([[2, 3], [4]]);
});

it("is not split on a phone, where its panes are gone through", () => {
  tabs.split("row");
  compact.value = true;
  expect([actionOf(press("Ctrl+Shift+E"), tabs), actionOf(press("Alt+ArrowLeft"), tabs)]).toEqual([undefined, undefined]);
  expect(tabItems(tabs).map(({ id }) => id)).toContain("next-pane");
  compact.value = false;
});
