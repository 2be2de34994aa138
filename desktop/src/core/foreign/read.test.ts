import { describe, expect, it } from "vitest";
import { read } from "./read";
import { SCOPE } from "./menus";

const ME = "i-1";
const said = (fields: Record<string, unknown>): Record<string, unknown> => ({ appInstanceID: ME, env: "app", uuid: 7, ...fields });
const ipc = (msg: string, parameters: unknown): Record<string, unknown> => ({ $: "puter-ipc", v: 2, appInstanceID: ME, env: "app", msg, parameters, uuid: 3 });

const TOLD: readonly [string, Record<string, unknown>, unknown][] = [
  ["READY", { msg: "READY", appInstanceID: ME }, { kind: "ready" }],
  ["a focus", { msg: "windowFocused", appInstanceID: ME }, { kind: "focused" }],
  ["the pointer", { msg: "mouseMoved", appInstanceID: ME, x: 3, y: 4 }, { kind: "pointer", x: 3, y: 4 }],
  ["an alert", said({ msg: "ALERT", message: "Hello" }), { kind: "alert", message: "Hello", choices: [] }],
  [
    "an alert with buttons",
    said({ msg: "ALERT", message: 1, buttons: ["No", { label: "Yes", value: true, type: "primary" }] }),
    {
      kind: "alert",
      message: "1",
      choices: [
        { label: "No", value: "No", look: "plain" },
        { label: "Yes", value: true, look: "primary" },
      ],
    },
  ],
  ["a prompt", said({ msg: "PROMPT", message: "Name?", options: { defaultValue: "a" } }), { kind: "prompt", message: "Name?", placeholder: "", value: "a" }],
  ["a notification", said({ msg: "showNotification", options: { title: "T", text: "x" } }), { kind: "notify", title: "T", text: "x", icon: "", value: null, uid: null }],
  [
    "a notification with a picture and what it is about",
    said({ msg: "showNotification", options: { title: "T", icon: "data:image/png;base64,AA", value: { file: "u" }, uid: 3 } }),
    { kind: "notify", icon: "data:image/png;base64,AA", value: { file: "u" }, uid: 3 },
  ],
  ["a notification with a picture elsewhere", said({ msg: "showNotification", options: { title: "T", icon: "https://example.com/a.png" } }), { kind: "notify", icon: "" }],
  ["a notification with a picture that is too large", said({ msg: "showNotification", options: { title: "T", icon: `data:image/png,${"x".repeat(70_000)}` } }), { kind: "notify", icon: "" }],
  [
    "opening a file",
    said({ msg: "showOpenFilePicker", options: { accept: ".TXT, image/*,*/*", multiple: true } }),
    { kind: "open-file", accept: [".txt", "image/*"], multiple: true, path: "" },
  ],
  ["opening without options", said({ msg: "showOpenFilePicker" }), { kind: "open-file", accept: [], multiple: false, path: "" }],
  ["opening a directory", said({ msg: "showDirectoryPicker", options: { path: "~/Pictures" } }), { kind: "open-directory", multiple: false, path: "~/Pictures" }],
  ["saving", said({ msg: "showSaveFilePicker", content: "text", suggestedName: "a.txt" }), { kind: "save-file", content: "text", name: "a.txt" }],
  [
    "saving what is there",
    said({ msg: "showSaveFilePicker", content: "~/a", source_path: "~/a", save_type: "copy", suggestedName: "" }),
    { kind: "save-entry", source: "~/a", how: "copy", name: "" },
  ],
  ["saving an address", said({ msg: "showSaveFilePicker", url: "https://example.com/a" }), { kind: "save-address" }],
  ["a title", said({ msg: "setWindowTitle", new_title: "T", window_id: 4 }), { kind: "title", title: "T", window: 4 }],
  ["a width", said({ msg: "setWindowWidth", width: "400" }), { kind: "place", place: { x: null, y: null, width: 400, height: null }, window: null }],
  ["a size", said({ msg: "setWindowSize", width: 4, height: 5 }), { kind: "place", place: { x: null, y: null, width: 4, height: 5 }, window: null }],
  ["a place", said({ msg: "setWindowPosition", x: -1, y: 5 }), { kind: "place", place: { x: -1, y: 5, width: null, height: null }, window: null }],
  ["hiding", { msg: "hideWindow", env: "app", appInstanceID: ME, value: undefined }, { kind: "show", how: "hide" }],
  [
    "another window",
    said({ msg: "createWindow", options: { title: "T", content: "<b>x</b>", width: 300, center: true } }),
    { kind: "side-window", title: "T", content: "<b>x</b>", place: { x: null, y: null, width: 300, height: null }, centred: true, fixed: false, blocks: false },
  ],
  ["the language", said({ msg: "getLanguage" }), { kind: "language" }],
  ["a permission", said({ msg: "requestPermission", options: { permission: "fs:~/a:read" } }), { kind: "permission", permissions: ["fs:~/a:read"], create: "" }],
  ["permissions", said({ msg: "requestPermission", options: { permissions: ["a", "b", "a"] } }), { kind: "permission", permissions: ["a", "b"], create: "" }],
  ["a permission on what is made for it", said({ msg: "requestPermission", options: { permission: "a", create: true } }), { kind: "permission", permissions: ["a"], create: "fitting" }],
  ["a message", { msg: "messageToApp", appInstanceID: ME, targetAppInstanceID: "i-2", contents: { a: 1 } }, { kind: "message", to: "i-2", contents: { a: 1 } }],
  ["closing another", { msg: "closeApp", appInstanceID: ME, targetAppInstanceID: "i-2" }, { kind: "close-app", to: "i-2" }],
  ["an exit", { msg: "exit", appInstanceID: ME, statusCode: 3 }, { kind: "exit", status: 3 }],
  ["an answer about closing", { msg: false, appInstanceID: ME, original_msg_id: 9 }, { kind: "answer", yes: false, about: 9 }],
  ["an answer to a connection", { $: "connection-resp", connection: "i-2", accept: true, value: 1 }, { kind: "connection-answer", to: "i-2", accept: true, value: 1 }],
  ["a launch", ipc("launchApp", { app_name: "notes", args: { a: 1 } }), { kind: "launch", app: "notes", args: { a: 1 }, items: [], paths: [], hidden: false }],
  ["a launch that is not seen", ipc("launchApp", { app_name: "notes", background: true }), { kind: "launch", hidden: true }],
  ["a connection", ipc("connectToInstance", { app_name: "notes" }), { kind: "connect", app: "notes" }],
];

