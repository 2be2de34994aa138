// Over the trash: what it is, and the ways out of it.

import { RotateCcw, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { t } from "../../languages/say";
import { join } from "../../core/file-paths";
import type { View } from "./view";

export function TrashBar({ view }: { readonly view: View }): JSX.Element | null {
  const { shared, path, shown, chosen, panel } = view;
  if (path.value !== join(shared.home, "Trash") || shown.value.length === 0) return null;
  const back = chosen.value.length > 0 ? chosen.value : shown.value;
  return (
    <div class="files-trash-bar">
      <p class="soft">{t("What you delete waits here until you empty the trash.")}</p>
      <Button icon={RotateCcw} onClick={() => void shared.operations.restore(back)}>
        {chosen.value.length === 0 ? t("Put all back") : t("{count, plural, one {Put it back} other {Put # back}}", { count: chosen.value.length })}
      </Button>
      <Button look="danger" icon={Trash2} onClick={() => (panel.value = "empty")}>
        {t("Empty the trash…")}
      </Button>
    </div>
  );
}
