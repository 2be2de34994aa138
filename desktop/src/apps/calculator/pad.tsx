// The keys to press with a pointer or a thumb. They leave the focus where it is, so that typing goes on in the field.

import { Delete } from "lucide-preact";
import type { JSX } from "preact";

export type Press = { readonly write: string } | "clear" | "back" | "equals";

interface Key {
  readonly shown: string;
  readonly name?: string; // what it is called, where that is not what it shows
  readonly look?: "sign" | "equals";
  readonly press: Press;
}

const digit = (text: string): Key => ({ shown: text, press: { write: text } });
const sign = (shown: string, name: string): Key => ({ shown, name, look: "sign", press: { write: shown } });

const KEYS: readonly Key[] = [
  { shown: "C", name: "Clear", look: "sign", press: "clear" },
  sign("(", "Open bracket"),
  sign(")", "Close bracket"),
  { shown: "", name: "Back", look: "sign", press: "back" },
  sign("√", "Square root"),
  sign("^", "To the power of"),
  sign("%", "Percent"),
  sign("÷", "Divided by"),
  ...["7", "8", "9"].map(digit),
  sign("×", "Times"),
  ...["4", "5", "6"].map(digit),
  sign("−", "Minus"),
  ...["1", "2", "3"].map(digit),
  sign("+", "Plus"),
  digit("0"),
  digit("."),
  sign("π", "Pi"),
  { shown: "=", name: "Equals", look: "equals", press: "equals" },
];

export function Pad({ onPress }: { readonly onPress: (press: Press) => void }): JSX.Element {
  return (
    <div class="pad" role="group" aria-label="Keys" onPointerDown={(event) => event.preventDefault()}>
      {KEYS.map(({ shown, name, look = "", press }) => (
        <button key={name ?? shown} type="button" class={look} aria-label={name} onClick={() => onPress(press)}>
          {press === "back" ? <Delete size={20} aria-hidden /> : shown}
        </button>
      ))}
    </div>
  );
}
