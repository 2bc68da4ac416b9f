//! What an agent may do during a call, and the APIs it asks.

use super::OtherFields;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// Prompt and tools of a `single_prompt` agent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct SinglePromptConfig {
    /// What the agent is told to be and do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// What it may do during a call. Replaced whole. Default `[]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<Vec<Tool>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// Something the agent may do during a call. `type` says which fields count.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Tool {
    /// What it does.
    #[serde(rename = "type")]
    #[cfg_attr(
        feature = "declarations",
        tsify(
            type = r#""end_call" | "transfer_call" | "api_call" | "extract_dynamic_variables" | "knowledge_base_search" | (string & {})"#
        )
    )]
    pub kind: String,
    /// Its name, unique in the agent and without spaces.
    pub name: String,
    /// When the model should use it.
    pub description: String,
    /// Whether the model may use it. Default true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// `transfer_call`, required: the number to hand over to, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_number: Option<String>,
    /// `transfer_call`, required: how the call is handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_option: Option<TransferOption>,
    /// `transfer_call`: what the caller hears meanwhile. Default `ringtone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(
            type = r#""ringtone" | "relaxing_sound" | "uplifting_beats" | "none" | (string & {})"#
        )
    )]
    pub on_hold_music: Option<String>,
    /// `transfer_call`: whether only a human is handed over to, never a
    /// voicemail or a menu. Default true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_only_if_human: Option<bool>,
    /// `transfer_call`: seconds to find out whether a human answered, 5 to 60. Default 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detection_timeout: Option<u32>,
    /// `api_call`, required: the URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `api_call`, required: the method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<HttpMethod>,
    /// `api_call`: milliseconds to wait, 1,000 to 30,000. Default 5,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u32>,
    /// `api_call`: headers by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, string>"))]
    pub headers: Option<Map<String, Value>>,
    /// `api_call`: headers as a list, instead of `headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_array: Option<Vec<KeyValue>>,
    /// `api_call`: the query. Values may hold variables, as in `{{order_id}}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query_params: Option<Vec<KeyValue>>,
    /// `api_call`: the body as JSON text. It may hold variables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_body: Option<String>,
    /// `api_call`: values that the model fills in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_parameters: Option<Vec<ToolValue>>,
    /// `api_call`: what to keep of the response. Default `[]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_variables: Option<Vec<ResponseVariable>>,
    /// `extract_dynamic_variables`, required: what to listen for, at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variables_extraction_schema: Option<Vec<ToolValue>>,
    /// `knowledge_base_search`, required: the knowledge base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_base_id: Option<String>,
    /// `knowledge_base_search`: said while it searches. Default `[]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filler_phrases: Option<Vec<String>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// How a call is handed over.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TransferOption {
    /// At once, or after a word with the one who answers. Default `cold_transfer`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""cold_transfer" | "warm_transfer" | (string & {})"#)
    )]
    pub kind: Option<String>,
    /// `warm_transfer`: what the one who answers is told in private.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Handoff | null"))]
    pub private_handoff_option: Option<Handoff>,
    /// `warm_transfer`: what the caller hears while waiting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Handoff | null"))]
    pub public_handoff_option: Option<Handoff>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What is said when a call is handed over.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct Handoff {
    /// Whether `prompt` is for the model or is read out as it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""prompt" | "static" | (string & {})"#)
    )]
    pub kind: Option<String>,
    /// The prompt or the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

/// A header or a query parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct KeyValue {
    /// Its name.
    pub key: String,
    /// Its value. It may hold variables.
    pub value: String,
}

/// A value that the model fills in or listens for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct ToolValue {
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Its type.
    #[serde(rename = "type")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""text" | "number" | "boolean" | "enum" | (string & {})"#)
    )]
    pub kind: String,
    /// What it may be. `enum` needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
    /// In `llmParameters`: whether the model must fill it in. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
}

/// What to keep of an API's response.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ResponseVariable {
    /// The variable it becomes.
    pub variable_name: String,
    /// Where it is in the response, such as `$.data.status`.
    pub json_path: String,
}

/// An API that is asked before each call; prompts can use what it answers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PreCallApi {
    /// Whether it is asked. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// The URL. Needed where there was none before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The method. Needed where there was none before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<HttpMethod>,
    /// Headers by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, string>"))]
    pub headers: Option<Map<String, Value>>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub body: Option<Map<String, Value>>,
    /// The query, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub query_params: Option<Map<String, Value>>,
    /// Seconds to wait, 1 to 30. Default 5. (A tool's `timeout` is in milliseconds.)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u32>,
    /// What to keep of the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_variables: Option<Vec<ResponseVariable>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// An HTTP method that the agent may call an API with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = r#""GET" | "POST" | "PUT" | "DELETE" | "PATCH" | (string & {})"#)
)]
pub struct HttpMethod(pub String);
