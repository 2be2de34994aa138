import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import type { Listener } from "../client/live";
import type { NotificationsApi } from "../client/notifications-api";
import type { Notification } from "../wire/generated";
import { NoticeCentre } from "./notice-centre";
import { NoticeHabits } from "./notice-habits";

function centreWith() {
  const told: string[] = []; // what was asked of the daemon
  const toasts = new Map<number, string>();
  const followed: unknown[] = [];
  const seen = signal(true);
  let hear: Listener = () => undefined;
  const change = (verb: string, mark: string) => (id: string) => {
    told.push(`${verb} ${id}`);
    return Promise.resolve({ id, title: id, created_at: "", expires_at: "", [mark]: "now" } as Notification);
  };
  const api = { list: () => Promise.resolve({ items: [], more: false }), shown: change("shown", "shown_at"), acknowledge: change("away", "acknowledged_at") };
  const played: string[] = [];
  const habits = new NoticeHabits({
    storage: { read: () => null, write: () => undefined },
    key: "key",
    kv: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    live: { listen: () => () => undefined },
    nowMs: () => 1000,
    later: () => () => undefined,
    sounds: { play: (sound) => played.push(sound) },
  });
  const centre = new NoticeCentre({
    api: api as unknown as NotificationsApi,
    live: { listen: (listener) => ((hear = listener), () => undefined) },
    habits,
    toasts: { show: (_tone, _text, extras) => (toasts.set(toasts.size + 1, extras?.title ?? ""), toasts.size), dismiss: (id) => void toasts.delete(id) },
    seen,
    apps: () => new Set(["machines"]),
    picture: () => "",
    follow: (target) => followed.push(target),
  });
  const stop = centre.start();
  const tell = (type: string, id: string, more: Partial<Notification> = {}): void =>
    hear({ id: 1, at: "", type: `notification.${type}`, subject: id, data: { id, title: id, created_at: "", expires_at: "", ...more } });
  return { centre, habits, played, stop, seen, told, toasts, followed, tell };
}

it("shows a new one once, and says so to the other windows", () => {
  const { toasts, told, tell } = centreWith();
  tell("created", "n1");
  expect([...toasts.values()]).toEqual(["n1"]);
  expect(told).toEqual(["shown n1"]);
});

it("leaves people alone who ask for it, and only keeps what comes", () => {
  const { centre, habits, played, toasts, told, tell } = centreWith();
  habits.change({ quiet: true, sounds: true });
  tell("created", "n1");
  habits.change({ quiet: false });
  habits.mute("app_1", true);
  tell("created", "n2", { app: "app_1" });
  expect([toasts.size, told.length, played.length]).toEqual([0, 0, 0]);
  expect(centre.notices.list.value).toHaveLength(2);
});

it("is heard by who wants it, once for those that come together", () => {
  const { habits, played, seen, tell } = centreWith();
  habits.change({ sounds: true });
  seen.value = false;
  tell("created", "n1");
  tell("created", "n2");
  seen.value = true;
  expect(played).toEqual(["notice"]);
});

it("waits until the page is looked at, unless another window is quicker", () => {
  const { seen, toasts, tell } = centreWith();
  seen.value = false;
  tell("created", "n1");
  tell("created", "n2");
  expect(toasts.size).toBe(0);
  tell("changed", "n1", { shown_at: "elsewhere" });
  seen.value = true;
  expect([...toasts.values()]).toEqual(["n2"]);
});

it("takes a toast away when its notification is put away elsewhere", () => {
  const { toasts, tell } = centreWith();
  tell("created", "n1");
  tell("changed", "n1", { acknowledged_at: "now" });
  expect(toasts.size).toBe(0);
});

it("has its panel in place of toasts, and counts what it shows as shown", () => {
  const { centre, toasts, told, tell } = centreWith();
  centre.open.value = true;
  tell("created", "n1");
  expect(toasts.size).toBe(0);
  expect(told).toEqual(["shown n1"]);
});

it("opens what one is about and puts it away", () => {
  const { centre, told, followed, tell } = centreWith();
  centre.open.value = true;
  tell("created", "n1", { value: { machine: "hearth" } });
  const [notification] = centre.notices.list.value;
  const target = notification && centre.targetOf(notification);
  if (!notification || !target) throw new Error("it is about nothing");
  centre.visit(notification, target);
  expect(followed).toEqual([{ kind: "app", app: "machines", state: { machine: "hearth" } }]);
  expect(centre.open.value).toBe(false);
  expect(told).toContain("away n1");
});
