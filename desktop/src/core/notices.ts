// What a notification is about, and when it came: what its maker put into its `value` is not believed unseen.

import { dateFormat } from "../languages/formats";
import { t } from "../languages/say";
import type { Notification } from "../wire/generated";
import type { AppState } from "./windows";

/** What opening it shows. */
export type Target =
  | { readonly kind: "app"; readonly app: string; readonly state: AppState }
  | { readonly kind: "file"; readonly path: string } // or an id
  | { readonly kind: "page"; readonly url: string };

/**
 * `{"machine": id}`, `{"file": path or id}`, `{"url": "https://…"}`, `{"app": id, "state": {…}}`; without any of them it is about the app that made it,
 * if that is one of the desktop's.
 */
export function targetOf(notification: Pick<Notification, "value" | "app">, apps: ReadonlySet<string>): Target | null {
  const { value, app = "" } = notification;
  if (isRecord(value)) {
    const { machine, file, url, app: other, state } = value;
    if (isText(machine)) return { kind: "app", app: "machines", state: { machine } };
    if (isText(file)) return { kind: "file", path: file };
    if (isText(url) && isWeb(url)) return { kind: "page", url };
    if (isText(other) && apps.has(other)) return { kind: "app", app: other, state: isRecord(state) ? state : {} };
  }
  return apps.has(app) ? { kind: "app", app, state: {} } : null;
}

const isText = (item: unknown): item is string => typeof item === "string" && item !== "";

const isRecord = (item: unknown): item is AppState => typeof item === "object" && item !== null && !Array.isArray(item);

/** Nothing that would run in this page. */
function isWeb(url: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

const timeOf = dateFormat({ hour: "2-digit", minute: "2-digit" });
const dayOf = dateFormat({ day: "numeric", month: "short" });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "now", "12 min ago", "3 h ago", "yesterday, 14:05", "24 Nov, 14:05". */
export function ago(text: string, now: Date): string {
  const at = new Date(text);
  const passed = now.getTime() - at.getTime();
  if (passed < MINUTE) return t("now||the moment"); // a clock that is a little behind too
  if (passed < HOUR) return t("{minutes} min ago", { minutes: Math.floor(passed / MINUTE) });
  if (at.toDateString() === now.toDateString()) return t("{hours} h ago", { hours: Math.floor(passed / HOUR) });
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (at.toDateString() === yesterday.toDateString()) return t("yesterday, {time}", { time: timeOf(at) });
  return t("{day}, {time}", { day: dayOf(at), time: timeOf(at) });
}
