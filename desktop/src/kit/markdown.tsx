// Markdown as a page. Nothing in it is fetched from elsewhere, and links lead only where a link may.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { readMarkdown, type Element, type Piece } from "../core/markdown";
import { t } from "../languages/say";
import "./markdown.css";

export interface MarkdownProps {
  readonly text: string;
  /** Where a picture of a relative address is; null: it is not shown. */
  readonly picture: (address: string) => string | null;
  /** Somebody follows a link to a relative address. */
  readonly onFollow: (address: string) => void;
}

export function Markdown({ text, ...ways }: MarkdownProps): JSX.Element {
  const pieces = useMemo(() => readMarkdown(text), [text]);
  return <div class="markdown">{pieces.map((piece, at) => show(piece, at, ways))}</div>;
}

type Ways = Omit<MarkdownProps, "text">;

const OUTWARD = /^(https?:|mailto:)/i;
const OTHER = /^([a-z][a-z0-9+.-]*:|\/\/|#)/i; // schemes that nothing here follows, and places in a page

function show(piece: Piece, key: number, ways: Ways): JSX.Element | string {
  if (typeof piece === "string") return piece;
  const children = piece.children.map((child, at) => show(child, at, ways));
  const { tag: Tag } = piece;
  if (Tag === "a") return <Anchor key={key} piece={piece} ways={ways} />;
  if (Tag === "img") return <Picture key={key} piece={piece} ways={ways} />;
  if (Tag === "check") return <input key={key} type="checkbox" disabled checked={piece.checked} aria-label={piece.checked ? t("Done") : t("Not done")} />;
  if (Tag === "hr" || Tag === "br") return <Tag key={key} />;
  if (Tag === "table") {
    return (
      <div key={key} class="markdown-table">
        <table>
          <tbody>{children}</tbody>
        </table>
      </div>
    );
  }
  return <Tag key={key}>{children}</Tag>;
}

function Anchor({ piece: { href = "", children }, ways }: { readonly piece: Element; readonly ways: Ways }): JSX.Element {
  const words = children.map((child, at) => show(child, at, ways));
  if (OUTWARD.test(href)) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    );
  }
  if (OTHER.test(href)) return <span>{words}</span>;
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    ways.onFollow(href);
  };
  return (
    <a href="#" onClick={follow}>
      {words}
    </a>
  );
}

function Picture({ piece: { href = "", children }, ways }: { readonly piece: Element; readonly ways: Ways }): JSX.Element {
  const words = children.join("");
  const address = OUTWARD.test(href) || OTHER.test(href) ? null : ways.picture(href);
  return address === null ? <em>{words}</em> : <img src={address} alt={words} loading="lazy" />;
}
