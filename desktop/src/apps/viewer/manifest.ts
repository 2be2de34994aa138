import { Images } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const viewer: AppManifest = {
  id: "viewer",
  get name() {
    return t("Viewer");
  },
  get about() {
    return t("Look at pictures, PDFs and text");
  },
  icon: Images,
  tint: "dusk",
  size: { width: 900, height: 640 },
  many: true,
  opens: [{ types: ["image/*", "application/pdf", "text/*"] }],
  load: () => import("./app"),
};
