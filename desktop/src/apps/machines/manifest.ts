import { Server } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const machines: AppManifest = {
  id: "machines",
  get name() {
    return t("Machines");
  },
  get about() {
    return t("Linux machines of your own");
  },
  icon: Server,
  tint: "ember",
  size: { width: 940, height: 620 },
  many: false,
  load: () => import("./app"),
};
