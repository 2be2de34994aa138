// What is known about an entry of a place that keeps neither versions nor shares: a machine's.

import { Calculator } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { explain } from "../../client/http";
import { pathIn } from "../../client/machine-refs";
import { walk } from "../../client/walk";
import { modeDigits, modeLetters } from "../../core/file-modes";
import { parentOf } from "../../core/file-paths";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Facts } from "../../kit/display";
import { Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import { formatMoment } from "../../shell/dates";
import { describeKind } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";
import { sayCount, saySize } from "./look-folder";
import type { View } from "./view";

interface OfEntry {
  readonly view: View;
  readonly entry: FileEntry;
}

export function MachineProperties({ view, entry, onClose }: OfEntry & { readonly onClose: () => void }): JSX.Element {
  const store = view.shared.stores.of(entry.path);
  const { value: about, error } = useReading(() => store.about?.(entry) ?? Promise.resolve(null), [entry.id]);
  const ltr = (text: string): JSX.Element => <bdi dir="ltr">{text}</bdi>;
  return (
    <Dialog title={entry.name} wide onClose={onClose} footer={<Button onClick={onClose}>{t("Close")}</Button>}>
      <div class="properties">
        <Facts
          facts={[
            [t("Kind"), describeKind(entry)],
            [t("Size"), entry.kind === "file" && t("{size} ({count, plural, one {# byte} other {# bytes}})", { size: formatBytes(entry.size), count: entry.size })],
            [t("Holds||what is in a folder"), entry.kind === "directory" && <Holds view={view} entry={entry} />],
            [t("In||the folder that a file is in"), ltr(pathIn(parentOf(entry.path) ?? entry.path))],
            [t("Leads to||a link"), about?.target && ltr(about.target)],
            [t("Changed"), formatMoment(entry.modified_at)],
            [t("Owner"), about && t("user {user}, group {group}||numbers", { user: String(about.uid), group: String(about.gid) })],
            [t("Rights"), about && ltr(`${modeLetters(about.mode)} (${modeDigits(about.mode)})`)],
          ]}
        />
        {error && <p class="tone-bad">{error}</p>}
      </div>
    </Dialog>
  );
}

interface Counting {
  readonly count: number;
  readonly bytes: number;
  readonly at: "counting" | "all" | "more"; // more: than was counted
}

/** What lies in it directly; all below it when that is asked for, as it may take long. */
function Holds({ view, entry }: OfEntry): JSX.Element {
  const [counting, setCounting] = useState<Counting | null>(null);
  const [error, setError] = useState<string | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const store = view.shared.stores.of(entry.path);
  const { value: direct } = useReading(() => countIn(store.list(entry.id, stop.current.signal)), [entry.id]);
  const count = (): void => {
    let so: Counting = { count: 0, bytes: 0, at: "counting" };
    setCounting(so);
    const hear = (entries: readonly FileEntry[]): boolean => {
      so = { ...so, count: so.count + entries.length, bytes: entries.reduce((sum, one) => sum + (one.kind === "file" ? one.size : 0), so.bytes) };
      setCounting(so);
      return true;
    };
    walk({ store, from: entry.path, signal: stop.current.signal, hear }).then(
      (all) => setCounting({ ...so, at: all ? "all" : "more" }),
      (reason: unknown) => stop.current.signal.aborted || setError(explain(reason)),
    );
  };
  if (error) return <span class="tone-bad">{error}</span>;
  if (!counting) {
    return (
      <>
        {direct !== null && <p>{t("{count, plural, one {# item} other {# items}}", { count: direct })}</p>}
        <Button look="quiet" icon={Calculator} onClick={count}>
          {t("Count all that is below it")}
        </Button>
      </>
    );
  }
  const told = { ...counting, complete: counting.at === "all", first: [] };
  return (
    <p role="status">
      {sayCount(told)} · {saySize(told)} {counting.at === "counting" && <Spinner />}
    </p>
  );
}

async function countIn(parts: AsyncIterable<readonly FileEntry[]>): Promise<number> {
  let count = 0;
  for await (const part of parts) count += part.length;
  return count;
}
