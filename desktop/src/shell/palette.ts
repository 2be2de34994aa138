// What the search finds: apps and places in them, machines and what can be ordered of them, what can be done with the desktop and the window in front.

import { AppWindow, BellOff, BellRing, File, Folder, LogOut, Moon, Server, Settings2, Sun, SunMoon, Volume2, VolumeX, Wind, type LucideIcon } from "lucide-preact";
import { available } from "../core/actions";
import type { Candidate } from "../core/search";
import { isUsable, wordFor } from "../core/thermal";
import { say, t, tell, type Said } from "../languages/say";
import type { FileEntry, Machine, TextFound } from "../wire/generated";
import { DESKTOP_ACTIONS } from "./actions";
import type { AppManifest } from "./app";
import { MACHINE_ORDERS } from "./machine-orders";
import type { Recent } from "./recents";
import type { Shell } from "./shell";
import type { Appearance } from "./theme";
import { WINDOW_ACTIONS } from "./window-actions";

export interface Entry extends Candidate {
  readonly note: string;
  readonly app?: AppManifest | undefined; // whose icon it has
  readonly icon?: LucideIcon;
  readonly shortcut?: string | undefined;
  readonly typed?: boolean; // found only by those who type something
  readonly run: () => void;
}

const FILES = say("Your files");
const FILE_ID = "file.";

/** Everything that is known here; files are found by asking. */
export function entriesOf(shell: Shell): readonly Entry[] {
  return [...appsOf(shell), ...shell.live.machines.value.flatMap((machine) => machineEntries(shell, machine)), ...placesOf(shell), ...windowOf(shell), ...desktopOf(shell)];
}

function appsOf({ desk }: Shell): readonly Entry[] {
  return desk.apps.map((app) => ({ id: `app.${app.id}`, group: t("Apps"), label: app.name, words: `${app.about} ${app.id}`, note: app.about, app, run: () => desk.open(app.id) }));
}

function placesOf({ desk }: Shell): readonly Entry[] {
  return desk.apps.flatMap((app) =>
    (app.places ?? []).map(({ id, label, words, state }): Entry => {
      const run = (): void => desk.open(app.id, state);
      return { id: `place.${app.id}.${id}`, group: app.name, typed: true, label, words: `${app.name} ${words ?? ""}`, note: app.name, app, run };
    }),
  );
}

function machineEntries(shell: Shell, machine: Machine): readonly Entry[] {
  const { desk, api, live, toasts } = shell;
  const { id, name } = machine;
  const group = t("Machines");
  const app = (wanted: string): AppManifest | undefined => desk.apps.find((one) => one.id === wanted);
  const state = wordFor(machine.state).toLowerCase();
  const itself: Entry = { id: `machine.${id}`, group, label: name, note: t("Machine, {state}", { state }), icon: Server, run: () => desk.open("machines", { machine: id }) };
  const terminal: Entry = { id: `terminal.${id}`, group, label: t("Terminal on {name}", { name }), note: t("Terminal"), app: app("terminal"), run: () => desk.open("terminal", { machine: id }) };
  const context = { machine, api, live, notify: toasts.show };
  const orders = available(MACHINE_ORDERS, context).map(
    (order): Entry => ({ id: `${order.id}.${id}`, group, typed: true, label: t("{order} {name}||what is done with which machine", { order: tell(order.label), name }), words: "machine", note: state, icon: order.icon, run: () => order.perform(context) }),
  );
  return [itself, ...(isUsable(machine.state) ? [terminal] : []), ...orders];
}

function windowOf(shell: Shell): readonly Entry[] {
  const { desk } = shell;
  const window = desk.window(desk.focusedId.value ?? -1);
  if (!window) return [];
  const context = { shell, id: window.id };
  const title = desk.titleOf(window);
  return available(WINDOW_ACTIONS, context).map(
    (action): Entry => ({
      id: action.id,
      group: t("Window in front"),
      typed: true,
      label: tell(action.label),
      words: `window ${title}`,
      note: title,
      icon: action.icon ?? AppWindow,
      shortcut: action.shortcut,
      run: () => action.perform(context),
    }),
  );
}

