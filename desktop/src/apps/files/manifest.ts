import { Folder } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const files: AppManifest = {
  id: "files",
  name: "Files",
  about: "Your files, and what others share with you",
  icon: Folder,
  tint: "dusk",
  size: { width: 980, height: 620 },
  many: true,
  load: () => import("./app"),
};
