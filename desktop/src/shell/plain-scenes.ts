// Wallpapers of one colour: nothing is in them, by day and by night.

import { t } from "../languages/say";
import type { Scene, Shade } from "./scenes";

const CLEAR: Shade = ["rgb(0 0 0 / 0%)", "rgb(0 0 0 / 0%)"];
const NO_GLOW: Scene["glow"] = { x: 0.5, y: 0.5, radius: 0.5, heart: CLEAR, middle: CLEAR, rim: CLEAR };

const plain = (id: string, shade: Shade): Omit<Scene, "name"> => ({ id, sky: [shade, shade, shade], glow: NO_GLOW, spark: CLEAR, sparks: [], layers: [] });

export const PLAIN_SCENES: readonly Scene[] = [
  {
    ...plain("plain-sand", ["#eadfce", "#2a2119"]),
    get name() {
      return t("Sand||a colour");
    },
  },
  {
    ...plain("plain-slate", ["#d5dbe3", "#1c222b"]),
    get name() {
      return t("Slate||a colour");
    },
  },
  {
    ...plain("plain-sage", ["#d3dfd0", "#1b261c"]),
    get name() {
      return t("Sage||a colour");
    },
  },
];
