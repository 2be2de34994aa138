import { expect, it } from "vitest";
import { ago, targetOf } from "./notices";

const APPS = new Set(["files", "machines", "app_radio"]);

it.each([
  ["nothing", null, "", null],
  ["a machine", { machine: "mch_1" }, "", { kind: "app", app: "machines", state: { machine: "mch_1" } }],
  ["a file", { file: "/ann/Documents/a.txt" }, "", { kind: "file", path: "/ann/Documents/a.txt" }],
  ["a page", { url: "https://example.org/a" }, "", { kind: "page", url: "https://example.org/a" }],
  ["a script in place of a page", { url: "javascript:alert(1)" }, "", null],
  ["no address at all", { url: "over there" }, "", null],
  ["an app with a state", { app: "files", state: { path: "/ann" } }, "", { kind: "app", app: "files", state: { path: "/ann" } }],
  ["an app with a damaged state", { app: "files", state: 7 }, "", { kind: "app", app: "files", state: {} }],
  ["an app that is not here", { app: "chess" }, "", null],
  ["numbers where texts should be", { machine: 7, file: [] }, "", null],
  ["a list", [1, 2], "", null],
  ["its maker", { score: 3 }, "app_radio", { kind: "app", app: "app_radio", state: {} }],
  ["its maker, which is not here", null, "app_gone", null],
])("is about %s", (_what, value, app, target) => {
  expect(targetOf({ value, app }, APPS)).toEqual(target);
});

it.each([
  ["2026-03-05T12:00:30", "now"],
  ["2026-03-05T12:01:00", "now"], // by a clock that is ahead
  ["2026-03-05T11:48:00", "12 min ago"],
  ["2026-03-05T08:59:00", "3 h ago"],
  ["2026-03-04T23:30:00", /^yesterday, .*30/],
  ["2026-03-01T14:05:00", /^(?!yesterday).*1.*, .*05/],
])("came at %s", (at, words) => {
  expect(ago(at, new Date("2026-03-05T12:00:45"))).toMatch(typeof words === "string" ? new RegExp(`^${words}$`) : words);
});
