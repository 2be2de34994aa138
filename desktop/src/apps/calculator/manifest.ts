import { Calculator } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const calculator: AppManifest = {
  id: "calculator",
  get name() {
    return t("Calculator");
  },
  get about() {
    return t("Sums as you write them, with what you worked out before");
  },
  icon: Calculator,
  tint: "night",
  size: { width: 380, height: 580 },
  many: true,
  load: () => import("./app"),
};
