import { lazily, Nothing } from "../ui/lazily.tsx";
import { signInIsOpen } from "./sign-in.ts";

const Dialog = lazily(() => import("./sign-in-dialog.tsx").then((module) => module.SignInDialog), Nothing);

/** The question for a key, fetched when it is first asked. */
export function SignIn() {
  return signInIsOpen.value ? <Dialog /> : null;
}
