//! Versions: published configs, one of which serves.

use super::config::{OtherFields, WorkflowType};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// What a draft's row and a version's row have in common.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct StoredConfig {
    /// The row's id: a version's id, but not a draft's, which is `draftId`.
    #[serde(rename = "_id")]
    pub id: String,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// What the row is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""published" | "draft" | "archived" | (string & {})"#)
    )]
    pub status: Option<String>,
    /// Where the config is stored, by section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Blocks>,
    /// How the agent is built.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_type: Option<WorkflowType>,
    /// The version that it was forked from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub source_version_id: Option<String>,
    /// The version that it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub parent_version: Option<String>,
    /// Who created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it was created, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it last changed, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A version: a row of `GET /agent/{agentId}/versions`, and what publishing,
/// `PATCH /agent/{agentId}/versions/{versionId}` and `.../activate` answer.
///
/// Its config never changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Whether it serves. False right after publishing, always.
    pub is_active: bool,
    /// Counts up per agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub version_number: Option<u64>,
    /// For people. At most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub label: Option<String>,
    /// What changed in it. At most 2,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub description: Option<String>,
    /// Whether it is pinned. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_pinned: Option<bool>,
    /// The security check, which must pass before the version can serve.
    /// Null or missing on old versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "SecurityCheck | null"))]
    pub security_check: Option<SecurityCheck>,
    /// The draft that it was, where the platform says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub draft_id: Option<String>,
    /// That draft's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub draft_name: Option<String>,
    /// That draft's revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub draft_revision: Option<u64>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_by: Option<String>,
    /// Their name. Only in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_by_name: Option<String>,
    /// When it was published, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_at: Option<String>,
    /// Who activated it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub activated_by: Option<String>,
    /// Their name. Only in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub activated_by_name: Option<String>,
    /// When it last began to serve, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub activated_at: Option<String>,
    /// What drafts have too.
    #[serde(flatten)]
    pub stored: StoredConfig,
}

/// Where a config is stored: a block id for each section. An edit gives the
/// sections that it touches new ids.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct Blocks {
    /// Prompts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_prompt: Option<String>,
    /// Tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_tools: Option<String>,
    /// The graph of a `workflow_graph` agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_graph: Option<String>,
    /// The model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm: Option<String>,
    /// The voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// Languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How a call goes: the first message, interruptions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_handling: Option<String>,
    /// Speech, turns and voicemail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detection: Option<String>,
    /// What is worked out after each call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analytics: Option<String>,
    /// Timeouts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeouts: Option<String>,
    /// Sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<String>,
    /// Redaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<String>,
    /// The widget on web pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widget: Option<String>,
    /// Playbooks, of `multi_agents` agents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub playbooks: Option<String>,
    /// Sections that the platform adds.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// The platform's security check of a version. It takes some seconds after
/// publishing; see `waitForSecurityCheck`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SecurityCheck {
    /// How it is doing, as the platform spells it, in any letter case. Only
    /// `passed` lets the version serve; only `failed`, `error` and `errored`
    /// are final besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(
            type = r#""queued" | "pending" | "running" | "scanning" | "passed" | "failed" | "error" | "errored" | (string & {})"#
        )
    )]
    pub status: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub reason: Option<String>,
    /// When it began, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub triggered_at: Option<String>,
    /// When it ended, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub completed_at: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A version with its config, as `GET /agent/{agentId}/versions/{versionId}` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VersionDetail {
    /// The version.
    pub version: Version,
    /// Its config by section, such as `workflow_tools.tools`: not flat like an
    /// agent's `_resolvedConfig`.
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub resolved_config: Map<String, Value>,
    /// Where a deployment puts the check beside the version, not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "SecurityCheck | null"))]
    pub security_check: Option<SecurityCheck>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A page of versions, as `GET /agent/{agentId}/versions` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct VersionsPage {
    /// Newest first.
    pub versions: Vec<Version>,
    /// Versions on all pages; it may count unpinned ones too when only
    /// pinned ones were asked for.
    pub total: u64,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What two versions differ in, as `GET /agent/{agentId}/versions/diff` answers.
///
/// A value that equals the platform's default may be missing although it
/// differs, and some paths are not a patch's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VersionsDiff {
    /// Sections without a difference.
    pub unchanged_sections: Vec<String>,
    /// Sections with differences.
    #[cfg_attr(feature = "declarations", tsify(type = "SectionDiff[]"))]
    pub diffs: Vec<SectionChanges>,
}

/// What differs in one section of two configs. In TypeScript it is the
/// `SectionDiff` of reports, which has the same shape.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SectionChanges {
    /// Such as `workflow_prompt` or `voice`.
    pub section: String,
    /// Each value that differs.
    pub changes: Vec<ValueChange>,
}

/// A value that differs between two configs: `Change` in TypeScript.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueChange {
    /// Dotted path within the section.
    pub path: String,
    /// The base's; null or missing when it has none.
    #[serde(default)]
    pub old_value: Value,
    /// The other's; null or missing when it has none.
    #[serde(default)]
    pub new_value: Value,
}

/// What may change on a version, the body of
/// `PATCH /agent/{agentId}/versions/{versionId}`: at least one field.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VersionMetadata {
    /// At most 200 characters; null clears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub label: Option<String>,
    /// At most 2,000 characters; null clears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub description: Option<String>,
    /// Whether it is pinned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_pinned: Option<bool>,
}
