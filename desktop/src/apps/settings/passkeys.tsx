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
      Add a passkey…
    </Button>
  );
  return (
    <Section title="Passkeys" about="Log in with your finger, your face or a key. A passkey cannot be guessed, and nobody can talk you out of it." action={add}>
      {!passkeysPossible() && <Notice tone="idle">Browsers offer passkeys only where the desktop is opened by a name and over HTTPS.</Notice>}
      <Asked reading={list} what="your passkeys">
        {(items) => (
          <Lines name="Passkeys" items={items} idOf={(one) => one.id} none="You have none.">
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
  const used = passkey.last_used_at ? `used ${formatNear(passkey.last_used_at)}` : "never used";
  return (
    <>
      <Line mark={<KeyRound size={18} aria-hidden />} title={passkey.name} note={`For ${passkey.host}, made ${formatDay(passkey.created_at)}, ${used}`}>
        <Button look="quiet" aria-label={`Rename ${passkey.name}`} onClick={() => setOpen("rename")}>
          Rename
        </Button>
        <Button look="danger" aria-label={`Remove ${passkey.name}`} onClick={() => setOpen("remove")}>
          Remove
        </Button>
      </Line>
      {open === "rename" && <RenameDialog host={host} elevation={elevation} passkey={passkey} list={list} onClose={close} />}
      {open === "remove" && (
        <Confirm title={`Remove ${passkey.name}?`} verb="Remove" onConfirm={remove} onClose={close}>
          It does not log you in any more. The device still lists it until you remove it there too.
        </Confirm>
      )}
    </>
  );
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
    <FormDialog title="Rename the passkey" verb="Rename" ordering={ordering} onSubmit={rename} onClose={onClose}>
      <TextField label="Name" value={name} onText={setName} />
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
    <FormDialog title="Add a passkey" verb="Go on" ordering={ordering} onSubmit={submit} onClose={onClose}>
      <TextField label="Name" hint="So that you know it again, such as Phone." value={name} onText={setName} />
      <p class="soft">Your browser then asks where the passkey is to be kept.</p>
    </FormDialog>
  );
}
