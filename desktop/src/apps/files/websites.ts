// Which folders are websites of the person. The pages of an app are a site as well, and are the App centre's to take away.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Api } from "../../client/api";
import type { Live } from "../../client/live";
import { siteOf } from "../../core/sites";
import type { App, Site } from "../../wire/generated";

type Ports = { readonly sites: Pick<Api["sites"], "mine" | "showing">; readonly apps: Pick<Api["apps"], "mine"> };

export interface Shown {
  readonly website: Site | null;
  readonly apps: readonly App[]; // whose pages are in the folder
}

/** What the sites of one folder are to its person. */
export function told(sites: readonly Site[], apps: readonly App[]): Shown {
  const names = new Set(sites.map((site) => site.name));
  return { website: sites.find((site) => isWebsite(site, apps)) ?? null, apps: apps.filter((app) => names.has(siteOf(app))) };
}

/** A site that an app was given, or made, is that app's. */
const isWebsite = (site: Site, apps: readonly App[]): boolean => !site.app_id && !apps.some((app) => siteOf(app) === site.name);

export async function showing({ sites, apps }: Ports, directory: string): Promise<Shown> {
  const [found, mine] = await Promise.all([sites.showing(directory), apps.mine()]);
  return told(found, mine);
}

export class Websites {
  private readonly folders = signal<ReadonlySet<string>>(new Set());

  /** Ids of the folders that are websites. */
  readonly directories: ReadonlySignal<ReadonlySet<string>> = this.folders;

  constructor(private readonly ports: Ports) {}

  /** For as long as somebody looks at files; answers how to stop. */
  follow(live: Pick<Live, "listen">): () => void {
    void this.look();
    return live.listen((fact) => {
      if (fact === null || fact.type.startsWith("site.") || fact.type.startsWith("app.")) void this.look();
    });
  }

  private async look(): Promise<void> {
    try {
      const [sites, apps] = await Promise.all([this.ports.sites.mine(), this.ports.apps.mine()]);
      this.folders.value = new Set(sites.filter((site) => isWebsite(site, apps)).map((site) => site.directory_id));
    } catch {
      // They are told as they were: what is published is asked for again before anything is done.
    }
  }
}
