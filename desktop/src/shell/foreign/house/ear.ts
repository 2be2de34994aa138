// Hears the house's own words from apps in frames. Whose frame a message comes from is asked before; here is whether the page in it is the app's, and how much it may ask at once.

import { ApiError, explain } from "../../../client/http";
import { isHouseMessage, readHouse, type HouseRequest } from "../../../core/foreign/house-words";
import type { Instance } from "../instances";
import type { Letter } from "../switchboard";
import { answered, refused } from "./messages";

/** Answers a value that can be sent to the app. */
export type Perform = (instance: Instance, request: HouseRequest) => Promise<unknown>;

/** Why something is not done, in a word for programs and a sentence for people. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

const MOST_AT_ONCE = 64;

export class HouseEar {
  private readonly under = new WeakMap<Instance, number>(); // how much of each is being done

  constructor(private readonly perform: Perform) {}

  understands(data: unknown): boolean {
    return isHouseMessage(data);
  }

  /** Answers whether it was listened to. */
  async hear(instance: Instance, letter: Letter): Promise<boolean> {
    if (!instance.mayComeFrom(letter.origin)) return false;
    const heard = readHouse(letter.data, instance.id);
    if (!heard) return false;
    if (!("request" in heard)) {
      if (heard.id !== null && instance.version > 0) instance.post(refused(heard.id, heard.code, heard.sentence));
      return false;
    }
    const { id, request } = heard;
    if (request.word === "ready") instance.comesFrom(letter.origin);
    else if (instance.version === 0) return false;
    instance.post(await this.answer(instance, id, request));
    return true;
  }

  private async answer(instance: Instance, id: number, request: HouseRequest): Promise<ReturnType<typeof answered>> {
    const under = this.under.get(instance) ?? 0;
    if (under >= MOST_AT_ONCE) return refused(id, "busy", `at most ${MOST_AT_ONCE} things at once`);
    this.under.set(instance, under + 1);
    try {
      return answered(id, (await this.perform(instance, request)) ?? null);
    } catch (reason) {
      return refused(id, codeOf(reason), explain(reason));
    } finally {
      this.under.set(instance, (this.under.get(instance) ?? 1) - 1);
    }
  }
}

function codeOf(reason: unknown): string {
  if (reason instanceof Refusal) return reason.code;
  return reason instanceof ApiError ? reason.problem.code : "failed";
}
