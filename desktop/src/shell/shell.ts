// Everything the parts of the shell share while someone is signed in; put together in main.

import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Api } from "../client/api";
import type { Live } from "../client/live";
import type { Connect } from "../client/process";
import type { Toasts } from "../kit/toast";
import type { User } from "../wire/generated";
import type { DeskStore } from "./desk";
import type { DeskKeeper } from "./desk-keeper";
import type { DockPins } from "./dock-pins";
import type { Lock } from "./lock";
import type { NoticeCentre } from "./notice-centre";
import type { PeopleHere } from "./people-here";
import type { Openers } from "./openers";
import type { Storage } from "./storage";
import type { Theme } from "./theme";
import type { Wakefulness } from "./wakefulness";
import type { Welcome } from "./welcome";

/** What may lie over the desktop until it is closed. */
export type Sheet = "shortcuts" | "tour" | "leaving";

export interface Shell {
  readonly api: Api;
  readonly live: Live;
  readonly connect: Connect;
  readonly fetch: typeof globalThis.fetch; // as this person
  readonly storage: Storage;
  readonly theme: Theme;
  readonly toasts: Toasts;
  readonly desk: DeskStore;
  readonly keeper: DeskKeeper;
  readonly dock: DockPins;
  readonly online: ReadonlySignal<boolean>;
  readonly user: User;
  readonly here: PeopleHere;
  readonly launcher: Signal<boolean>; // whether it is open
  readonly centre: NoticeCentre;
  readonly wakefulness: Wakefulness;
  readonly openers: Openers;
  readonly sheet: Signal<Sheet | null>;
  readonly welcome: Welcome;
  readonly lock: Lock;
  /** Asks first whom it would cost what they made. */
  readonly logOut: () => void;
  readonly leave: () => void; // without asking
  /** The browser acts as them, and the page begins anew. */
  readonly goOnAs: (id: string) => Promise<void>;
  /** Somebody has proved who they are at this page. */
  readonly arrive: (user: User) => void;
  /** The way in, for one more; who is here stays. `name`: whose password is asked for. */
  readonly comeIn: (name: string) => void;
  readonly allLeave: () => void;
  /** They are somebody else from now on: the page is read anew, with the windows that are open. */
  readonly startAgain: () => void;
}
