// Uploads on their way, in a corner of the window.

import { ChevronDown, ChevronUp, CircleCheck, RotateCw, X } from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { IconButton } from "../../kit/button";
import { Spinner } from "../../kit/feedback";
import { isOver, type Upload, type Uploads } from "./uploads";

export function UploadList({ uploads }: { readonly uploads: Uploads }): JSX.Element | null {
  const [open, setOpen] = useState(true);
  const all = uploads.list.value;
  if (all.length === 0) return null;
  const left = all.filter((one) => !isOver(one)).length;
  const failed = all.filter((one) => one.state === "failed").length;
  return (
    <section class="upload-list" aria-label="Uploads">
      <header>
        <p role="status">{left > 0 ? `Uploading ${left} of ${all.length}` : failed > 0 ? `${failed} of ${all.length} could not be uploaded` : `Uploaded ${done(all)}`}</p>
        <IconButton name={open ? "Show less" : "Show all"} icon={open ? ChevronDown : ChevronUp} size={15} onClick={() => setOpen(!open)} />
        <IconButton name="Close" icon={X} size={15} onClick={() => (left > 0 ? all.forEach((one) => uploads.stop(one.id)) : uploads.clear())} />
      </header>
      {open && (
        <ul>
          {all.slice(0, MOST_SHOWN).map((one) => (
            <Row key={one.id} upload={one} uploads={uploads} />
          ))}
        </ul>
      )}
      {open && all.length > MOST_SHOWN && <p class="soft more">and {all.length - MOST_SHOWN} more</p>}
    </section>
  );
}

const MOST_SHOWN = 100;

function done(all: readonly Upload[]): string {
  const sent = all.filter((one) => one.state === "done").length;
  return sent === 1 ? "1 file" : `${sent} files`;
}

function Row({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }): JSX.Element {
  const share = upload.size > 0 ? upload.sent / upload.size : 0;
  return (
    <li>
      <span class="name" title={upload.name}>
        {upload.name}
      </span>
      <small class={upload.state === "failed" ? "tone-bad" : "soft"}>{note(upload)}</small>
      {upload.state === "done" && <CircleCheck size={16} class="tone-ok" aria-hidden />}
      {upload.state === "asking" && <Spinner />}
      {upload.state === "failed" && <IconButton name={`Try ${upload.name} again`} icon={RotateCw} size={15} onClick={() => uploads.retry(upload.id)} />}
      {!isOver(upload) && <IconButton name={`Stop ${upload.name}`} icon={X} size={15} onClick={() => uploads.stop(upload.id)} />}
      {upload.state === "sending" && <progress aria-label={upload.name} max={1} value={share} />}
    </li>
  );
}

function note({ state, sent, size, why }: Upload): string {
  if (state === "sending") return `${formatBytes(sent)} of ${formatBytes(size)}`;
  if (state === "failed") return why ?? "failed";
  return { waiting: "waiting", asking: "the name is taken", done: formatBytes(size), skipped: "left out" }[state];
}
