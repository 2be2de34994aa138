// The host that one window's app gets.

import { computed } from "@preact/signals";
import type { WindowState } from "../core/windows";
import { t } from "../languages/say";
import type { Host, OpenWindows } from "./app";
import type { DeskStore } from "./desk";
import { pageVisible } from "./page-visible";
import type { Shell } from "./shell";

const NOTHING = {};

export function createHost(shell: Shell, id: number): Host {
  const { desk } = shell;
  return {
    window: id,
    api: shell.api,
    live: shell.live,
    connect: shell.connect,
    storage: shell.storage,
    openers: shell.openers,
    windows: openWindows(shell),
    apps: computed(() => desk.apps),
    user: shell.user,
    theme: shell.theme,
    habits: shell.centre.habits,
    online: shell.online,
    dark: shell.theme.dark,
    compact: shell.theme.compact,
    focused: computed(() => desk.focusedId.value === id),
    visible: computed(() => pageVisible.value && desk.isShown(id)),
    state: computed(() => desk.window(id)?.state ?? NOTHING),
    keep: (change) => desk.keep(id, change),
    title: (text) => desk.title(id, text),
    notify: shell.toasts.show,
    openFile: (file, app) => shell.openers.open(file, app),
    open: (app, state) => desk.open(app, state),
    close: () => desk.close(id),
    logOut: shell.logOut,
    startAgain: shell.startAgain,
    guard: (mayClose) => desk.guard(id, mayClose),
    onClose: (run) => desk.onClose(id, run),
  };
}

function workspaceOf({ workspaces }: DeskStore, { workspace }: WindowState): string | null {
  if (!workspaces.several.value) return null;
  return workspace === null ? t("On all workspaces") : workspaces.nameOf(workspace);
}

function openWindows({ desk }: Shell): OpenWindows {
  return {
    list: computed(() =>
      desk.inOrder.value.flatMap((window) => {
        const manifest = desk.apps.find((one) => one.id === window.app);
        return manifest ? [{ id: window.id, app: manifest, title: desk.titleOf(window), minimised: window.minimised, workspace: workspaceOf(desk, window) }] : [];
      }),
    ),
    focus: (id) => desk.focus(id),
    close: (id) => desk.close(id),
  };
}
