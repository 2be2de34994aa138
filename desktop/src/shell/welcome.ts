// Whether this person has been shown around: once in their life, not once in each browser. This browser remembers it too, so that it need not ask again.

import type { KvApi } from "../client/kv-api";
import type { Storage } from "./storage";

export interface WelcomePorts {
  readonly kv: KvApi;
  readonly storage: Storage;
  readonly key: string; // what this browser remembers it as
  readonly show: () => void;
}

const KV_KEY = "desktop.welcomed";
const YES = "yes";

export class Welcome {
  constructor(private readonly ports: WelcomePorts) {}

  /** Somebody has logged in: show them around if nobody has. Where that cannot be known, they are left alone. */
  async greet(): Promise<void> {
    const { kv, storage, key, show } = this.ports;
    if (storage.read(key) === YES) return;
    const known = await kv.read(KV_KEY).catch(() => YES);
    if (known === null) show();
    else storage.write(key, YES);
  }

  /** They have seen it, or do not want to. */
  done(): void {
    const { kv, storage, key } = this.ports;
    storage.write(key, YES);
    kv.write(KV_KEY, YES).catch(() => undefined); // another browser shows it once more, and no harm is done
  }
}
