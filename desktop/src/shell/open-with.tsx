// Which app is to open a file, now or from now on.

import { FileQuestion } from "lucide-preact";
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { extensionOf } from "../core/media";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { EmptyState } from "../kit/feedback";
import { t } from "../languages/say";
import type { FileEntry } from "../wire/generated";
import type { AppManifest } from "./app";
import { AppIcon } from "./app-icon";
import type { Openers } from "./openers";

export function OpenWith({ openers }: { readonly openers: Openers }): JSX.Element | null {
  const entry = openers.asked.value;
  if (!entry) return null;
  return <Question key={entry.id} openers={openers} entry={entry} onClose={() => (openers.asked.value = null)} />;
}

interface QuestionProps {
  readonly openers: Openers;
  readonly entry: FileEntry;
  readonly onClose: () => void;
}

function Question({ openers, entry, onClose }: QuestionProps): JSX.Element {
  const apps = openers.all(entry);
  const [chosen, setChosen] = useState(apps[0]?.id ?? "");
  const [always, setAlways] = useState(openers.isChosen(entry, chosen));
  const kind = extensionOf(entry.name);
  const open = (): void => {
    if (!chosen) return;
    if (always) openers.choose(entry, chosen);
    else if (openers.isChosen(entry, chosen)) openers.choose(entry, null);
    onClose();
    openers.open(entry, chosen);
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t("Cancel")}</Button>
      <Button look="primary" type="submit" disabled={!chosen}>
        {t("Open")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("Open {name}", { name: entry.name })} onClose={onClose} onSubmit={open} footer={footer}>
      {apps.length === 0 ? (
        <EmptyState icon={FileQuestion} title={t("No app opens this")}>
          {t("Download it to open it on your computer.")}
        </EmptyState>
      ) : (
        <>
          <Apps apps={apps} chosen={chosen} onChoose={(app) => (setChosen(app), setAlways(openers.isChosen(entry, app)))} />
          <label class="open-always">
            <input type="checkbox" checked={always} onChange={(event) => setAlways(event.currentTarget.checked)} />
            {kind ? t("Always open {kind} files with it", { kind }) : t("Always open files of this kind with it")}
          </label>
        </>
      )}
    </Dialog>
  );
}

interface AppsProps {
  readonly apps: readonly AppManifest[];
  readonly chosen: string;
  readonly onChoose: (app: string) => void;
}

function Apps({ apps, chosen, onChoose }: AppsProps): JSX.Element {
  const name = useId();
  return (
    <fieldset class="open-with">
      <legend class="visually-hidden">{t("Open with")}</legend>
      {apps.map((app) => (
        <label key={app.id}>
          <input type="radio" name={name} checked={app.id === chosen} onChange={() => onChoose(app.id)} />
          <AppIcon app={app} size={34} />
          <span>
            <strong>{app.name}</strong>
            <small>{app.about}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
