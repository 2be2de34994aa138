// Invites: a code with which somebody makes an account.

import { Ticket, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { SelectField, TextField, type Option } from "../../kit/field";
import { say, t, tell, type Said } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Invite, InviteCreated, SignUpRules } from "../../wire/generated";
import { formatNear } from "./dates";
import { FormDialog } from "../../shell/form-dialog";
import { Asked, Line, Lines, Secret, Section, type PageProps } from "./parts";

const MODES: Readonly<Record<SignUpRules["mode"], Said>> = {
  closed: say("Nobody can make an account here by themselves; invites have no use until the setting accounts.sign_up says otherwise."),
  invite_only: say("Whoever has one makes their own account."),
  open: say("Anybody may make an account here, with an invite or without."),
};

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
      title={t("Invites")}
      about={list.value && tell(MODES[list.value.rules.mode])}
      action={
        <Button icon={icon} onClick={() => setAsking(true)}>
          {t("Invite…")}
        </Button>
      }
    >
      {removing.error && <Notice tone="bad">{removing.error}</Notice>}
      <Asked reading={list} saying={t("Reading invites")}>
        {({ items }) => (
          <Lines name={t("Invites")} items={items} idOf={(one) => one.id} none={t("None is open.")}>
            {(invite) => (
              <Line
                mark={<Ticket size={18} aria-hidden />}
                title={invite.note || t("Without a note")}
                note={useOf(invite)}
              >
                <Button look="danger" aria-label={invite.note ? t("Take back {note}", { note: invite.note }) : t("Take back the invite")} onClick={() => removing.order(invites.remove(invite.id), list.again)}>
                  {t("Take back")}
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

function useOf({ uses_left, expires_at }: Invite): string {
  const count = uses_left;
  if (expires_at === null) return t("{count, plural, one {For one person} other {For # people}}", { count });
  return t("{count, plural, one {For one person, ends {when}} other {For # people, ends {when}}}", { count, when: formatNear(expires_at) });
}

const NEVER = "0";
const lives = (): readonly Option<string>[] => [
  { value: "7", label: t("A week") },
  { value: "30", label: t("{days, plural, one {# day} other {# days}}", { days: 30 }) },
  { value: NEVER, label: t("Until it is used up") },
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
    if (!Number.isInteger(people) || people < 1) ordering.refuse(t("For how many people? A whole number."));
    else ordering.order(host.api.people.invites.create({ note: note.trim(), uses: people, days: days === NEVER ? null : Number(days) }), onMade);
  };
  return (
    <FormDialog title={t("Invite")} verb={t("Make it")} ordering={ordering} onSubmit={make} onClose={onClose}>
      <TextField label={t("Note")} hint={t("For whom it is. Only administrators see it.")} value={note} onText={setNote} />
      <TextField label={t("For how many people")} inputMode="numeric" value={uses} onText={setUses} />
      <SelectField label={t("Good for")} options={lives()} value={days} onChoice={setDays} />
    </FormDialog>
  );
}

function MadeDialog({ made, onClose }: { readonly made: InviteCreated; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title={t("The invite")}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("Done")}
        </Button>
      }
    >
      <Secret label={t("The link")} text={`${location.origin}/#invite=${made.code}`} />
      <Secret label={t("Or the code alone")} text={made.code} />
      <p class="soft">{t("They are shown only now. Whoever has one of them can make an account.")}</p>
    </Dialog>
  );
}
