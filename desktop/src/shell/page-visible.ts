// Whether this page is in sight: not in a tab behind another one, not in a minimised browser.

import { signal, type ReadonlySignal } from "@preact/signals";

const visible = signal(!document.hidden);
document.addEventListener("visibilitychange", () => (visible.value = !document.hidden));

export const pageVisible: ReadonlySignal<boolean> = visible;
