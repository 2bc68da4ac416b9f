//! A config as reads show it.

use super::{Config, Section};
use crate::emulator::json::{Out, Raw, ToJson};

/// Flat, as in an agent's `_resolvedConfig`.
#[derive(Debug)]
pub struct Flat<'a>(pub &'a Config);

impl ToJson for Flat<'_> {
    fn fields(&self, out: &mut Out) {
        for (_, _, fields) in self.0.blocks() {
            fields.fields(out);
        }
    }
}

/// By section, as in a version's `resolvedConfig`.
#[derive(Debug)]
pub struct BySection<'a>(pub &'a Config);

impl ToJson for BySection<'_> {
    fn fields(&self, out: &mut Out) {
        for (section, _, fields) in self.0.blocks() {
            out.field(section.name(), &**fields);
        }
    }
}

/// The deprecated mirror in `_versionedWorkflow`.
#[derive(Debug)]
pub struct Workflow<'a>(pub &'a Config);

impl ToJson for Workflow<'_> {
    fn fields(&self, out: &mut Out) {
        let text = |section, name| self.0.section(section).text(name);
        out.field("prompt", &text(Section::WorkflowPrompt, "prompt"));
        out.field("tools", &text(Section::WorkflowTools, "tools"));
        let graph = text(Section::WorkflowGraph, "workflowGraph");
        let graph = graph.filter(|Raw(graph)| *graph != b"null");
        out.optional("workflowGraph", graph.as_ref());
    }
}
