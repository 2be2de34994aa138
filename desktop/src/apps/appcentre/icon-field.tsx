// An app's icon, and choosing another one: a picture of the person's own.

import { AppWindow, ImagePlus, X } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button, IconButton } from "../../kit/button";
import { Notice } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import { FilePicker } from "../../shell/picker/file-picker";
import { iconFrom } from "./picture";

interface IconFieldProps {
  readonly host: Host;
  readonly icon: string; // an address; "": none
  readonly title: string;
  readonly onIcon: (icon: string) => void;
}

export function IconField({ host, icon, title, onIcon }: IconFieldProps): JSX.Element {
  const [picking, setPicking] = useState(false);
  const reading = useOrdering();
  const choose = ([path = ""]: readonly string[]): void => {
    setPicking(false);
    reading.order(read(host, path), onIcon);
  };
  return (
    <div class="field">
      <span class="label">{t("Icon")}</span>
      <div class="app-icon-field">
        <span class="app-icon-shown">{icon ? <img src={icon} alt={t("Icon of {name}", { name: title })} /> : <AppWindow size={26} aria-hidden />}</span>
        <Button icon={ImagePlus} busy={reading.busy} onClick={() => setPicking(true)}>
          {t("Choose a picture…")}
        </Button>
        {icon && <IconButton name={t("No icon")} icon={X} onClick={() => onIcon("")} />}
      </div>
      {reading.error && <Notice tone="bad">{reading.error}</Notice>}
      {picking && <FilePicker api={host.api} home={`/${host.user.name}`} title={t("Choose an icon")} what="file" accept={["image/*"]} start={`/${host.user.name}/Pictures`} onPick={choose} onClose={() => setPicking(false)} />}
    </div>
  );
}

async function read({ api }: Host, path: string): Promise<string> {
  const { media_type = "" } = await api.files.stat(path);
  return iconFrom(await api.files.blob(path, media_type, new AbortController().signal));
}
