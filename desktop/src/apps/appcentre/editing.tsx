// The form in which an app is published or changed.

import { ChevronLeft, FolderOpen } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { siteOf } from "../../core/sites";
import { Button, IconButton } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { ChoiceField, TextAreaField, TextField } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import { Asked } from "../../shell/asked";
import type { Host } from "../../shell/app";
import { FilePicker } from "../../shell/picker/file-picker";
import type { App, Visibility } from "../../wire/generated";
import { draftOf, EMPTY, faultOfName, nameFrom, oddTypes, type Draft } from "./draft";
import { lookInto } from "./folder";
import { IconField } from "./icon-field";
import { change, publish } from "./publishing";

/** `app`: that is changed, an id; null: a new one. */
export function Editing({ host, app }: { readonly host: Host; readonly app: string | null }): JSX.Element {
  const reading = useReading(() => begin(host, app), [app]);
  return (
    <div class="appcentre-column">
      <div class="app-back">
        <IconButton name={t("Back")} icon={ChevronLeft} onClick={() => host.keep({ edit: null })} />
        <h2>{app === null ? t("Publish an app") : t("Change your app")}</h2>
      </div>
      <Asked reading={reading} saying={t("Reading about the app")}>
        {({ there, draft }) => <Form host={host} there={there} first={draft} />}
      </Asked>
    </div>
  );
}

async function begin({ api }: Host, id: string | null): Promise<{ readonly there: App | null; readonly draft: Draft }> {
  if (id === null) return { there: null, draft: EMPTY };
  const there = await api.apps.get(id);
  const site = siteOf(there);
  const folder = site ? await api.sites.get(site).then(({ directory_id }) => api.files.stat(directory_id)).then((entry) => entry.path, () => "") : "";
  return { there, draft: draftOf(there, folder) };
}

const WHO: readonly { readonly value: Visibility; readonly label: Said; readonly note: Said }[] = [
  { value: "private", label: say("Only you"), note: say("Nobody else finds it") },
  { value: "unlisted", label: say("Who knows its name"), note: say("It is found by its exact name") },
  { value: "listed", label: say("Everybody here"), note: say("An administrator offers it") },
];

interface FormProps {
  readonly host: Host;
  readonly there: App | null;
  readonly first: Draft;
}

function Form({ host, there, first }: FormProps): JSX.Element {
  const [draft, setDraft] = useState(first);
  const [picking, setPicking] = useState(false);
  const [tried, setTried] = useState(false);
  const saving = useOrdering();
  const looking = useOrdering();
  const put = (said: Partial<Draft>): void => setDraft((before) => ({ ...before, ...said }));
  const isFolder = there === null || siteOf(there) !== "";
  const nameFault = there === null ? faultOfName(draft.name) : null;
  const odd = oddTypes(draft.types);
  const ready = draft.title.trim() !== "" && nameFault === null && odd.length === 0 && (draft.folder !== "" || !isFolder);
  const choose = ([path = ""]: readonly string[]): void => {
    setPicking(false);
    looking.order(lookInto(host.api.files, path), (said) => put({ folder: path, ...(there ? {} : { name: nameFrom(path.split("/").at(-1) ?? ""), ...said }) }));
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!ready) return;
    const saved = there ? change(host.api, there, draft, first.folder) : publish(host.api, draft);
    saving.order(saved, (app) => {
      host.notify("ok", there ? t("{name} is changed", { name: app.title }) : t("{name} is published, and on your desktop", { name: app.title }));
      host.keep({ tab: "published", edit: null, app: app.id });
    });
  };
  return (
    <form class="app-form" onSubmit={submit} noValidate>
      {isFolder && (
        <div class="field">
          <span class="label">{t("Folder")}</span>
          <div class="app-folder">
            <bdi class={draft.folder ? "" : "soft"}>{draft.folder || t("None is chosen yet")}</bdi>
            <Button icon={FolderOpen} busy={looking.busy} onClick={() => setPicking(true)}>
              {t("Choose a folder…")}
            </Button>
          </div>
          <p class="hint">{t("Its index.html is the page of the app. Whoever knows the app’s address can read what is in the folder.")}</p>
        </div>
      )}
      {looking.error && <Notice tone="bad">{looking.error}</Notice>}
      {tried && isFolder && !draft.folder && <Notice tone="bad">{t("Choose the folder that the app is in.")}</Notice>}
      <IconField host={host} icon={draft.icon ?? there?.icon ?? ""} title={draft.title} onIcon={(icon) => put({ icon })} />
      <TextField label={t("Title")} hint={t("What people read.")} value={draft.title} maxLength={100} onText={(title) => put({ title })} error={tried && !draft.title.trim() ? t("An app has a title.") : null} />
      {there === null && (
        <TextField
          label={t("Name")}
          hint={t("In its address, and how it is found. It stays as it is.")}
          value={draft.name}
          spellcheck={false}
          autocapitalize="off"
          onText={(name) => put({ name })}
          error={tried && nameFault ? tell(nameFault) : null}
        />
      )}
      <TextAreaField label={t("Description")} value={draft.description} maxLength={2000} rows={3} onText={(description) => put({ description })} />
      <TextField
        label={t("Files that it opens")}
        hint={t("Such as .md, .txt or image/*. It is offered for them in Files.")}
        value={draft.types}
        spellcheck={false}
        autocapitalize="off"
        onText={(types) => put({ types })}
        error={odd.length > 0 ? t("“{type}” is neither like .txt nor like image/*.", { type: odd[0] ?? "" }) : null}
      />
      <ChoiceField
        label={t("Who finds it")}
        value={draft.visibility}
        onChoice={(visibility) => put({ visibility })}
        options={WHO.map(({ value, label, note }) => ({ value, label: tell(label), note: tell(note), disabled: value === "listed" && !host.user.admin && there?.visibility !== "listed" }))}
      />
      {saving.error && <Notice tone="bad">{saving.error}</Notice>}
      <div class="doing">
        <Button look="primary" type="submit" busy={saving.busy}>
          {there ? t("Save") : t("Publish")}
        </Button>
        <Button onClick={() => host.keep({ edit: null })}>{t("Cancel")}</Button>
      </div>
      {picking && (
        <FilePicker api={host.api} home={`/${host.user.name}`} title={t("Choose the folder of your app")} what="directory" start={draft.folder || `/${host.user.name}`} onPick={choose} onClose={() => setPicking(false)}>
          {t("It has an index.html in it.")}
        </FilePicker>
      )}
    </form>
  );
}
