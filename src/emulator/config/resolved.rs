//! A config as reads show it.

use super::{Config, Section};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Flat, as in an agent's `_resolvedConfig`.
#[derive(Debug)]
pub struct Flat<'a>(pub &'a Config);

impl Serialize for Flat<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.blocks().flat_map(|(_, _, fields)| fields.iter()))
    }
}

/// By section, as in a version's `resolvedConfig`.
#[derive(Debug)]
pub struct BySection<'a>(pub &'a Config);

impl Serialize for BySection<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0
                .blocks()
                .map(|(section, _, fields)| (section, fields.as_ref())),
        )
    }
}

/// The deprecated mirror in `_versionedWorkflow`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Workflow<'a> {
    prompt: Option<&'a Value>,
    tools: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow_graph: Option<&'a Value>,
}

impl<'a> Workflow<'a> {
    pub fn of(config: &'a Config) -> Self {
        Self {
            prompt: config.field(Section::WorkflowPrompt, "prompt"),
            tools: config.field(Section::WorkflowTools, "tools"),
            workflow_graph: config
                .field(Section::WorkflowGraph, "workflowGraph")
                .filter(|graph| !graph.is_null()),
        }
    }
}
