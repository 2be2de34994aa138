// How the house is: what doctor found, and what is kept on the disk.

import { RefreshCw } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Notice, ToneIcon, type Tone } from "../../kit/feedback";
import type { Check } from "../../wire/generated";
import { Asked, Line, Lines, Section, type PageProps } from "./parts";

const TONES: Readonly<Record<Check["status"], Tone>> = { ok: "ok", warning: "warn", missing: "bad" };

export function Health(props: PageProps): JSX.Element {
  const checks = useReading(props.host.api.doctor, []);
  return (
    <>
      <Section
        title="This host"
        action={
          <Button icon={RefreshCw} onClick={checks.again}>
            Look again
          </Button>
        }
      >
        <Asked reading={checks} what="how the host is">
          {(items) => (
            <>
              <Verdict checks={items} />
              <Lines name="Checks" items={items} idOf={(check) => check.name} none="Nothing was looked at.">
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
  if (missing > 0) return <Notice tone="bad">{missing === 1 ? "Something is missing." : `${missing} things are missing.`} Below is what to type.</Notice>;
  if (warnings > 0) return <Notice tone="warn">{warnings === 1 ? "One thing could be better." : `${warnings} things could be better.`}</Notice>;
  return <Notice tone="ok">All is well.</Notice>;
}

function CheckLine({ check }: { readonly check: Check }): JSX.Element {
  return (
    <Line
      mark={<ToneIcon tone={TONES[check.status]} />}
      title={check.name}
      note={
        <>
          {check.status !== "ok" && <span class="visually-hidden">{check.status}: </span>}
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
    host.notify("ok", `${formatBytes(freed_bytes)} are free again.`);
    uses.again();
  };
  return (
    <Section title="On the disk" about="What everybody's machines, templates and snapshots take." action={<Button onClick={() => setAsking(true)}>Tidy up…</Button>}>
      <Asked reading={uses} what="what is on the disk">
        {(items) => (
          <Lines name="On the disk" items={items} idOf={(use) => use.what} none="Nothing yet.">
            {(use) => (
              <Line title={use.what.charAt(0).toUpperCase() + use.what.slice(1)} note={use.count.toLocaleString()}>
                <span class="figure">{formatBytes(use.bytes)}</span>
              </Line>
            )}
          </Lines>
        )}
      </Asked>
      {asking && (
        <Confirm title="Tidy up?" verb="Tidy up" look="primary" onConfirm={prune} onClose={() => setAsking(false)}>
          What nothing needs any more is removed. Machines and snapshots stay.
        </Confirm>
      )}
    </Section>
  );
}
