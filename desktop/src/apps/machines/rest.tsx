// Why there is nothing to see of a machine that rests, and how that ends: looking at it does not wake it. That it rests is read out
// with its state.

import type { JSX } from "preact";
import { Notice } from "../../kit/feedback";
import { say, tell, type Said } from "../../languages/say";
import type { MachineState } from "../../wire/generated";

const ABOUT: Readonly<Partial<Record<MachineState, Said>>> = {
  warm: say("Nobody uses it, so its processors stand still. Using it ends that in an instant."),
  sleeping: say("Its memory is being written to disk. Everything in it goes on where it was when it wakes."),
  cold: say("It takes no memory and no processor; everything in it goes on where it was when it wakes. Using it wakes it: a terminal, a command, a file."),
  waking: say("Its memory is being read from disk."),
};

export function Rest({ state }: { readonly state: MachineState }): JSX.Element | null {
  const about = ABOUT[state];
  if (!about) return null;
  return (
    <Notice tone="rest" quiet>
      {tell(about)}
    </Notice>
  );
}
