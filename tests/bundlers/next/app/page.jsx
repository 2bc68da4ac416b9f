import { Lifecycle } from "./lifecycle";

export default function Page() {
  return <Lifecycle />;
}
