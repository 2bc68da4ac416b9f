//! When a call is nudged or ended, and the time zone it is in.

use super::OtherFields;
use alloc::string::String;
use serde::{Deserialize, Serialize};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// When a silent caller is spoken to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LlmIdleTimeoutConfig {
    /// Seconds of silence in a chat, 1 to 300.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_timeout_time_in_secs: Option<f64>,
    /// Seconds of silence in a web call, 1 to 300.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webcall_timeout_time_in_secs: Option<f64>,
    /// Seconds of silence on the phone, 1 to 300.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephony_timeout_time_in_secs: Option<f64>,
    /// How often the caller is spoken to before the call ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_retries: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// How long a call may last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SessionTimeoutConfig {
    /// Seconds, at most 3,600. Default 1,800.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_time_in_secs: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A time zone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct Timezone {
    /// Its name, such as `America/New_York`. Default `(GMT+0:00) UTC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Minutes from UTC, such as -300. Default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}
