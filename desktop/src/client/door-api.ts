// The few endpoints of Puter's contract that a desktop uses to let apps in: who acts for whom, with which files. They lie at the root and have errors of their own shape.

import { t } from "../languages/say";
import { OfflineError } from "./http";

/** A file or directory with addresses by which it is read and written without a token; the contract's own names. */
export interface SignedEntry {
  readonly uid: string;
  readonly path: string;
  readonly fsentry_name: string;
  readonly fsentry_is_dir: boolean;
  readonly fsentry_size: number | null;
  readonly fsentry_modified: number;
  readonly fsentry_created: number;
  readonly fsentry_accessed: number;
  readonly read_url: string;
  readonly write_url?: string;
  readonly metadata_url: string;
  readonly type?: string;
}

export interface DoorEntry {
  readonly uid: string;
  readonly path: string;
  readonly name: string;
  readonly is_dir: boolean;
}

/** What pages of another origin act with, and as which app. */
export interface LetIn {
  readonly token: string;
  readonly app_uid: string;
}

export type Door = ReturnType<typeof createDoor>;

class RefusedError extends Error {
  constructor(
    sentence: string,
    readonly status: number,
  ) {
    super(sentence);
  }
}

export function createDoor(fetch: typeof globalThis.fetch) {
  async function post<T>(path: string, fields: Readonly<Record<string, unknown>>): Promise<T> {
    const init: RequestInit = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields), credentials: "same-origin" };
    const answer = await fetch(path, init).catch((cause: unknown) => {
      throw new OfflineError(cause);
    });
    const told: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw new RefusedError(sentenceOf(told) ?? t("The server answered {answer}", { answer: answer.status }), answer.status);
    return told as T;
  }

  return {
    /** A token by which the app acts for the person; it has its own directory from now on. */
    token: async (app: string): Promise<string> => (await post<{ token: string }>("/auth/get-user-app-token", { app_uid: app })).token,
    /** Lets pages of this origin act for the person from now on. */
    letIn: (origin: string): Promise<LetIn> => post("/auth/get-user-app-token", { origin }),
    /** Once more, where the person has let them before; null: they have not. */
    async knows(origin: string): Promise<LetIn | null> {
      const told = await post<{ authenticated: boolean } & LetIn>("/auth/check-app", { origin });
      return told.authenticated ? told : null;
    },
    /** Leaves a token for the page that waits for it by this name, where it cannot be told. */
    handOver: (session: string, token: string): Promise<unknown> => post("/login/set", { session, auth_token: token }),
    /** Grants the app these entries, and signs them; `subjects` are paths or identifiers. What cannot be given is missing. */
    async hand(app: string, subjects: readonly string[]): Promise<readonly SignedEntry[]> {
      const items = subjects.map((subject) => ({ ...named(subject), action: "write" }));
      const { signatures } = await post<{ signatures: readonly (SignedEntry | Record<string, never>)[] }>("/sign", { app_uid: app, items });
      return signatures.filter((one): one is SignedEntry => "uid" in one);
    },
    mayUse: async (app: string, subject: string, mode: string): Promise<boolean> =>
      (await post<{ allowed: boolean }>("/auth/check-app-acl", { app, subject: named(subject), mode })).allowed,
    grant: (app: string, permissions: readonly string[]): Promise<unknown> => post("/auth/grant-user-app", { app_uid: app, permissions }),
    stat: (subject: string): Promise<DoorEntry> => post("/stat", named(subject)),
    /** null: there is none, or the person may not know of it. */
    find: (subject: string): Promise<DoorEntry | null> =>
      post<DoorEntry>("/stat", named(subject)).catch((reason: unknown) => {
        if (reason instanceof RefusedError && reason.status === 404) return null;
        throw reason;
      }),
    /** An empty file or a directory, and the directories above it. */
    async make(path: string, directory: boolean): Promise<DoorEntry> {
      if (directory) return post("/mkdir", { path, create_missing_parents: true });
      await post("/fs/write", { fileMetadata: { path, dedupeName: false, createMissingParents: true }, fileContent: "" });
      return post("/stat", named(path));
    },
  };
}

const named = (subject: string): Readonly<Record<string, string>> => (/^[/~]/.test(subject) ? { path: subject } : { uid: subject });

function sentenceOf(told: unknown): string | null {
  return typeof told === "object" && told !== null && "message" in told && typeof told.message === "string" ? told.message : null;
}
