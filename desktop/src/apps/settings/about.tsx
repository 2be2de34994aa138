// What runs here.

import type { JSX } from "preact";
import { useReading } from "../../client/asking";
import { Facts } from "../../kit/display";
import { t } from "../../languages/say";
import { Logo } from "../../shell/logo";
import { Asked, Section, type PageProps } from "./parts";

export function About({ host }: PageProps): JSX.Element {
  const system = useReading(host.api.system, []);
  return (
    <Asked reading={system} saying={t("Reading what runs here")}>
      {({ version, engine, accelerator, architecture, kernels, extensions, data_directory }) => (
        <>
          <div class="who">
            <Logo size={52} />
            <div class="said">
              <strong>Ingle</strong>
              <span class="soft">{t("Version {version}", { version })}</span>
            </div>
          </div>
          <Section title={t("What runs here")}>
            <Facts
              facts={[
                [t("Machines run under"), accelerator ? `${engine}, ${accelerator}` : engine],
                [t("Processor"), architecture],
                [t("Kernels"), kernels.join(", ")],
                [t("Extensions"), extensions.join(", ")],
                [t("Data in"), host.user.admin ? <span class="mono">{data_directory}</span> : ""],
              ]}
            />
          </Section>
          <Section title={t("Free software")} about={t("Ingle is licensed under the Apache License 2.0. All that you see comes from this server, and nothing asks another.")} />
        </>
      )}
    </Asked>
  );
}
