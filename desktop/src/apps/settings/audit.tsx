// Who did what to whom: the audit log, the newest first, part by part.

import { ScrollText } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { EmptyState, Notice, Spinner } from "../../kit/feedback";
import { SelectField, TextField, type Option } from "../../kit/field";
import { t } from "../../languages/say";
import type { Deed } from "../../wire/generated";
import { formatMoment } from "./dates";
import { ACTIONS, describeDeed } from "./deeds";
import type { PageProps } from "./parts";

const PAUSE_MS = 300; // while somebody types

interface Told {
  readonly deeds: readonly Deed[];
  readonly cursor: string | null;
}

export function Audit({ host }: PageProps): JSX.Element {
  const [user, setUser] = useState("");
  const [action, setAction] = useState("");
  const [told, setTold] = useState<Told | null>(null);
  const [error, setError] = useState<string | null>(null);
  const read = async (before: Told | null): Promise<Told> => {
    const filter = { ...(user.trim() ? { user: user.trim() } : {}), ...(action ? { action } : {}) };
    const page = await host.api.people.deeds(filter, before?.cursor ?? null);
    return { deeds: [...(before?.deeds ?? []), ...page.items], cursor: page.cursor ?? null };
  };
  const fail = (reason: unknown): void => setError(explain(reason));
  useEffect(() => {
    let over = false;
    const timer = setTimeout(() => {
      setError(null);
      read(null).then(
        (first) => over || setTold(first),
        (reason: unknown) => over || fail(reason),
      );
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [user, action]);
  return (
    <>
      <div class="audit-filter">
        <TextField label={t("Whose")} placeholder={t("Everybody")} autocomplete="off" autocapitalize="none" spellcheck={false} value={user} onText={setUser} />
        <SelectField label={t("What||was done")} options={choices()} value={action} onChoice={setAction} />
      </div>
      {error && <Notice tone="bad">{error}</Notice>}
      {told === null && !error && <Spinner name={t("Reading the log")} />}
      {told?.deeds.length === 0 && (
        <EmptyState icon={ScrollText} title={t("Nothing of that kind")}>
          {t("Names are compared as a whole. Nothing else is written here than what people do with accounts.")}
        </EmptyState>
      )}
      {told && told.deeds.length > 0 && <Deeds deeds={told.deeds} />}
      {told?.cursor && (
        <div>
          <Button onClick={() => void read(told).then(setTold, fail)}>{t("Show older")}</Button>
        </div>
      )}
    </>
  );
}

const choices = (): readonly Option<string>[] => [{ value: "", label: t("Everything") }, ...ACTIONS.map((action) => ({ value: action, label: describeDeed(action) }))];

/** Its parts say that they are a table's: a phone draws each row as a line, and would forget it. */
function Deeds({ deeds }: { readonly deeds: readonly Deed[] }): JSX.Element {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={t("Audit log table")}>
      <table class="deeds" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">{t("When")}</th>
            <th scope="col" role="columnheader">{t("Who")}</th>
            <th scope="col" role="columnheader">{t("What||was done")}</th>
            <th scope="col" role="columnheader">{t("Whom")}</th>
            <th scope="col" role="columnheader">{t("From||an address on the network")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {deeds.map((deed) => (
            <tr key={deed.id} role="row">
              <td role="cell">
                <time dateTime={deed.at}>{formatMoment(deed.at)}</time>
              </td>
              <td role="cell">{deed.actor?.name ?? "–"}</td>
              <td role="cell" class="what">
                {describeDeed(deed.action)}
                {deed.detail && <small class="soft"> {deed.detail}</small>}
              </td>
              <td role="cell" data-head={t("Whom")}>{deed.subject && deed.subject.id !== deed.actor?.id ? deed.subject.name : ""}</td>
              <td role="cell" data-head={t("From||an address on the network")}>
                {deed.address} {deed.via && deed.via !== deed.address && <small class="soft">{deed.via}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
