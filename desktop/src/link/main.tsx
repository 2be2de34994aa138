// The page that a link opens, for people without an account. The secret is behind the `#` of the address, so no server and no log gets to see it.

import { render } from "preact";
import { createHttp } from "../client/http";
import "../kit/kit.css";
import "../shell/wallpaper.css";
import { keepSpeaking } from "../shell/speaking";
import { createTheme } from "../shell/theme";
import { browserStorage } from "../shell/storage";
import "./link.css";
import { Page } from "./page";
import { Visit, type Connect } from "./visit";

const connect: Connect = (secret, password) =>
  createHttp(
    (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${secret}`);
      if (password) headers.set("ingle-link-password", password);
      return fetch(url, { ...init, headers, credentials: "omit" });
    },
    () => undefined, // the page says so itself
  );

await keepSpeaking(createTheme(browserStorage).language);
const root = document.getElementById("root");

function show(): void {
  const visit = new Visit(decodeURIComponent(location.hash.slice(1)), connect);
  if (root) render(<Page key={location.hash} visit={visit} />, root);
  void visit.open();
}

addEventListener("hashchange", show);
show();
