import { SquareTerminal } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const terminal: AppManifest = {
  id: "terminal",
  name: "Terminal",
  about: "A shell in one of your machines",
  icon: SquareTerminal,
  tint: "night",
  size: { width: 820, height: 520 },
  many: true,
  load: () => import("./app"),
};
