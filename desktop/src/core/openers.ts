// Which apps open which files: what each says that it opens, how near that is, and what the person has chosen.

import { extensionOf, mediaOf, type Named } from "./media";

/** A kind of file that an app opens. */
export interface Opens {
  // As in `<input accept>`: `.md`, `text/markdown`, `text/*`. With `*/*` an app can be asked to open anything, but is never chosen by itself.
  readonly types: readonly string[];
  readonly largest?: number; // bytes
}

/** Something that opens files. */
export interface Opener {
  readonly id: string;
  readonly opens?: readonly Opens[];
  readonly others?: boolean; // not the house's own: it comes after those until it is chosen
}

/** What the person has chosen: the app's id by the kind of file (`kindOf`). */
export type Choices = Readonly<Record<string, string>>;

const ANYTHING = "*/*";
const NEVER = -1;
const ASKED = 0; // only when somebody asks for it
const OWN = 10; // more than any nearness

/** What a choice is kept for: the name's extension, or the media type of what has none. */
export function kindOf(file: Named): string {
  return extensionOf(file.name) || mediaOf(file);
}

/** Those that can open it: the chosen one first, then the house's own, then what says so most exactly, then in the order given. */
export function openersOf<App extends Opener>(apps: readonly App[], file: Named, choices: Choices): readonly App[] {
  const chosen = choices[kindOf(file)];
  const rank = (app: App): number => {
    const near = nearness(app, file);
    return app.id === chosen ? Infinity : near > ASKED && !app.others ? near + OWN : near;
  };
  return apps.filter((app) => nearness(app, file) >= ASKED).sort((one, other) => rank(other) - rank(one));
}

/** The one that opens it without a question; null: there is none. */
export function openerOf<App extends Opener>(apps: readonly App[], file: Named, choices: Choices): App | null {
  const first = openersOf(apps, file, choices)[0];
  return first && (first.id === choices[kindOf(file)] || nearness(first, file) > ASKED) ? first : null;
}

function nearness({ opens = [] }: Opener, file: Named): number {
  const fitting = opens.filter(({ largest = Infinity }) => file.size <= largest);
  return Math.max(NEVER, ...fitting.flatMap(({ types }) => types.map((type) => match(type, file))));
}

function match(type: string, file: Named): number {
  if (type === ANYTHING) return ASKED;
  const media = mediaOf(file);
  if (type.endsWith("/*")) return media.startsWith(type.slice(0, -1)) ? 1 : NEVER;
  if (type.startsWith(".")) return file.name.toLowerCase().endsWith(type) ? 3 : NEVER;
  return media === type ? 2 : NEVER;
}

/** Choices that were written down earlier; what is stored may be old or damaged. */
export function readChoices(text: string | null): Choices {
  try {
    const stored: unknown = JSON.parse(text ?? "{}");
    if (typeof stored !== "object" || stored === null || Array.isArray(stored)) return {};
    return Object.fromEntries(Object.entries(stored).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  } catch {
    return {};
  }
}
