// How terminals look here, remembered by the browser.

import type { Storage } from "../../shell/storage";
import { FONT_SIZES } from "./look";

const FONT_SIZE = "terminal.font-size";
const SCREEN_READER = "terminal.screen-reader";

export function fontSizeOf(storage: Storage): number {
  const stored = Number(storage.read(FONT_SIZE) ?? FONT_SIZES.usual);
  return stored >= FONT_SIZES.least && stored <= FONT_SIZES.most ? stored : FONT_SIZES.usual;
}

export function changeFontSize(storage: Storage, by: number): number {
  const size = Math.max(FONT_SIZES.least, Math.min(FONT_SIZES.most, fontSizeOf(storage) + by));
  storage.write(FONT_SIZE, String(size));
  return size;
}

export const screenReaderOf = (storage: Storage): boolean => storage.read(SCREEN_READER) === "on";

export function setScreenReader(storage: Storage, on: boolean): void {
  storage.write(SCREEN_READER, on ? "on" : "off");
}
