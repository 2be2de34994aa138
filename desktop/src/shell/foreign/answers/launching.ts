// Apps that open apps, and what they say to each other.

import type { Item, Request } from "../../../core/foreign/requests";
import type { App } from "../../../wire/generated";
import { explain } from "../../../client/http";
import { t } from "../../../languages/say";
import { told } from "../house/files";
import { openedFact } from "../house/messages";
import { connect, peerOf, type Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import type { Answer } from "../switchboard";
import { itemOf, signedOf } from "./files";

type Launch = Extract<Request, { kind: "launch" }>;

const NO_APP: Answer = { appInstanceID: "", usesSDK: false };

/** Files come along that the launching app may use itself; those with signed addresses it shows to hold. */
export async function launch(around: Surroundings, instance: Instance, asked: Launch): Promise<Answer> {
  const { shell } = around;
  const app = await shell.api.apps.get(asked.app);
  const [item = null, ...further] = [...asked.items, ...(await handed(around, instance, app, asked.paths))];
  const child = around.launch(app, { parent: instance, args: asked.args, item });
  if (!child) throw new Error(t("So many apps run that {app} was not opened. Close some first.", { app: app.title }));
  if (asked.hidden) shell.desk.minimise(child.window);
  const usesSDK = await child.started;
  if (child.speaks && further.length > 0) void offer(around, child, further);
  return { appInstanceID: child.id, usesSDK };
}

/** Each is asked about as the launching app before any of them is given. */
async function handed({ door }: Surroundings, { app }: Instance, other: App, paths: readonly string[]): Promise<readonly Item[]> {
  if (paths.length === 0) return [];
  const uids = await Promise.all(
    paths.map(async (path) => {
      const { uid } = await door.stat(path);
      if (!(await door.mayUse(app.id, uid, "write"))) throw new Error(t("{app} may not hand {path} to {other}.", { app: app.title, path, other: other.title }));
      return uid;
    }),
  );
  return (await door.hand(other.id, uids)).map(itemOf);
}

/** An address names one file, so an app hears of further ones when it runs. One that does not listen for them has a window for each. */
async function offer(around: Surroundings, child: Instance, items: readonly Item[]): Promise<void> {
  if (!(await takes(around, child, items))) items.forEach((item) => around.launch(child.app, { parent: child, args: undefined, item }));
}

/** Whether the app, which runs, opens these files too. */
export async function takes(around: Surroundings, instance: Instance, items: readonly Item[]): Promise<boolean> {
  items.forEach(({ uid }) => instance.given.add(uid));
  if (instance.version > 0) {
    const files = await Promise.all(items.map((item) => told(around, instance, item.path)));
    return instance.ask((about) => openedFact(about, files), false);
  }
  return !(await instance.ask((about) => ({ msg: "itemsOpened", msg_id: about, items: items.map(signedOf) }), true)); // its answer is whether it does not
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
    instance.token = await door.token(instance.app.id);
    instance.post({ msg: "puter.token", success: true, token: instance.token, app_uid: instance.app.id });
  } catch (reason) {
    shell.toasts.show("bad", explain(reason));
  }
  return null;
}
