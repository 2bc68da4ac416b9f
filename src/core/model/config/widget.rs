//! The widget on web pages.

use super::OtherFields;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// The widget on web pages. Colours are CSS hex values.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WidgetConfig {
    /// Its corner. Default `bottom-right`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(
            type = r#""bottom-right" | "bottom-left" | "top-right" | "top-left" | (string & {})"#
        )
    )]
    pub position: Option<String>,
    /// Default `full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""tiny" | "compact" | "full" | (string & {})"#)
    )]
    pub size: Option<String>,
    /// Default `chat`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""chat" | "voice" | (string & {})"#)
    )]
    pub mode: Option<String>,
    /// Default `light`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""light" | "dark" | (string & {})"#)
    )]
    pub theme: Option<String>,
    /// Behind everything. Default `#ffffff`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_color: Option<String>,
    /// Of buttons. Default `#2d9d9f`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent_color: Option<String>,
    /// Behind what the agent says. Default `#f3f4f6`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_bubble_color: Option<String>,
    /// Of text on `accentColor`. Default `#FFFFFF`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_on_accent_color: Option<String>,
    /// Of text. Default `#111827`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_text_color: Option<String>,
    /// Of lesser text. Default `#6b7280`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_text_color: Option<String>,
    /// Default `Start`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_button_text: Option<String>,
    /// Default `End`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_button_text: Option<String>,
    /// The invitation to talk. Default `Talk to Atoms`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cta_name: Option<String>,
    /// Its name. Default `Atoms`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widget_name: Option<String>,
    /// Its picture's URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub avatar_url: Option<String>,
    /// In the empty chat box. Default `Type your message...`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_placeholder: Option<String>,
    /// Whether the visitor must agree first. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_required: Option<bool>,
    /// Over the consent. Default `Privacy Agreement`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_title: Option<String>,
    /// What the visitor agrees to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_content: Option<String>,
    /// The assistant behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub assistant_id: Option<String>,
    /// Host names of the pages that may show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowlist: Option<Vec<String>>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}
