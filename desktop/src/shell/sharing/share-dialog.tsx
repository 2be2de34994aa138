// Who may do what with an entry: people and groups, and links for whoever has them.

import { Trash2, UserPlus, UserRound, UsersRound } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button, IconButton } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice, Spinner } from "../../kit/feedback";
import { SelectField, TextField, type Option } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import type { FileEntry, Grant, Link, Mode } from "../../wire/generated";
import type { SharingHost } from "./sharing-host";
import { ShareLinks } from "./share-links";
import { suggest, type Suggestions } from "./suggestions";
import "./sharing.css";

type Given = Extract<Mode, "read" | "write" | "manage">;
type Kind = "user" | "group";

const modes = (): readonly Option<Given>[] => [
  { value: "read", label: t("may read") },
  { value: "write", label: t("may change") },
  { value: "manage", label: t("may share") },
];
const kinds = (): readonly Option<Kind>[] => [
  { value: "user", label: t("Person") },
  { value: "group", label: t("Group") },
];

interface Sharing {
  readonly grants: readonly Grant[];
  readonly links: readonly Link[];
}

interface ShareProps {
  readonly host: SharingHost;
  readonly entry: FileEntry;
  readonly onClose: () => void;
}

export function ShareDialog({ host, entry, onClose }: ShareProps): JSX.Element {
  const { files } = host.api;
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const fail = (reason: unknown): void => setError(explain(reason));
  const read = async (): Promise<void> => {
    const [grants, links] = await Promise.all([files.grants(entry.id), files.links(entry.id)]);
    setSharing({ grants, links });
  };
  const order = async (work: Promise<unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    await work.then(read).catch(fail);
    setBusy(false);
  };
  useEffect(() => {
    read().catch(fail);
    return host.live.listen((fact) => void (fact?.type.startsWith("grant.") && read().catch(fail)));
  }, [entry.id]);

  return (
    <Dialog title={t("Share {name}", { name: entry.name })} wide onClose={onClose} footer={<Button onClick={onClose}>{t("Done")}</Button>}>
      {error && <Notice tone="bad">{error}</Notice>}
      <PeopleForm host={host} busy={busy} onAdd={(to, mode) => order(files.grant(entry.id, to, mode))} onError={setError} />
      {sharing === null && !error && <Spinner name={t("Reading who has it")} />}
      {sharing && (
        <People
          entry={entry}
          grants={sharing.grants.filter((grant) => grant.holder_kind !== "link")}
          onMode={(grant, mode) => void order(files.changeGrant(grant.id, mode))}
          onRevoke={(grant) => void order(files.revoke(grant.id))}
        />
      )}
      {sharing && <ShareLinks host={host} entry={entry} links={sharing.links} onMade={() => void read().catch(fail)} onRevoke={(link) => void order(files.revoke(link.grant_id))} />}
    </Dialog>
  );
}

interface PeopleFormProps {
  readonly host: SharingHost;
  readonly busy: boolean;
  readonly onAdd: (to: { kind: Kind; name: string }, mode: Given) => Promise<void>;
  readonly onError: (text: string) => void;
}

function PeopleForm({ host, busy, onAdd, onError }: PeopleFormProps): JSX.Element {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("user");
  const [mode, setMode] = useState<Given>("read");
  const [known, setKnown] = useState<Suggestions>({ user: [], group: [] });
  const list = useId();
  useEffect(() => void suggest(host.api.files).then(setKnown, () => undefined), []);
  const add = (): void => {
    if (name.trim()) void onAdd({ kind, name: name.trim() }, mode).then(() => setName(""));
    else onError(t("Say with whom: the name of a person or a group."));
  };
  return (
    <div
      class="share-add"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        add();
      }}
    >
      <SelectField label={t("Who")} options={kinds()} value={kind} onChoice={setKind} />
      <TextField label={t("Name")} list={list} autocomplete="off" spellcheck={false} value={name} onText={setName} />
      <datalist id={list}>
        {known[kind].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <SelectField label={t("Rights")} options={modes()} value={mode} onChoice={setMode} />
      <Button look="primary" icon={UserPlus} busy={busy} onClick={add}>
        {t("Share")}
      </Button>
    </div>
  );
}

const WORDS: Readonly<Record<Mode, Said>> = { see: say("may know of it"), list: say("may list it"), read: say("may read"), write: say("may change"), manage: say("may share") };

interface PeopleProps {
  readonly entry: FileEntry;
  readonly grants: readonly Grant[];
  readonly onMode: (grant: Grant, mode: Given) => void;
  readonly onRevoke: (grant: Grant) => void;
}

function People({ entry, grants, onMode, onRevoke }: PeopleProps): JSX.Element {
  if (grants.length === 0) return <p class="soft">{t("Nobody but you has it.")}</p>;
  return (
    <ul class="grants ruled" aria-label={t("Shared with")}>
      {grants.map((grant) => {
        const Sign = grant.holder_kind === "group" ? UsersRound : UserRound;
        const own = grant.object === entry.id;
        return (
          <li key={grant.id}>
            <Sign size={16} aria-hidden />
            <span class="who">
              <strong>{grant.holder.name}</strong> {!own && <small class="soft">{t("through {name}", { name: grant.name ?? "" })}</small>}
            </span>
            {own && modes().some(({ value }) => value === grant.mode) ? (
              <select class="input" aria-label={t("What {name} may do", { name: grant.holder.name })} value={grant.mode} onChange={(event) => onMode(grant, event.currentTarget.value as Given)}>
                {modes().map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            ) : (
              <span class="soft">{tell(WORDS[grant.mode])}</span>
            )}
            {own && <IconButton name={t("Stop sharing with {name}", { name: grant.holder.name })} icon={Trash2} size={15} onClick={() => onRevoke(grant)} />}
          </li>
        );
      })}
    </ul>
  );
}
