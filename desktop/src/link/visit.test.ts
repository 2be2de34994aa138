import { expect, it } from "vitest";
import { ApiError, OfflineError, type Ask, type Http } from "../client/http";
import type { FileEntry } from "../wire/generated";
import { Visit, type Stage } from "./visit";

const refused = (fields: Record<string, unknown> = {}) => new ApiError({ title: "", status: 401, detail: "not valid", code: "link_refused", kind: "unauthenticated", fields });
const entry = (id: string, kind: FileEntry["kind"]): FileEntry => ({ id, path: `/ann/${id}`, name: id, kind, size: 3, parent_id: "", owner: "ann", created_at: "", modified_at: "", media_type: "text/plain" });

function visitTo(answers: Record<string, unknown>, passwords: string[] = []) {
  const answer = (path: string, ask?: Ask) => {
    const found = answers[path];
    const told: unknown = typeof found === "function" ? (found as (ask?: Ask) => unknown)(ask) : found;
    return told instanceof Error ? Promise.reject(told) : Promise.resolve(told);
  };
  const http: Http = {
    json: <T>(_: string, path: string, ask?: Ask) => answer(path, ask) as Promise<T>,
    text: (path, ask) => answer(path, ask) as Promise<string>,
    stream: (path, ask) => answer(path, ask) as Promise<ReadableStream<Uint8Array>>,
  };
  return new Visit("ingle_link_x", (_, password) => (passwords.push(password), http));
}

const opened = { kind: "entry", object: "ent_1", name: "plans", mode: "read", expires_at: null };

it.each<[string, unknown, Stage]>([
  ["is over", refused(), { at: "refused" }],
  ["wants a password", refused({ password_needed: true }), { at: "asking", wrong: false }],
  ["cannot be asked about", new OfflineError("lost"), { at: "failed", why: new OfflineError("").message }],
  ["opens what is no file", { ...opened, kind: "app", name: "Chess" }, { at: "failed", why: "This link opens Chess, which this page cannot show." }],
])("says when a link %s", async (_, answer, stage) => {
  const visit = visitTo({ "/links/opened": answer });
  await visit.open();
  expect(visit.stage.value).toEqual(stage);
});

it("says that a password was wrong, and opens with the right one", async () => {
  let answer: unknown = refused({ password_needed: true });
  const passwords: string[] = [];
  const visit = visitTo({ "/links/opened": () => answer, "/files/stat": entry("ent_1", "file") }, passwords);
  await visit.open("no");
  expect(visit.stage.value).toEqual({ at: "asking", wrong: true });
  answer = opened;
  await visit.open("yes");
  expect(visit.stage.value.at).toBe("open");
  expect(passwords).toEqual(["", "no", "yes"]);
});

it("shows a directory in its order, all parts of it, and those in it", async () => {
  const parts: Record<string, unknown> = { "": { items: [entry("b10", "file"), entry("b9", "file")], cursor: "more" }, more: { items: [entry("z", "directory")], cursor: null } };
  const visit = visitTo({ "/links/opened": opened, "/files/stat": entry("ent_1", "directory"), "/files/list": (ask?: Ask) => parts[String(ask?.query?.["cursor"] ?? "")] });
  await visit.open();
  expect(visit.inside.value?.entries?.map((one) => one.name)).toEqual(["z", "b9", "b10"]);
  await visit.enter([entry("ent_1", "directory"), entry("z", "directory")]);
  expect(visit.inside.value?.trail.map((one) => one.name)).toEqual(["ent_1", "z"]);
});

it("fetches a file with its progress, and a directory as a zip", async () => {
  const stream = () => new Response("abc").body;
  const visit = visitTo({ "/files": stream, "/files/archive": stream });
  const progress: number[] = [];
  const content = await visit.content(entry("a", "file"), (bytes) => progress.push(bytes));
  expect([await content.text(), content.type, progress.at(-1)]).toEqual(["abc", "text/plain", 3]);
  expect((await visit.content(entry("d", "directory"))).type).toBe("application/zip");
});
