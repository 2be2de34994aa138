// Each request and who answers it: the table of contents of what an app can have from the desktop.

import { changeMenu } from "../../../core/foreign/menus";
import type { Request } from "../../../core/foreign/requests";
import { t } from "../../../languages/say";
import { themeSaid } from "../broadcasts";
import type { Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import type { Answer, Respond } from "../switchboard";
import * as asking from "./asking";
import * as files from "./files";
import * as launching from "./launching";
import * as windows from "./windows";

export function responder(around: Surroundings): Respond {
  return (instance, request) => respond(around, instance, request);
}

function respond(around: Surroundings, instance: Instance, request: Request): Answer | Promise<Answer> {
  const { shell, instances } = around;
  switch (request.kind) {
    case "ready":
      instance.settle(true);
      instance.post(themeSaid(shell.theme.dark.peek()));
      return null;
    case "focused":
      shell.desk.focus(instance.window);
      return null;
    case "pointer":
      instance.pointer = { x: request.x, y: request.y };
      return null;
    case "alert":
      return asking.alert(instance, request.message, request.choices);
    case "prompt":
      return asking.prompt(instance, request.message, request.placeholder, request.value);
    case "colour":
      return asking.pickColour(instance, request.value);
    case "font":
      return asking.pickFont(instance, request.value);
    case "notify":
      return asking.notify(around, instance, request);
    case "permission":
      return asking.permit(around, instance, request.permissions, request.create);
    case "open-file":
      return files.openFile(around, instance, request);
    case "open-directory":
      return files.openDirectory(around, instance, request);
    case "save-file":
      return files.saveFile(around, instance, request.content, request.name);
    case "save-entry":
      return files.saveEntry(around, instance, request.source, request.how, request.name);
    case "save-address":
      throw new Error(t("{app} wanted to save an address. Only it can fetch that; let it save the content.", { app: instance.app.title }));
    case "title":
      return windows.setTitle(around, instance, request.title, request.window);
    case "place":
      return windows.setPlace(around, instance, request.place, request.window);
    case "show":
      return windows.show(around, instance, request.how);
    case "side-window":
      return windows.openSideWindow(around, instance, request);
    case "menubar":
      instance.menu.value = request.menu;
      return null;
    case "menu-item":
      instance.menu.value = changeMenu(instance.menu.peek(), request.change);
      return null;
    case "context-menu":
      instance.contextMenu.value = request.menu;
      return null;
    case "language":
      return { msg: "languageReceived", language: around.locale };
    case "instances":
      return { msg: "instancesOpenSucceeded", instancesOpen: instances.ofApp(instance.app.id).length };
    case "nothing-to-do":
      return request.answer;
    case "launch":
      return launching.launch(around, instance, request);
    case "connect":
      return launching.connectTo(around, instance, request.app);
    case "connection-answer":
      return launching.answerConnection(instance, request.to, request.accept, request.value);
    case "message":
      return launching.pass(instance, request.to, request.contents);
    case "close-app":
      return launching.closeOther(around, instance, request.to);
    case "answer":
      instance.hearAnswer(request.about, request.yes);
      return null;
    case "exit":
      return launching.exit(around, instance, request.status);
    case "token":
      return launching.renewToken(around, instance);
  }
}
