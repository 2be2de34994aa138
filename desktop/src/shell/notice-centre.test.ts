import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import type { Listener } from "../client/live";
import type { NotificationsApi } from "../client/notifications-api";
import type { Notification } from "../wire/generated";
import { NoticeCentre } from "./notice-centre";

function centreWith(stored: string | null = null) {
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
  const centre = new NoticeCentre({
    api: api as unknown as NotificationsApi,
    live: { listen: (listener) => ((hear = listener), () => undefined) },
    storage: { read: () => stored, write: () => undefined },
    toasts: { show: (_tone, _text, extras) => (toasts.set(toasts.size + 1, extras?.title ?? ""), toasts.size), dismiss: (id) => void toasts.delete(id) },
    seen,
    apps: () => new Set(["machines"]),
    picture: () => "",
    follow: (target) => followed.push(target),
  });
  const stop = centre.start();
  const tell = (type: string, id: string, more: Partial<Notification> = {}): void =>
    hear({ id: 1, at: "", type: `notification.${type}`, subject: id, data: { id, title: id, created_at: "", expires_at: "", ...more } });
  return { centre, stop, seen, told, toasts, followed, tell };
}

it("shows a new one once, and says so to the other windows", () => {
  const { toasts, told, tell } = centreWith();
  tell("created", "n1");
  expect([...toasts.values()]).toEqual(["n1"]);
  expect(told).toEqual(["shown n1"]);
});

it("leaves people alone who ask for it, and only keeps what comes", () => {
  const { centre, toasts, told, tell } = centreWith("yes");
  tell("created", "n1");
  centre.quiet.value = false;
  expect([toasts.size, told.length]).toEqual([0, 0]);
  expect(centre.notices.list.value).toHaveLength(1);
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
