// Where a port of a machine is a page: a host of its own, below the desktop's or below a domain that the operator names.

import type { PortAddress } from "../../wire/generated";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\])$/;
const NUMBERS = /^(\d+\.\d+\.\d+\.\d+|\[.*\])$/;

/** Null: the desktop was opened by an IP address, below which there are no names. This computer itself has one in any case. */
export function pageOf({ label, hosts, path }: Pick<PortAddress, "label" | "hosts" | "path">, { protocol, hostname, port }: Pick<Location, "protocol" | "hostname" | "port">): string | null {
  const house = LOOPBACK.test(hostname) ? "localhost" : hostname;
  const host = hosts[0] ?? (NUMBERS.test(house) ? null : `${label}.${house}`);
  return host === null ? null : `${protocol}//${host}${port && `:${port}`}${path}`;
}
