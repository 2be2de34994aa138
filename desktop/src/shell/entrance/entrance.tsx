// The way in: one card before the wallpaper, and another one for each thing that may be asked first.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../../client/api";
import { useReading } from "../../client/asking";
import type { Arrival } from "../../core/arrivals";
import type { User } from "../../wire/generated";
import { Clock } from "../clock";
import type { PeopleHere } from "../people-here";
import type { Scene } from "../scenes";
import type { Storage } from "../storage";
import { Wallpaper } from "../wallpaper";
import { ConfirmEmail } from "./confirm-email";
import { Forgotten } from "./forgotten";
import { LAST_NAME, Login } from "./login";
import { LoginCode } from "./login-code";
import { NewPassword } from "./new-password";
import { placeOf, type Place } from "./places";
import { SignUp } from "./sign-up";

export interface EntranceProps {
  readonly api: Api;
  readonly storage: Storage;
  readonly scene: Scene;
  readonly arrival: Arrival;
  readonly here: PeopleHere;
  readonly name?: string; // who is expected; none: who was here last
  readonly onLogin: (user: User) => void;
  /** The browser acts as somebody who is signed in already. */
  readonly onChosen: () => void;
  /** To another provider's page; this one is left where nothing else is said. */
  readonly goOut?: (url: string) => void;
  /** What the address brought needs not be there any more. */
  readonly onTaken: () => void;
  /** Whoever is signed in goes on. */
  readonly onDone: () => void;
}

export function Entrance({ api, storage, scene, arrival, here, name, onLogin, onChosen, goOut = toPage, onTaken, onDone }: EntranceProps): JSX.Element {
  const [place, setPlace] = useState<Place>(() => placeOf(arrival));
  const rules = useReading(api.entrance.rules, []).value;
  const come = (user: User): void => {
    if (!user.temporary) storage.write(LAST_NAME, user.name);
    onLogin(user);
  };
  const go = (next: Place): void => {
    onTaken();
    setPlace(next);
  };
  const done = (): void => {
    onTaken();
    onDone();
  };
  const shared = { api, rules, go };
  return (
    <main class="login">
      <Wallpaper scene={scene} />
      <div class="login-clock">
        <Clock large />
      </div>
      {place.at === "login" && <Login {...shared} here={here} {...(name === undefined ? {} : { name })} onChosen={onChosen} storage={storage} told={place.told ?? null} onLogin={come} goOut={goOut} />}
      {place.at === "code" && <LoginCode api={api} ticket={place.ticket} onLogin={come} onBack={() => go({ at: "login" })} />}
      {place.at === "forgotten" && <Forgotten {...shared} storage={storage} />}
      {place.at === "new-password" && <NewPassword {...shared} code={place.code} onDone={done} />}
      {place.at === "confirm-email" && <ConfirmEmail api={api} code={place.code} onDone={done} />}
      {place.at === "sign-up" && <SignUp {...shared} invite={place.invite} onLogin={come} />}
    </main>
  );
}

const toPage = (url: string): void => location.assign(url);
