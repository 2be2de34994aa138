// How the house is: what doctor found, and what is kept on the disk.

import { RefreshCw } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Notice, ToneIcon, type Tone } from "../../kit/feedback";
import { numberFormat } from "../../languages/formats";
import { t } from "../../languages/say";
import type { Check } from "../../wire/generated";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";

const count = numberFormat();

const TONES: Readonly<Record<Check["status"], Tone>> = { ok: "ok", warning: "warn", missing: "bad" };

export function Health(props: PageProps): JSX.Element {
  const checks = useReading(props.host.api.doctor, []);
  return (
    <>
      <Section
        title={t("This host")}
        action={
          <Button icon={RefreshCw} onClick={checks.again}>
            {t("Look again")}
          </Button>
        }
      >
        <Asked reading={checks} saying={t("Reading how the host is")}>
          {(items) => (
            <>
              <Verdict checks={items} />
              <Lines name={t("Checks")} items={items} idOf={(check) => check.name} none={t("Nothing was looked at.")}>
                {(check) => <CheckLine check={check} />}
              </Lines>
            </>
          )}
        </Asked>
      </Section>
      <OnDisk {...props} />
    </>
  );
}

function Verdict({ checks }: { readonly checks: readonly Check[] }): JSX.Element {
  const missing = checks.filter((check) => check.status === "missing").length;
  const warnings = checks.filter((check) => check.status === "warning").length;
  if (missing > 0) return <Notice tone="bad">{t("{count, plural, one {Something is missing. Below is what to type.} other {# things are missing. Below is what to type.}}", { count: missing })}</Notice>;
  if (warnings > 0) return <Notice tone="warn">{t("{count, plural, one {One thing could be better.} other {# things could be better.}}", { count: warnings })}</Notice>;
  return <Notice tone="ok">{t("All is well.")}</Notice>;
}

function CheckLine({ check }: { readonly check: Check }): JSX.Element {
  return (
    <Line
      mark={<ToneIcon tone={TONES[check.status]} />}
      title={check.name}
      note={
        <>
          {check.status !== "ok" && <span class="visually-hidden">{t(check.status === "missing" ? "missing:" : "warning:")} </span>}
          {check.detail}
          {check.remedy && <code class="remedy mono">{check.remedy}</code>}
        </>
      }
    />
  );
}

function OnDisk({ host }: PageProps): JSX.Element {
  const uses = useReading(host.api.storage, []);
  const [asking, setAsking] = useState(false);
  const prune = async (): Promise<void> => {
    const { freed_bytes } = await host.api.prune();
    host.notify("ok", t("{size} are free again.", { size: formatBytes(freed_bytes) }));
    uses.again();
  };
  return (
    <Section title={t("On the disk")} about={t("What everybody's machines, templates and snapshots take.")} action={<Button onClick={() => setAsking(true)}>{t("Tidy up…")}</Button>}>
      <Asked reading={uses} saying={t("Reading what is on the disk")}>
        {(items) => (
          <Lines name={t("On the disk")} items={items} idOf={(use) => use.what} none={t("Nothing yet.")}>
            {(use) => (
              <Line title={use.what.charAt(0).toUpperCase() + use.what.slice(1)} note={count(use.count)}>
                <span class="figure">{formatBytes(use.bytes)}</span>
              </Line>
            )}
          </Lines>
        )}
      </Asked>
      {asking && (
        <Confirm title={t("Tidy up?")} verb={t("Tidy up")} look="primary" onConfirm={prune} onClose={() => setAsking(false)}>
          {t("What nothing needs any more is removed. Machines and snapshots stay.")}
        </Confirm>
      )}
    </Section>
  );
}
