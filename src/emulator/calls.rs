//! Calls. Nobody is dialled: they are only written down.

use super::Platform;
use super::agents;
use super::answer::Failure;
use super::config::{Config, Section};
use super::ids::Id;
use super::json::{Fields, Json, kept, object};
use super::schema::{self, Field, Kind, TEXT, optional, text};
use super::state::Agent;
use super::versions::{self, workflow_type};
use super::wire::{Call, Header, Response};

/// A call that would have been made.
#[derive(Debug)]
pub struct CallLog {
    /// As the API calls it: `CALL-1737000000000-abc123`.
    call_id: String,
    /// `outbound`, or a test call's mode.
    mode: String,
    is_test: bool,
    agent_id: Id,
    /// The version that would have talked; none for a draft's test call.
    version_id: Option<Id>,
    draft_id: Option<String>,
    phone_number: Option<String>,
    /// The number it would have come from; none is a shared one of the platform's.
    from_product_id: Option<String>,
    variables: Fields,
    at: u64,
}

kept!(CallLog {
    "callId": call_id,
    "mode": mode,
    "isTest": is_test,
    "agentId": agent_id,
    "versionId": version_id,
    "draftId": draft_id,
    "phoneNumber": phone_number,
    "fromProductId": from_product_id,
    "variables": variables,
    "at": at,
});

const OUTBOUND: &[Field] = &[
    optional("agentId", TEXT),
    optional("phoneNumber", TEXT),
    // A later page calls it so.
    optional("toPhone", TEXT),
    optional("fromProductId", TEXT),
    optional("versionId", TEXT),
    optional("variables", Kind::AnyObject),
];

/// `POST /conversation/outbound`
pub fn outbound(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let mut body = call.body_of(OUTBOUND)?;
    let agent_id = text(&body, "agentId").unwrap_or_default();
    let agent_id = Id::parse(&agent_id).ok_or_else(|| Failure::bad_request("Invalid agent id"))?;
    let phone_number = text(&body, "phoneNumber")
        .or_else(|| text(&body, "toPhone"))
        .filter(|number| is_e164(number))
        .ok_or_else(|| Failure::bad_request("Invalid phone number"))?;
    let product_id = text(&body, "fromProductId");
    if product_id
        .as_deref()
        .is_some_and(|id| Id::parse(id).is_none())
    {
        return Err(Failure::bad_request("Invalid product id"));
    }
    let variables = match body.remove("variables") {
        Some(Json::Object(variables)) => variables,
        _ => Fields::default(),
    };
    let is_flat = |value: &Json| matches!(value, Json::Text(_) | Json::Number(_) | Json::Flag(_));
    if !variables.iter().all(|(_, value)| is_flat(value)) {
        return Err(Failure::bad_request("Invalid input"));
    }

    let state = &mut platform.state;
    let agent = state.agent(agent_id);
    let agent = agent.ok_or_else(|| Failure::bad_request("Agent not found"))?;
    if agent.archived_at.is_some() {
        return Err(Failure::bad_request(
            "Agent is archived and cannot initiate calls",
        ));
    }
    let version = match text(&body, "versionId") {
        Some(id) => Some(versions::find(agent, &id)?),
        None => agent.history.active(),
    };
    if version.is_some_and(|version| lacks_workflow(agent, &version.config)) {
        return Err(Failure::bad_request("Workflow not found"));
    }
    let log = CallLog {
        call_id: String::new(),
        mode: "outbound".to_owned(),
        is_test: call.request.header(Header::TestCall) == Some("true"),
        agent_id,
        version_id: version.map(|version| version.id),
        draft_id: None,
        phone_number: Some(phone_number),
        from_product_id: product_id.or(agent.telephony_product_ids.first().cloned()),
        variables,
        at: state.now_ms,
    };
    let call_id = platform.log_call(log);
    Ok(Response::ok(&object(|out| {
        out.field("conversationId", &call_id);
    })))
}

/// Whether a graph would talk and there is none. The legacy document's counts,
/// since nothing else writes one (*assumed*).
fn lacks_workflow(agent: &Agent, config: &Config) -> bool {
    let is_graph = |graph: Option<&Json>| graph.and_then(Json::as_object).is_some();
    let legacy = agent.legacy_workflow.as_ref();
    workflow_type(config) == "workflow_graph"
        && !is_graph(config.field(Section::WorkflowGraph, "workflowGraph"))
        && !is_graph(legacy.and_then(|legacy| legacy.get("workflowGraph")))
}

/// `POST /agent/{id}/versions/{versionId}/test-call`
pub fn test_version(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = agents::of(&platform.state, call)?;
    let version_id = versions::find(agent, call.segment(3))?.id;
    test(platform, call, Some(version_id), None)
}

/// `POST /agent/{id}/drafts/{draftId}/test-call`
pub fn test_draft(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = agents::of(&platform.state, call)?;
    let draft_id = versions::find_draft(agent, call.segment(3))?
        .draft_id
        .clone();
    test(platform, call, None, Some(draft_id))
}

const TEST_CALL: &[Field] = &[
    optional("mode", Kind::OneOf(&["webcall", "chat", "telephony"])),
    optional("toPhone", TEXT),
];

/// A test call to what was found at the agent that the path names.
pub fn test(
    platform: &mut Platform,
    call: &Call<'_>,
    version_id: Option<Id>,
    draft_id: Option<String>,
) -> Result<Response, Failure> {
    let agent_id = agents::of(&platform.state, call)?.id;
    let body =
        schema::check_fields(TEST_CALL, call.body()?).map_err(|issue| Failure::input(&issue))?;
    let mode = text(&body, "mode").unwrap_or_else(|| "webcall".to_owned());
    let phone_number = text(&body, "toPhone");
    match &phone_number {
        Some(number) if !is_e164(number) => {
            return Err(Failure::bad_request("Invalid phone number"));
        }
        None if mode == "telephony" => {
            return Err(Failure::bad_request("toPhone is required for telephony"));
        }
        _ => {}
    }
    let conversation_id = platform.state.ids.id();
    let room = (mode != "telephony").then(|| platform.state.ids.opaque());
    let call_id = platform.log_call(CallLog {
        call_id: String::new(),
        mode,
        is_test: true,
        agent_id,
        version_id,
        draft_id,
        phone_number,
        from_product_id: None,
        variables: Fields::default(),
        at: platform.state.now_ms,
    });
    Ok(Response::ok(&object(|out| {
        out.field("conversationId", &conversation_id);
        out.field("callId", &call_id);
        if let Some(room) = &room {
            out.field("token", &format!("emulated-{room}"));
            out.field("roomName", &format!("room-{room}"));
            out.field("host", "wss://emulator.invalid");
        }
    })))
}

impl Platform {
    /// Writes a call down under a new id.
    fn log_call(&mut self, mut log: CallLog) -> String {
        let call_id = format!("CALL-{:013}-{}", log.at, self.state.ids.suffix());
        log.call_id.clone_from(&call_id);
        if let Some((agent, _)) = self.state.agent_mut(log.agent_id) {
            agent.total_calls = agent.total_calls.saturating_add(1);
        }
        self.state.calls.push(log);
        call_id
    }
}

/// `+` and 7 to 15 digits, the first not 0.
fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}
