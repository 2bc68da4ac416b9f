//! How an agent speaks and listens.

use super::OtherFields;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// A language the agent speaks. `north_indic` needs `transcriberType` `pulse`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(
        type = r#""en" | "hi" | "mr" | "gu" | "ta" | "es" | "north_indic" | "bn" | "or" | (string & {})"#
    )
)]
pub struct LanguageCode(pub String);

/// Languages in a draft patch. What is left out stays as it is.
///
/// `default` must be among `supported`; `ta` goes with no other language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct LanguagePatch {
    /// The language a call begins in. Default `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<LanguageCode>,
    /// The languages the agent understands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported: Option<Vec<LanguageCode>>,
    /// Whether and how the agent follows a caller into another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switching: Option<LanguageSwitching>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// Whether and how the agent follows a caller into another language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LanguageSwitching {
    /// Whether it does. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// Words it takes to tell a language, 1 to 10. Default 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_words_for_detection: Option<f64>,
    /// Confidence that is enough at once, 0.1 to 0.9. Default 0.7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strong_signal_threshold: Option<f64>,
    /// Confidence that is enough when repeated, 0.1 to 0.9. Default 0.3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weak_signal_threshold: Option<f64>,
    /// How often a weak signal must repeat, 1 to 5. Default 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_consecutive_for_weak_threshold_switch: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// The agent's voice.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Synthesizer {
    /// Which voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_config: Option<VoiceConfig>,
    /// Speed, 0 to 2. Default 1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    /// Consistency, 0 to 1. Default 0.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistency: Option<f64>,
    /// Similarity, 0 to 1. Default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<f64>,
    /// Enhancement: 0, 1 or 2. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhancement: Option<f64>,
    /// Samples a second: 8000, 16000, 24000 or 44100. Default 16000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// Which voice speaks.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VoiceConfig {
    /// The speech model. Default `waves_lightning_v3_1`. The realtime models
    /// need `workflowType` `single_prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(
            type = r#""waves_lightning_v3_1" | "gpt-realtime" | "gpt-realtime-mini" | (string & {})"#
        )
    )]
    pub model: Option<String>,
    /// The voice, cloned ones included. Default `nyah`. The Waves model
    /// refuses a voice that it doesn't have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<String>,
    /// Default `female`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""male" | "female" | (string & {})"#)
    )]
    pub gender: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A word that the voice would say wrongly.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct Pronunciation {
    /// The word.
    pub word: String,
    /// How it sounds, spelled out.
    pub pronunciation: String,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// Whether a model decides when the caller has finished speaking.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SmartTurnConfig {
    /// Whether it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// Seconds of silence before the agent answers, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_time_in_secs: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// When sound counts as speech.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VoiceDetectionConfig {
    /// Least confidence, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Least volume, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_volume: Option<f64>,
    /// Seconds of sound before it is speech, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger_time_in_secs: Option<f64>,
    /// Seconds of silence before speech has ended, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_time_in_secs: Option<f64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What happens when a voicemail answers: `endText`, and the call ends.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VoiceMailDetectionConfig {
    /// Whether it is looked for. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// What is said last. At most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_text: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// Something that is on or off.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Switch {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_enabled: Option<bool>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}
