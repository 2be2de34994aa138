import { Camera } from "lucide-preact";
import { say, t, tell } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const camera: AppManifest = {
  id: "camera",
  get name() {
    return t("Camera");
  },
  get about() {
    return t("Take photos, record videos and sound");
  },
  icon: Camera,
  tint: "dusk",
  size: { width: 780, height: 620 },
  many: false,
  places: [
    { id: "video", label: say("Record a video"), words: "film movie webcam" },
    { id: "sound", label: say("Record sound"), words: "recorder voice memo microphone dictaphone" },
  ].map(({ id, label, words }) => ({
    id,
    get label() {
      return tell(label);
    },
    words,
    state: { mode: id },
  })),
  load: () => import("./app"),
};
