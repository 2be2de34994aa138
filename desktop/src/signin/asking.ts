// A page of anywhere has opened this one, and wants to act for whoever is here, or something of what is theirs beside. Who that page is, the browser says: its answer to a question carries its
// origin. What the person gives goes to that origin, and to nobody else.
//
// A page that is cross-origin isolated has no window that could be asked or answered. Who it is, the browser has said when it opened this page; the answer is
// left with the house, under a name that only that page knows. Because another page may have led here in its name, the person is always asked.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { LetIn } from "../client/door-api";
import { ApiError, explain } from "../client/http";
import type { Fields } from "../core/foreign/fields";
import { t } from "../languages/say";
import type { User } from "../wire/generated";
import { refusalOf, type Errand } from "./errands";

export type Stage =
  | { readonly at: "waiting" }
  | { readonly at: "stray" } // no page asks
  | { readonly at: "login"; readonly origin: string }
  | { readonly at: "consent"; readonly origin: string; readonly user: User; readonly busy: boolean }
  | { readonly at: "errand"; readonly origin: string; readonly user: User; readonly app: string } // its app acts for the person; what it wants beside
  | { readonly at: "done" } // this window closes
  | { readonly at: "failed"; readonly why: string };

/** The page that opened this one; of its window only what is needed. */
export interface Asker {
  postMessage(message: unknown, origin: string): void;
}

export interface World {
  readonly asker: Asker | null;
  readonly referrer: string; // the address that led here, as far as it is told
  me(): Promise<User>;
  letIn(origin: string): Promise<LetIn>;
  knows(origin: string): Promise<LetIn | null>;
  handOver(session: string, token: string): Promise<unknown>;
  close(): void; // soon: a page that sees the window gone before it hears the answer takes it for a no
}

export interface Question {
  readonly id: string; // by which the asker knows the answer
  readonly anew: boolean; // ask the person whatever they have allowed before
  readonly session: string; // the name under which a page waits that hears nothing; "": it hears
  readonly errand: Errand;
}

export function questionIn(query: string, errand: Errand = { kind: "sign-in" }): Question {
  const said = new URLSearchParams(query);
  const session = said.get("cross_origin_isolated") === "true" ? (said.get("signin_session") ?? "") : "";
  return { id: said.get("msg_id") ?? "", anew: said.get("request_auth") === "true", session, errand };
}

/** Something that was heard, as browsers tell it. */
export interface Heard {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}

export class Asking {
  private readonly stages = signal<Stage>({ at: "waiting" });
  private origin: string | null = null;
  private choosing = false; // somebody is here, and another one is to come in
  private hand: ((handed: Fields) => void) | null = null; // while it is waited for what is to be saved

  readonly stage: ReadonlySignal<Stage> = this.stages;

  constructor(
    private readonly world: World,
    private readonly question: Question,
  ) {}

  get errand(): Errand {
    return this.question.errand;
  }

  /** Ask who asks. The question tells nothing, so whoever is there may hear it. */
  begin(): void {
    if (this.errand.kind === "unreadable") this.stages.value = { at: "failed", why: t("The page that asks wants something that cannot be read.") };
    else if (this.world.asker) this.world.asker.postMessage({ msg: "requestOrigin" }, "*");
    else if (this.waits && this.world.referrer) void this.face(new URL(this.world.referrer).origin);
    else this.stages.value = { at: "stray" };
  }

  async hear({ source, origin, data }: Heard): Promise<void> {
    if (source === null || source !== this.world.asker) return;
    if (this.origin === null && this.stages.peek().at === "waiting" && says(data, "originResponse")) await this.face(origin);
    else if (this.origin === origin && says(data, "showSaveFilePickerPopup")) this.hand?.(data);
  }

