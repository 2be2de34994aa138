// What is known about something on the desktop.

import type { JSX } from "preact";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Facts } from "../../kit/display";
import { dateFormat } from "../../languages/formats";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { describeKind } from "../kinds";

const momentOf = dateFormat({ dateStyle: "long", timeStyle: "short" });
const moment = (time: string): string => momentOf(new Date(time));

export function EntryFacts({ entry, onClose }: { readonly entry: FileEntry; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title={entry.name} onClose={onClose} footer={<Button onClick={onClose}>{t("Close")}</Button>}>
      <Facts
        facts={[
          [t("Kind"), describeKind(entry)],
          [t("Type"), entry.media_type],
          [t("Size"), entry.kind === "file" ? t("{size} ({bytes, plural, one {# byte} other {# bytes}})", { size: formatBytes(entry.size), bytes: entry.size }) : ""],
          [t("In||a folder"), entry.path.slice(0, entry.path.lastIndexOf("/"))],
          [t("Changed||when"), moment(entry.modified_at)],
          [t("Made||when"), moment(entry.created_at)],
        ]}
      />
    </Dialog>
  );
}
