import { Settings } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const settings: AppManifest = {
  id: "settings",
  name: "Settings",
  about: "Your account, how things look, what you may have",
  icon: Settings,
  tint: "night",
  size: { width: 940, height: 640 },
  many: false,
  load: () => import("./app"),
};
