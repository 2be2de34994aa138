// All images: what machines can start from, how far those being made are, and taking away.

import { ArrowLeft, PackageOpen, Plus, Trash2 } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { Button, IconButton } from "../../kit/button";
import { Confirm } from "../../kit/dialog";
import { Badge, EmptyState, Notice, type Tone } from "../../kit/feedback";
import { say, t, tell, type Said } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Image, ImageState } from "../../wire/generated";
import { AddImageDialog } from "./add-image";
import { ImageProgressBar } from "./images";
import "./cards.css";

const STATES: Readonly<Record<ImageState, readonly [label: Said, tone: Tone]>> = {
  ready: [say("Ready"), "ok"],
  preparing: [say("Being prepared"), "warn"],
  failed: [say("Failed"), "bad"],
};
const SOURCES: Readonly<Record<string, Said>> = {
  debian: say("Debian's packages"),
  busybox: say("Debian's packages"),
  registry: say("From a registry"),
  archive: say("From an archive"),
};

export function ImageList({ host, onBack }: { readonly host: Host; readonly onBack: () => void }): JSX.Element {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Image | null>(null);
  const images = host.live.images.value;
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t("Add an image")}
    </Button>
  );
  return (
    <section class="machine-detail" aria-label={t("Images")}>
      <header>
        <IconButton name={t("All machines")} icon={ArrowLeft} class="back" onClick={onBack} />
        <h2>{t("Images")}</h2>
        <div class="toolbar">{images.length > 0 && add}</div>
      </header>
      {images.length === 0 ? (
        <EmptyState icon={PackageOpen} title={t("No images yet")} action={add}>
          {t("An image is what a machine starts from: a system, or a program with all it needs.")}
        </EmptyState>
      ) : (
        <ul class="cards">
          {images.map((image) => (
            <ImageRow key={image.id} image={image} onRemove={() => setRemoving(image)} />
          ))}
        </ul>
      )}
      {adding && <AddImageDialog host={host} onClose={() => setAdding(false)} />}
      {removing && (
        <Confirm
          title={t("Remove {name}?", { name: removing.name })}
          verb={t("Remove")}
          onClose={() => setRemoving(null)}
          onConfirm={() => host.api.images.remove(removing.id)}
        >
          {t("Machines can no longer be created from it. One that still uses it must be removed first.")}
        </Confirm>
      )}
    </section>
  );
}

function ImageRow({ image, onRemove }: { readonly image: Image; readonly onRemove: () => void }): JSX.Element {
  const [label, tone] = STATES[image.state];
  const source = SOURCES[image.source];
  const facts = [source ? tell(source) : image.source, image.size_bytes ? formatBytes(image.size_bytes) : "", image.architecture ?? ""];
  return (
    <li>
      <div class="row">
        <div class="name">
          <strong>{image.name}</strong>
          <small>{facts.filter(Boolean).join(" · ")}</small>
        </div>
        <Badge tone={tone} busy={image.state === "preparing"}>
          {tell(label)}
        </Badge>
        <IconButton name={t("Remove {name}", { name: image.name })} icon={Trash2} size={16} onClick={onRemove} />
      </div>
      {image.state === "preparing" && <ImageProgressBar image={image} />}
      {image.state === "failed" && <Notice tone="bad">{image.error || t("It could not be made.")}</Notice>}
    </li>
  );
}
