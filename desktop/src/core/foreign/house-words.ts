// The house's own host interface, as apps in frames speak it: one row a word. Whatever cannot be read, has another instance's id or no row is refused.

import { handle, list, number, numberOr, parcel, record, recordOr, text, textOr, Unreadable, type Fields } from "./fields";
import { acceptOf, permissionsOf } from "./read";
import type { Choice } from "./requests";

/** The versions of the words below that are spoken here. A word that is added makes no new one: an app is told which there are. */
export const VERSIONS: readonly number[] = [1];

const MOST_NAME = 255;
const MOST_PATH = 4096;
const MOST_SENTENCE = 10_000;
const MOST_FILES = 32;
const MOST_CHOICES = 8;
const MOST_BADGE = 9999;

export type HouseRequest =
  | { readonly word: "ready"; readonly versions: readonly number[] }
  | { readonly word: "title"; readonly title: string }
  | { readonly word: "badge"; readonly count: number }
  | { readonly word: "size"; readonly width: number | null; readonly height: number | null }
  | { readonly word: "open"; readonly accept: readonly string[]; readonly many: boolean; readonly folders: boolean; readonly start: string }
  | { readonly word: "save"; readonly name: string; readonly content: unknown }
  | { readonly word: "read"; readonly file: string }
  | { readonly word: "write"; readonly file: string; readonly content: unknown; readonly etag: string | null }
  | { readonly word: "notify"; readonly title: string; readonly text: string; readonly about: unknown }
  | { readonly word: "launch"; readonly app: string; readonly args: unknown; readonly files: readonly string[] }
  | { readonly word: "show"; readonly file: string }
  | { readonly word: "permission"; readonly permissions: readonly string[] }
  | { readonly word: "question"; readonly text: string; readonly choices: readonly Choice[] }
  | { readonly word: "answer"; readonly about: number; readonly yes: boolean }
  | { readonly word: "close" };

export type HouseWord = HouseRequest["word"];

export interface HouseHeard {
  readonly id: number; // by which the app knows the answer
  readonly request: HouseRequest;
}

/** Why a message that is the instance's own is not done; `id` is null where even that could not be read. */
export interface NotHeard {
  readonly id: number | null;
  readonly code: "unknown_word" | "unreadable";
  readonly sentence: string;
}

type Row<Word extends HouseWord> = (said: Fields) => Omit<Extract<HouseRequest, { word: Word }>, "word">;

const ROWS: { readonly [Word in HouseWord]: Row<Word> } = {
  ready: (said) => ({ versions: list(said["versions"], 100).map(handle) }),
  title: (said) => ({ title: text(said["title"], MOST_NAME) }),
  badge: (said) => ({ count: Math.min(handle(said["count"]), MOST_BADGE) }),
  size: (said) => ({ width: numberOr(said["width"], null), height: numberOr(said["height"], null) }),
  open: (said) => ({ accept: acceptOf(said["accept"]), many: said["many"] === true, folders: said["folders"] === true, start: textOr(said["start"], MOST_PATH) }),
  save: (said) => ({ name: textOr(said["name"], MOST_NAME), content: said["content"] }),
  read: (said) => ({ file: fileOf(said["file"]) }),
  write: (said) => ({ file: fileOf(said["file"]), content: said["content"], etag: said["etag"] == null ? null : text(said["etag"], MOST_NAME) }),
  notify: (said) => ({ title: textOr(said["title"], 200), text: textOr(said["text"], 1000), about: parcel(said["about"] ?? null) }),
  launch: (said) => ({ app: text(said["app"], MOST_NAME), args: parcel(said["args"] ?? {}), files: list(said["files"] ?? [], MOST_FILES).map(fileOf) }),
  show: (said) => ({ file: fileOf(said["file"]) }),
  permission: (said) => ({ permissions: permissionsOf({ permissions: said["permissions"] }) }),
  question: (said) => ({ text: text(said["text"], MOST_SENTENCE), choices: list(said["choices"] ?? [], MOST_CHOICES).map(choiceOf) }),
  answer: (said) => ({ about: handle(said["about"]), yes: said["yes"] === true }),
  close: () => ({}),
};

export const WORDS = Object.keys(ROWS) as readonly HouseWord[];

/** Whether the message is one of these words, and not another language's. */
export function isHouseMessage(data: unknown): boolean {
  return typeof data === "object" && data !== null && Object.hasOwn(data, "ingle");
}

/** What the instance says; null: it is not this instance that speaks, and nobody is answered. */
export function readHouse(data: unknown, instance: string): HouseHeard | NotHeard | null {
  let id: number | null = null;
  try {
    const message = record(data);
    if (message["instance"] !== instance) return null;
    id = handle(message["id"]);
    if (!VERSIONS.includes(number(message["ingle"]))) throw new Unreadable("another version of these words");
    const word = text(message["word"], 100);
    if (!isWord(word)) return { id, code: "unknown_word", sentence: `${word} is unknown` };
    return { id, request: { word, ...ROWS[word](recordOr(message["said"])) } as HouseRequest };
  } catch (reason) {
    if (reason instanceof Unreadable) return { id, code: "unreadable", sentence: reason.message };
    throw reason;
  }
}

const isWord = (word: string): word is HouseWord => Object.hasOwn(ROWS, word);

/** An identifier, as the app was told it. */
function fileOf(value: unknown): string {
  const id = text(value, MOST_NAME);
  if (id === "") throw new Unreadable("no file is named");
  return id;
}

function choiceOf(value: unknown): Choice {
  const said = record(value);
  const label = text(said["label"], 200);
  const { look } = said;
  return { label, value: parcel(said["value"] ?? label), look: look === "primary" || look === "danger" ? look : "plain" };
}
