// How the desktop looks to this person: its language, light or dark, its accent, its wallpaper, whether things move, where the taskbar is; and whether the page is as narrow as a phone.
// What is chosen stands on the root element, where the style sheets read it.

import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { CHOICES, type Choice } from "../languages/known";
import { pictureIn } from "./own-picture";
import { SCENES, sceneOf, type Scene } from "./scenes";
import type { Storage } from "./storage";

const APPEARANCES = ["system", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

export const ACCENTS = ["ember", "rose", "plum", "dusk", "tide", "moss"] as const;
export type Accent = (typeof ACCENTS)[number];

/** Whether things move: as the system says, or less in any case. */
const MOTIONS = ["system", "less"] as const;
export type Motion = (typeof MOTIONS)[number];

const TASKBAR_SIDES = ["bottom", "left", "right", "top"] as const;
export type Side = (typeof TASKBAR_SIDES)[number];

/** Whether a bar at this side stands upright. */
export const isUpright = (side: Side): boolean => side === "left" || side === "right";

/** All of it, as it goes from one device to another. */
export type Look = Readonly<Record<string, string>>;

export interface Theme {
  readonly language: Signal<Choice>; // heeded by whoever hands it to `keepSpeaking`
  readonly appearance: Signal<Appearance>;
  readonly accent: Signal<Accent>;
  readonly motion: Signal<Motion>;
  readonly wallpaper: Signal<string>; // the id of a scene, or a picture of the person's (own-picture.ts)
  readonly taskbar: Signal<Side>; // a phone has it at the bottom
  readonly scene: ReadonlySignal<Scene>; // also what is seen where the picture is gone
  readonly picture: ReadonlySignal<string | null>; // the id of a file
  readonly dark: ReadonlySignal<boolean>;
  readonly compact: ReadonlySignal<boolean>;
  readonly fills: ReadonlySignal<boolean>; // whether a new window is the whole screen: on a tablet that is held upright
  /** As this person likes it in this browser. */
  readonly wear: (person: string) => void;
  readonly look: ReadonlySignal<Look>;
  /** As another device had it; what is not known here stays. */
  readonly take: (look: unknown) => void;
}

const WORN_KEY = "look-of"; // whose choices the browser has on

export const COMPACT = "(max-width: 700px)";
const UPRIGHT = "(pointer: coarse) and (orientation: portrait) and (min-width: 700.02px)";

export function createTheme(storage: Storage): Theme {
  const language = chosen(storage, "language", CHOICES);
  const appearance = chosen(storage, "appearance", APPEARANCES);
  const accent = chosen(storage, "accent", ACCENTS);
  const motion = chosen(storage, "motion", MOTIONS);
  const wallpaper = chosen<string>(storage, "wallpaper", SCENES.map((scene) => scene.id), (stored) => pictureIn(stored) !== null);
  const taskbar = chosen(storage, "taskbar", TASKBAR_SIDES);
  const parts = [language, appearance, accent, motion, wallpaper, taskbar];
  const systemDark = mediaSignal("(prefers-color-scheme: dark)");
  mark("theme", appearance, "system");
  mark("accent", accent, "ember");
  mark("motion", motion, "system");
  mark("taskbar", taskbar, "bottom");
  const dark = computed(() => (appearance.value === "system" ? systemDark.value : appearance.value === "dark"));
  const scene = computed(() => sceneOf(wallpaper.value));
  const picture = computed(() => pictureIn(wallpaper.value));
  const look = computed((): Look => Object.fromEntries(parts.map((part) => [part.key, part.value])));
  const take = (other: unknown): void => parts.forEach((part) => part.take((other as Record<string, unknown> | null)?.[part.key]));
  return { language, appearance, accent, motion, wallpaper, taskbar, scene, picture, dark, compact: mediaSignal(COMPACT), fills: mediaSignal(UPRIGHT), wear: wardrobe(storage, parts), look, take };
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

type Chosen<Value extends string = string> = Signal<Value> & { readonly key: string; readonly choose: (stored: string | null) => void; readonly take: (other: unknown) => void };

/** One of these, the first if nothing that is known was stored; remembered when it changes. `others`: what may be chosen beside them. */
function chosen<Value extends string>(storage: Storage, key: string, values: readonly Value[], others: (stored: string) => boolean = () => false): Chosen<Value> {
  const known = (stored: unknown): Value | undefined => values.find((one) => one === stored) ?? (typeof stored === "string" && others(stored) ? (stored as Value) : undefined);
  const usual = values[0] as Value;
  const value = signal(known(storage.read(key)) ?? usual);
  effect(() => storage.write(key, value.value));
  return Object.assign(value, {
    key,
    choose: (stored: string | null) => void (value.value = known(stored) ?? usual),
    take: (other: unknown) => void (value.value = known(other) ?? value.peek()),
  });
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
