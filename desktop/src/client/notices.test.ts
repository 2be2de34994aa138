import { expect, it } from "vitest";
import type { Event as Fact, Notification } from "../wire/generated";
import { Notices } from "./notices";
import type { NotificationsApi } from "./notifications-api";

const notice = (id: string, more: Partial<Notification> = {}): Notification => ({ id, title: id, created_at: "", expires_at: "", ...more });
const fact = (type: string, data: Notification | null = null): Fact => ({ id: 1, at: "", type, subject: data?.id ?? "", data: data ? { ...data } : {} });
const created = (id: string, more: Partial<Notification> = {}): Fact => fact("notification.created", notice(id, more));

function noticesWith(items: readonly Notification[], more = false, api: Partial<NotificationsApi> = {}) {
  const arrived: string[] = [];
  const source = { list: () => Promise.resolve({ items, more }), ...api } as NotificationsApi;
  const notices = new Notices(source, ({ id }) => arrived.push(id));
  return { notices, arrived, ids: () => notices.list.value.map((one) => one.id) };
}

it("shows the newest first, whatever order they are told in, and says which arrived", async () => {
  const { notices, arrived, ids } = noticesWith([notice("3"), notice("1")]);
  await notices.read();
  notices.hear(created("5"));
  notices.hear(created("4"));
  notices.hear(created("2", { shown_at: "before" }));
  expect(ids()).toEqual(["5", "4", "3", "2", "1"]);
  expect(arrived).toEqual(["5", "4"]);
});

it("keeps out what is older than what was read where there is more between", async () => {
  const { notices, ids } = noticesWith([notice("8"), notice("7")], true);
  await notices.read();
  notices.hear(fact("notification.changed", notice("2", { shown_at: "now" })));
  expect(ids()).toEqual(["8", "7"]);
});

it("follows what other windows put away", async () => {
  const { notices, ids } = noticesWith([notice("3"), notice("2"), notice("1")]);
  await notices.read();
  notices.hear(fact("notification.changed", notice("2", { shown_at: "now" })));
  notices.hear(fact("notification.changed", notice("3", { acknowledged_at: "now" })));
  expect(ids()).toEqual(["2", "1"]);
  expect(notices.list.value[0]?.shown_at).toBe("now");
  notices.hear(fact("notification.acknowledged_all"));
  expect(ids()).toEqual([]);
});

it("loses nothing that is told while it reads", async () => {
  const { notices, ids, arrived } = noticesWith([notice("1")]);
  notices.hear(null);
  notices.hear(created("2"));
  expect(arrived).toEqual([]);
  await notices.read();
  expect(ids()).toEqual(["2", "1"]);
  expect(arrived).toEqual(["2"]);
});

it("puts away at once, and reads again when that was refused", async () => {
  let refused = (_reason: Error): void => undefined;
  const acknowledge = (): Promise<Notification> => new Promise((_done, refuse) => (refused = refuse));
  const { notices, ids } = noticesWith([notice("2"), notice("1")], false, { acknowledge });
  await notices.read();
  const answer = notices.acknowledge("2");
  expect(ids()).toEqual(["1"]);
  refused(new Error("no"));
  await expect(answer).rejects.toThrow("no");
  await expect.poll(ids).toEqual(["2", "1"]);
});

it("says why it could not read, until it can", async () => {
  let answers = false;
  const list = () => (answers ? Promise.resolve({ items: [], more: false }) : Promise.reject(new Error("away")));
  const { notices } = noticesWith([], false, { list });
  await notices.read();
  expect(notices.failed.value).toEqual(new Error("away"));
  answers = true;
  await notices.read();
  expect(notices.failed.value).toBeNull();
});