const LOOKS: readonly { readonly look: Appearance; readonly label: Said; readonly icon: LucideIcon }[] = [
  { look: "light", label: say("Light appearance"), icon: Sun },
  { look: "dark", label: say("Dark appearance"), icon: Moon },
  { look: "system", label: say("Light or dark as the system"), icon: SunMoon },
];

function desktopOf(shell: Shell): readonly Entry[] {
  const { centre, theme, user } = shell;
  const group = t("Desktop");
  const note = t("Desktop");
  const actions = available(DESKTOP_ACTIONS, shell).filter((action) => action.id !== "launcher").map(
    (action): Entry => ({ id: action.id, group, label: tell(action.label), note, icon: Settings2, shortcut: action.shortcut, run: () => action.perform(shell) }),
  );
  const looks = LOOKS.filter(({ look }) => look !== theme.appearance.value).map(
    ({ look, label, icon }): Entry => ({ id: `look.${look}`, group, label: tell(label), words: "theme mode", note, icon, run: () => (theme.appearance.value = look) }),
  );
  const { habits } = centre;
  const quiet = habits.quiet.value;
  const { sounds } = habits.value.value;
  const less = theme.motion.value === "less";
  return [
    ...actions,
    ...looks,
    {
      id: "quiet",
      group,
      label: quiet ? t("Show notifications again") : t("Do not disturb"),
      words: "quiet notifications",
      note,
      icon: quiet ? BellRing : BellOff,
      run: () => habits.change({ quiet: !quiet }),
    },
    {
      id: "sounds",
      group,
      typed: true,
      label: sounds ? t("Sounds off") : t("Sounds on"),
      words: "sound audio mute notifications",
      note,
      icon: sounds ? VolumeX : Volume2,
      run: () => habits.change({ sounds: !sounds }),
    },
    {
      id: "motion",
      group,
      typed: true,
      label: less ? t("Movement as the system") : t("Less movement"),
      words: "reduced motion animation",
      note,
      icon: Wind,
      run: () => (theme.motion.value = less ? "system" : "less"),
    },
    { id: "logout", group, label: t("Log out"), words: "sign out leave", note: user.name, icon: LogOut, run: shell.logOut },
  ];
}

export function fileEntry({ openers, user }: Shell, file: FileEntry): Entry {
  const icon = file.kind === "directory" ? Folder : File;
  return { id: FILE_ID + file.id, group: tell(FILES), label: file.name, note: whereIs(file, `/${user.name}`), icon, run: () => openers.open(file) };
}

/** What it says stands where others say where they are. */
export function textEntry(shell: Shell, found: TextFound): Entry {
  return { ...fileEntry(shell, found.entry), group: t("In files"), note: excerptOf(found) };
}

/** From a word or so before what was looked for. */
export function excerptOf({ excerpt, marks }: TextFound): string {
  const letters = Array.from(excerpt); // marks count characters, not halves of them
  const first = marks[0]?.start ?? 0;
  const before = letters.slice(0, first).join("").split(" ").slice(-2).join(" ");
  return `${first > Array.from(before).length ? "…" : ""}${before}${letters.slice(first).join("")}`;
}

function whereIs({ path }: FileEntry, home: string): string {
  const directory = path.slice(0, path.lastIndexOf("/"));
  return directory === home || directory.startsWith(`${home}/`) ? `${t("Home||a directory")}${directory.slice(home.length)}` : directory;
}

/** Files that were chosen before: they are looked up only when they are chosen again. */
export function recentFiles({ openers }: Shell, recents: readonly Recent[]): readonly Entry[] {
  return recents
    .filter(({ id }) => id.startsWith(FILE_ID))
    .map((recent) => ({ ...recent, group: tell(FILES), typed: true, icon: File, run: () => openers.open(recent.id.slice(FILE_ID.length)) }));
}
