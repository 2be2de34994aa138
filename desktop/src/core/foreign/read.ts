// The SDK's messages, read: one row a name. A message without a row, of another instance, or with a field that cannot be is refused.

import { handle, list, number, numberOr, parcel, record, recordOr, text, textOr, Unreadable, type Fields } from "./fields";
import { readChange, readMenu, type MenuChange } from "./menus";
import { pictureOf } from "./picture";
import type { Choice, Creating, Heard, Item, Place, ReplyTo, Request } from "./requests";

const MOST_MESSAGE = 10_000;
const MOST_NAME = 255;
const MOST_PATH = 4096;
const MOST_ADDRESS = 8192;
const MOST_CONTENT = 512 * 1024;
const MOST_ITEMS = 32;
const MOST_CHOICES = 8;
const MOST_PERMISSIONS = 16; // as the SDK has it

const NOWHERE: Place = { x: null, y: null, width: null, height: null };

type Row = (said: Fields) => Request;

const shown = (how: "show" | "hide" | "toggle"): Row => () => ({ kind: "show", how });
const placed =
  (...sides: readonly (keyof Place)[]): Row =>
  (said) => ({ kind: "place", place: { ...NOWHERE, ...Object.fromEntries(sides.map((side) => [side, number(said[side])])) }, window: windowOf(said) });
const needless = (answer: Fields): Row => () => ({ kind: "nothing-to-do", answer });
const pointer: Row = (said) => ({ kind: "pointer", x: number(said["x"]), y: number(said["y"]) });
const onMenuItem =
  (change: (said: Fields) => Omit<MenuChange, "id">): Row =>
  (said) => {
    const value = readChange(said["value"]);
    return { kind: "menu-item", change: { id: value.id, ...change(value) } };
  };

