// Starting an app in its window: a token of its own, the file that it is opened with, and its address. And ending it when the person closes the window.

import type { Fields } from "../../core/foreign/fields";
import type { Item } from "../../core/foreign/requests";
import { t } from "../../languages/say";
import type { App } from "../../wire/generated";
import type { Host } from "../app";
import { addressOf, senderOf } from "./address";
import { closingFact } from "./house/messages";
import { give, itemOf } from "./answers/files";
import type { Instance } from "./instances";
import { isTitledByFile } from "./metadata";
import type { Surroundings } from "./surroundings";

/** Raises what the API raises, and where there is no room for another app. */
export async function openApp(around: Surroundings, instance: Instance): Promise<URL> {
  const { door, shell, locale } = around;
  const { app } = instance;
  const [token, item] = await Promise.all([door.token(app.id), itemFor(around, instance)]);
  const house = location.origin;
  instance.token = token;
  if (item && isTitledByFile(app.metadata ?? {})) shell.desk.title(instance.window, item.name);
  const address = addressOf({ app, instance: instance.id, parent: instance.parent, token, args: instance.args, item, locale, house });
  instance.origin = senderOf(address, house);
  shell.api.apps.opened(app.id).catch(() => undefined); // that it is counted is not worth a word
  return address;
}

/** The instance that another app launched in this window already, or a new one. null: too many run. */
export function instanceFor({ instances }: Surroundings, app: App, host: Host): Instance | null {
  const { args, file } = host.state.peek();
  return instances.inWindow(host.window) ?? instances.start({ app, window: host.window, args, file: typeof file === "string" ? file : "" });
}

async function itemFor({ door }: Surroundings, instance: Instance): Promise<Item | null> {
  const { item, file } = instance;
  if (item) instance.given.add(item.uid);
  if (item || !file) return item;
  const [signed] = await give(door, instance, [file]);
  if (!signed) throw new Error(t("{file} is not there, or not yours to change.", { file }));
  return itemOf(signed);
}

/** An app with unsaved work is told that its window is to close, and may keep it; one that says nothing is closed. Answers how to stop. */
export function askBeforeClosing({ shell: { desk }, instances }: Surroundings, instance: Instance): () => void {
  return desk.guard(instance.window, () => {
    if (!instance.speaks) return true;
    const message = (about: number): Fields => (instance.version > 0 ? closingFact(about) : { msg: "windowWillClose", msg_id: about });
    void instance.ask(message, true).then((yes) => {
      if (!instances.runs(instance)) return;
      if (yes) desk.drop(instance.window);
      else desk.focus(instance.window); // it has something to say
    });
    return false;
  });
}
