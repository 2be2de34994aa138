// Uploads on their way and the question where a name is taken, on the desktop itself while no window of Files shows them.

import type { JSX } from "preact";
import type { Shell } from "../shell";
import { ConflictDialog } from "./conflict-dialog";
import type { FileWork } from "./file-work";
import { UploadList } from "./upload-list";

export function FileWorkShown({ shell: { desk, online }, work }: { readonly shell: Shell; readonly work: FileWork }): JSX.Element {
  const files = desk.inOrder.value.filter(({ app }) => app === "files");
  const listed = files.some((window) => !window.minimised && desk.isShown(window.id));
  const asked = files.some(({ id }) => id === desk.focusedId.value);
  return (
    <>
      {!listed && work.uploads.list.value.length > 0 && <UploadList uploads={work.uploads} online={online.value} />}
      {!asked && <ConflictDialog conflicts={work.conflicts} />}
    </>
  );
}