const ROWS: Readonly<Record<string, Row>> = {
  READY: () => ({ kind: "ready" }),
  windowFocused: () => ({ kind: "focused" }),
  mouseMoved: pointer,
  mouseClicked: pointer,
  ALERT: (said) => ({ kind: "alert", message: textOr(said["message"], MOST_MESSAGE), choices: choicesOf(said["buttons"]) }),
  PROMPT: (said) => ({
    kind: "prompt",
    message: textOr(said["message"], MOST_MESSAGE),
    placeholder: textOr(said["placeholder"], MOST_MESSAGE),
    value: textOr(recordOr(said["options"])["defaultValue"], MOST_MESSAGE),
  }),
  showNotification: (said) => {
    const options = recordOr(said["options"]);
    const { icon, value, uid } = options;
    const words = { title: textOr(options["title"], 200), text: textOr(options["text"], 1000) };
    return { kind: "notify", ...words, icon: pictureOf(icon), value: parcel(value ?? null), uid: parcel(uid ?? null) };
  },
  showOpenFilePicker: (said) => {
    const options = recordOr(said["options"]);
    return { kind: "open-file", accept: acceptOf(options["accept"]), multiple: options["multiple"] === true, path: textOr(options["path"], MOST_PATH) };
  },
  showDirectoryPicker: (said) => {
    const options = recordOr(said["options"]);
    return { kind: "open-directory", multiple: options["multiple"] === true, path: textOr(options["path"], MOST_PATH) };
  },
  showSaveFilePicker: readSave,
  showColorPicker: (said) => ({ kind: "colour", value: chosenOf(said["options"], "defaultColor") }),
  showFontPicker: (said) => ({ kind: "font", value: chosenOf(said["options"], "defaultFont") }),
  setWindowTitle: (said) => ({ kind: "title", title: textOr(said["new_title"], MOST_NAME), window: windowOf(said) }),
  setWindowWidth: placed("width"),
  setWindowHeight: placed("height"),
  setWindowSize: placed("width", "height"),
  setWindowPosition: placed("x", "y"),
  setWindowX: placed("x"),
  setWindowY: placed("y"),
  showWindow: shown("show"),
  hideWindow: shown("hide"),
  toggleWindow: shown("toggle"),
  createWindow: (said) => {
    const options = recordOr(said["options"]);
    const { width, height, x, y } = options;
    const place = { x: numberOr(x, null), y: numberOr(y, null), width: numberOr(width, null), height: numberOr(height, null) };
    return {
      kind: "side-window",
      title: textOr(options["title"], MOST_NAME),
      content: textOr(options["content"], MOST_CONTENT),
      place,
      centred: options["center"] === true,
      fixed: options["is_resizable"] === false,
      blocks: options["disable_parent_window"] === true,
    };
  },
  setMenubar: (said) => ({ kind: "menubar", menu: readMenu(recordOr(said["value"])["items"] ?? []) }),
  contextMenu: (said) => ({ kind: "context-menu", menu: readMenu(recordOr(said["value"])["items"] ?? []) }),
  disableMenuItem: onMenuItem(() => ({ disabled: true })),
  enableMenuItem: onMenuItem(() => ({ disabled: false })),
  setMenuItemChecked: onMenuItem((said) => ({ checked: said["checked"] === true })),
  setMenuItemIcon: onMenuItem((said) => ({ icon: pictureOf(said["icon"]) })),
  setMenuItemIconActive: onMenuItem((said) => ({ iconActive: pictureOf(said["icon"]) })),
  getLanguage: () => ({ kind: "language" }),
  getInstancesOpen: () => ({ kind: "instances" }),
  requestPermission: (said) => {
    const options = recordOr(said["options"]);
    return { kind: "permission", permissions: permissionsOf(options), create: creatingOf(options["create"]) };
  },
  socialShare: needless({ msg: "socialShareResponded", response: false }),
  requestEmailConfirmation: needless({ msg: "requestEmailConfirmationResponded", response: true }),
  requestVerificationGate: needless({ msg: "requestVerificationGateResponded", response: true }),
  requestUpgrade: needless({ msg: "requestUpgradeResponded", response: false }),
  openDevPaymentsAccount: needless({ msg: "openDevPaymentsAccountResponded", response: false }),
  showFeedbackDialog: needless({ msg: "feedbackDialogClosed", sent: false }),
  messageToApp: (said) => ({ kind: "message", to: text(said["targetAppInstanceID"], MOST_NAME), contents: parcel(said["contents"]) }),
  closeApp: (said) => ({ kind: "close-app", to: text(said["targetAppInstanceID"], MOST_NAME) }),
  exit: (said) => ({ kind: "exit", status: numberOr(said["statusCode"], 0) ?? 0 }),
  reauth_required: () => ({ kind: "token" }),
};

/** Those that answer by calling one of the app's functions. */
const CALLS: Readonly<Record<string, Row>> = {
  launchApp: (said) => ({
    kind: "launch",
    app: text(said["app_name"], MOST_NAME),
    args: parcel(said["args"] ?? {}),
    items: list(said["items"] ?? [], MOST_ITEMS).map(itemOf),
    paths: list(said["file_paths"] ?? [], MOST_ITEMS).map((path) => text(path, MOST_PATH)),
    hidden: said["background"] === true,
  }),
  connectToInstance: (said) => ({ kind: "connect", app: text(said["app_name"], MOST_NAME) }),
  requestPictureInPicture: needless({ ok: false, error: { name: "NotSupportedError", message: "This desktop has no picture-in-picture windows." } }),
  exitPictureInPicture: needless({ wasOpen: false }),
};

/** What the instance says, or why it is not listened to. Whether the message came from the instance's own frame is asked before. */
export function read(data: unknown, instance: string): Heard | string {
  try {
    return readHeard(record(data), instance);
  } catch (reason) {
    if (reason instanceof Unreadable) return reason.message;
    throw reason;
  }
}

