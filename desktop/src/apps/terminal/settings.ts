// How terminals look goes with the person, and is the same in all their windows; whether they are read out is this browser's own.

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Live } from "../../client/live";
import type { Host } from "../../shell/app";
import { OwnValue, type OwnValuePorts } from "../../shell/own-value";
import type { Storage } from "../../shell/storage";
import { readLook, resized, USUAL, type TerminalLook } from "./look";

const SCREEN_READER = "terminal.screen-reader";

export class LookSettings {
  private readonly kept: OwnValue<TerminalLook>;
  readonly look: ReadonlySignal<TerminalLook>;

  constructor(ports: OwnValuePorts) {
    this.kept = new OwnValue(ports, "terminal.look", readLook);
    this.look = computed(() => this.kept.value.value ?? USUAL);
  }

  /** Be what another device has chosen, or chooses; answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    return this.kept.follow(live);
  }

  choose(change: Partial<TerminalLook>): void {
    this.kept.set({ ...this.look.peek(), ...change });
  }

  /** CSS pixels; null: as usual again. */
  resize(by: number | null): void {
    this.choose(by === null ? { fontSize: USUAL.fontSize } : resized(this.look.peek(), by));
  }
}

let current: { readonly key: string; readonly settings: LookSettings; readonly stop: () => void } | null = null;

/** Somebody else who logs in has their own. */
export function lookOf({ storage, user, api, live }: Pick<Host, "storage" | "user" | "api" | "live">): LookSettings {
  const key = `terminal.look.${user.id}`;
  if (current?.key === key) return current.settings;
  current?.stop();
  const settings = new LookSettings({ storage, key, kv: api.kv });
  current = { key, settings, stop: settings.follow(live) };
  return settings;
}

export const screenReaderOf = (storage: Storage): boolean => storage.read(SCREEN_READER) === "on";

export function setScreenReader(storage: Storage, on: boolean): void {
  storage.write(SCREEN_READER, on ? "on" : "off");
}
