#!/usr/bin/env bash
# The platform's own curl walkthrough, command for command, against the
# emulator, through a proxy that holds both to the contract. Only BASE and the
# key are ours; what is asserted stands at the end.
set -euo pipefail

fail() {
  echo "error: $1" >&2
  exit 1
}

logs=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$logs"' EXIT

# The base URL that a server has printed into this file.
address() {
  for _ in $(seq 300); do
    grep -o 'http://[^ ]*/atoms/v1' "$1" | head -n 1 | grep . && return
    sleep 0.1
  done
  fail "no address in $1"
}

node_modules/.bin/atoms-lifecycle emulate --port 0 >"$logs/emulator" &
EMULATOR=$(address "$logs/emulator")
node contract/proxy-command.mjs "$EMULATOR" >"$logs/proxy" &
proxy=$!
BASE=$(address "$logs/proxy")
export BASE
SMALLEST_API_KEY=sk_walkthrough

set -x
export AUTH="Authorization: Bearer $SMALLEST_API_KEY"
export CT="Content-Type: application/json"

AGENT_ID=$(curl -s -X POST "$BASE/agent" -H "$AUTH" -H "$CT" \
  -d '{"name": "lifecycle-demo", "language": {"switching": {"isEnabled": false}}}' \
  | jq -r '.data')
echo "agent: $AGENT_ID"

ACTIVE_VERSION_ID=$(curl -s "$BASE/agent/$AGENT_ID" -H "$AUTH" \
  | jq -r '.data.activeVersionId')

DRAFT_ID=$(curl -s -X POST "$BASE/agent/$AGENT_ID/drafts" -H "$AUTH" -H "$CT" \
  -d "{\"sourceVersionId\": \"$ACTIVE_VERSION_ID\"}" \
  | jq -r '.data.draftId')

curl -s -X PATCH "$BASE/agent/$AGENT_ID/drafts/$DRAFT_ID/config" \
  -H "$AUTH" -H "$CT" \
  -d '{"firstMessage": "Hello, this is the lifecycle demo agent."}' \
  > /dev/null

VERSION_ID=$(curl -s -X POST "$BASE/agent/$AGENT_ID/drafts/$DRAFT_ID/publish" \
  -H "$AUTH" -H "$CT" \
  -d '{"label": "v2 - greeting added"}' \
  | jq -r '.data._id')

EARLY=$(curl -s -X PATCH "$BASE/agent/$AGENT_ID/versions/$VERSION_ID/activate" -H "$AUTH")

sleep 6
curl -s -X PATCH "$BASE/agent/$AGENT_ID/versions/$VERSION_ID/activate" \
  -H "$AUTH" > /dev/null

CONV_ID=$(curl -s -X POST "$BASE/conversation/outbound" -H "$AUTH" -H "$CT" \
  -d "{\"agentId\": \"$AGENT_ID\", \"phoneNumber\": \"+14155550123\"}" \
  | jq -r '.data.conversationId')

FIRST_MESSAGE=$(curl -s "$BASE/agent/$AGENT_ID" -H "$AUTH" \
  | jq '.data._resolvedConfig.firstMessage')

SERVING=$(curl -s "$BASE/agent/$AGENT_ID" -H "$AUTH" | jq -r '.data.activeVersionId')
PLAIN_DELETE=$(curl -s -o /dev/null -w '%{http_code}' -X DELETE "$BASE/agent/$AGENT_ID" -H "$AUTH" -H "X-Outside-Contract: there is no such route")
ARCHIVED=$(curl -s -X DELETE "$BASE/agent/$AGENT_ID/archive" -H "$AUTH" | jq -r '.data.message')
set +x

[[ "$AGENT_ID" =~ ^[0-9a-f]{24}$ ]] || fail "agent id: $AGENT_ID"
[[ "$EARLY" == *"security check pending"* ]] || fail "activating early: $EARLY"
[[ "$CONV_ID" =~ ^CALL-[0-9]{13}-[0-9a-f]{6}$ ]] || fail "conversation id: $CONV_ID"
[ "$FIRST_MESSAGE" = '"Hello, this is the lifecycle demo agent."' ] || fail "first message: $FIRST_MESSAGE"
[ "$SERVING" = "$VERSION_ID" ] || fail "$SERVING serves, not $VERSION_ID"
[ "$SERVING" != "$ACTIVE_VERSION_ID" ] || fail "the first version still serves"
[ "$PLAIN_DELETE" = 404 ] || fail "plain delete: $PLAIN_DELETE"
[ "$ARCHIVED" = "Agent archived" ] || fail "archive: $ARCHIVED"
kill -TERM "$proxy"
wait "$proxy" || fail "something was not as the contract describes it"
echo "1 passed, 0 failed"
