// In which format a copy is saved, and how good it is to look.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { SelectField, type Option } from "../../kit/field";
import { t } from "../../languages/say";
import { FormDialog } from "../../shell/form-dialog";
import type { FileEntry } from "../../wire/generated";
import { copyOf, formatOf, QUALITY, type Format } from "./copy";
import { Slider } from "./slider";

interface SaveProps {
  readonly name: string; // of the picture
  readonly save: (name: string, format: Format, quality: number) => Promise<FileEntry>;
  readonly onSaved: (copy: FileEntry) => void;
  readonly onClose: () => void;
}

const formats = (): readonly Option<Format>[] => [
  { value: "image/png", label: t("PNG: nothing is lost") },
  { value: "image/jpeg", label: t("JPEG: small, for photos") },
  { value: "image/webp", label: t("WebP: smaller still") },
];

export function SaveDialog({ name, save, onSaved, onClose }: SaveProps): JSX.Element {
  const [format, setFormat] = useState<Format>(formatOf(name) ?? "image/png");
  const [quality, setQuality] = useState(QUALITY);
  const ordering = useOrdering();
  const copy = copyOf(name, format);
  return (
    <FormDialog title={t("Save a copy")} verb={t("Save")} ordering={ordering} onSubmit={() => ordering.order(save(copy, format, quality), onSaved)} onClose={onClose}>
      <SelectField label={t("Format")} options={formats()} value={format} onChoice={setFormat} />
      {format !== "image/png" && <Slider label={t("Quality")} least={1} most={100} value={quality} onValue={setQuality} />}
      <p class="soft">{t("It is saved beside the picture as {name}.", { name: copy })}</p>
    </FormDialog>
  );
}
