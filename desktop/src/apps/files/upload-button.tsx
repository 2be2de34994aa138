// Choosing what to upload: files, or a folder with all that is in it.

import { FolderUp, Upload } from "lucide-preact";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { Menu, type MenuItem } from "../../kit/menu";
import { t } from "../../languages/say";
import { fromFiles } from "../../shell/file-work/dropped";
import type { View } from "./view";

const DIRECTORIES = { webkitdirectory: true }; // known to every browser, though not to the types

export function UploadButton({ view }: { readonly view: View }): JSX.Element {
  const [at, setAt] = useState<DOMRect | null>(null);
  const { items, inputs } = useUpload(view);
  return (
    <>
      <IconButton
        name={t("Upload")}
        icon={Upload}
        aria-haspopup="menu"
        disabled={!view.writable.value}
        onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
      />
      {inputs}
      {at && <Menu name={t("Upload")} anchor={at} groups={[items]} onClose={() => setAt(null)} />}
    </>
  );
}

/** What a menu offers, and the inputs behind it, which are to be drawn where the menu's owner is. */
export function useUpload(view: View): { readonly items: readonly MenuItem[]; readonly inputs: JSX.Element } {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const send = ({ currentTarget: input }: { readonly currentTarget: HTMLInputElement }): void => {
    view.shared.uploads.add(fromFiles(input.files ?? []), view.path.peek());
    input.value = ""; // the same may be chosen again
  };
  return {
    items: [
      { id: "upload", label: t("Upload files"), icon: Upload, onSelect: () => files.current?.click() },
      { id: "upload-folder", label: t("Upload a folder"), icon: FolderUp, onSelect: () => folder.current?.click() },
    ],
    inputs: (
      <>
        <input ref={files} type="file" multiple hidden aria-label={t("Files to upload")} onChange={send} />
        <input ref={folder} type="file" {...DIRECTORIES} hidden aria-label={t("Folder to upload")} onChange={send} />
      </>
    ),
  };
}
