// The ways into one's account, and who is in.

import type { JSX } from "preact";
import { Elsewhere } from "./elsewhere";
import { Logins } from "./logins";
import { OneTimeCodes } from "./otp";
import type { PageProps } from "./parts";
import { Passkeys } from "./passkeys";
import { RecentDeeds } from "./recent-deeds";
import { Tokens } from "./tokens";

export function Security(props: PageProps): JSX.Element {
  return (
    <>
      {!props.host.user.temporary && (
        <>
          <OneTimeCodes {...props} />
          <Passkeys {...props} />
          <Elsewhere {...props} />
        </>
      )}
      <Logins {...props} />
      <Tokens {...props} />
      <RecentDeeds {...props} />
    </>
  );
}