  /** Now it is known who asks. */
  private async face(origin: string): Promise<void> {
    if (!/^https?:\/\//.test(origin)) {
      this.stages.value = { at: "failed", why: t("The page that asks has no address, so nobody can say who it is.") };
      return;
    }
    this.origin = origin;
    if (this.errand.kind === "permission") this.tell({ msg: "permissionPromptReady" });
    if (this.errand.kind === "feedback") {
      this.tell(refusalOf(this.errand));
      this.stages.value = { at: "failed", why: t("Apps take no feedback here.") };
      return;
    }
    await this.look();
  }

  /** Who is here, and whether they have allowed it before. */
  async look(): Promise<void> {
    const { origin } = this;
    if (origin === null) return;
    try {
      const user = await this.world.me();
      const known = this.question.anew || this.deaf ? null : await this.world.knows(origin);
      if (known) await this.give(origin, user, known);
      else this.stages.value = { at: "consent", origin, user, busy: false };
    } catch (reason) {
      const nobody = reason instanceof ApiError && reason.problem.status === 401;
      this.stages.value = nobody ? { at: "login", origin } : { at: "failed", why: explain(reason) };
    }
  }

  async allow(): Promise<void> {
    const stage = this.stages.peek();
    if (stage.at !== "consent" || stage.busy) return;
    this.stages.value = { ...stage, busy: true };
    try {
      await this.give(stage.origin, stage.user, await this.world.letIn(stage.origin));
    } catch (reason) {
      this.stages.value = { at: "failed", why: explain(reason) };
    }
  }

  refuse(): void {
    if (this.errand.kind !== "sign-in") this.finish(refusalOf(this.errand));
    else if (this.origin !== null) this.answer(this.origin, { success: false, error: "auth_denied" });
  }

  /** What the person decided; null: nothing that could be told. */
  finish(said: Fields | null): void {
    this.tell(said);
    this.stages.value = { at: "done" };
    this.world.close();
  }

  /** It went wrong, and the person reads why; for the page it is a no. */
  fail(why: string): void {
    this.tell(refusalOf(this.errand));
    this.stages.value = { at: "failed", why };
  }

  /** What the page wants saved, which it hands to nobody but this window. */
  handed(): Promise<Fields> {
    return new Promise((hand) => {
      this.hand = hand;
      if (this.origin !== null) this.world.asker?.postMessage({ msg: "sendMeFileData" }, this.origin);
    });
  }

  /** Somebody else is to come in; who is here stays until then. */
  changePerson(): void {
    const { origin } = this;
    this.choosing = true;
    if (origin !== null) this.stages.value = { at: "login", origin };
  }

  /** Back on this page, where somebody may have come in by a tab beside it. */
  async lookAgain(): Promise<void> {
    if (this.stages.peek().at === "login" && !this.choosing) await this.look();
  }

  /** Whether the page that asks hears nothing. */
  private get deaf(): boolean {
    return this.world.asker === null;
  }

  /** Whether a page that hears nothing learns the answer all the same. */
  private get waits(): boolean {
    return this.errand.kind === "sign-in" ? this.question.session !== "" : this.errand.kind === "permission";
  }

  private async give(origin: string, user: User, { token, app_uid }: LetIn): Promise<void> {
    if (this.errand.kind !== "sign-in") {
      this.stages.value = { at: "errand", origin, user, app: app_uid };
      return;
    }
    if (this.deaf) await this.world.handOver(this.question.session, token);
    this.answer(origin, { success: true, token, app_uid, username: user.name });
  }

  private answer(origin: string, said: Readonly<Record<string, unknown>>): void {
    this.world.asker?.postMessage({ msg: "puter.token", msg_id: this.question.id, ...said }, origin);
    this.stages.value = { at: "done" };
    this.world.close();
  }

  private tell(said: Fields | null): void {
    if (said && this.origin !== null) this.world.asker?.postMessage({ ...said, original_msg_id: this.question.id }, this.origin);
  }
}

const says = (data: unknown, msg: string): data is Fields => typeof data === "object" && data !== null && "msg" in data && data.msg === msg;
