//! Calls: tests of a draft or a version, and outbound calls.

use super::config::OtherFields;
use alloc::string::String;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// A test call, the body of `POST /agent/{agentId}/drafts/{draftId}/test-call`
/// and of `POST /agent/{agentId}/versions/{versionId}/test-call`.
///
/// `mode` is `webcall` by default. `telephony` dials `toPhone`, an E.164
/// number: it rings a real phone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = r#"{
    /** Default `webcall`. */
    mode?: "webcall" | "chat";
    /** For `telephony` alone. */
    toPhone?: never;
} | {
    /** Dials `toPhone`: a real phone rings. */
    mode: "telephony";
    /** The number to call, E.164. */
    toPhone: string;
}"#)
)]
#[serde(rename_all = "camelCase")]
pub struct TestCall {
    /// `webcall` (default), `chat` or `telephony`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The number to call, E.164. For `telephony` alone, which needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_phone: Option<String>,
}

/// A test call that began, as both `test-call` routes answer.
///
/// `webcall` and `chat` come with what a LiveKit client joins with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TestCallStarted {
    /// The call.
    pub call_id: String,
    /// Its conversation. A draft's test call may come without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The access token. A secret. Not for `telephony`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The room. Not for `telephony`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_name: Option<String>,
    /// The server. Not for `telephony`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// An outbound call, the body of `POST /conversation/outbound`. It dials a
/// real person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OutboundCall {
    /// The agent that calls.
    pub agent_id: String,
    /// The number to call, E.164: `+` and 7 to 15 digits.
    pub phone_number: String,
    /// The number to call from, by product id. Default: the agent's own, and
    /// where it has none, a number that the platform's customers share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_product_id: Option<String>,
    /// Values for the variables in prompts: strings, numbers and booleans, never nested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = "Record<string, string | number | boolean>")
    )]
    pub variables: Option<Map<String, Value>>,
    /// The published version to call with. Default: the one that serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// An integration to hand the call to, such as `webengage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_id: Option<String>,
    /// What that integration needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub operator_data: Option<Map<String, Value>>,
}

/// An outbound call that began, as `POST /conversation/outbound` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OutboundCallStarted {
    /// The call, such as `CALL-1737000000000-abc123`.
    pub conversation_id: String,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}
