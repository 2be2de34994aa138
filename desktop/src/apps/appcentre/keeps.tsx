// What an app keeps of its person's: its folder in AppData and its values, how much that is, and removing it.

import { FolderOpen, HardDrive } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useReading } from "../../client/asking";
import { isMissing } from "../../client/http";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Line, Section } from "../../kit/lines";
import { t } from "../../languages/say";
import { Asked } from "../../shell/asked";
import type { Host } from "../../shell/app";
import type { App } from "../../wire/generated";
import { ignoreMissing } from "./publishing";

interface Kept {
  readonly files: number;
  readonly bytes: number;
  readonly complete: boolean; // false: there are more files than were counted
  readonly values: number;
}

const folderOf = (app: App): string => `~/AppData/${app.id}`;

export function Keeps({ host, app }: { readonly host: Host; readonly app: App }): JSX.Element {
  const { api } = host;
  const reading = useReading(() => read(api, app), [app.id]);
  const [asking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    await Promise.all([api.files.remove(folderOf(app)).catch(ignoreMissing), api.kv.flush(app.id)]);
    reading.again();
  };
  return (
    <Section title={t("What it keeps")}>
      <Asked reading={reading} saying={t("Reading what it keeps")}>
        {(kept) => {
          const nothing = kept.files === 0 && kept.values === 0;
          return nothing ? (
            <p class="soft nothing">{t("It keeps nothing of yours.")}</p>
          ) : (
            <div class="lines">
              <div>
                <Line mark={<HardDrive size={18} aria-hidden />} title={sizeOf(kept)} note={amountOf(kept)}>
                  {kept.files > 0 && (
                    <Button icon={FolderOpen} onClick={() => host.open("files", { path: folderOf(app) })}>
                      {t("Show the files")}
                    </Button>
                  )}
                  <Button look="danger" onClick={() => setAsking(true)}>
                    {t("Remove…")}
                  </Button>
                </Line>
              </div>
            </div>
          );
        }}
      </Asked>
      {asking && (
        <Confirm title={t("Remove what {name} keeps?", { name: app.title })} verb={t("Remove for ever")} onConfirm={remove} onClose={() => setAsking(false)}>
          {t("It begins as if you had never used it. Files that it has made elsewhere, for you, stay.")}
        </Confirm>
      )}
    </Section>
  );
}

const sizeOf = ({ bytes, complete }: Kept): string => (complete ? formatBytes(bytes) : t("More than {size}", { size: formatBytes(bytes) }));

const amountOf = ({ files, values }: Kept): string =>
  t("{files, plural, one {# file} other {# files}}, {values, plural, one {# value} other {# values}}", { files, values });

async function read({ files, kv }: Api, app: App): Promise<Kept> {
  const [tree, values] = await Promise.all([files.walk(folderOf(app)).catch(missing), kv.count(app.id)]);
  const inside = tree.items.filter((entry) => entry.kind === "file");
  return { files: inside.length, bytes: inside.reduce((sum, entry) => sum + entry.size, 0), complete: tree.complete, values };
}

/** An app that was never opened has no folder. */
function missing(reason: unknown): { readonly items: readonly never[]; readonly complete: true } {
  if (isMissing(reason)) return { items: [], complete: true };
  throw reason;
}
