// The Calculator: a field for a sum, what it comes to while it is written, keys, and what was worked out before.

import { useSignal } from "@preact/signals";
import { Eraser } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { t } from "../../languages/say";
import type { AppProps } from "../../shell/app";
import "./calculator.css";
import { evaluate, format } from "./evaluate";
import { readHistory, recalled, withDone, type Done } from "./history";
import { Pad, type Press } from "./pad";
import { SumError } from "./tokens";

const CONTINUES = /^[-+*/^%!×÷−:·]/; // what goes on from a result instead of beginning anew

export function App({ host }: AppProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const text = useSignal("");
  const asked = useSignal(false); // for the result, so that what is wrong is said
  const back = useSignal(0); // how far the keyboard has walked into the history
  const fresh = useSignal(false); // the field holds a result
  const history = readHistory(host.state.value);
  const answer = Number(history.at(-1)?.result ?? 0);
  const outcome = work(text.value, answer);

  useEffect(() => {
    if (host.focused.value && !host.compact.value) field.current?.focus();
  }, [host.focused.value]);

  const change = (value: string): void => {
    text.value = value;
    asked.value = false;
    fresh.value = false;
    back.value = 0;
  };
  const write = (added: string): void => {
    const input = field.current;
    if (!input) return;
    if (fresh.peek() && CONTINUES.test(added)) input.setSelectionRange(input.value.length, input.value.length);
    input.setRangeText(added, input.selectionStart ?? 0, input.selectionEnd ?? 0, "end");
    change(input.value);
  };
  const finish = (): void => {
    asked.value = true;
    if (!outcome || outcome.result === null) return;
    host.keep({ history: withDone(history, { sum: text.peek().trim(), result: outcome.result }) });
    text.value = outcome.result;
    fresh.value = true;
    back.value = 0;
  };
  const press = (key: Press): void => {
    if (key === "equals") finish();
    else if (key === "clear") change("");
    else if (key === "back") eraseOne(field.current, change);
    else write(key.write);
  };
  const recall = (step: number): void => {
    const found = recalled(history, back.peek() + step);
    change(found.sum);
    back.value = found.back;
  };
  // A result is chosen as a whole: digits replace it, and a sign goes on from it.
  useLayoutEffect(() => {
    if (fresh.value) field.current?.select();
  }, [fresh.value, text.value]);

  const keyDown = (event: KeyboardEvent): void => {
    const run = { Enter: finish, "=": finish, Escape: () => change(""), ArrowUp: () => recall(1), ArrowDown: () => recall(-1) }[event.key];
    if (run) run();
    else if (fresh.peek() && CONTINUES.test(event.key) && !event.ctrlKey && !event.metaKey) write(event.key);
    else return;
    event.preventDefault();
  };
  return (
    <div class="calculator" dir="ltr">
      <Past history={history} onUse={(done) => write(done.result)} onForget={() => host.keep({ history: [] })} />
      <div class="sum">
        <input
          ref={field}
          type="text"
          aria-label={t("Sum")}
          placeholder="0"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          inputMode={host.compact.value ? "none" : "text"}
          value={text.value}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={keyDown}
        />
        <output aria-live="polite" class={outcome?.wrong && asked.value ? "wrong" : ""}>
          {told(outcome, asked.value, fresh.value)}
        </output>
      </div>
      <Pad onPress={press} />
    </div>
  );
}

interface Outcome {
  readonly result: string | null;
  readonly wrong: string | null;
}

/** Null: nothing is written. */
function work(text: string, answer: number): Outcome | null {
  if (!text.trim()) return null;
  try {
    return { result: format(evaluate(text, answer)), wrong: null };
  } catch (reason) {
    if (reason instanceof SumError) return { result: null, wrong: reason.message };
    throw reason;
  }
}

/** While somebody writes, only what is right is told: a sum is wrong on most of its way. */
function told(outcome: Outcome | null, asked: boolean, fresh: boolean): string {
  if (!outcome) return "";
  if (outcome.result !== null) return fresh ? "" : `= ${outcome.result}`;
  return asked ? (outcome.wrong ?? "") : "";
}

function eraseOne(input: HTMLInputElement | null, change: (text: string) => void): void {
  if (!input) return;
  const [start, end] = [input.selectionStart ?? 0, input.selectionEnd ?? 0];
  input.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
  change(input.value);
}

interface PastProps {
  readonly history: readonly Done[];
  readonly onUse: (done: Done) => void;
  readonly onForget: () => void;
}

function Past({ history, onUse, onForget }: PastProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [history.length]);
  return (
    <section class="past" aria-label={t("History")}>
      {history.length > 0 && <IconButton name={t("Forget the history")} icon={Eraser} size={15} onClick={onForget} />}
      <ul ref={list} aria-label={t("Worked out before")}>
        {history.map((done, at) => (
          <li key={at}>
            <button type="button" title={t("Use this result")} onClick={() => onUse(done)}>
              <span class="soft">{done.sum} =</span> <strong>{done.result}</strong>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
