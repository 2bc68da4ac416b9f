//! What lists and reads can be asked for.

use crate::core::error::Error;
use crate::core::fields::Fields;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// Which config `getAgent` shows in `_resolvedConfig`. Default: the active version's.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct AgentPreview<'a> {
    /// Show this draft's config. Not together with `versionId`.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "string | undefined"))]
    pub draft_id: Option<&'a str>,
    /// Show this version's config. Not together with `draftId`.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "string | undefined"))]
    pub version_id: Option<&'a str>,
}

impl<'a> AgentPreview<'a> {
    /// Reads it from what a caller passed.
    pub fn read(fields: &'a Fields) -> Result<Self, Error> {
        Ok(Self {
            draft_id: fields.text("draftId")?,
            version_id: fields.text("versionId")?,
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
pub struct AgentsQuery<'a> {
    /// The page, from 1. Default 1.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub page: Option<u32>,
    /// Agents on a page. Default 10. (The platform calls this `offset`.)
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub page_size: Option<u32>,
    /// Only agents that match this text.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "string | undefined"))]
    pub search: Option<&'a str>,
    /// Only agents of this workflow type.
    #[cfg_attr(
        feature = "declarations",
        serde(rename = "type"),
        tsify(optional, type = "\"single_prompt\" | \"workflow_graph\" | undefined")
    )]
    pub workflow_type: Option<&'a str>,
    /// Default `createdAt`.
    #[cfg_attr(
        feature = "declarations",
        tsify(
            optional,
            type = "\"createdAt\" | \"updatedAt\" | \"totalCalls\" | \"name\" | \"workflowType\" | undefined"
        )
    )]
    pub sort_field: Option<&'a str>,
    /// Default `desc`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "\"asc\" | \"desc\" | undefined")
    )]
    pub sort_order: Option<&'a str>,
    /// Archived agents instead of active ones. Default false.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "boolean | undefined")
    )]
    pub archived: Option<bool>,
}

impl<'a> AgentsQuery<'a> {
    /// Reads it from what a caller passed.
    pub fn read(fields: &'a Fields) -> Result<Self, Error> {
        Ok(Self {
            page: fields.count("page")?,
            page_size: fields.count("pageSize")?,
            search: fields.text("search")?,
            workflow_type: fields.text("type")?,
            sort_field: fields.text("sortField")?,
            sort_order: fields.text("sortOrder")?,
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
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
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
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub limit: Option<u32>,
    /// Versions to leave out at the start. Default 0.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub skip: Option<u32>,
    /// Only pinned (true) or only unpinned (false) versions.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "boolean | undefined")
    )]
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
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub limit: Option<u32>,
    /// Revisions to leave out at the start. Default 0.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
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
