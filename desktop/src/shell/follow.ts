// Opens what something is about: an app, a file by whatever opens it, a page of the web beside this one.

import type { Target } from "../core/notices";
import type { Opener } from "./app";

export interface FollowPorts extends Opener {
  readonly openFile: (path: string) => void;
}

export function createFollow({ open, openFile }: FollowPorts): (target: Target) => void {
  return (target) => {
    if (target.kind === "app") open(target.app, target.state);
    else if (target.kind === "page") window.open(target.url, "_blank", "noopener,noreferrer");
    else openFile(target.path);
  };
}
