// Links to an entry: those that there are, and another one.

import { Link as LinkIcon, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button, IconButton } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { PasswordField, SelectField, type Option } from "../../kit/field";
import { t } from "../../languages/say";
import { listFormat } from "../../languages/formats";
import type { FileEntry, Link, Mode } from "../../wire/generated";
import { CopiedField } from "./copied-field";
import { formatMinute, formatMoment } from "../dates";
import type { SharingHost } from "./sharing-host";
import { endOf, isSendable, pageOf, periods, type Period } from "./links";

interface ShareLinksProps {
  readonly host: SharingHost;
  readonly entry: FileEntry;
  readonly links: readonly Link[];
  readonly onMade: () => void;
  readonly onRevoke: (link: Link) => void;
}

export function ShareLinks({ host, entry, links, onMade, onRevoke }: ShareLinksProps): JSX.Element {
  return (
    <section class="share-links" aria-label={t("Links")}>
      <h3>{t("Links, for people without an account")}</h3>
      {links.length > 0 && (
        <ul class="grants ruled" aria-label={t("Links that there are")}>
          {links.map((link) => (
            <li key={link.id}>
              <LinkIcon size={16} aria-hidden />
              <span class="who">{describeLink(link)}</span>
              <IconButton name={t("Take back the link of {moment}", { moment: formatMoment(link.created_at) })} icon={Trash2} size={15} onClick={() => onRevoke(link)} />
            </li>
          ))}
        </ul>
      )}
      <LinkForm host={host} entry={entry} onMade={onMade} />
    </section>
  );
}

const listed = listFormat({ type: "unit" });

function describeLink({ mode, expires_at: end, password }: Link): string {
  const may = t(mode === "write" ? "May change it" : "May read it");
  return listed([may, end ? t("until {moment}", { moment: formatMinute(end) }) : t("without an end"), ...(password ? [t("with a password")] : [])]);
}

type Given = Extract<Mode, "read" | "write">;

const modes = (): readonly Option<Given>[] => [
  { value: "read", label: t("may read") },
  { value: "write", label: t("may change") },
];

function LinkForm({ host, entry, onMade }: { readonly host: SharingHost; readonly entry: FileEntry; readonly onMade: () => void }): JSX.Element {
  const [mode, setMode] = useState<Given>("read");
  const [period, setPeriod] = useState<Period>("week");
  const [password, setPassword] = useState("");
  const [page, setPage] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    setError(null);
    try {
      const { secret } = await host.api.files.link({ object: entry.id, mode, expires_at: endOf(period, new Date()), password });
      setPage(pageOf(secret, location.origin));
      setPassword("");
      onMade();
    } catch (reason) {
      setError(explain(reason));
    }
  };
  return (
    <>
      <div class="share-add link">
        <SelectField label={t("Whoever has it")} options={modes()} value={mode} onChoice={setMode} />
        <SelectField label={t("For how long")} options={periods()} value={period} onChoice={setPeriod} />
        <PasswordField
          label={t("Password (if any)")}
          autocomplete="new-password"
          value={password}
          onText={setPassword}
          error={isSendable(password) ? null : t("A link's password has Western letters, digits and signs only.")}
        />
        <Button icon={LinkIcon} disabled={!isSendable(password)} onClick={() => void make()}>
          {t("Make a link")}
        </Button>
      </div>
      {error && <Notice tone="bad">{error}</Notice>}
      {page && <Made host={host} page={page} />}
    </>
  );
}

function Made({ host, page }: { readonly host: SharingHost; readonly page: string }): JSX.Element {
  return (
    <CopiedField
      host={host}
      label={t("The new link")}
      text={page}
      hint={t("Copy it now: it is not shown again. Whoever has it needs no account.")}
      copied={t("The link is copied.")}
      selected={t("The browser does not let pages copy here. The link is selected: copy it with the keyboard.")}
    />
  );
}
