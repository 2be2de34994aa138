// Hears what apps post to the desktop. A message counts when it comes from the frame and the origin of an instance that runs, names that instance, and can be read.

import { SCOPE } from "../../core/foreign/menus";
import type { Fields } from "../../core/foreign/fields";
import { read } from "../../core/foreign/read";
import type { Heard, ReplyTo, Request } from "../../core/foreign/requests";
import type { HouseEar } from "./house/ear";
import type { Instance, Instances } from "./instances";

/** What is told back, if anything is. */
export type Answer = Fields | null;
export type Respond = (instance: Instance, request: Request) => Answer | Promise<Answer>;

export interface Letter {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}

export class Switchboard {
  refused = 0;

  constructor(
    private readonly instances: Instances,
    private readonly respond: Respond,
    private readonly onFailed: (instance: Instance, reason: unknown) => void,
    private readonly house?: HouseEar,
  ) {}

  /** Answers how to stop. */
  listen(page: Window): () => void {
    const hear = (event: MessageEvent): void => void this.hear(event);
    page.addEventListener("message", hear);
    return () => page.removeEventListener("message", hear);
  }

  async hear(letter: Letter): Promise<void> {
    const instance = this.instances.inFrame(letter.source);
    if (instance && this.house?.understands(letter.data)) {
      if (!(await this.house.hear(instance, letter))) this.refused += 1;
      return;
    }
    const heard = instance ? this.check(instance, letter) : "from no instance that runs";
    if (typeof heard === "string" || !instance) {
      this.refused += 1;
      return;
    }
    const { request, replyTo } = heard;
    try {
      const answer = await this.respond(instance, request);
      if (answer) reply(instance, replyTo, answer);
    } catch (reason) {
      this.onFailed(instance, reason);
      const answer = NO_ANSWERS[request.kind];
      if (answer) reply(instance, replyTo, answer);
    }
  }

  private check(instance: Instance, letter: Letter): Heard | string {
    if (!instance.mayComeFrom(letter.origin)) return "from another page than the app's";
    const heard = read(letter.data, instance.id);
    if (typeof heard !== "string" && heard.request.kind === "ready") instance.comesFrom(letter.origin);
    return heard;
  }
}

/** What an app is told when the desktop could not do what it asked. */
const NO_ANSWERS: Partial<Record<Request["kind"], Fields>> = {
  "open-file": { msg: "fileOpenCancelled" },
  "save-file": { msg: "fileSaveCancelled" },
  "save-entry": { msg: "fileSaveCancelled" },
  notify: { msg: "notificationShown", uid: null },
  permission: { msg: "permissionGranted", granted: false },
  launch: { appInstanceID: "", usesSDK: false },
  connect: { appInstanceID: "", usesSDK: false },
};

function reply(instance: Instance, to: ReplyTo, answer: Fields): void {
  if (to === null) return;
  if ("message" in to) instance.post({ ...answer, original_msg_id: to.message });
  else instance.post({ $SCOPE: SCOPE, id: to.callback, args: [answer] });
}