describe("what apps say", () => {
  it.each(TOLD)("%s", (_what, message, request) => {
    expect(read(message, ME)).toMatchObject({ request });
  });

  it("knows how the answer is known", () => {
    expect(read(said({ msg: "getLanguage" }), ME)).toMatchObject({ replyTo: { message: 7 } });
    expect(read(ipc("connectToInstance", { app_name: "a" }), ME)).toMatchObject({ replyTo: { callback: 3 } });
    expect(read({ msg: "exit", appInstanceID: ME, statusCode: 0 }, ME)).toMatchObject({ replyTo: null });
  });
});

const deep = (levels: number): unknown => (levels === 0 ? "x" : { a: deep(levels - 1) });

const REFUSED: readonly [string, unknown][] = [
  ["nothing", null],
  ["a text", "READY"],
  ["a list", ["READY"]],
  ["no instance", { msg: "READY" }],
  ["another instance", { msg: "READY", appInstanceID: "i-2" }],
  ["another instance's id in a list", { msg: "READY", appInstanceID: [ME] }],
  ["a name that is unknown", said({ msg: "setWallpaper" })],
  ["a name that objects have by themselves", said({ msg: "constructor" })],
  ["a call that is a message only", ipc("ALERT", { message: "x" })],
  ["a message that is a call only", said({ msg: "launchApp", parameters: { app_name: "a" } })],
  ["what the desktop itself would say", said({ msg: "READY", env: "gui" })],
  ["an alert of an object", said({ msg: "ALERT", message: {} })],
  ["an endless alert", said({ msg: "ALERT", message: "x".repeat(10_001) })],
  ["too many buttons", said({ msg: "ALERT", message: "x", buttons: Array(9).fill("x") })],
  ["a number of a message that is none", { ...said({ msg: "getLanguage" }), uuid: "7" }],
  ["a place that is nowhere", said({ msg: "setWindowX", x: Number.NaN })],
  ["a window as large as can be", said({ msg: "setWindowWidth", width: Infinity })],
  ["a title as an object", said({ msg: "setWindowTitle", new_title: { toString: 1 } })],
  ["content of a window that is too long", said({ msg: "createWindow", options: { content: "x".repeat(600_000) } })],
  ["a permission on what cannot be made", said({ msg: "requestPermission", options: { permission: "a", create: "link" } })],
  ["a notification about too much", said({ msg: "showNotification", options: { title: "T", value: Array(6000).fill(1) } })],
  ["no permission", said({ msg: "requestPermission", options: {} })],
  ["an empty permission", said({ msg: "requestPermission", options: { permissions: ["a", ""] } })],
  ["too many permissions", said({ msg: "requestPermission", options: { permissions: Array(17).fill("a") } })],
  ["a message that is too long", { msg: "messageToApp", appInstanceID: ME, targetAppInstanceID: "i-2", contents: "x".repeat(1_100_000) }],
  ["a message of too many parts", { msg: "messageToApp", appInstanceID: ME, targetAppInstanceID: "i-2", contents: Array(6000).fill(1) }],
  ["a message that is too deep", { msg: "messageToApp", appInstanceID: ME, targetAppInstanceID: "i-2", contents: deep(30) }],
  ["a launch of nothing", ipc("launchApp", {})],
  ["a launch with too many files", ipc("launchApp", { app_name: "a", file_paths: Array(33).fill("/a") })],
  ["a launch with a file that is none", ipc("launchApp", { app_name: "a", items: ["/a"] })],
  ["a closing that is about nothing", { msg: true, appInstanceID: ME }],
  ["menus of menus without an end", said({ msg: "setMenubar", value: { items: [nested(8)] } })],
  ["a menu that is too long", said({ msg: "setMenubar", value: { items: Array(101).fill("-") } })],
];

function nested(levels: number): Record<string, unknown> {
  return { label: "x", items: levels === 0 ? [] : [nested(levels - 1)] };
}

describe("what is refused", () => {
  it.each(REFUSED)("%s", (_what, message) => {
    expect(read(message, ME)).toEqual(expect.any(String));
  });

  it("takes no property from what was sent for one of its own", () => {
    const forged = JSON.parse('{"__proto__": {"appInstanceID": "i-1", "msg": "READY"}}') as unknown;
    expect(read(forged, ME)).toEqual(expect.any(String));
  });

  it("reads a menu's functions by their number", () => {
    const heard = read(said({ msg: "setMenubar", value: { items: [{ label: "File", items: [{ label: "New", action: { $SCOPE: SCOPE, id: 4 } }, "-", { label: "Old", action: { id: 4 } }] }] } }), ME);
    expect(heard).toMatchObject({ request: { menu: [{ label: "File", action: null, items: [{ label: "New", action: 4 }, null, { label: "Old", action: null }] }] } });
  });
});
