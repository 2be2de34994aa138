// Where on the screen the taskbar may be: sides of the glass, which do not turn with the way lines are read.

import { PanelBottom, PanelLeft, PanelRight, PanelTop, type LucideIcon } from "lucide-preact";
import { say, type Said } from "../languages/say";
import type { Side } from "./theme";

export const SIDES: readonly { readonly id: Side; readonly label: Said; readonly icon: LucideIcon }[] = [
  { id: "bottom", label: say("Bottom||a side of the screen"), icon: PanelBottom },
  { id: "left", label: say("Left||a side of the screen"), icon: PanelLeft },
  { id: "right", label: say("Right||a side of the screen"), icon: PanelRight },
  { id: "top", label: say("Top||a side of the screen"), icon: PanelTop },
];
