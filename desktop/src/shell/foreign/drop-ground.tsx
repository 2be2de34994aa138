// Over an app while files of the house are dragged: where they are over it is told the app, and what is let go of is given to it.

import type { JSX } from "preact";
import { explain } from "../../client/http";
import type { Point } from "../../core/geometry";
import { taken } from "../file-work/drop-target";
import { give } from "./answers/files";
import { told } from "./house/files";
import { droppedFact } from "./house/messages";
import type { Instance } from "./instances";
import type { Surroundings } from "./surroundings";

interface Props {
  readonly around: Surroundings;
  readonly instance: Instance;
}

export function DropGround({ around, instance }: Props): JSX.Element | null {
  const entries = taken.value;
  if (entries.length === 0 || !instance.speaks) return null;
  const over = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    if (instance.ready) instance.post({ msg: "drag", ...within(event) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const paths = entries.map(({ path }) => path);
    lay(around, instance, paths, within(event)).catch((reason: unknown) => around.shell.toasts.show("bad", explain(reason)));
  };
  return <div class="foreign-ground" onDragOver={over} onDrop={drop} />;
}

async function lay(around: Surroundings, instance: Instance, paths: readonly string[], at: Point): Promise<void> {
  const items = await give(around.door, instance, paths);
  if (instance.ready) instance.post({ msg: "drop", ...at, items });
  if (instance.version > 0) instance.post(droppedFact(await Promise.all(items.map(({ path }) => told(around, instance, path))), at));
}

/** Where in the app's page. */
function within({ currentTarget, clientX, clientY }: DragEvent): Point {
  const { left, top } = (currentTarget as Element).getBoundingClientRect();
  return { x: Math.round(clientX - left), y: Math.round(clientY - top) };
}
