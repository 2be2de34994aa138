import { Activity } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const tasks: AppManifest = {
  id: "tasks",
  name: "Tasks",
  about: "What is open and what runs, and what it takes",
  icon: Activity,
  tint: "moss",
  size: { width: 820, height: 600 },
  many: false,
  load: () => import("./app"),
};
