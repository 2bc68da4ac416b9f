//! The few fields that the lifecycle decides on, read out of whole documents.

use serde::Deserialize;
use serde_json::Value;

/// Of an agent: what serves, and with which config.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentFacts {
    /// The version that serves.
    #[serde(default)]
    active_version_id: Option<String>,
    /// The platform's alias for it.
    #[serde(default)]
    version_id: Option<String>,
    /// The config, flat.
    #[serde(default, rename = "_resolvedConfig")]
    pub resolved_config: Value,
}

impl AgentFacts {
    /// The version that serves, under either of its names.
    pub fn active_version(self) -> Option<String> {
        self.active_version_id.or(self.version_id)
    }

    /// The same, borrowed.
    pub fn active_version_id(&self) -> Option<&str> {
        self.active_version_id
            .as_deref()
            .or(self.version_id.as_deref())
    }
}

/// Of a fork's reply or of a draft in a list: `draftId`, never the row's `_id`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DraftFacts {
    /// The draft's own id.
    pub draft_id: String,
    /// Its name.
    #[serde(default)]
    pub draft_name: Option<String>,
}

/// Of a version, in a list or alone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionFacts {
    /// The version's id.
    #[serde(rename = "_id")]
    pub id: String,
    /// Counts up per agent.
    #[serde(default)]
    pub version_number: Option<u64>,
    /// Human-readable.
    #[serde(default)]
    pub label: Option<String>,
    /// When it last began to serve, ISO 8601.
    #[serde(default)]
    pub activated_at: Option<String>,
    /// The platform's security check of it.
    #[serde(default)]
    pub security_check: Option<CheckFacts>,
}

/// A page of versions.
#[derive(Debug, Deserialize)]
pub struct VersionsPage {
    /// Newest first.
    pub versions: Vec<VersionFacts>,
    /// Of all pages.
    #[serde(default)]
    pub total: u64,
}

/// A version's detail: the check may be on either level.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionDetailFacts {
    #[serde(default)]
    security_check: Option<CheckFacts>,
    #[serde(default)]
    version: Option<CheckHolder>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CheckHolder {
    #[serde(default)]
    security_check: Option<CheckFacts>,
}

impl VersionDetailFacts {
    /// The security check, from whichever level has it.
    pub fn check(self) -> Option<CheckFacts> {
        self.version
            .and_then(|version| version.security_check)
            .or(self.security_check)
    }
}

/// A security check as the platform shows it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckFacts {
    /// Any string; see [`crate::core::check::Verdict`].
    #[serde(default)]
    pub status: Option<String>,
    /// Why it failed.
    #[serde(default)]
    pub reason: Option<String>,
    /// ISO 8601.
    #[serde(default)]
    pub triggered_at: Option<String>,
    /// ISO 8601.
    #[serde(default)]
    pub completed_at: Option<String>,
}
