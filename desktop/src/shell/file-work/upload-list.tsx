// Uploads on their way, in a corner of the window.

import { ChevronDown, ChevronUp, CircleCheck, Pause, Play, RotateCw, X } from "lucide-preact";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { IconButton } from "../../kit/button";
import { Spinner } from "../../kit/feedback";
import { useBelowToasts } from "../../kit/toast";
import { t } from "../../languages/say";
import { mostTelling, type Total, type Upload } from "./upload-total";
import type { Uploads } from "./uploads";
import "./upload-list.css";

interface UploadListProps {
  readonly uploads: Uploads;
  readonly online: boolean;
}

const MOST_SHOWN = 50;

export function UploadList({ uploads, online }: UploadListProps): JSX.Element | null {
  const box = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(true);
  const all = uploads.list.value;
  const total = uploads.total.value;
  const paused = uploads.paused.value;
  useBelowToasts(box, all.length > 0);
  if (all.length === 0) return null;
  const shown = mostTelling(all, MOST_SHOWN);
  return (
    <section ref={box} class="upload-list" aria-label={t(total.carried ? "Copies" : "Uploads")}>
      <header>
        <p role="status">{headline(total, paused, online)}</p>
        {total.left > 0 && <IconButton name={t(paused ? "Go on" : "Pause")} icon={paused ? Play : Pause} size={15} onClick={() => (paused ? uploads.resume() : uploads.pause())} />}
        {total.left === 0 && total.failed > 0 && <IconButton name={t("Try again")} icon={RotateCw} size={15} onClick={() => uploads.retryFailed()} />}
        <IconButton name={t(open ? "Show less" : "Show all")} icon={open ? ChevronDown : ChevronUp} size={15} onClick={() => setOpen(!open)} />
        <IconButton name={t(total.left > 0 ? "Stop all" : "Close")} icon={X} size={15} onClick={() => (total.left > 0 ? uploads.stopAll() : uploads.clear())} />
      </header>
      {total.left > 0 && <progress class="whole" aria-label={t(total.carried ? "All copies" : "All uploads")} max={1} value={total.share} />}
      {open && (
        <ul>
          {shown.map((one) => (
            <Row key={one.id} upload={one} uploads={uploads} />
          ))}
          {all.length > shown.length && <li class="soft more">{t("and {count, number} more", { count: all.length - shown.length })}</li>}
        </ul>
      )}
    </section>
  );
}

function headline({ count, left, done, failed, carried }: Total, paused: boolean, online: boolean): string {
  if (left > 0 && paused) return t("Paused, {count, plural, one {# file} other {# files}} to go", { count: left });
  if (left > 0 && !online) return t("No connection: goes on when it is back");
  if (left > 0) return t(carried ? "Copying {left, number} of {count, number}" : "Uploading {left, number} of {count, number}", { left, count });
  if (carried) return failed > 0 ? t("{failed, number} of {count, number} could not be copied", { failed, count }) : t("Copied {count, plural, one {# file} other {# files}}", { count: done });
  return failed > 0 ? t("{failed, number} of {count, number} could not be uploaded", { failed, count }) : t("Uploaded {count, plural, one {# file} other {# files}}", { count: done });
}

function Row({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }): JSX.Element {
  const { id, name, size, sent, state } = upload;
  const over = state === "done" || state === "skipped" || state === "failed";
  return (
    <li>
      <span class="name" title={name}>
        <bdi>{name}</bdi>
      </span>
      <small class={state === "failed" ? "tone-bad" : "soft"}>{note(upload)}</small>
      {state === "done" && <CircleCheck size={16} class="tone-ok" aria-hidden />}
      {state === "asking" && <Spinner />}
      {state === "failed" && <IconButton name={t("Try {name} again", { name })} icon={RotateCw} size={15} onClick={() => uploads.retry(id)} />}
      {!over && <IconButton name={t("Stop {name}", { name })} icon={X} size={15} onClick={() => uploads.stop(id)} />}
      {state === "sending" && <progress aria-label={name} max={1} value={size > 0 ? sent / size : 0} />}
    </li>
  );
}

function note({ state, sent, size, why }: Upload): string {
  if (state === "sending") return t("{part} of {size}", { part: formatBytes(sent), size: formatBytes(size) });
  if (state === "failed") return why ?? t("failed");
  return { waiting: t("waiting"), asking: t("the name is taken"), done: formatBytes(size), skipped: t("left out") }[state];
}
