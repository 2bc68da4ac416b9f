//! The legacy write that goes around versions.

use super::Platform;
use super::answer::Failure;
use super::config::tool::TOOL;
use super::ids::Id;
use super::json::Json;
use super::schema::{Field, Kind, TEXT, optional, required};
use super::wire::{Call, Response};

const WORKFLOW: &[Field] = &[
    required("type", Kind::OneOf(&["workflow_graph", "single_prompt"])),
    optional("workflowGraph", Kind::AnyObject),
    optional(
        "singlePromptConfig",
        Kind::Object(&[
            required("prompt", TEXT),
            optional("tools", Kind::List(&TOOL)),
        ]),
    ),
];

/// `PATCH /workflow/{id}`: replaces the legacy document, so that fields that
/// were not sent are gone. No version and no `_resolvedConfig` shows it; only
/// a snapshot does. The answer's shape is *assumed*.
pub fn update(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = Id::parse(call.segment(1))
        .and_then(|id| platform.state.agent_of_workflow(id))
        .ok_or_else(|| Failure::not_found("Workflow not found"))?;
    let body = call.body_of(WORKFLOW)?;
    if body.has("workflowGraph") == body.has("singlePromptConfig") {
        return Err(Failure::input(
            "Exactly one of workflowGraph and singlePromptConfig is required",
        ));
    }
    agent.legacy_workflow = Some(Json::Object(body));
    Ok(Response::ok(&agent.workflow_id))
}
