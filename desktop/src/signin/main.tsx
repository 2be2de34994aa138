// The pop-ups that programs of Puter open to ask a person something: to sign in (`puter.auth.signIn()`), by which they get a token of their own and never the
// person's session; for a permission; for a file to open or to save.

import { render, type JSX } from "preact";
import { createApi } from "../client/api";
import { createDoor } from "../client/door-api";
import { createHttp } from "../client/http";
import "../kit/kit.css";
import "../shell/shell.css";
import { PeopleHere } from "../shell/people-here";
import { browserStorage as storage } from "../shell/storage";
import { keepSpeaking } from "../shell/speaking";
import { createTheme } from "../shell/theme";
import "../shell/foreign/foreign.css";
import { Asking, questionIn } from "./asking";
import { errandIn } from "./errands";
import { Page } from "./page";
import "./signin.css";

const CLOSING_MS = 500; // for the answer to get from one process of the browser to another

const theme = createTheme(storage);
const fetching = fetch.bind(globalThis);
const api = createApi(createHttp(fetching, () => undefined)); // that nobody is here, the page shows
const here = new PeopleHere(api.here, storage);
const door = createDoor(fetching);
const { letIn, knows, handOver } = door;
const world = {
  asker: opener as Window | null,
  referrer: document.referrer,
  me: async () => (await api.accounts.me()).user,
  letIn,
  knows,
  handOver,
  close: () => void setTimeout(() => close(), CLOSING_MS),
};
const asking = new Asking(world, questionIn(location.search, errandIn(location.pathname, location.search)));

addEventListener("message", (event) => void asking.hear(event));
addEventListener("focus", () => void asking.lookAgain());
asking.begin();

await keepSpeaking(theme.language);
const Now = (): JSX.Element => <Page api={api} door={door} storage={storage} here={here} scene={theme.scene.value} asking={asking} />;
const root = document.getElementById("root");
if (root) render(<Now />, root);
