// What a machine's disk has become, as an image that other machines begin from.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";

interface SaveImageProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly onClose: () => void;
}

export function SaveImageDialog({ host, machine, onClose }: SaveImageProps): JSX.Element {
  const [name, setName] = useState(machine.name);
  const ordering = useOrdering();

  const save = (): void => {
    const wanted = name.trim();
    ordering.refuse(wanted ? null : t("Give the image a name."));
    if (!wanted) return;
    ordering.order(host.api.images.create({ how: "save", machine: machine.id, name: wanted }), (image) => {
      host.live.putImage(image);
      host.notify("ok", t("{name} is being made; Images shows how far it is.", { name: image.name }));
      onClose();
    });
  };

  return (
    <Dialog
      title={t("Save {name} as an image", { name: machine.name })}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={ordering.busy}>
            {t("Save")}
          </Button>
        </>
      }
    >
      <p class="soft">{t("All files on its disk, as they are now, secrets too; not what runs. It goes on meanwhile.")}</p>
      <TextField label={t("Name of the image")} autofocus autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onText={setName} />
      {ordering.error && <Notice tone="bad">{ordering.error}</Notice>}
    </Dialog>
  );
}
