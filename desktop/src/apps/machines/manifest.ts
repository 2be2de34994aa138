import { Server } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const machines: AppManifest = {
  id: "machines",
  name: "Machines",
  about: "Linux machines of your own",
  icon: Server,
  tint: "ember",
  size: { width: 940, height: 620 },
  many: false,
  load: () => import("./app"),
};
