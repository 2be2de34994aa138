import { signal } from "@preact/signals";
import { beforeEach, expect, it, vi } from "vitest";
import type { Host } from "../../shell/app";
import type { Shared } from "./shared";
import { Tabs } from "./tabs";

let kept: Record<string, unknown> = {};
let titles: string[] = [];
let closed = 0;

beforeEach(() => {
  [kept, titles, closed] = [{}, [], 0];
});

function tabsFrom(state: Record<string, unknown>, focused = true): Tabs {
  const never = new Promise(() => undefined);
  const house = { stat: () => never, list: vi.fn() };
  const host = {
    live: { listen: () => () => undefined },
    storage: { read: () => null, write: vi.fn() },
    state: signal(state),
    focused: signal(focused),
    title: (text: string) => titles.push(text),
    keep: (change: Record<string, unknown>) => (kept = change),
    close: () => (closed += 1),
  } as unknown as Host;
  const tabs = new Tabs(host, { home: "/ann", stores: { house, of: () => house } } as unknown as Shared);
  tabs.start();
  return tabs;
}

const paths = (tabs: Tabs) => tabs.list.value.map(({ view }) => view.path.value);
const front = (tabs: Tabs) => tabs.list.value.findIndex((tab) => tab.id === tabs.current.value);

it("begins at home, and opens others in front", () => {
  const tabs = tabsFrom({});
  tabs.open("/ann/Documents");
  expect([paths(tabs), front(tabs)]).toEqual([["/ann", "/ann/Documents"], 1]);
  expect(kept).toEqual({ path: "/ann/Documents", tabs: ["/ann", "/ann/Documents"] });
  expect(titles.at(-1)).toBe("Documents");
});

it("comes back as it was left", () => {
  const tabs = tabsFrom({ path: "/ann/b", tabs: ["/ann/a", "/ann/b", "/ann/c"] });
  expect([paths(tabs), front(tabs)]).toEqual([["/ann/a", "/ann/b", "/ann/c"], 1]);
});

it("believes nothing that is no list of paths", () => {
  expect(paths(tabsFrom({ path: "/ann/b", tabs: [7, null] }))).toEqual(["/ann/b"]);
});

it("shows the neighbour of one that is closed, and closes the window with the last", () => {
  const tabs = tabsFrom({ path: "/ann/b", tabs: ["/ann/a", "/ann/b", "/ann/c"] });
  tabs.close(tabs.current.value);
  expect([paths(tabs), front(tabs)]).toEqual([["/ann/a", "/ann/c"], 1]);
  tabs.step(1);
  expect(front(tabs)).toBe(0);
  tabs.close(tabs.current.value);
  expect(closed).toBe(0);
  tabs.close(tabs.current.value);
  expect(closed).toBe(1);
});

it("closes all but one, wherever it is", () => {
  const tabs = tabsFrom({ path: "/ann/b", tabs: ["/ann/a", "/ann/b", "/ann/c"] });
  tabs.closeOthers(tabs.list.value[2]?.id ?? 0);
  expect([paths(tabs), front(tabs), closed]).toEqual([["/ann/c"], 0, 0]);
  expect(kept).toEqual({ path: "/ann/c", tabs: ["/ann/c"] });
});

it("takes the keyboard at its start only if its window has it", () => {
  const called = (focused: boolean) => tabsFrom({}, focused).list.value.map(({ view }) => view.called.value);
  expect([called(true), called(false)]).toEqual([[1], [0]]);
});
