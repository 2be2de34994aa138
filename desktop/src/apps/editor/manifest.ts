import { FilePen } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const editor: AppManifest = {
  id: "editor",
  get name() {
    return t("Editor");
  },
  get about() {
    return t("Write text and code in your files");
  },
  icon: FilePen,
  tint: "moss",
  size: { width: 840, height: 600 },
  many: true,
  gathers: true,
  opens: [{ types: ["text/*", "*/*"], largest: 2 * 1024 * 1024 }],
  load: () => import("./app"),
};
