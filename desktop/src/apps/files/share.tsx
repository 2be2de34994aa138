// Who may do what with an entry: people, groups, and a link for whoever has it.

import { Link as LinkIcon, Trash2, UserPlus } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button, IconButton } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice, Spinner } from "../../kit/feedback";
import { SelectField, TextField, type Option } from "../../kit/field";
import type { FileEntry, Grant, Mode } from "../../wire/generated";
import type { View } from "./view";

type Shared = Extract<Mode, "read" | "write" | "manage">;
type Kind = "user" | "group";

const MODES: readonly Option<Shared>[] = [
  { value: "read", label: "may read" },
  { value: "write", label: "may change" },
  { value: "manage", label: "may share" },
];
const KINDS: readonly Option<Kind>[] = [
  { value: "user", label: "Person" },
  { value: "group", label: "Group" },
];

export function ShareDialog({ view, entry, onClose }: { readonly view: View; readonly entry: FileEntry; readonly onClose: () => void }): JSX.Element {
  const { files } = view.host.api;
  const [grants, setGrants] = useState<readonly Grant[] | null>(null);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("user");
  const [mode, setMode] = useState<Shared>("read");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const read = (): Promise<void> => files.grants(entry.id).then(setGrants);
  const order = (work: Promise<unknown>, done?: () => void): void => {
    setBusy(true);
    setError(null);
    work
      .then(read)
      .then(done, (reason: unknown) => setError(explain(reason)))
      .finally(() => setBusy(false));
  };
  useEffect(() => void read().catch((reason: unknown) => setError(explain(reason))), [entry.id]);
  const add = (): void => {
    if (name.trim()) order(files.grant(entry.id, { kind, name: name.trim() }, mode), () => setName(""));
    else setError("Say with whom: the name of a person or a group.");
  };

  return (
    <Dialog title={`Share ${entry.name}`} wide onClose={onClose} onSubmit={add} footer={<Button onClick={onClose}>Done</Button>}>
      <div class="share-add">
        <SelectField label="Who" options={KINDS} value={kind} onChoice={setKind} />
        <TextField label="Name" autocomplete="off" spellcheck={false} value={name} onText={setName} />
        <SelectField label="Rights" options={MODES} value={mode} onChoice={setMode} />
        <Button type="submit" look="primary" icon={UserPlus} busy={busy}>
          Share
        </Button>
      </div>
      {error && <Notice tone="bad">{error}</Notice>}
      {grants === null ? <Spinner name="Reading who has it" /> : <GrantList entry={entry} grants={grants} onRevoke={(grant) => order(files.revoke(grant.id))} />}
      <LinkMaker view={view} entry={entry} onMade={() => void read()} />
    </Dialog>
  );
}

const WORDS: Readonly<Record<Mode, string>> = { see: "may know of it", list: "may list it", read: "may read", write: "may change", manage: "may share" };

function GrantList({ entry, grants, onRevoke }: { readonly entry: FileEntry; readonly grants: readonly Grant[]; readonly onRevoke: (grant: Grant) => void }): JSX.Element {
  if (grants.length === 0) return <p class="soft">Nobody but you has it.</p>;
  return (
    <ul class="grants" aria-label="Shared with">
      {grants.map((grant) => (
        <li key={grant.id}>
          <span>
            <strong>{grant.holder_kind === "link" ? "Whoever has the link" : grant.holder.name}</strong> {WORDS[grant.mode]}
            {grant.object !== entry.id && <small class="soft"> through {grant.name}</small>}
          </span>
          {grant.object === entry.id && <IconButton name={`Stop sharing with ${grant.holder.name || "link"}`} icon={Trash2} size={15} onClick={() => onRevoke(grant)} />}
        </li>
      ))}
    </ul>
  );
}

const DAYS: readonly Option<"1" | "7" | "30" | "0">[] = [
  { value: "7", label: "for a week" },
  { value: "1", label: "for a day" },
  { value: "30", label: "for a month" },
  { value: "0", label: "until I take it back" },
];
const DAY_MS = 24 * 60 * 60 * 1000;

function LinkMaker({ view, entry, onMade }: { readonly view: View; readonly entry: FileEntry; readonly onMade: () => void }): JSX.Element {
  const [days, setDays] = useState<(typeof DAYS)[number]["value"]>("7");
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const make = (): void => {
    const expires_at = days === "0" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    view.host.api.files.link({ object: entry.id, mode: "read", expires_at }).then(
      (made) => {
        setSecret(made.secret);
        onMade();
      },
      (reason: unknown) => setError(explain(reason)),
    );
  };
  return (
    <div class="link-maker">
      <div class="share-add">
        <SelectField label="A link to read it" options={DAYS} value={days} onChoice={setDays} />
        <Button icon={LinkIcon} onClick={make}>
          Make a link
        </Button>
      </div>
      {error && <Notice tone="bad">{error}</Notice>}
      {secret && (
        <TextField
          label="Secret of the link"
          readOnly
          value={secret}
          onText={() => undefined}
          onFocus={(event) => event.currentTarget.select()}
          hint="Shown once. Whoever sends it as a token reads this, and nothing else."
        />
      )}
    </div>
  );
}
