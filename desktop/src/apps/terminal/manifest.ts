import { SquareTerminal } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const terminal: AppManifest = {
  id: "terminal",
  get name() {
    return t("Terminal");
  },
  get about() {
    return t("A shell in one of your machines");
  },
  icon: SquareTerminal,
  tint: "night",
  size: { width: 820, height: 520 },
  many: true,
  keys: async () => [...(await import("./actions")).TAB_ACTIONS, ...(await import("./look-actions")).LOOK_ACTIONS],
  load: () => import("./app"),
};
