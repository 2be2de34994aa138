// Apps that open apps, and what they say to each other.

import type { Request } from "../../../core/foreign/requests";
import { explain } from "../../../client/http";
import { t } from "../../../languages/say";
import { connect, peerOf, type Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import type { Answer } from "../switchboard";
import { itemOf } from "./files";

type Launch = Extract<Request, { kind: "launch" }>;

const NO_APP: Answer = { appInstanceID: "", usesSDK: false };

/** Files come along that the launching app may use itself; those with signed addresses it shows to hold. */
export async function launch(around: Surroundings, instance: Instance, asked: Launch): Promise<Answer> {
  const { door, shell } = around;
  const app = await shell.api.apps.get(asked.app);
  const [path] = asked.paths;
  let [item = null] = asked.items;
  if (!item && path) {
    const { uid } = await door.stat(path);
    if (!(await door.mayUse(instance.app.id, uid, "write"))) throw new Error(t("{app} may not hand {path} to {other}.", { app: instance.app.title, path, other: app.title }));
    const [signed] = await door.hand(app.id, [uid]);
    item = signed ? itemOf(signed) : null;
  }
  const child = around.launch(app, { parent: instance, args: asked.args, item });
  if (!child) throw new Error(t("So many apps run that {app} was not opened. Close some first.", { app: app.title }));
  return { appInstanceID: child.id, usesSDK: await child.started };
}

/** With an app that runs already; it is asked whether it wants to. */
export async function connectTo({ instances }: Surroundings, instance: Instance, app: string): Promise<Answer> {
  const target = instances.ofApp(app).find((one) => one !== instance && one.ready);
  if (!target) return NO_APP;
  const answered = new Promise<{ accept: boolean; value: unknown }>((tell) => target.asking.set(instance.id, tell));
  target.post({ msg: "connection", appInstanceID: instance.id });
  const { accept, value } = await answered;
  if (!accept) return { ...NO_APP, response: value };
  connect(instance, target);
  return { appInstanceID: target.id, usesSDK: true, response: value };
}

export function answerConnection(instance: Instance, to: string, accept: boolean, value: unknown): Answer {
  instance.asking.get(to)?.({ accept, value });
  instance.asking.delete(to);
  return null;
}

/** To whom it is connected; to others nothing is passed on. */
export function pass(instance: Instance, to: string, contents: unknown): Answer {
  peerOf(instance, to)?.post({ msg: "messageToApp", appInstanceID: instance.id, targetAppInstanceID: to, contents });
  return null;
}

/** An app closes what it opened. */
export function closeOther({ shell }: Surroundings, instance: Instance, to: string): Answer {
  const target = peerOf(instance, to);
  if (target?.parent === instance) shell.desk.close(target.window);
  return null;
}

export function exit({ shell, instances }: Surroundings, instance: Instance, status: number): Answer {
  instances.stop(instance, status);
  shell.desk.drop(instance.window);
  return null;
}

export async function renewToken({ door, shell }: Surroundings, instance: Instance): Promise<Answer> {
  try {
    instance.post({ msg: "puter.token", success: true, token: await door.token(instance.app.id), app_uid: instance.app.id });
  } catch (reason) {
    shell.toasts.show("bad", explain(reason));
  }
  return null;
}
