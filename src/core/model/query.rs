//! What lists and reads can be asked for.

use crate::core::error::Error;
use crate::core::fields::Fields;
use alloc::string::String;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// Which config `getAgent` shows in `_resolvedConfig`. Default: the active version's.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct AgentPreview {
    /// Show this draft's config. Not together with `versionId`.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub draft_id: Option<String>,
    /// Show this version's config. Not together with `draftId`.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub version_id: Option<String>,
}

impl AgentPreview {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            draft_id: fields.owned("draftId")?,
            version_id: fields.owned("versionId")?,
        })
    }
}

/// Which agents to list.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct AgentsQuery {
    /// The page, from 1. Default 1.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub page: Option<u32>,
    /// Agents on a page. Default 10. (The platform calls this `offset`.)
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub page_size: Option<u32>,
    /// Only agents that match this text.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub search: Option<String>,
    /// Only agents of this workflow type.
    #[cfg_attr(
        feature = "declarations",
        serde(rename = "type"),
        tsify(optional, type = "\"single_prompt\" | \"workflow_graph\"")
    )]
    pub workflow_type: Option<String>,
    /// Default `createdAt`.
    #[cfg_attr(
        feature = "declarations",
        tsify(
            optional,
            type = "\"createdAt\" | \"updatedAt\" | \"totalCalls\" | \"name\" | \"workflowType\""
        )
    )]
    pub sort_field: Option<String>,
    /// Default `desc`.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "\"asc\" | \"desc\""))]
    pub sort_order: Option<String>,
    /// Archived agents instead of active ones. Default false.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub archived: Option<bool>,
}

impl AgentsQuery {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            page: fields.count("page")?,
            page_size: fields.count("pageSize")?,
            search: fields.owned("search")?,
            workflow_type: fields.owned("type")?,
            sort_field: fields.owned("sortField")?,
            sort_order: fields.owned("sortOrder")?,
            archived: fields.flag("archived")?,
        })
    }
}

/// How much of a draft's edit history to read.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct DraftQuery {
    /// Entries of the edit history, 1 to 100.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub limit: Option<u32>,
}

impl DraftQuery {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            limit: fields.count("limit")?,
        })
    }
}

/// Which versions to list, newest first.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct VersionsQuery {
    /// Versions on a page, 1 to 100. Default 20.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub limit: Option<u32>,
    /// Versions to leave out at the start. Default 0.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub skip: Option<u32>,
    /// Only pinned (true) or only unpinned (false) versions.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub is_pinned: Option<bool>,
}

impl VersionsQuery {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            limit: fields.count("limit")?,
            skip: fields.count("skip")?,
            is_pinned: fields.flag("isPinned")?,
        })
    }
}

/// Which revisions of a branch to list, newest first.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct RevisionsQuery {
    /// Revisions on a page, 1 to 100. Default 20.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub limit: Option<u32>,
    /// Revisions to leave out at the start. Default 0.
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub skip: Option<u32>,
}

impl RevisionsQuery {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            limit: fields.count("limit")?,
            skip: fields.count("skip")?,
        })
    }
}
