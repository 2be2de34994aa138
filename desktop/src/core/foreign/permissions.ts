// What an app asks to be allowed, in words that a person can decide by.

import { say, t, tell, type Said } from "../../languages/say";

export type Wish =
  | { readonly about: "entry"; readonly entry: string; readonly mode: string } // a path or an identifier of a file or directory
  | { readonly about: "words"; readonly words: string; readonly name: string };

interface Access {
  readonly file: Said;
  readonly folder: Said;
}

const MODES: Readonly<Record<string, Access>> = {
  see: { file: say("Know about the file “{name}”"), folder: say("Know about the folder “{name}”") },
  list: { file: say("See what is in the file “{name}”"), folder: say("See what is in the folder “{name}”, and all that is in it") },
  read: { file: say("Read the file “{name}”"), folder: say("Read the folder “{name}”, and all that is in it") },
  write: { file: say("Read and change the file “{name}”"), folder: say("Read and change the folder “{name}”, and all that is in it") },
  manage: { file: say("Read, change and share the file “{name}”"), folder: say("Read, change and share the folder “{name}”, and all that is in it") },
};

const WORDS: readonly (readonly [RegExp, Said])[] = [
  [/^user:[^:]+:email:read$/, say("Know your e-mail address")],
  [/^flag:app-is-authenticated$/, say("Know who you are")],
  [/^driver:([\w-]+)/, say("Use the service “{name}”")],
  [/^service:([\w-]+)/, say("Use the service “{name}”")],
];

export function readWish(permission: string): Wish {
  const managed = /^manage:fs:(.+)$/s.exec(permission)?.[1];
  if (managed) return { about: "entry", entry: managed, mode: "manage" };
  const [, entry, mode] = /^fs:(.+):(\w+)$/s.exec(permission) ?? [];
  if (entry && mode && Object.hasOwn(MODES, mode)) return { about: "entry", entry, mode };
  for (const [form, words] of WORDS) {
    const found = form.exec(permission);
    if (found) return { about: "words", words: tell(words, { name: found[1] ?? "" }), name: permission };
  }
  return { about: "words", words: t("Hold the permission"), name: permission };
}

/** "Read and change the folder Documents, and all that is in it". */
export function describeAccess(mode: string, name: string, isDirectory: boolean): string {
  const access = MODES[mode];
  if (!access) return `${mode}: ${name}`;
  return tell(isDirectory ? access.folder : access.file, { name });
}
