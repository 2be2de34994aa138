// What an app asks to be allowed, in words that a person can decide by.

export type Wish =
  | { readonly about: "entry"; readonly entry: string; readonly mode: string } // a path or an identifier of a file or directory
  | { readonly about: "words"; readonly words: string; readonly name: string };

const MODES: Readonly<Record<string, string>> = {
  see: "know about",
  list: "see what is in",
  read: "read",
  write: "read and change",
  manage: "read, change and share",
};

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^user:[^:]+:email:read$/, "Know your e-mail address"],
  [/^driver:([\w-]+)/, "Use the service “$1”"],
  [/^service:([\w-]+)/, "Use the service “$1”"],
];

export function readWish(permission: string): Wish {
  const managed = /^manage:fs:(.+)$/s.exec(permission)?.[1];
  if (managed) return { about: "entry", entry: managed, mode: "manage" };
  const [, entry, mode] = /^fs:(.+):(\w+)$/s.exec(permission) ?? [];
  if (entry && mode && Object.hasOwn(MODES, mode)) return { about: "entry", entry, mode };
  for (const [form, words] of WORDS) {
    const found = form.exec(permission);
    if (found) return { about: "words", words: words.replace("$1", found[1] ?? ""), name: permission };
  }
  return { about: "words", words: "Hold the permission", name: permission };
}

/** "Read and change the folder Documents, and all that is in it". */
export function describeAccess(mode: string, name: string, isDirectory: boolean): string {
  const verb = MODES[mode] ?? mode;
  const whole = isDirectory && mode !== "see" ? ", and all that is in it" : "";
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} the ${isDirectory ? "folder" : "file"} “${name}”${whole}`;
}
