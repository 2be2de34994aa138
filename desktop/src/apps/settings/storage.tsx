// What one has of what is limited, and where it goes.

import { Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { t } from "../../languages/say";
import { Gauges } from "./gauges";
import { Asked, Line, Section, type PageProps } from "./parts";

const MIB = 1024 * 1024;

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
    <Asked reading={figures} saying={t("Reading what you use")}>
      {({ usage, limits, stored }) => (
        <>
          <Section title={t("What you use")} about={t(host.user.admin ? "Administrators have no limits but those set for them." : "An administrator can give you more.")}>
            <Gauges usage={{ ...usage, storage_mib: stored.used_bytes / MIB }} limits={limits} />
          </Section>
          <Section title={t("Files")}>
            <div class="lines">
              <div>
                <Line title={formatBytes(stored.used_bytes)} note={t("{count, plural, one {in # file or directory} other {in # files and directories}}", { count: stored.entries })}>
                  <Button onClick={() => host.open("files")}>{t("Open Files||the app")}</Button>
                  <Button icon={Trash2} onClick={() => setEmptying(true)}>
                    {t("Empty the trash…")}
                  </Button>
                </Line>
              </div>
            </div>
          </Section>
          {limits.requests_per_minute > 0 && <p class="soft">{t("{count, plural, one {Your programs may ask # time a minute.} other {Your programs may ask # times a minute.}}", { count: limits.requests_per_minute })}</p>}
          {emptying && (
            <Confirm title={t("Empty the trash?")} verb={t("Empty it")} onConfirm={empty} onClose={() => setEmptying(false)}>
              {t("What is in it is removed for ever.")}
            </Confirm>
          )}
        </>
      )}
    </Asked>
  );
}
