// Groups: people together, with whom one shares at once.

import { Plus, Users } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering, useReading } from "../../client/asking";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { EmptyState, Notice } from "../../kit/feedback";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Group } from "../../wire/generated";
import { FormDialog } from "../../shell/form-dialog";
import { GroupMembers } from "./group-members";
import { Asked, Section, type PageProps } from "./parts";

export function Groups({ host }: PageProps): JSX.Element {
  const list = useReading(host.api.people.groups.list, []);
  const [adding, setAdding] = useState(false);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t("New group…")}
    </Button>
  );
  return (
    <>
      <Asked reading={list} saying={t("Reading your groups")}>
        {(groups) =>
          groups.length === 0 ? (
            <EmptyState icon={Users} title={t("No groups yet")} action={add}>
              {t("Put people into a group and share with all of them at once. Everybody is always in the group “everyone”.")}
            </EmptyState>
          ) : (
            <>
              <div class="page-actions">
                <p class="soft">{t("What you share with a group is shared with all who are in it, also with those who come later.")}</p>
                {add}
              </div>
              {groups.map((group) => (
                <GroupSection key={group.id} host={host} group={group} onChange={list.again} />
              ))}
            </>
          )
        }
      </Asked>
      {adding && <NameDialog title={t("New group")} verb={t("Make it")} name="" act={host.api.people.groups.create} onDone={list.again} onClose={() => setAdding(false)} />}
    </>
  );
}

export interface GroupProps {
  readonly host: Host;
  readonly group: Group;
  readonly onChange: () => void;
}

function GroupSection({ host, group, onChange }: GroupProps): JSX.Element {
  const { groups } = host.api.people;
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const leaving = useOrdering();
  const close = (): void => setOpen(null);
  const remove = async (): Promise<void> => {
    await groups.remove(group.id);
    onChange();
  };
  const own = (
    <div class="section-actions">
      <Button look="quiet" aria-label={t("Rename {name}", { name: group.name })} onClick={() => setOpen("rename")}>
        {t("Rename…")}
      </Button>
      <Button look="danger" aria-label={t("Remove {name}", { name: group.name })} onClick={() => setOpen("remove")}>
        {t("Remove…")}
      </Button>
    </div>
  );
  const leave = (
    <Button busy={leaving.busy} aria-label={t("Leave {name}", { name: group.name })} onClick={() => leaving.order(groups.take(group.id, host.user.id), onChange)}>
      {t("Leave||a group")}
    </Button>
  );
  return (
    <Section title={group.name} about={group.mine ? t("Yours") : t("Of {owner}", { owner: group.owner.name })} action={group.mine ? own : leave}>
      {leaving.error && <Notice tone="bad">{leaving.error}</Notice>}
      <GroupMembers host={host} group={group} onChange={onChange} />
      {open === "rename" && <NameDialog title={t("Rename {name}", { name: group.name })} verb={t("Rename")} name={group.name} act={(name) => groups.rename(group.id, name)} onDone={onChange} onClose={close} />}
      {open === "remove" && (
        <Confirm title={t("Remove {name}?", { name: group.name })} verb={t("Remove")} onConfirm={remove} onClose={close}>
          {t("What was shared with the group is shared with its people no longer.")}
        </Confirm>
      )}
    </Section>
  );
}

interface NameDialogProps {
  readonly title: string;
  readonly verb: string;
  readonly name: string;
  readonly act: (name: string) => Promise<Group>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function NameDialog({ title, verb, name, act, onDone, onClose }: NameDialogProps): JSX.Element {
  const [text, setText] = useState(name);
  const ordering = useOrdering();
  const submit = (): void => {
    if (!text.trim()) ordering.refuse(t("Give it a name."));
    else
      ordering.order(act(text.trim()), () => {
        onDone();
        onClose();
      });
  };
  return (
    <FormDialog title={title} verb={verb} ordering={ordering} onSubmit={submit} onClose={onClose}>
      <TextField label={t("Name")} value={text} onText={setText} />
    </FormDialog>
  );
}
