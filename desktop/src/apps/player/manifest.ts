import { CirclePlay } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const player: AppManifest = {
  id: "player",
  get name() {
    return t("Player");
  },
  get about() {
    return t("Listen to music, watch videos");
  },
  icon: CirclePlay,
  tint: "ember",
  size: { width: 860, height: 600 },
  many: false,
  opens: [{ types: ["audio/*", "video/*"] }],
  load: () => import("./app"),
};
