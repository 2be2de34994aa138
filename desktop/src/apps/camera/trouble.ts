// Why there is no picture or sound, and what the person can do about it. Pure.

import { say, type Said } from "../../languages/say";

export interface Trouble {
  readonly title: Said;
  readonly advice: Said;
}

const INSECURE: Trouble = {
  title: say("This page may not use camera and microphone"),
  advice: say("Browsers let only pages with HTTPS use them. Open Ingle by an address that begins with https://, or with http://localhost on the computer that it runs on."),
};
const UNABLE: Trouble = { title: say("This browser cannot record"), advice: say("It has no camera and microphone for pages. Try a current Chrome, Edge, Firefox or Safari.") };
const REFUSED: Trouble = {
  title: say("Camera or microphone are not allowed here"),
  advice: say("Allow them where the browser shows the address of this page, and in the settings of your system. Then try again."),
};
const MISSING: Trouble = { title: say("No camera or microphone is there"), advice: say("Connect one, or switch it on, and try again.") };
const BUSY: Trouble = { title: say("The camera or microphone cannot be used now"), advice: say("Another program may be using it. Close that, or connect it anew, and try again.") };
export const LOST: Trouble = { title: say("The device is gone"), advice: say("It was disconnected, or taken away by the system. Connect it, or choose another one, and try again.") };

const BY_NAME: ReadonlyMap<string, Trouble> = new Map([
  ["NotAllowedError", REFUSED],
  ["SecurityError", REFUSED],
  ["NotFoundError", MISSING],
  ["OverconstrainedError", MISSING],
  ["NotReadableError", BUSY],
  ["AbortError", BUSY],
]);

/** Before anything is asked for; null: it can be. */
export function troubleOfPage(secure: boolean, able: boolean): Trouble | null {
  if (!secure) return INSECURE;
  return able ? null : UNABLE;
}

/** What became of asking for devices. */
export const troubleOf = (reason: unknown): Trouble => (reason instanceof Error && BY_NAME.get(reason.name)) || BUSY;
