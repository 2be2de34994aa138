// Whether nobody has moved a pointer or touched a key for a while: then what lies over a film gives way.

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const AFTER_MS = 2500;

export function useStill(root: RefObject<HTMLElement>): boolean {
  const [still, setStill] = useState(false);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stir = (): void => {
      setStill(false);
      clearTimeout(timer);
      timer = setTimeout(() => setStill(true), AFTER_MS);
    };
    const names = ["pointermove", "pointerdown", "keydown", "focusin"];
    names.forEach((name) => element.addEventListener(name, stir));
    return () => {
      clearTimeout(timer);
      names.forEach((name) => element.removeEventListener(name, stir));
    };
  }, []);
  return still;
}
