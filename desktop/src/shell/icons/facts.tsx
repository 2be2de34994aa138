// What is known about something on the desktop.

import type { JSX } from "preact";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Facts } from "../../kit/display";
import type { FileEntry } from "../../wire/generated";
import { describeKind } from "../kinds";

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });
const moment = (time: string): string => MOMENT.format(new Date(time));

export function EntryFacts({ entry, onClose }: { readonly entry: FileEntry; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title={entry.name} onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <Facts
        facts={[
          ["Kind", describeKind(entry)],
          ["Type", entry.media_type],
          ["Size", entry.kind === "file" ? `${formatBytes(entry.size)} (${entry.size.toLocaleString()} bytes)` : ""],
          ["In", entry.path.slice(0, entry.path.lastIndexOf("/"))],
          ["Changed", moment(entry.modified_at)],
          ["Made", moment(entry.created_at)],
        ]}
      />
    </Dialog>
  );
}
