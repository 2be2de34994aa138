import { expect, it } from "vitest";
import { errandIn, refusalOf } from "./errands";

const options = (said: unknown): string => `?msg_id=1&options=${encodeURIComponent(JSON.stringify(said))}`;

it.each([
  ["/action/sign-in", "", { kind: "sign-in" }],
  ["/action/request-permission", "?permission=a&permission=fs%3A%2Fann%3Aread", { kind: "permission", permissions: ["a", "fs:/ann:read"], create: "" }],
  ["/action/request-permission/", "?permission=a&create=file", { kind: "permission", permissions: ["a"], create: "file" }],
  ["/action/show-open-file-picker", options({ accept: ".txt, image/*", multiple: true }), { kind: "open-file", accept: [".txt", "image/*"], multiple: true }],
  ["/action/show-open-file-picker", "?options=undefined", { kind: "open-file", accept: [], multiple: false }],
  ["/action/show-directory-picker", "?options=undefined", { kind: "open-directory", multiple: false }],
  ["/action/show-directory-picker", options({ multiple: 1 }), { kind: "open-directory", multiple: false }],
  ["/action/show-save-file-picker", "?blobUrl=blob%3Ax", { kind: "save-file" }],
  ["/action/send-feedback", "", { kind: "feedback" }],
])("%s%s", (path, query, errand) => {
  expect(errandIn(path, query)).toEqual(errand);
});

it.each([
  ["/action/explode", ""],
  ["/action/request-permission", ""],
  ["/action/request-permission", "?permission="],
  ["/action/request-permission", `?${"permission=a&".repeat(17)}`],
  ["/action/request-permission", `?permission=${"a".repeat(1001)}`],
  ["/action/request-permission", "?permission=a&create=everything"],
  ["/action/show-open-file-picker", "?options=%7B"],
  ["/action/show-open-file-picker", options([1])],
  ["/action/show-open-file-picker", options({ accept: { length: 1 } })],
])("cannot read %s%s", (path, query) => {
  expect(errandIn(path, query)).toEqual({ kind: "unreadable" });
});

it("says no in the words of each", () => {
  expect(refusalOf({ kind: "permission", permissions: ["a"], create: "" })).toEqual({ msg: "permissionGranted", granted: false });
  expect(refusalOf({ kind: "open-directory", multiple: false })).toBeNull();
});
