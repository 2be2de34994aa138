// Passkeys: a fingerprint, a face or a key instead of the password.

import { Fingerprint, KeyRound } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading, type Reading } from "../../client/asking";
import { makePasskey, passkeysPossible } from "../../client/passkeys";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Passkey } from "../../wire/generated";
import { formatDay, formatNear } from "./dates";
import { FormDialog } from "../../shell/form-dialog";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";

export function Passkeys(props: PageProps): JSX.Element {
  const { passkeys } = props.host.api.account;
  const list = useReading(passkeys.list, []);
  const [adding, setAdding] = useState(false);
  const add = (
    <Button icon={Fingerprint} disabled={!passkeysPossible()} onClick={() => setAdding(true)}>
      {t("Add a passkey…")}
    </Button>
  );
  return (
    <Section title={t("Passkeys")} about={t("Log in with your finger, your face or a key. A passkey cannot be guessed, and nobody can talk you out of it.")} action={add}>
      {!passkeysPossible() && <Notice tone="idle">{t("Browsers offer passkeys only where the desktop is opened by a name and over HTTPS.")}</Notice>}
      <Asked reading={list} saying={t("Reading your passkeys")}>
        {(items) => (
          <Lines name={t("Passkeys")} items={items} idOf={(one) => one.id} none={t("You have none.")}>
            {(passkey) => <PasskeyLine {...props} passkey={passkey} list={list} />}
          </Lines>
        )}
      </Asked>
      {adding && <AddDialog {...props} onAdded={list.again} onClose={() => setAdding(false)} />}
    </Section>
  );
}

interface PasskeyProps extends PageProps {
  readonly passkey: Passkey;
  readonly list: Reading<unknown>;
}

function PasskeyLine({ host, elevation, passkey, list }: PasskeyProps): JSX.Element {
  const { passkeys } = host.api.account;
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const close = (): void => setOpen(null);
  const remove = async (): Promise<void> => {
    await elevation.run(() => passkeys.remove(passkey.id));
    list.again();
  };
  return (
    <>
      <Line mark={<KeyRound size={18} aria-hidden />} title={passkey.name} note={useOf(passkey)}>
        <Button look="quiet" aria-label={t("Rename {name}", { name: passkey.name })} onClick={() => setOpen("rename")}>
          {t("Rename…")}
        </Button>
        <Button look="danger" aria-label={t("Remove {name}", { name: passkey.name })} onClick={() => setOpen("remove")}>
          {t("Remove…")}
        </Button>
      </Line>
      {open === "rename" && <RenameDialog host={host} elevation={elevation} passkey={passkey} list={list} onClose={close} />}
      {open === "remove" && (
        <Confirm title={t("Remove {name}?", { name: passkey.name })} verb={t("Remove")} onConfirm={remove} onClose={close}>
          {t("It does not log you in any more. The device still lists it until you remove it there too.")}
        </Confirm>
      )}
    </>
  );
}

function useOf({ host, created_at, last_used_at }: Passkey): string {
  const made = formatDay(created_at);
  if (!last_used_at) return t("For {host}, made {made}, never used", { host, made });
  return t("For {host}, made {made}, used {when}", { host, made, when: formatNear(last_used_at) });
}

function RenameDialog({ host, passkey, list, onClose }: PasskeyProps & { readonly onClose: () => void }): JSX.Element {
  const [name, setName] = useState(passkey.name);
  const ordering = useOrdering();
  const rename = (): void =>
    ordering.order(host.api.account.passkeys.rename(passkey.id, name.trim()), () => {
      list.again();
      onClose();
    });
  return (
    <FormDialog title={t("Rename the passkey")} verb={t("Rename")} ordering={ordering} onSubmit={rename} onClose={onClose}>
      <TextField label={t("Name")} value={name} onText={setName} />
    </FormDialog>
  );
}

function AddDialog({ host, elevation, onAdded, onClose }: PageProps & { readonly onAdded: () => void; readonly onClose: () => void }): JSX.Element {
  const { passkeys } = host.api.account;
  const [name, setName] = useState("");
  const ordering = useOrdering();
  const add = async (): Promise<void> => {
    const question = await elevation.run(passkeys.begin);
    const credential = await makePasskey(question.options);
    await passkeys.create({ ticket: question.ticket, credential, ...(name.trim() ? { name: name.trim() } : {}) });
  };
  const submit = (): void =>
    ordering.order(add(), () => {
      onAdded();
      onClose();
    });
  return (
    <FormDialog title={t("Add a passkey")} verb={t("Go on")} ordering={ordering} onSubmit={submit} onClose={onClose}>
      <TextField label={t("Name")} hint={t("So that you know it again, such as Phone.")} value={name} onText={setName} />
      <p class="soft">{t("Your browser then asks where the passkey is to be kept.")}</p>
    </FormDialog>
  );
}
