//! A config as reads show it.

use super::{Config, Section};
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};

/// Flat, as in an agent's `_resolvedConfig`.
#[derive(Debug)]
pub struct Flat<'a>(pub &'a Config);

impl Serialize for Flat<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut flat = serializer.serialize_map(None)?;
        for (_, _, fields) in self.0.blocks() {
            for (name, text) in fields.texts().map_err(Error::custom)? {
                flat.serialize_entry(name, text)?;
            }
        }
        flat.end()
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
#[derive(Debug)]
pub struct Workflow<'a>(pub &'a Config);

impl Serialize for Workflow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |section, name| {
            let fields = self.0.section(section);
            fields.text(name).map_err(Error::custom)
        };
        let mut mirror = serializer.serialize_map(None)?;
        mirror.serialize_entry("prompt", &text(Section::WorkflowPrompt, "prompt")?)?;
        mirror.serialize_entry("tools", &text(Section::WorkflowTools, "tools")?)?;
        let graph = text(Section::WorkflowGraph, "workflowGraph")?;
        if let Some(graph) = graph.filter(|graph| graph.get() != "null") {
            mirror.serialize_entry("workflowGraph", graph)?;
        }
        mirror.end()
    }
}
