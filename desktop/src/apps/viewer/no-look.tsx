// What is said of a file that cannot be shown here, and what can be done with it instead.

import { Download, FileQuestion, SquareArrowOutUpRight } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { FileEntry } from "../../wire/generated";
import { download } from "./download";

interface NoLookProps {
  readonly host: Host;
  readonly entry: FileEntry;
  readonly title: string;
  readonly children?: ComponentChildren;
}

export function NoLook({ host, entry, title, children }: NoLookProps): JSX.Element {
  const action = (
    <div class="no-look-actions">
      <Button look="primary" icon={Download} onClick={() => download(host, entry)}>
        {t("Download")}
      </Button>
      <Button icon={SquareArrowOutUpRight} onClick={() => (host.openers.asked.value = entry)}>
        {t("Open with…")}
      </Button>
    </div>
  );
  return (
    <EmptyState icon={FileQuestion} title={title} action={action}>
      {children ?? t("Download it to open it on your computer, or open it with another app.")}
    </EmptyState>
  );
}
