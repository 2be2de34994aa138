// What is known about an entry, and what a file held before.

import { Download, Globe, UserPlus } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { explain } from "../../client/http";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Facts, Tabs } from "../../kit/display";
import { Notice, Spinner } from "../../kit/feedback";
import { listFormat } from "../../languages/formats";
import { say, t, tell, type Said } from "../../languages/say";
import { describeKind } from "../../shell/kinds";
import type { FileEntry, FileVersion, Grant } from "../../wire/generated";
import { formatMoment } from "../../shell/dates";
import { useCounted } from "./folder-size";
import { sayCount, saySize } from "./look-folder";
import { parentOf } from "../../core/file-paths";
import type { View } from "./view";
import { addressOf } from "./website";
import { showing } from "./websites";

interface PropertiesProps {
  readonly view: View;
  readonly entry: FileEntry;
}

type Side = "facts" | "versions";

export function Properties({ view, entry, onClose }: PropertiesProps & { readonly onClose: () => void }): JSX.Element {
  const [side, setSide] = useState<Side>("facts");
  const sides = [{ id: "facts", label: t("General") } as const, ...(entry.kind === "file" ? [{ id: "versions", label: t("Versions") } as const] : [])];
  return (
    <Dialog title={entry.name} wide onClose={onClose} footer={<Button onClick={onClose}>{t("Close")}</Button>}>
      <div class="properties">
        <Tabs<Side> name={t("Properties")} tabs={sides} current={side} onTab={setSide}>
          {side === "facts" ? <General view={view} entry={entry} /> : <Versions view={view} entry={entry} />}
        </Tabs>
      </div>
    </Dialog>
  );
}

function General({ view, entry }: PropertiesProps): JSX.Element {
  const [mode, setMode] = useState("");
  useEffect(() => void view.host.api.files.stat(entry.id).then((told) => setMode(told.mode ?? ""), () => undefined), [entry.id]);
  const may = MODES[mode];
  const inside = useCounted(view, entry);
  return (
    <Facts
      facts={[
        [t("Kind"), describeKind(entry)],
        [t("Type"), entry.media_type],
        [t("Size"), entry.kind === "file" ? t("{size} ({count, plural, one {# byte} other {# bytes}})", { size: formatBytes(entry.size), count: entry.size }) : inside && saySize(inside)],
        [t("Holds||what is in a folder"), inside && sayCount(inside)],
        [t("In||the folder that a file is in"), <bdi dir="ltr">{parentOf(entry.path)}</bdi>],
        [t("Changed"), formatMoment(entry.modified_at)],
        [t("Made"), formatMoment(entry.created_at)],
        [t("Deleted"), entry.trashed_at ? formatMoment(entry.trashed_at) : ""],
        [t("You may"), may ? tell(may) : ""],
        [t("Website"), entry.kind === "directory" && mode === "manage" && !entry.trashed_at && <Website view={view} entry={entry} />],
        [t("Shared with"), mode === "manage" && !entry.trashed_at && <SharedWith view={view} entry={entry} />],
      ]}
    />
  );
}

function Website({ view, entry }: PropertiesProps): JSX.Element {
  const { value: shown } = useReading(() => showing(view.host.api, entry.id), [entry.id]);
  const site = shown?.website;
  return (
    <>
      {shown && <p>{site ? <bdi dir="ltr">{addressOf(site, location)}</bdi> : t("It is none.||a folder: a website")}</p>}
      {site && (
        <Button look="quiet" icon={Globe} onClick={() => (view.panel.value = "website")}>
          {t("Change or stop…||publishing a website")}
        </Button>
      )}
    </>
  );
}

function SharedWith({ view, entry }: PropertiesProps): JSX.Element {
  const [grants, setGrants] = useState<readonly Grant[] | null>(null);
  useEffect(() => void view.host.api.files.grants(entry.id).then(setGrants, () => undefined), [entry.id]);
  const names = grants?.map((grant) => (grant.holder_kind === "link" ? t("whoever has a link") : grant.holder.name));
  return (
    <>
      {names && <p>{names.length === 0 ? t("Nobody but you has it.") : listed([...new Set(names)])}</p>}
      <Button look="quiet" icon={UserPlus} onClick={() => (view.panel.value = "share")}>
        {t("Share…")}
      </Button>
    </>
  );
}

const listed = listFormat({ type: "conjunction" });

const MODES: Readonly<Record<string, Said>> = {
  see: say("know of it||after: You may"),
  list: say("list it||after: You may"),
  read: say("read it||after: You may"),
  write: say("read and change it||after: You may"),
  manage: say("change it and share it||after: You may"),
};

function Versions({ view, entry }: PropertiesProps): JSX.Element {
  const [versions, setVersions] = useState<readonly FileVersion[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const read = (): void => void view.host.api.files.versions(entry.id).then(setVersions, (reason: unknown) => setError(explain(reason)));
  useEffect(read, [entry.id]);
  const restore = (version: FileVersion): void => {
    view.host.api.files.restoreVersion(version.id).then(
      () => {
        view.host.notify("ok", t("{name} is as it was on {moment}.", { name: entry.name, moment: formatMoment(version.modified_at) }));
        read();
      },
      (reason: unknown) => setError(explain(reason)),
    );
  };
  if (error) return <Notice tone="bad">{error}</Notice>;
  if (!versions) return <Spinner name={t("Reading versions")} />;
  if (versions.length === 0) return <p class="soft">{t("It has not been changed since it was made. Each time it is replaced, what it held before is kept here.")}</p>;
  return (
    <ul class="versions ruled" aria-label={t("Versions")}>
      {versions.map((version) => (
        <li key={version.id}>
          <span>
            {formatMoment(version.modified_at)} <small class="soft">{formatBytes(version.size)}</small>
          </span>
          <span class="spread" />
          <a class="button quiet" href={view.host.api.files.versionUrl(version.id)} download={entry.name} aria-label={t("Download the version of {moment}", { moment: formatMoment(version.modified_at) })}>
            <Download size={16} aria-hidden />
          </a>
          <Button look="quiet" onClick={() => restore(version)}>
            {t("Restore")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
