import { Activity } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const tasks: AppManifest = {
  id: "tasks",
  get name() {
    return t("Tasks");
  },
  get about() {
    return t("What is open and what runs, and what it takes");
  },
  icon: Activity,
  tint: "moss",
  size: { width: 820, height: 600 },
  many: false,
  load: () => import("./app"),
};
