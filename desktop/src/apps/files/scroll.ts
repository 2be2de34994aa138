// How large a scrolled box is and how far it is scrolled, as it changes.

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export interface Scroll {
  readonly width: number;
  readonly height: number;
  readonly top: number;
}

/** `step`: how many pixels it is scrolled before that is told, so that what is drawn for it is not drawn anew at each of them. */
export function useScroll(box: RefObject<HTMLElement>, step: number): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ width: 640, height: 480, top: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = (): void => {
      const { clientWidth: width, clientHeight: height, scrollTop } = element;
      const top = Math.floor(scrollTop / step) * step;
      if (width > 0) setScroll((before) => (before.width === width && before.height === height && before.top === top ? before : { width, height, top }));
    };
    read();
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [step]);
  return scroll;
}
