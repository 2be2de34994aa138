// How a port of a machine is brought to one's own computer: by the command line there.

const FIRST_FREE = 1024; // below it only root listens
const SHIFT = 8000; // 80 becomes 8080, 443 becomes 8443

/** The command; it listens on the same port where an ordinary person may, and on a like one where not. */
export function forwarding(machine: string, port: number): string {
  return `ingle forward ${machine} ${port < FIRST_FREE ? `${port + SHIFT}:${port}` : port}`;
}
