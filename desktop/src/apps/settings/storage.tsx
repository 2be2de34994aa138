// What one has of what is limited, and where it goes.

import { Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Gauges } from "./gauges";
import { Asked, Line, Section, type PageProps } from "./parts";

export function Storage({ host }: PageProps): JSX.Element {
  const { account, files } = host.api;
  const figures = useReading(async () => {
    const [usage, limits, stored] = await Promise.all([account.usage(), account.limits(), files.usage()]);
    return { usage, limits, stored };
  }, []);
  const [emptying, setEmptying] = useState(false);
  const empty = async (): Promise<void> => {
    await files.emptyTrash();
    figures.again();
  };
  return (
    <Asked reading={figures} what="what you use">
      {({ usage, limits, stored }) => (
        <>
          <Section title="What you use" about={host.user.admin ? "Administrators have no limits but those set for them." : "An administrator can give you more."}>
            <Gauges usage={usage} limits={limits} />
          </Section>
          <Section title="Files">
            <div class="lines">
              <div>
                <Line title={formatBytes(stored.used_bytes)} note={`in ${stored.entries.toLocaleString()} files and directories`}>
                  <Button onClick={() => host.open("files")}>Open Files</Button>
                  <Button icon={Trash2} onClick={() => setEmptying(true)}>
                    Empty the trash…
                  </Button>
                </Line>
              </div>
            </div>
          </Section>
          {limits.requests_per_minute > 0 && <p class="soft">Your programs may ask {limits.requests_per_minute.toLocaleString()} times a minute.</p>}
          {emptying && (
            <Confirm title="Empty the trash?" verb="Empty it" onConfirm={empty} onClose={() => setEmptying(false)}>
              What is in it is removed for ever.
            </Confirm>
          )}
        </>
      )}
    </Asked>
  );
}
