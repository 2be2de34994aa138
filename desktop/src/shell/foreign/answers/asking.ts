// What apps ask the person in the desktop's own dialogs.

import { describeAccess, readWish } from "../../../core/foreign/permissions";
import type { Choice, Creating, Request } from "../../../core/foreign/requests";
import { t } from "../../../languages/say";
import type { Instance } from "../instances";
import type { Household, Surroundings } from "../surroundings";
import type { Answer } from "../switchboard";
import { nameOf } from "./files";

const okay = (): Choice => ({ label: t("OK"), value: "OK", look: "primary" });

export async function alert(instance: Instance, message: string, choices: readonly Choice[]): Promise<Answer> {
  const response = await instance.questions.ask({ kind: "alert", message, choices: choices.length > 0 ? choices : [okay()] });
  return { msg: "alertResponded", response };
}

export async function prompt(instance: Instance, message: string, placeholder: string, value: string): Promise<Answer> {
  const response = await instance.questions.ask({ kind: "prompt", message, placeholder, value });
  return { msg: "promptResponded", response: response ?? false };
}

const A_COLOUR = /^#[0-9a-f]{6}$/i;
const FIRST_COLOUR = "#3b82f6"; // the SDK's own

export async function pickColour(instance: Instance, value: string): Promise<Answer> {
  const first = A_COLOUR.test(value) ? value : FIRST_COLOUR;
  return { msg: "colorPicked", color: (await instance.questions.ask({ kind: "colour", value: first })) ?? first };
}

export async function pickFont(instance: Instance, value: string): Promise<Answer> {
  const first = value || "system-ui";
  return { msg: "fontPicked", font: { fontFamily: (await instance.questions.ask({ kind: "font", value: first })) ?? first } };
}

type Notify = Extract<Request, { kind: "notify" }>;

const MOST_TITLE = 200; // characters, as notifications have it

/** As the app, by its own token: it is kept, and told in every window of its person. The title says whose word it is. */
export async function notify({ notifyAs }: Surroundings, { app, token }: Instance, { title, text, icon, value, uid }: Notify): Promise<Answer> {
  const said = title || text ? [app.title, title].filter((part) => part !== "").join(" – ") : t("{app} wants your attention", { app: app.title });
  await notifyAs(token, { title: said.slice(0, MOST_TITLE), text, icon, value });
  return { msg: "notificationShown", uid };
}

/** Everything that is asked for at once is one decision. What is granted on files is granted on the very ones that the person was told. */
export async function permit(around: Household, instance: Instance, permissions: readonly string[], create: Creating): Promise<Answer> {
  const asked = await Promise.all(permissions.map((permission) => wished(around, permission, create)));
  const allowed = (await instance.questions.ask({ kind: "permission", wishes: asked.map((one) => one.words) })) === true;
  if (allowed) await around.door.grant(instance.app.id, await Promise.all(asked.map((one) => one.granted())));
  return { msg: "permissionGranted", granted: allowed };
}

interface Wished {
  readonly words: string;
  /** What is granted, once it is allowed. */
  granted(): Promise<string>;
}

async function wished(around: Household, permission: string, create: Creating): Promise<Wished> {
  const wish = readWish(permission);
  if (wish.about === "words") return { words: `${wish.words}: ${wish.name}`, granted: () => Promise.resolve(permission) };
  const grantOn = (uid: string): string => (wish.mode === "manage" ? `manage:fs:${uid}` : `fs:${uid}:${wish.mode}`);
  const there = await around.door.find(wish.entry);
  if (there) {
    const { uid, path, name, is_dir } = there;
    return { words: `${describeAccess(wish.mode, name, is_dir)} (${path})`, granted: () => Promise.resolve(grantOn(uid)) };
  }
  const isDirectory = create === "dir" || (create === "fitting" && !/.\../.test(nameOf(wish.entry)));
  if (create === "" || !/^[~/]/.test(wish.entry)) throw new Error(t("There is no such file or folder."));
  return {
    words: t("{access} ({path}), which is made for it", { access: describeAccess(wish.mode, nameOf(wish.entry), isDirectory), path: wish.entry }),
    granted: async () => grantOn((await around.door.make(wish.entry, isDirectory)).uid),
  };
}
