// Making a first image: nothing can be created without one, so this leads there with one button.

import { PackageOpen } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../../client/http";
import { formatBytes } from "../../core/units";
import { Button } from "../../kit/button";
import { EmptyState, Notice, Progress } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Image, ImageBuild, ImageProgress } from "../../wire/generated";

export type Base = ImageBuild["base"];

/** Orders an image and says what came of it; `busy` until the daemon has taken the order. */
export function useImageMaking(host: Host): { busy: boolean; error: string | null; make: (base: Base) => void } {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const make = (base: Base): void => {
    setBusy(true);
    setError(null);
    host.api.images
      .create({ how: "build", base })
      .then(host.live.putImage.bind(host.live), (reason: unknown) => setError(explain(reason)))
      .finally(() => setBusy(false));
  };
  return { busy, error, make };
}

export function FirstImage({ host }: { readonly host: Host }): JSX.Element {
  const { busy, error, make } = useImageMaking(host);
  const images = host.live.images.value;
  const preparing = images.find((image) => image.state === "preparing");
  const failed = images.find((image) => image.state === "failed");
  if (preparing) {
    return (
      <EmptyState icon={PackageOpen} title={t("Preparing {name}", { name: preparing.name })} action={<ImageProgressBar image={preparing} />}>
        {t("This happens once and takes a minute or two. You can leave this window meanwhile.")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={PackageOpen}
      title={t("First, a system to start from")}
      action={
        <div class="first-image">
          {(error ?? failed) && <Notice tone="bad">{error ?? t("Preparing {name} failed: {why}", { name: failed?.name ?? "", why: failed?.error ?? "" })}</Notice>}
          <div class="buttons">
            <Button look="primary" large busy={busy} onClick={() => make("debian")}>
              {t("Prepare {name}", { name: "Debian" })}
            </Button>
            <Button large disabled={busy} onClick={() => make("busybox")}>
              {t("Prepare {name}", { name: "BusyBox" })}
            </Button>
          </div>
        </div>
      }
    >
      {t("Machines start from an image. Debian is a complete system; BusyBox is tiny and ready in seconds.")}
    </EmptyState>
  );
}

export function ImageProgressBar({ image }: { readonly image: Image }): JSX.Element {
  const progress = image.progress;
  return (
    <div class="image-progress" role="status">
      <Progress step={progress?.step ?? t("Waiting")} share={progress?.total ? (progress.done ?? 0) / progress.total : null} figure={figureOf(progress)} />
    </div>
  );
}

function figureOf(progress: ImageProgress | null | undefined): string {
  if (!progress?.done) return "";
  const unit = progress.unit ?? "bytes";
  if (unit === "bytes") return progress.total ? t("{part} of {size}", { part: formatBytes(progress.done), size: formatBytes(progress.total) }) : formatBytes(progress.done);
  return progress.total ? t("{part} of {size}", { part: progress.done, size: `${progress.total} ${unit}` }) : `${progress.done} ${unit}`;
}
