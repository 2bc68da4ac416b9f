//! What lists and reads can be asked for.

use serde::Deserialize;
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// Which config `getAgent` shows in `_resolvedConfig`. Default: the active version's.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct AgentPreview {
    /// Show this draft's config. Not together with `versionId`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub draft_id: Option<String>,
    /// Show this version's config. Not together with `draftId`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub version_id: Option<String>,
}

/// Which agents to list.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct AgentsQuery {
    /// The page, from 1. Default 1.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub page: Option<u32>,
    /// Agents on a page. Default 10. (The platform calls this `offset`.)
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub page_size: Option<u32>,
    /// Only agents that match this text.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub search: Option<String>,
    /// Only agents of this workflow type.
    #[serde(rename = "type")]
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(optional, type = "\"single_prompt\" | \"workflow_graph\"")
    )]
    pub workflow_type: Option<String>,
    /// Default `createdAt`.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(
            optional,
            type = "\"createdAt\" | \"updatedAt\" | \"totalCalls\" | \"name\" | \"workflowType\""
        )
    )]
    pub sort_field: Option<String>,
    /// Default `desc`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "\"asc\" | \"desc\""))]
    pub sort_order: Option<String>,
    /// Archived agents instead of active ones. Default false.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub archived: Option<bool>,
}

/// How much of a draft's edit history to read.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct DraftQuery {
    /// Entries of the edit history, 1 to 100.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub limit: Option<u32>,
}

/// Which versions to list, newest first.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct VersionsQuery {
    /// Versions on a page, 1 to 100. Default 20.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub limit: Option<u32>,
    /// Versions to leave out at the start. Default 0.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub skip: Option<u32>,
    /// Only pinned (true) or only unpinned (false) versions.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub is_pinned: Option<bool>,
}
