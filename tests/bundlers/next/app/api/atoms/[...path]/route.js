// The platform for this app's own pages, with the key that no page gets to see.

const { ATOMS_BASE_URL = "https://api.smallest.ai/atoms/v1", SMALLEST_API_KEY } = process.env;

/** What the client reads of a reply. */
const PASSED = ["content-type", "retry-after", "x-request-id", "deprecation", "sunset", "link"];

async function pass(request, { params }) {
  // Ask for your own sign-in here: who gets past may do what the key may. At
  // the least, no other site may do it with the visitor's browser.
  if (request.headers.get("sec-fetch-site") !== "same-origin") {
    return Response.json({ status: false, errors: ["only this app's own pages may ask"] }, { status: 403 });
  }
  const { path } = await params;
  const url = `${ATOMS_BASE_URL}/${path.map(encodeURIComponent).join("/")}${request.nextUrl.search}`;
  const body = await request.text();
  const reply = await fetch(url, {
    method: request.method,
    headers: { authorization: `Bearer ${SMALLEST_API_KEY}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body }),
    signal: request.signal,
  });
  const headers = PASSED.flatMap((name) => (reply.headers.has(name) ? [[name, reply.headers.get(name)]] : []));
  return new Response(reply.body, { status: reply.status, headers });
}

export { pass as DELETE, pass as GET, pass as PATCH, pass as POST, pass as PUT };
