// Ingle's sign: a fire in the arch of a hearth.

import type { JSX } from "preact";

export function Logo({ size }: { readonly size: number }): JSX.Element {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path class="arch" d="M4 29V15.5a12 12 0 0 1 24 0V29" />
      <path class="flame" d="M16.4 8.2c.5 3.4 5.9 6.2 5.9 12.1 0 4.3-2.9 7.2-6.3 7.2s-6.3-2.8-6.3-6.8c0-3.2 1.9-5 3-7 .4 1.3.9 2.2 1.8 2.9.9-2.7.5-5.8 1.9-8.4z" />
      <path class="core" d="M16.2 18.6c.3 1.8 2.8 2.9 2.8 5.6 0 1.9-1.3 3.3-3 3.3s-3-1.3-3-3.2c0-1.5.9-2.4 1.5-3.4.3.7.6 1 1 1.3.4-1.2.2-2.5.7-3.6z" />
    </svg>
  );
}
