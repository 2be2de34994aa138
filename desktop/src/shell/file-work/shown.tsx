// Uploads on their way and the question where a name is taken, on the desktop itself while no window of Files shows them.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Shell } from "../shell";
import { ConflictDialog } from "./conflict-dialog";
import type { FileWork } from "./file-work";
import { UploadList } from "./upload-list";
import type { Uploads } from "./uploads";

export function FileWorkShown({ shell: { desk, online }, work }: { readonly shell: Shell; readonly work: FileWork }): JSX.Element {
  const files = desk.inOrder.value.filter(({ app }) => app === "files");
  const listed = files.some((window) => !window.minimised && desk.isShown(window.id));
  const asked = files.some(({ id }) => id === desk.focusedId.value);
  return (
    <>
      {!listed && work.uploads.list.value.length > 0 && <BelowToasts uploads={work.uploads} online={online.value} />}
      {!asked && <ConflictDialog conflicts={work.conflicts} />}
    </>
  );
}

/** Where the list begins, from the bottom of the page, so that toasts lie above it and not over it. */
const TOP = "--uploads-top";

function BelowToasts({ uploads, online }: { readonly uploads: Uploads; readonly online: boolean }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = box.current?.firstElementChild;
    const { style } = document.documentElement;
    if (!list) return undefined;
    const measure = (): void => style.setProperty(TOP, `${innerHeight - list.getBoundingClientRect().top}px`);
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      removeEventListener("resize", measure);
      style.removeProperty(TOP);
    };
  }, []);
  return (
    <div ref={box} role="presentation">
      <UploadList uploads={uploads} online={online} />
    </div>
  );
}
