// Invites: a code with which somebody makes an account.

import { Ticket, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { SelectField, TextField, type Option } from "../../kit/field";
import type { Host } from "../../shell/app";
import type { InviteCreated } from "../../wire/generated";
import { formatNear } from "./dates";
import { FormDialog } from "../../shell/form-dialog";
import { Asked, Line, Lines, Secret, Section, type PageProps } from "./parts";

const MODES = {
  closed: "Nobody can make an account here by themselves; invites have no use until the setting accounts.sign_up says otherwise.",
  invite_only: "Whoever has one makes their own account.",
  open: "Anybody may make an account here, with an invite or without.",
} as const;

export function Invites({ host, icon }: PageProps & { readonly icon: LucideIcon }): JSX.Element {
  const { invites } = host.api.people;
  const list = useReading(async () => {
    const [rules, items] = await Promise.all([host.api.entrance.rules(), invites.list()]);
    return { rules, items };
  }, []);
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<InviteCreated | null>(null);
  const removing = useOrdering();
  const show = (invite: InviteCreated): void => {
    setAsking(false);
    setMade(invite);
    list.again();
  };
  return (
    <Section
      title="Invites"
      about={list.value && MODES[list.value.rules.mode]}
      action={
        <Button icon={icon} onClick={() => setAsking(true)}>
          Invite…
        </Button>
      }
    >
      {removing.error && <Notice tone="bad">{removing.error}</Notice>}
      <Asked reading={list} what="invites">
        {({ items }) => (
          <Lines name="Invites" items={items} idOf={(one) => one.id} none="None is open.">
            {(invite) => (
              <Line
                mark={<Ticket size={18} aria-hidden />}
                title={invite.note || "Without a note"}
                note={`${invite.uses_left === 1 ? "For one person" : `For ${invite.uses_left} people`}${invite.expires_at ? `, ends ${formatNear(invite.expires_at)}` : ""}`}
              >
                <Button look="danger" aria-label={`Take back ${invite.note || "the invite"}`} onClick={() => removing.order(invites.remove(invite.id), list.again)}>
                  Take back
                </Button>
              </Line>
            )}
          </Lines>
        )}
      </Asked>
      {asking && <InviteDialog host={host} onMade={show} onClose={() => setAsking(false)} />}
      {made && <MadeDialog made={made} onClose={() => setMade(null)} />}
    </Section>
  );
}

const NEVER = "0";
const LIVES: readonly Option<string>[] = [
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: NEVER, label: "Until it is used up" },
];

interface InviteDialogProps {
  readonly host: Host;
  readonly onMade: (made: InviteCreated) => void;
  readonly onClose: () => void;
}

function InviteDialog({ host, onMade, onClose }: InviteDialogProps): JSX.Element {
  const [note, setNote] = useState("");
  const [uses, setUses] = useState("1");
  const [days, setDays] = useState("7");
  const ordering = useOrdering();
  const make = (): void => {
    const people = Number(uses);
    if (!Number.isInteger(people) || people < 1) ordering.refuse("For how many people? A whole number.");
    else ordering.order(host.api.people.invites.create({ note: note.trim(), uses: people, days: days === NEVER ? null : Number(days) }), onMade);
  };
  return (
    <FormDialog title="Invite" verb="Make it" ordering={ordering} onSubmit={make} onClose={onClose}>
      <TextField label="Note" hint="For whom it is. Only administrators see it." value={note} onText={setNote} />
      <TextField label="For how many people" inputMode="numeric" value={uses} onText={setUses} />
      <SelectField label="Good for" options={LIVES} value={days} onChoice={setDays} />
    </FormDialog>
  );
}

function MadeDialog({ made, onClose }: { readonly made: InviteCreated; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title="The invite"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Secret label="The link" text={`${location.origin}/#invite=${made.code}`} />
      <Secret label="Or the code alone" text={made.code} />
      <p class="soft">They are shown only now. Whoever has one of them can make an account.</p>
    </Dialog>
  );
}
