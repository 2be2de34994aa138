// What an app is to the shell (a manifest), and what the shell is to an app (its host).

import type { ReadonlySignal } from "@preact/signals";
import type { LucideIcon } from "lucide-preact";
import type { ComponentType } from "preact";
import type { Api } from "../client/api";
import type { Live } from "../client/live";
import type { Connect } from "../client/process";
import type { Size } from "../core/geometry";
import type { Opens } from "../core/openers";
import type { AppState } from "../core/windows";
import type { Tone } from "../kit/feedback";
import type { Said } from "../languages/say";
import type { FileEntry, User } from "../wire/generated";
import type { NoticeHabits } from "./notice-habits";
import type { Openers } from "./openers";
import type { Storage } from "./storage";
import type { Theme } from "./theme";

export interface AppManifest {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly icon: LucideIcon;
  readonly tint: "ember" | "night" | "dusk" | "moss";
  readonly size: Size;
  readonly many: boolean; // several windows make sense
  readonly gathers?: boolean; // a file is opened in the window that is there, beside what is open in it
  readonly opens?: readonly Opens[]; // files; a window is opened for one with the state `{ file: id }`
  readonly places?: readonly Place[]; // in it, that the search finds
  readonly receive?: (file: string) => boolean; // whether one that runs is asked to open the file, by its id
  readonly others?: boolean; // from the registry, and not the house's own
  readonly kept?: boolean; // of others: among what the person wants at hand
  readonly keys?: () => Promise<readonly Keyed[]>; // for the guide to shortcuts: what it does by keys, of the same table that it heeds
  readonly load: () => Promise<{ readonly App: ComponentType<AppProps> }>;
}

/** Something that is done by a key, if it has one. */
export interface Keyed {
  readonly label: Said;
  readonly shortcut?: string;
}

/** Somewhere in an app that can be opened at once. */
export interface Place {
  readonly id: string;
  readonly label: string;
  readonly words?: string; // other words that it is found by
  readonly state: AppState;
}

export interface AppProps {
  readonly host: Host;
}

/** Opens other apps and tells people things; for what lives in no window too. */
export interface Opener {
  open(app: string, state?: AppState): void;
}

/** The windows of the desk, for an app that is about them. */
export interface OpenWindows {
  readonly list: ReadonlySignal<readonly OpenWindow[]>; // in the order in which they were opened
  focus(id: number): void;
  close(id: number): void;
}

export interface OpenWindow {
  readonly id: number;
  readonly app: AppManifest;
  readonly title: string;
  readonly minimised: boolean;
  readonly workspace: string | null; // its name; null: there is only one
}

/** One window's view of the world. */
export interface Host extends Opener {
  readonly window: number; // its id on the desk
  readonly api: Api;
  readonly live: Live;
  readonly connect: Connect;
  readonly storage: Storage;
  readonly openers: Openers;
  readonly windows: OpenWindows;
  readonly apps: ReadonlySignal<readonly AppManifest[]>; // that can be opened
  readonly user: User; // as they were when they came in
  readonly theme: Theme;
  readonly habits: NoticeHabits;
  readonly online: ReadonlySignal<boolean>;
  readonly dark: ReadonlySignal<boolean>;
  readonly compact: ReadonlySignal<boolean>;
  readonly focused: ReadonlySignal<boolean>;
  readonly visible: ReadonlySignal<boolean>;
  /** What was kept, or what the window was opened or shown again with. */
  readonly state: ReadonlySignal<AppState>;
  /** Remember this over a reload. */
  keep(change: AppState): void;
  title(text: string): void;
  /** With the app that opens its kind, or with this one. `file`: an entry, a path or an id. */
  openFile(file: FileEntry | string, app?: string): void;
  notify(tone: Tone, text: string): void;
  close(): void;
  /** Leave the desktop. */
  logOut(): void;
  /** After a change of who they are: the page is read anew, with the windows that are open. */
  startAgain(): void;
  /** Asked when the person closes the window: false keeps it open. Answers how to forget it. */
  guard(mayClose: () => boolean): () => void;
  /** Run when the person closes the window; not at a reload or log-out. Answers how to forget it. */
  onClose(run: () => void): () => void;
}
