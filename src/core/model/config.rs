//! An agent's config: what a draft patch may hold, and what reads show.
//!
//! Patches and configs are open: a field that the platform adds tomorrow is
//! allowed in TypeScript and passes through as it is.

mod analytics;
mod limits;
mod speech;
mod tool;
mod widget;

use alloc::string::String;
use alloc::vec::Vec;
pub use analytics::{DispositionMetric, PostCallAnalyticsConfig};
pub use limits::{LlmIdleTimeoutConfig, SessionTimeoutConfig, Timezone};
pub use speech::{
    LanguageCode, LanguagePatch, LanguageSwitching, Pronunciation, SmartTurnConfig, Switch,
    Synthesizer, VoiceConfig, VoiceDetectionConfig, VoiceMailDetectionConfig,
};
pub use tool::{
    Handoff, HttpMethod, KeyValue, PreCallApi, ResponseVariable, SinglePromptConfig, Tool,
    ToolValue, TransferOption,
};
pub use widget::WidgetConfig;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// Fields that these types don't name. They pass through untouched.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = "Record<string, unknown>")
)]
pub struct OtherFields(pub Map<String, Value>);

/// Of a field that must not be sent: it has no value.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Never {}

/// The model that answers.
///
/// `gpt-5.2`, `electron-kogta` and `electron-kogta-v2` are enabled per
/// organisation, else 403. The realtime models need `workflowType` `single_prompt`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(
        type = r#""electron" | "electron-kogta" | "electron-kogta-v2" | "gpt-4o" | "gpt-4.1" | "gpt-5.2" | "gpt-realtime" | "gpt-realtime-mini" | (string & {})"#
    )
)]
pub struct LanguageModel(pub String);

/// How the agent is built: one prompt, a graph of nodes, or playbooks
/// (`multi_agents`). `workflow_graph` is enabled per organisation, else 403.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = r#""single_prompt" | "workflow_graph" | "multi_agents" | (string & {})"#)
)]
pub struct WorkflowType(pub String);

/// The config fields that have the same name everywhere: when an agent is
/// created, in a draft patch, and in what reads show.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SharedConfig {
    /// What the agent says first. At most 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_message: Option<String>,
    /// Instructions for the whole of a `workflow_graph` agent. At most 4,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_prompt: Option<String>,
    /// How the agent is built. Default `single_prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_type: Option<WorkflowType>,
    /// The agent's voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub synthesizer: Option<Synthesizer>,
    /// Values for the variables in prompts, where a call brings none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub default_variables: Option<Map<String, Value>>,
    /// An API that is asked before each call.
    #[serde(rename = "preCallAPI", skip_serializing_if = "Option::is_none")]
    pub pre_call_api: Option<PreCallApi>,
    /// The knowledge base that every answer may draw on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_knowledge_base_id: Option<String>,
    /// Sound behind the agent's voice; `""` is none. Default `""`.
    /// Ignored when an agent is created: set it with a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""" | "office" | "cafe" | "call_center" | "static" | (string & {})"#)
    )]
    pub background_sound: Option<String>,
    /// Whether the caller can interrupt the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_interruptions: Option<bool>,
    /// Seconds before the agent speaks again after an interruption, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interruption_backoff_timer: Option<f64>,
    /// Whether the agent keeps silent until the caller has spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_for_user_to_speak_first: Option<bool>,
    /// Whether the caller is muted until the agent has spoken once. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mute_user_until_first_bot_response: Option<bool>,
    /// Whether a model decides when the caller has finished speaking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smart_turn_config: Option<SmartTurnConfig>,
    /// When sound counts as speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_detection_config: Option<VoiceDetectionConfig>,
    /// What happens when a voicemail answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_mail_detection_config: Option<VoiceMailDetectionConfig>,
    /// Whether noise is taken out of the caller's audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denoising_config: Option<Switch>,
    /// Whether personal data is taken out of transcripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redaction_config: Option<Switch>,
    /// Words that the voice would say wrongly. An array is replaced whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pronunciation_dicts: Option<Vec<Pronunciation>>,
    /// When a silent caller is spoken to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_idle_timeout_config: Option<LlmIdleTimeoutConfig>,
    /// How long a call may last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_timeout_config: Option<SessionTimeoutConfig>,
    /// The agent's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<Timezone>,
    /// A prompt that sorts finished calls. Metrics are in `postCallAnalyticsConfig`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_disposition_config: Option<String>,
    /// Whether the platform's style guide is applied to answers. Default true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_style_guide: Option<bool>,
    /// Whether amounts, dates and the like are written out before they are
    /// spoken. Default: the organisation's setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speech_formatting: Option<bool>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A change to a draft's config, the body of
/// `PATCH /agent/{agentId}/drafts/{draftId}/config`: at least one field.
/// The prompt of a `single_prompt` agent is `singlePromptConfig.prompt`; reads show it as `_resolvedConfig.prompt`.
///
/// Objects merge deeply into what the draft has; arrays, `tools` among them,
/// are replaced whole.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ConfigPatch {
    /// Prompt and tools of a `single_prompt` agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_prompt_config: Option<SinglePromptConfig>,
    /// Languages. Reads show it as `defaultLanguage`, `supportedLanguages`
    /// and `languageSwitching`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguagePatch>,
    /// The model that answers. Reads show it as `modelName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slm_model: Option<LanguageModel>,
    /// The speech-to-text engine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcriber_type: Option<String>,
    /// A WebSocket URL of your own model, used instead of `slmModel`.
    #[serde(
        rename = "customLLMWebSocketUrl",
        skip_serializing_if = "Option::is_none"
    )]
    pub custom_llm_web_socket_url: Option<String>,
    /// What is worked out after each call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_call_analytics_config: Option<PostCallAnalyticsConfig>,
    /// The widget on web pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widget_config: Option<WidgetConfig>,
    /// Not config: use `updateAgent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "never"))]
    pub name: Option<Never>,
    /// Not config: use `updateAgent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "never"))]
    pub telephony_product_id: Option<Never>,
    /// The fields that are named the same everywhere.
    #[serde(flatten)]
    pub shared: SharedConfig,
}

/// The whole config, flat: `_resolvedConfig` of `GET /agent/{agentId}`.
///
/// Some fields have another name than in a patch.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ResolvedConfig {
    /// A patch's `singlePromptConfig.prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// A patch's `singlePromptConfig.tools`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<Vec<Tool>>,
    /// A patch's `slmModel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_name: Option<LanguageModel>,
    /// A patch's `language.default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_language: Option<LanguageCode>,
    /// A patch's `language.supported`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported_languages: Option<Vec<LanguageCode>>,
    /// A patch's `language.switching`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_switching: Option<LanguageSwitching>,
    /// The graph of a `workflow_graph` agent; null for other agents.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = "Record<string, unknown> | null")
    )]
    pub workflow_graph: Option<Map<String, Value>>,
    /// The speech-to-text engine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcriber_type: Option<String>,
    /// A WebSocket URL of your own model.
    #[serde(
        rename = "customLLMWebSocketUrl",
        skip_serializing_if = "Option::is_none"
    )]
    pub custom_llm_web_socket_url: Option<String>,
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
