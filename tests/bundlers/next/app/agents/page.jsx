import { connect } from "atoms-lifecycle";
import { connection } from "next/server";

/** Rendered on the server, which has the key. */
export default async function Agents() {
  await connection();
  const atoms = await connect({ apiKey: process.env.SMALLEST_API_KEY, baseUrl: process.env.ATOMS_BASE_URL });
  const { agents } = await atoms.listAgents();
  return (
    <ul>
      {agents.map(({ _id, name }) => (
        <li key={_id}>{name}</li>
      ))}
    </ul>
  );
}
