// The keys to press with a pointer or a thumb. They leave the focus where it is, so that typing goes on in the field.

import { Delete } from "lucide-preact";
import type { JSX } from "preact";
import { say, t, tell, type Said } from "../../languages/say";

export type Press = { readonly write: string } | "clear" | "back" | "equals";

interface Key {
  readonly shown: string;
  readonly name?: Said; // what it is called, where that is not what it shows
  readonly look?: "sign" | "equals";
  readonly press: Press;
}

const digit = (text: string): Key => ({ shown: text, press: { write: text } });
const sign = (shown: string, name: Said): Key => ({ shown, name, look: "sign", press: { write: shown } });

const KEYS: readonly Key[] = [
  { shown: "C", name: say("Clear"), look: "sign", press: "clear" },
  sign("(", say("Open bracket||a sign")),
  sign(")", say("Close bracket||a sign")),
  { shown: "", name: say("Back||a key that erases the last sign"), look: "sign", press: "back" },
  sign("√", say("Square root")),
  sign("^", say("To the power of")),
  sign("%", say("Percent")),
  sign("÷", say("Divided by")),
  ...["7", "8", "9"].map(digit),
  sign("×", say("Times||the sign of multiplication")),
  ...["4", "5", "6"].map(digit),
  sign("−", say("Minus")),
  ...["1", "2", "3"].map(digit),
  sign("+", say("Plus")),
  digit("0"),
  digit("."),
  sign("π", say("Pi")),
  { shown: "=", name: say("Equals"), look: "equals", press: "equals" },
];

export function Pad({ onPress }: { readonly onPress: (press: Press) => void }): JSX.Element {
  return (
    <div class="pad" role="group" aria-label={t("Keys")} onPointerDown={(event) => event.preventDefault()}>
      {KEYS.map(({ shown, name, look = "", press }) => (
        <button key={name ?? shown} type="button" class={look} aria-label={name && tell(name)} onClick={() => onPress(press)}>
          {press === "back" ? <Delete size={20} aria-hidden /> : shown}
        </button>
      ))}
    </div>
  );
}