function readHeard(said: Fields, instance: string): Heard {
  if (said["$"] === "connection-resp") return { request: connectionAnswer(said), replyTo: null };
  if (said["appInstanceID"] !== instance) throw new Unreadable("another instance's id");
  const { msg } = said;
  if (typeof msg === "boolean") return { request: { kind: "answer", yes: msg, about: handle(said["original_msg_id"]) }, replyTo: null };
  if (said["env"] !== undefined && said["env"] !== "app") throw new Unreadable("not said by an app");
  const name = text(msg, 100);
  if (said["$"] === "puter-ipc") {
    const call = rowOf(CALLS, name);
    return { request: call(recordOr(said["parameters"])), replyTo: { callback: handle(said["uuid"]) } };
  }
  return { request: rowOf(ROWS, name)(said), replyTo: replyTo(said) };
}

function rowOf(rows: Readonly<Record<string, Row>>, name: string): Row {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (!row) throw new Unreadable(`${name} is unknown`);
  return row;
}

function replyTo(said: Fields): ReplyTo {
  return said["uuid"] === undefined ? null : { message: handle(said["uuid"]) };
}

function connectionAnswer(said: Fields): Request {
  return { kind: "connection-answer", to: text(said["connection"], MOST_NAME), accept: said["accept"] === true, value: parcel(said["value"]) };
}

function windowOf(said: Fields): number | null {
  return numberOr(said["window_id"], null);
}

function choicesOf(value: unknown): readonly Choice[] {
  if (value === undefined || value === null) return [];
  return list(value, MOST_CHOICES).map((button) => {
    if (typeof button === "string") return { label: text(button, 200), value: button, look: "plain" as const };
    const said = record(button);
    const label = textOr(said["label"], 200, "OK");
    const look = said["type"] === "primary" ? "primary" : said["type"] === "danger" ? "danger" : "plain";
    return { label, value: parcel(said["value"] ?? label), look };
  });
}

/** `".txt,image/*"`, a list of such, or nothing: all files. */
export function acceptOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const parts = Array.isArray(value) ? list(value, 100).map((one) => text(one, 200)) : text(value, 2000).split(",");
  return parts.map((part) => part.trim().toLowerCase()).filter((part) => part !== "" && part !== "*" && part !== "*/*");
}

export function readSave(said: Fields): Request {
  const name = textOr(said["suggestedName"], MOST_NAME);
  const how = said["save_type"];
  if (how === "copy" || how === "move") return { kind: "save-entry", source: text(said["source_path"], MOST_PATH), how, name };
  if (said["url"] !== undefined && said["url"] !== null) return { kind: "save-address" };
  return { kind: "save-file", content: said["content"], name };
}

function chosenOf(options: unknown, field: string): string {
  if (typeof options === "string") return text(options, 200);
  const said = recordOr(options);
  return textOr(said["defaultValue"] ?? said[field] ?? said["default"], 200);
}

export function permissionsOf(options: Fields): readonly string[] {
  const wanted = options["permissions"] === undefined ? [options["permission"]] : list(options["permissions"], MOST_PERMISSIONS);
  const read = wanted.map((one) => text(one, 1000));
  if (read.length === 0 || read.includes("")) throw new Unreadable("no permission is named");
  return [...new Set(read)];
}

export function creatingOf(value: unknown): Creating {
  if (value === undefined || value === null || value === false || value === "") return "";
  if (value === true || value === "true") return "fitting";
  if (value === "dir" || value === "file") return value;
  throw new Unreadable("nothing that could be made");
}

function itemOf(value: unknown): Item {
  const said = record(value);
  return {
    uid: textOr(said["uid"], MOST_NAME),
    name: textOr(said["fsentry_name"] ?? said["name"], MOST_NAME),
    path: textOr(said["path"], MOST_PATH),
    readUrl: textOr(said["read_url"], MOST_ADDRESS),
    writeUrl: textOr(said["write_url"], MOST_ADDRESS),
    metadataUrl: textOr(said["metadata_url"], MOST_ADDRESS),
    size: numberLike(said["fsentry_size"]),
    modified: numberLike(said["fsentry_modified"]),
    created: numberLike(said["fsentry_created"]),
    accessed: numberLike(said["fsentry_accessed"]),
  };
}

/** Sizes and times: as large as they are, or not known. */
function numberLike(value: unknown): number | null {
  const read = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : null;
}
