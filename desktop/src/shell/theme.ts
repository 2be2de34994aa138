// How the desktop looks in this browser: its language, light or dark, its accent, its wallpaper, whether things move; and whether the page is as narrow as a phone.
// What is chosen stands on the root element, where the style sheets read it.

import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { CHOICES, type Choice } from "../languages/known";
import { SCENES, sceneOf, type Scene } from "./scenes";
import type { Storage } from "./storage";

const APPEARANCES = ["system", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

export const ACCENTS = ["ember", "rose", "plum", "dusk", "tide", "moss"] as const;
export type Accent = (typeof ACCENTS)[number];

/** Whether things move: as the system says, or less in any case. */
const MOTIONS = ["system", "less"] as const;
export type Motion = (typeof MOTIONS)[number];

export interface Theme {
  readonly language: Signal<Choice>; // heeded by whoever hands it to `keepSpeaking`
  readonly appearance: Signal<Appearance>;
  readonly accent: Signal<Accent>;
  readonly motion: Signal<Motion>;
  readonly wallpaper: Signal<string>; // the id of a scene
  readonly scene: ReadonlySignal<Scene>;
  readonly dark: ReadonlySignal<boolean>;
  readonly compact: ReadonlySignal<boolean>;
  /** As this person likes it in this browser. */
  readonly wear: (person: string) => void;
}

const WORN_KEY = "look-of"; // whose choices the browser has on

export const COMPACT = "(max-width: 700px)";

export function createTheme(storage: Storage): Theme {
  const language = chosen(storage, "language", CHOICES);
  const appearance = chosen(storage, "appearance", APPEARANCES);
  const accent = chosen(storage, "accent", ACCENTS);
  const motion = chosen(storage, "motion", MOTIONS);
  const wallpaper = chosen<string>(storage, "wallpaper", SCENES.map((scene) => scene.id));
  const systemDark = mediaSignal("(prefers-color-scheme: dark)");
  mark("theme", appearance, "system");
  mark("accent", accent, "ember");
  mark("motion", motion, "system");
  const dark = computed(() => (appearance.value === "system" ? systemDark.value : appearance.value === "dark"));
  const scene = computed(() => sceneOf(wallpaper.value));
  return { language, appearance, accent, motion, wallpaper, scene, dark, compact: mediaSignal(COMPACT), wear: wardrobe(storage, [language, appearance, accent, motion, wallpaper]) };
}

/** Each person has their own choices in this browser; what it looked like before anybody's were kept is the first one's to come. */
function wardrobe(storage: Storage, parts: readonly Chosen[]): Theme["wear"] {
  let stop = (): void => undefined;
  return (person) => {
    const before = storage.read(WORN_KEY);
    stop();
    if (before !== null && before !== person) parts.forEach((part) => part.choose(storage.read(`${part.key}.${person}`)));
    storage.write(WORN_KEY, person);
    stop = effect(() => parts.forEach((part) => storage.write(`${part.key}.${person}`, part.value)));
  };
}

type Chosen<Value extends string = string> = Signal<Value> & { readonly key: string; readonly choose: (stored: string | null) => void };

/** One of these, the first if nothing that is known was stored; remembered when it changes. */
function chosen<Value extends string>(storage: Storage, key: string, values: readonly Value[]): Chosen<Value> {
  const known = (stored: string | null): Value => values.find((one) => one === stored) ?? (values[0] as Value);
  const value = signal(known(storage.read(key)));
  effect(() => storage.write(key, value.value));
  return Object.assign(value, { key, choose: (stored: string | null) => void (value.value = known(stored)) });
}

/** On the root element, unless it is what the style sheets begin with. */
function mark(name: string, value: ReadonlySignal<string>, usual: string): void {
  effect(() => {
    const { dataset } = document.documentElement;
    if (value.value === usual) delete dataset[name];
    else dataset[name] = value.value;
  });
}

function mediaSignal(query: string): ReadonlySignal<boolean> {
  const media = matchMedia(query);
  const matching = signal(media.matches);
  media.addEventListener("change", () => (matching.value = media.matches));
  return matching;
}
