// Does what an app asks in the house's own words. What is about files and other apps is done by the app's own token, or after the person has chosen or allowed it.

import type { HouseRequest } from "../../../core/foreign/house-words";
import { VERSIONS, WORDS } from "../../../core/foreign/house-words";
import { t } from "../../../languages/say";
import { spoken } from "../../../languages/speech";
import * as asking from "../answers/asking";
import * as launching from "../answers/launching";
import * as windows from "../answers/windows";
import type { Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import { Refusal, type Perform } from "./ear";
import * as files from "./files";
import { languageValue } from "./messages";

const NOTHING: Promise<null> = Promise.resolve(null);

export function performer(around: Surroundings): Perform {
  return async (instance, request) => perform(around, instance, request);
}

function perform(around: Surroundings, instance: Instance, request: HouseRequest): Promise<unknown> {
  const { shell } = around;
  switch (request.word) {
    case "ready":
      return welcome(around, instance, request.versions);
    case "title":
      windows.setTitle(around, instance, request.title, null);
      return NOTHING;
    case "badge":
      shell.desk.badge(instance.window, request.count);
      return NOTHING;
    case "size":
      windows.setPlace(around, instance, { x: null, y: null, width: request.width, height: request.height }, null);
      return NOTHING;
    case "open":
      return files.open(around, instance, request);
    case "save":
      return files.save(around, instance, request.name, request.content);
    case "read":
      return files.read(around, instance, request.file);
    case "write":
      return files.write(around, instance, request);
    case "show":
      return files.show(around, instance, request.file);
    case "notify":
      return asking.notify(around, instance, { kind: "notify", title: request.title, text: request.text, icon: "", value: request.about, uid: null }).then(() => null);
    case "launch":
      return launch(around, instance, request);
    case "permission":
      return asking.permit(around, instance, request.permissions, "").then((answer) => answer?.["granted"] === true);
    case "question":
      return asking.alert(instance, request.text, request.choices).then((answer) => answer?.["response"] ?? null);
    case "answer":
      instance.hearAnswer(request.about, request.yes);
      return NOTHING;
    case "close":
      launching.exit(around, instance, 0);
      return NOTHING;
  }
}

async function welcome(around: Surroundings, instance: Instance, versions: readonly number[]): Promise<unknown> {
  const version = Math.max(0, ...VERSIONS.filter((one) => versions.includes(one)));
  if (version === 0) throw new Refusal("version", `spoken here: ${VERSIONS.join(", ")}`);
  instance.greet(version);
  const { app, window, args } = instance;
  const file = instance.item?.path ?? instance.file; // given to it when its window was opened
  const { theme, desk } = around.shell;
  return {
    version,
    words: WORDS,
    app: { id: app.id, name: app.name, title: app.title },
    args: args ?? null,
    file: file ? await files.told(around, instance, file) : null,
    theme: { dark: theme.dark.peek() },
    language: languageValue(spoken.peek().language),
    focused: desk.focusedId.peek() === window,
  };
}

type Launch = Extract<HouseRequest, { word: "launch" }>;

async function launch(around: Surroundings, instance: Instance, { app, args, files: wanted }: Launch): Promise<unknown> {
  const paths = await Promise.all(wanted.map(async (file) => (await around.filesAs(instance.token).stat(file)).path));
  const answer = await launching.launch(around, instance, { kind: "launch", app, args, items: [], paths, hidden: false });
  if (!answer?.["appInstanceID"]) throw new Refusal("failed", t("So many apps run already. Close some, and try again."));
  return null;
}
