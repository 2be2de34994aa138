// What a machine says: its workload's output as it comes, or its console.

import { signal, useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { explain } from "../../client/http";
import { readLines } from "../../client/lines";
import { Notice, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { LogChunk, Machine } from "../../wire/generated";
import "./logs.css";

type Source = "workload" | "console";

interface Output {
  readonly parts: readonly Pick<LogChunk, "stream" | "text">[];
  readonly loading: boolean;
  readonly error: string | null;
}

const TAIL_LINES = 1000;
const MOST_PARTS = 4000;
const ESCAPES = /\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-Z\\-_])|\r(?!\n)/g;

export function Logs({ host, machine }: { readonly host: Host; readonly machine: Machine }): JSX.Element {
  const source = useSignal<Source>("workload");
  const output = useMemo(() => signal<Output>({ parts: [], loading: true, error: null }), []);
  const from = source.value;

  useEffect(() => {
    const over = new AbortController();
    output.value = { parts: [], loading: true, error: null };
    const reading = from === "workload" ? followWorkload(host, machine.id, output, over.signal) : readConsole(host, machine.id, output, over.signal);
    reading.catch((reason: unknown) => {
      if (!over.signal.aborted) output.value = { ...output.peek(), loading: false, error: explain(reason) };
    });
    return () => over.abort();
  }, [host, machine.id, machine.state, from]);

  return (
    <div class="logs">
      <div class="segments" role="group" aria-label={t("Which output")}>
        {(["workload", "console"] as const).map((choice) => (
          <button key={choice} type="button" aria-pressed={from === choice} onClick={() => (source.value = choice)}>
            {t(choice === "workload" ? "Workload" : "Console")}
          </button>
        ))}
      </div>
      <Text output={output} />
    </div>
  );
}

function Text({ output }: { readonly output: Signal<Output> }): JSX.Element {
  const { parts, loading, error } = output.value;
  const element = useRef<HTMLPreElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const text = element.current;
    if (text && atEnd.current) text.scrollTop = text.scrollHeight;
  }, [parts]);
  if (error) return <Notice tone="bad">{error}</Notice>;
  if (parts.length === 0) return <p class="logs-nothing">{loading ? <Spinner name={t("Loading")} /> : t("Nothing has been written yet.")}</p>;
  return (
    <pre
      ref={element}
      class="logs-text"
      tabIndex={0}
      aria-label={t("Output")}
      onScroll={({ currentTarget: text }) => (atEnd.current = text.scrollHeight - text.scrollTop - text.clientHeight < 24)}
    >
      {parts.map((part, at) => (
        <span key={at} class={part.stream}>
          {part.text}
        </span>
      ))}
    </pre>
  );
}

async function followWorkload(host: Host, machine: string, output: Signal<Output>, over: AbortSignal): Promise<void> {
  const stream = await host.api.machines.logs(machine, TAIL_LINES, over);
  let waiting: LogChunk[] = [];
  let frame = 0;
  const show = (): void => {
    frame = 0;
    if (over.aborted) return;
    output.value = { parts: [...output.peek().parts, ...waiting].slice(-MOST_PARTS), loading: false, error: null };
    waiting = [];
  };
  const settle = setTimeout(show, 600); // a quiet workload sends nothing at all
  over.addEventListener("abort", () => clearTimeout(settle));
  for await (const line of readLines(stream)) {
    const chunk = JSON.parse(line) as LogChunk;
    waiting.push({ ...chunk, text: chunk.text.replace(ESCAPES, "") });
    frame ||= requestAnimationFrame(show);
  }
  show();
}

async function readConsole(host: Host, machine: string, output: Signal<Output>, over: AbortSignal): Promise<void> {
  const text = (await host.api.machines.console(machine, over)).replace(ESCAPES, "").trimEnd();
  output.value = { parts: text ? [{ stream: "stdout", text }] : [], loading: false, error: null };
}
