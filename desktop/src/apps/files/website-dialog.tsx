// Publishing a folder as a website, and what there is to know and do once it is one.

import { ExternalLink } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice, Spinner } from "../../kit/feedback";
import { SelectField, TextField, type Option } from "../../kit/field";
import { listFormat } from "../../languages/formats";
import { t } from "../../languages/say";
import { FormDialog } from "../../shell/form-dialog";
import type { App, FileEntry, Site } from "../../wire/generated";
import { CopiedField } from "../../shell/sharing/copied-field";
import type { View } from "./view";
import { addressOf, nameFor } from "./website";
import { showing } from "./websites";

type Seen = "public" | "private";

const seen = (): readonly Option<Seen>[] => [
  { value: "public", label: t("Everybody") },
  { value: "private", label: t("Only you and those whom the folder is shared with") },
];

interface WebsiteProps {
  readonly view: View;
  readonly entry: FileEntry;
  readonly onClose: () => void;
}

export function WebsiteDialog({ view, entry, onClose }: WebsiteProps): JSX.Element {
  const { value: shown, error, again } = useReading(() => showing(view.host.api, entry.id), [entry.id]);
  const site = shown?.website;
  if (site) return <Published key={site.id} view={view} entry={entry} site={site} apps={shown.apps} onChange={again} onClose={onClose} />;
  if (shown) return <Publishing view={view} entry={entry} apps={shown.apps} onMade={again} onClose={onClose} />;
  return (
    <Dialog title={t("Publish {name} as a website", { name: entry.name })} onClose={onClose}>
      {error ? <Notice tone="bad">{error}</Notice> : <Spinner name={t("Reading")} />}
    </Dialog>
  );
}

interface PublishingProps extends WebsiteProps {
  readonly apps: readonly App[];
  readonly onMade: () => void;
}

function Publishing({ view, entry, apps, onMade, onClose }: PublishingProps): JSX.Element {
  const [name, setName] = useState(nameFor(entry.name));
  const [who, setWho] = useState<Seen>("public");
  const ordering = useOrdering();
  const publish = (): void => ordering.order(view.host.api.sites.create({ name: name.trim(), directory: entry.id, private: who === "private" }), onMade);
  return (
    <FormDialog title={t("Publish {name} as a website", { name: entry.name })} verb={t("Publish")} ordering={ordering} onSubmit={publish} onClose={onClose}>
      <TextField label={t("Name")} hint={t("Letters, digits and dashes. It is part of the address.")} autocomplete="off" spellcheck={false} value={name} onText={setName} />
      <SelectField label={t("Who sees it")} options={seen()} value={who} onChoice={setWho} />
      <OfApps apps={apps} />
      <p class="soft">{t("What is in the folder is shown as it is, with index.html first. What you change there is seen at once.")}</p>
    </FormDialog>
  );
}

interface PublishedProps extends WebsiteProps {
  readonly site: Site;
  readonly apps: readonly App[];
  readonly onChange: () => void;
}

/** They have a site of their own, which nothing here touches. */
function OfApps({ apps }: { readonly apps: readonly App[] }): JSX.Element | null {
  if (apps.length === 0) return null;
  return <Notice tone="idle">{t("The pages of {name} are in this folder, too. They stay, whatever you choose here: the App centre takes an app back.", { name: listed(apps.map((app) => app.title)) })}</Notice>;
}

const listed = listFormat({ type: "conjunction" });

function Published({ view, entry, site, apps, onChange, onClose }: PublishedProps): JSX.Element {
  const address = addressOf(site, location);
  const { sites } = view.host.api;
  const { value: visited } = useReading(() => (site.private ? sites.visit(site.id).then(({ path }) => path) : Promise.resolve(address)), [site.private]);
  const { busy, error, order } = useOrdering();
  const stop = (): void =>
    order(sites.remove(site.id), () => {
      view.host.notify("ok", t("{name} is no website any more. The folder stays.", { name: entry.name }));
      onClose();
    });
  return (
    <Dialog
      title={t("{name} is a website", { name: entry.name })}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={busy} onClick={stop}>
            {t("Stop publishing")}
          </Button>
          <Button onClick={onClose}>{t("Done")}</Button>
        </>
      }
    >
      <Address view={view} address={address} />
      {visited && (
        <a class="button" href={visited} target="_blank" rel="noopener noreferrer">
          <ExternalLink size={16} aria-hidden />
          {t("Open the website")}
        </a>
      )}
      <SelectField
        label={t("Who sees it")}
        options={seen()}
        value={site.private ? "private" : "public"}
        onChoice={(who) => order(sites.update(site.id, { private: who === "private" }), onChange)}
      />
      <OfApps apps={apps} />
      {error && <Notice tone="bad">{error}</Notice>}
    </Dialog>
  );
}

function Address({ view, address }: { readonly view: View; readonly address: string }): JSX.Element {
  return (
    <CopiedField
      host={view.host}
      label={t("Address")}
      text={address}
      dir="ltr"
      copied={t("The address is copied.")}
      selected={t("The browser does not let pages copy here. The address is selected: copy it with the keyboard.")}
    />
  );
}
