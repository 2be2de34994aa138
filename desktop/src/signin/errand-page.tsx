// What a page elsewhere wants of its person, asked in the desktop's own dialogs: what is allowed or chosen here is given to that page's app, and nothing else.

import { useEffect, useMemo } from "preact/hooks";
import type { JSX } from "preact";
import { ApiError, explain } from "../client/http";
import { readSave } from "../core/foreign/read";
import { t } from "../languages/say";
import { permit } from "../shell/foreign/answers/asking";
import { openDirectory, openFile, saveFile } from "../shell/foreign/answers/files";
import { Instance } from "../shell/foreign/instances";
import { QuestionDialog } from "../shell/foreign/question-dialog";
import type { Household } from "../shell/foreign/surroundings";
import type { Answer } from "../shell/foreign/switchboard";
import type { App } from "../wire/generated";
import type { Asking, Stage } from "./asking";

export interface ErrandProps {
  readonly asking: Asking;
  readonly stage: Extract<Stage, { at: "errand" }>;
  readonly household: Household;
}

export function ErrandPage({ asking, stage, household }: ErrandProps): JSX.Element {
  const instance = useMemo(() => new Instance({ app: pageAs(stage), window: 0 }), []);
  useEffect(() => {
    carryOut(household, instance, asking).then(
      (answer) => asking.finish(answer),
      (reason: unknown) => asking.fail(reason instanceof ApiError ? explain(reason) : String(reason instanceof Error ? reason.message : reason)),
    );
  }, []);
  return <QuestionDialog around={household} app={instance.app} instance={instance} />;
}

/** A page is called what the browser says of where it is: whatever it calls itself, anybody could. */
function pageAs({ origin, app }: ErrandProps["stage"]): App {
  return { id: app, name: origin, title: new URL(origin).host, index_url: origin, visibility: "private", created_at: "", updated_at: "" };
}

async function carryOut(household: Household, instance: Instance, asking: Asking): Promise<Answer> {
  const { errand } = asking;
  switch (errand.kind) {
    case "permission":
      return permit(household, instance, errand.permissions, errand.create);
    case "open-file":
      return openFile(household, instance, { ...errand, path: "" });
    case "open-directory":
      return openDirectory(household, instance, { ...errand, path: "" });
    case "save-file": {
      const wanted = readSave(await asking.handed());
      if (wanted.kind === "save-file") return saveFile(household, instance, wanted.content, wanted.name);
      throw new Error(t("{app} wanted to save an address. Only it can fetch that; let it save the content.", { app: instance.app.title }));
    }
    default:
      return null;
  }
}
