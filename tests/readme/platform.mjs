// @ts-check
// For `node --import`: what goes to the platform goes to the test's emulator.
const PLATFORM = "https://api.smallest.ai/atoms/v1";
const { ATOMS_BASE_URL: emulator = "" } = process.env;
const send = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!request.url.startsWith(PLATFORM)) return send(request);
  const { method, headers, signal } = request;
  const body = await request.text();
  return send(emulator + request.url.slice(PLATFORM.length), { method, headers, signal, ...(body && { body }) });
};
