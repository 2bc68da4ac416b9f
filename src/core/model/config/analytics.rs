//! What is worked out after each call.

use super::OtherFields;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// What is worked out after each call.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PostCallAnalyticsConfig {
    /// Questions about the call. Replaced whole. Default `[]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disposition_metrics: Option<Vec<DispositionMetric>>,
    /// @deprecated Use `dispositionMetrics`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>[]"))]
    pub success_metrics: Option<Vec<Map<String, Value>>>,
    /// @deprecated The platform keeps it and no longer uses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary_prompt: Option<String>,
    /// Whether the platform's analytics model answers; else the agent's own
    /// model does. Default true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_internal_analytics_model: Option<bool>,
    /// Whether a reasoning model answers: better, slower, dearer. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_reasoning_model: Option<bool>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A question that each finished call's transcript answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DispositionMetric {
    /// Its name in call logs: lower-case letters, digits and underscores.
    pub identifier: String,
    /// The question.
    pub disposition_metric_prompt: String,
    /// The answer's type.
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""STRING" | "BOOLEAN" | "INTEGER" | "ENUM" | "DATETIME" | (string & {})"#)
    )]
    pub disposition_metric_type: String,
    /// The answers that `ENUM` allows, which needs them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<String>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}
