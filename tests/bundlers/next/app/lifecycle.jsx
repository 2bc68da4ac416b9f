"use client";

import { AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect } from "atoms-lifecycle";
import { useEffect, useState } from "react";
import { lifecycle } from "../../../runtimes/lifecycle.mjs";

const entry = {
  ...{ AbortError, AtomsError, InputError, NotFoundError, ReleaseError },
  // Without a key: the route handler behind this address adds it.
  connect: () => connect({ baseUrl: "/api/atoms" }),
};

export function Lifecycle() {
  const [{ state, text }, setOutcome] = useState({});
  useEffect(() => {
    lifecycle(entry, {}).then(
      (text) => setOutcome({ state: "passed", text }),
      (error) => setOutcome({ state: "failed", text: String(error.stack) }),
    );
  }, []);
  return <output data-state={state}>{text}</output>;
}
