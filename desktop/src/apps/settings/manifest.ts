import { Settings } from "lucide-preact";
import { say, t, tell } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const settings: AppManifest = {
  id: "settings",
  get name() {
    return t("Settings");
  },
  get about() {
    return t("Your account, how things look, what you may have");
  },
  icon: Settings,
  tint: "night",
  size: { width: 940, height: 640 },
  many: false,
  places: [
    { id: "appearance", label: say("Appearance"), words: "theme colours light dark wallpaper" },
    { id: "account", label: say("Account"), words: "name e-mail password export leave" },
    { id: "security", label: say("Security"), words: "passkeys one-time codes sessions browsers tokens" },
    { id: "storage", label: say("Storage and usage"), words: "limits quota space" },
    { id: "about", label: say("About this Ingle"), words: "version" },
  ].map(({ id, label, words }) => ({
    id,
    get label() {
      return tell(label);
    },
    words,
    state: { page: id },
  })),
  load: () => import("./app"),
};
