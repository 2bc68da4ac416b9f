//! Agents: as created, as read, as listed.

use super::config::{
    LanguageCode, LanguageModel, LanguagePatch, LanguageSwitching, OtherFields,
    PostCallAnalyticsConfig, ResolvedConfig, SharedConfig, Tool, WidgetConfig,
};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// An agent to create, the body of `POST /agent`.
///
/// The platform makes and activates a first version of it. Prompt, tools and
/// later changes go through drafts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NewAgent {
    /// Its name. Not empty.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its languages. Default: English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<NewLanguage>,
    /// The model that answers. Default `electron`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slm_model: Option<LanguageModel>,
    /// Phone numbers for its calls, by product id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephony_product_id: Option<Vec<String>>,
    /// Whether it takes calls. Default true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_inbound_call: Option<bool>,
    /// The fields that are named the same everywhere.
    #[serde(flatten)]
    pub shared: SharedConfig,
}

/// Languages of an agent to create. `switching` is required: without it the
/// platform refuses the agent.
///
/// `default` must be among `supported`; `ta` goes with no other language.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct NewLanguage {
    /// Whether and how the agent follows a caller into another language;
    /// `{isEnabled: false}` is enough.
    pub switching: LanguageSwitching,
    /// The language a call begins in. Default `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<LanguageCode>,
    /// The languages the agent understands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported: Option<Vec<LanguageCode>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A change to what an agent is besides its config, the body of
/// `PATCH /agent/{agentId}`: at least one field.
///
/// Of an agent with versions the platform refuses config fields here; they
/// go through drafts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AgentMetadata {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its picture's URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// Phone numbers for its calls, by product id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephony_product_id: Option<Vec<String>>,
    /// Whether it takes calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_inbound_call: Option<bool>,
    /// Whether the whole organisation sees it, not its creator alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_to_everyone: Option<bool>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// An agent in a list, a row of `GET /agent`.
///
/// The config that serves is not up here but in `_resolvedConfig`, which only
/// a single agent's read has.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AgentSummary {
    /// The agent's id.
    #[serde(rename = "_id")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its picture's URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// The organisation it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Who created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it was created, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it last changed, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Whether it is archived. Default lists leave archived agents out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// When it was archived, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub archived_at: Option<String>,
    /// Calls it has had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_calls: Option<u64>,
    /// The platform's own document behind the config. Never write to it:
    /// that goes around versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_id: Option<String>,
    /// The version that serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_version_id: Option<String>,
    /// The same as `activeVersionId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// Phone numbers attached to it, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<Vec<String>>,
    /// The same by product id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephony_product_id: Option<Vec<String>>,
    /// Whether it takes calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_inbound_call: Option<bool>,
    /// Whether the whole organisation sees it, not its creator alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_to_everyone: Option<bool>,
    /// Its languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguagePatch>,
    /// The model that answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slm_model: Option<LanguageModel>,
    /// The speech-to-text engine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcriber_type: Option<String>,
    /// What is worked out after each call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_call_analytics_config: Option<PostCallAnalyticsConfig>,
    /// The widget on web pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widget_config: Option<WidgetConfig>,
    /// The fields that are named the same everywhere.
    #[serde(flatten)]
    pub shared: SharedConfig,
}

/// An agent with its config, as `GET /agent/{agentId}` answers.
///
/// Of an agent from before versions, `activeVersionId` and `_resolvedConfig`
/// are missing; every agent made since has both.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// The version that serves.
    pub active_version_id: String,
    /// The config that serves, or the previewed draft's or version's.
    #[serde(rename = "_resolvedConfig")]
    pub resolved_config: ResolvedConfig,
    /// Whose config `_resolvedConfig` is. Only there when a preview was asked for.
    #[serde(rename = "_configSource", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""active" | "draft" | "version" | (string & {})"#)
    )]
    pub config_source: Option<String>,
    /// @deprecated Use `_resolvedConfig`, which this mirrors in part.
    #[serde(rename = "_versionedWorkflow", skip_serializing_if = "Option::is_none")]
    pub versioned_workflow: Option<VersionedWorkflow>,
    /// What lists show too.
    #[serde(flatten)]
    pub summary: AgentSummary,
}

/// @deprecated Use `_resolvedConfig`, which this mirrors in part.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VersionedWorkflow {
    /// As in `_resolvedConfig`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// As in `_resolvedConfig`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<Vec<Tool>>,
    /// As in `_resolvedConfig`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = "Record<string, unknown> | null")
    )]
    pub workflow_graph: Option<Map<String, Value>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A page of agents, as `GET /agent` answers. How much is said about the
/// other pages differs between deployments.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AgentsPage {
    /// The agents of this page.
    pub agents: Vec<AgentSummary>,
    /// Agents on all pages, by its documented name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Agents on all pages, as production names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_count: Option<u64>,
    /// Pages in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_pages: Option<u64>,
    /// Whether there is a page after this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_more: Option<bool>,
    /// Whether `search` chose them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_search_results: Option<bool>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What `DELETE /agent/{agentId}/archive` answers, with `?on=false` too.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct ArchiveResult {
    /// `Agent archived` or `Agent unarchived`.
    pub message: String,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn known_fields_are_typed_at_every_level_and_new_ones_kept() {
        let document = json!({
            "_id": "a1",
            "name": "demo",
            "activeVersionId": "v1",
            "versionId": "v1",
            "slmModel": "a-model-of-tomorrow",
            "firstMessage": "Hello!",
            "synthesizer": {"speed": 1.5, "voiceConfig": {"voiceId": "nyah"}, "new": [1]},
            "_resolvedConfig": {"prompt": "Be kind.", "firstMessage": "Hello!", "new": true},
            "_configSource": "active",
            "new": {"deep": 1},
        });
        let agent: Agent = serde_json::from_value(document.clone()).unwrap();
        assert_eq!(agent.active_version_id, "v1");
        assert_eq!(agent.resolved_config.prompt.as_deref(), Some("Be kind."));
        let shared = &agent.summary.shared;
        assert_eq!(shared.first_message.as_deref(), Some("Hello!"));
        assert_eq!(shared.other.0.keys().collect::<Vec<_>>(), ["new"]);
        assert_eq!(serde_json::to_value(agent).unwrap(), document);
    }

    #[test]
    fn a_new_agent_has_a_name_and_its_language_switching() {
        let read = |json| serde_json::from_value::<NewAgent>(json).map(|_| ());
        assert!(read(json!({"name": "demo"})).is_ok());
        assert!(read(json!({"name": "demo", "language": {"switching": {}}})).is_ok());
        assert!(read(json!({"name": "demo", "language": {"default": "en"}})).is_err());
        assert!(read(json!({"firstMessage": "Hello!"})).is_err());
    }
}
