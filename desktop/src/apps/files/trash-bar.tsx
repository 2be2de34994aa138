// Over the trash: what it is, and the ways out of it.

import { RotateCcw, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { Button } from "../../kit/button";
import { join } from "./paths";
import type { View } from "./view";

export function TrashBar({ view }: { readonly view: View }): JSX.Element | null {
  const { shared, path, shown, chosen, panel } = view;
  if (path.value !== join(shared.home, "Trash") || shown.value.length === 0) return null;
  const back = chosen.value.length > 0 ? chosen.value : shown.value;
  return (
    <div class="files-trash-bar">
      <p class="soft">What you delete waits here until you empty the trash.</p>
      <Button icon={RotateCcw} onClick={() => void shared.operations.restore(back)}>
        {chosen.value.length > 0 ? `Put ${chosen.value.length === 1 ? "it" : chosen.value.length} back` : "Put all back"}
      </Button>
      <Button look="danger" icon={Trash2} onClick={() => (panel.value = "empty")}>
        Empty the trash
      </Button>
    </div>
  );
}
