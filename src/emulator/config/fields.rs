//! The config fields: their shapes, by the contract, and where they live.
//!
//! Which field lives in which section is *assumed*, by name. So is that
//! unknown fields beside known ones are left out, inside objects too.

use super::Section;
use super::tool::{METHOD, RESPONSE_VARIABLES, TOOL};
use crate::emulator::json::{Fields, Json};
use crate::emulator::schema::{Field, Kind, NUMBER, TEXT, check, optional, required};

/// Values on their way into sections.
pub type Patch = Vec<(Section, &'static str, Json)>;

/// Where a field lives.
enum Place {
    /// In a section, under its own or another name.
    In(Section, &'static str),
    /// Its parts live apart: part, section, name there.
    Apart(&'static [(&'static str, Section, &'static str)]),
}

/// The config fields of a body, checked and placed; `None` when it has none.
pub fn patch(mut body: Fields) -> Result<Option<Patch>, String> {
    let mut patch = None;
    for (field, place) in FIELDS {
        if body.is_empty() {
            break;
        }
        let Some(value) = body.remove(field.name) else {
            continue;
        };
        let placed = patch.get_or_insert_with(Vec::new);
        match (place, check(&field.kind, value)?) {
            (Place::In(section, name), value) => placed.push((*section, *name, value)),
            (Place::Apart(parts), Json::Object(mut whole)) => {
                for (part, section, name) in *parts {
                    if let Some(value) = whole.remove(part) {
                        placed.push((*section, *name, value));
                    }
                }
            }
            // Only objects have parts.
            (Place::Apart(_), _) => {}
        }
    }
    Ok(patch)
}

/// Whether a field is config, so that it goes through drafts.
pub fn is_config(name: &str) -> bool {
    FIELDS.iter().any(|(field, _)| field.name == name)
}

const FIELDS: &[(Field, Place)] = &[
    (
        optional(
            "singlePromptConfig",
            Kind::Object(&[
                optional("prompt", TEXT),
                optional("tools", Kind::List(&TOOL)),
            ]),
        ),
        Place::Apart(&[
            ("prompt", Section::WorkflowPrompt, "prompt"),
            ("tools", Section::WorkflowTools, "tools"),
        ]),
    ),
    (
        optional("globalPrompt", Kind::Text(4_000)),
        Place::In(Section::WorkflowPrompt, "globalPrompt"),
    ),
    (
        optional("defaultVariables", Kind::AnyObject),
        Place::In(Section::WorkflowPrompt, "defaultVariables"),
    ),
    (
        optional(
            "workflowType",
            Kind::OneOf(&["workflow_graph", "single_prompt", "multi_agents"]),
        ),
        Place::In(Section::WorkflowGraph, "workflowType"),
    ),
    (
        optional(
            "slmModel",
            Kind::OneOf(&[
                "electron",
                "electron-kogta",
                "electron-kogta-v2",
                "gpt-4o",
                "gpt-4.1",
                "gpt-5.2",
                "gpt-realtime",
                "gpt-realtime-mini",
            ]),
        ),
        Place::In(Section::Llm, "modelName"),
    ),
    (
        optional("customLLMWebSocketUrl", TEXT),
        Place::In(Section::Llm, "customLLMWebSocketUrl"),
    ),
    (
        optional("globalKnowledgeBaseId", TEXT),
        Place::In(Section::Llm, "globalKnowledgeBaseId"),
    ),
    (
        optional("enableStyleGuide", Kind::Flag),
        Place::In(Section::Llm, "enableStyleGuide"),
    ),
    (
        optional("synthesizer", SYNTHESIZER),
        Place::In(Section::Voice, "synthesizer"),
    ),
    (
        optional("speechFormatting", Kind::Flag),
        Place::In(Section::Voice, "speechFormatting"),
    ),
    (
        optional(
            "pronunciationDicts",
            Kind::List(&Kind::Object(&[
                required("word", TEXT),
                required("pronunciation", TEXT),
            ])),
        ),
        Place::In(Section::Voice, "pronunciationDicts"),
    ),
    (
        optional("language", LANGUAGE),
        Place::Apart(&[
            ("default", Section::Language, "defaultLanguage"),
            ("supported", Section::Language, "supportedLanguages"),
            ("switching", Section::Language, "languageSwitching"),
        ]),
    ),
    (
        optional("firstMessage", TEXT),
        Place::In(Section::CallHandling, "firstMessage"),
    ),
    (
        optional("allowInterruptions", Kind::Flag),
        Place::In(Section::CallHandling, "allowInterruptions"),
    ),
    (
        optional("waitForUserToSpeakFirst", Kind::Flag),
        Place::In(Section::CallHandling, "waitForUserToSpeakFirst"),
    ),
    (
        optional("muteUserUntilFirstBotResponse", Kind::Flag),
        Place::In(Section::CallHandling, "muteUserUntilFirstBotResponse"),
    ),
    (
        optional("interruptionBackoffTimer", Kind::Number(0.0, 10.0)),
        Place::In(Section::CallHandling, "interruptionBackoffTimer"),
    ),
    (
        optional("preCallAPI", PRE_CALL_API),
        Place::In(Section::CallHandling, "preCallAPI"),
    ),
    (
        optional(
            "timezone",
            Kind::Object(&[optional("label", TEXT), optional("offset", NUMBER)]),
        ),
        Place::In(Section::CallHandling, "timezone"),
    ),
    (
        optional(
            "smartTurnConfig",
            Kind::Object(&[
                optional("isEnabled", Kind::Flag),
                optional("waitTimeInSecs", Kind::Number(0.0, 10.0)),
            ]),
        ),
        Place::In(Section::Detection, "smartTurnConfig"),
    ),
    (
        optional(
            "voiceDetectionConfig",
            Kind::Object(&[
                optional("confidence", Kind::Number(0.0, 1.0)),
                optional("minVolume", Kind::Number(0.0, 1.0)),
                optional("triggerTimeInSecs", Kind::Number(0.0, 10.0)),
                optional("releaseTimeInSecs", Kind::Number(0.0, 10.0)),
            ]),
        ),
        Place::In(Section::Detection, "voiceDetectionConfig"),
    ),
    (
        optional(
            "voiceMailDetectionConfig",
            Kind::Object(&[
                optional("enabled", Kind::Flag),
                optional("endText", Kind::Text(200)),
            ]),
        ),
        Place::In(Section::Detection, "voiceMailDetectionConfig"),
    ),
    (
        optional("postCallAnalyticsConfig", POST_CALL_ANALYTICS),
        Place::In(Section::Analytics, "postCallAnalyticsConfig"),
    ),
    (
        optional("callDispositionConfig", TEXT),
        Place::In(Section::Analytics, "callDispositionConfig"),
    ),
    (
        optional(
            "llmIdleTimeoutConfig",
            Kind::Object(&[
                optional("chatTimeoutTimeInSecs", Kind::Number(1.0, 300.0)),
                optional("webcallTimeoutTimeInSecs", Kind::Number(1.0, 300.0)),
                optional("telephonyTimeoutTimeInSecs", Kind::Number(1.0, 300.0)),
                optional("maxRetries", NUMBER),
            ]),
        ),
        Place::In(Section::Timeouts, "llmIdleTimeoutConfig"),
    ),
    (
        optional(
            "sessionTimeoutConfig",
            Kind::Object(&[optional(
                "timeoutTimeInSecs",
                Kind::Number(f64::NEG_INFINITY, 3_600.0),
            )]),
        ),
        Place::In(Section::Timeouts, "sessionTimeoutConfig"),
    ),
    (
        optional("backgroundSound", BACKGROUND_SOUND),
        Place::In(Section::Audio, "backgroundSound"),
    ),
    (
        optional("transcriberType", TEXT),
        Place::In(Section::Audio, "transcriberType"),
    ),
    (
        optional("denoisingConfig", SWITCH),
        Place::In(Section::Audio, "denoisingConfig"),
    ),
    (
        optional("redactionConfig", SWITCH),
        Place::In(Section::Privacy, "redactionConfig"),
    ),
    (
        optional("widgetConfig", WIDGET),
        Place::In(Section::Widget, "widgetConfig"),
    ),
];

pub const BACKGROUND_SOUND: Kind = Kind::OneOf(&["", "office", "cafe", "call_center", "static"]);

const SWITCH: Kind = Kind::Object(&[optional("isEnabled", Kind::Flag)]);

const SYNTHESIZER: Kind = Kind::Object(&[
    optional(
        "voiceConfig",
        Kind::Object(&[
            optional(
                "model",
                Kind::OneOf(&["waves_lightning_v3_1", "gpt-realtime", "gpt-realtime-mini"]),
            ),
            optional("voiceId", TEXT),
            optional("gender", Kind::OneOf(&["male", "female"])),
        ]),
    ),
    optional("speed", Kind::Number(0.0, 2.0)),
    optional("consistency", Kind::Number(0.0, 1.0)),
    optional("similarity", Kind::Number(0.0, 1.0)),
    optional("enhancement", Kind::NumberOf(&[0.0, 1.0, 2.0])),
    optional(
        "sampleRate",
        Kind::NumberOf(&[8_000.0, 16_000.0, 24_000.0, 44_100.0]),
    ),
]);

const LANGUAGE_CODE: Kind = Kind::OneOf(&[
    "en",
    "hi",
    "mr",
    "gu",
    "ta",
    "es",
    "north_indic",
    "bn",
    "or",
]);

const LANGUAGE: Kind = Kind::Object(&[
    optional("default", LANGUAGE_CODE),
    optional("supported", Kind::List(&LANGUAGE_CODE)),
    optional(
        "switching",
        Kind::Object(&[
            optional("isEnabled", Kind::Flag),
            optional("minWordsForDetection", Kind::Number(1.0, 10.0)),
            optional("strongSignalThreshold", Kind::Number(0.1, 0.9)),
            optional("weakSignalThreshold", Kind::Number(0.1, 0.9)),
            optional(
                "minConsecutiveForWeakThresholdSwitch",
                Kind::Number(1.0, 5.0),
            ),
        ]),
    ),
]);

const PRE_CALL_API: Kind = Kind::Object(&[
    optional("isEnabled", Kind::Flag),
    required("url", Kind::Url),
    required("method", METHOD),
    optional("headers", Kind::Map(&TEXT)),
    optional("body", Kind::AnyObject),
    optional("timeout", Kind::Integer(1.0, 30.0)),
    optional("queryParams", Kind::AnyObject),
    optional("responseVariables", RESPONSE_VARIABLES),
]);

const POST_CALL_ANALYTICS: Kind = Kind::Object(&[
    optional(
        "dispositionMetrics",
        Kind::List(&Kind::Cases {
            known: &[
                required("identifier", Kind::Slug),
                required("dispositionMetricPrompt", TEXT),
                required(
                    "dispositionMetricType",
                    Kind::OneOf(&["STRING", "BOOLEAN", "INTEGER", "ENUM", "DATETIME"]),
                ),
                optional("choices", Kind::List(&TEXT)),
            ],
            by: "dispositionMetricType",
            cases: &[("ENUM", &[required("choices", Kind::List(&TEXT))])],
        }),
    ),
    optional(
        "successMetrics",
        Kind::List(&Kind::Object(&[
            required("identifier", Kind::Slug),
            required("successMetricPrompt", TEXT),
            required(
                "successMetricType",
                Kind::OneOf(&[
                    "NUMERIC_SCALE",
                    "PERCENTAGE_SCALE",
                    "PASS_FAIL",
                    "DESCRIPTIVE_SCALE",
                ]),
            ),
        ])),
    ),
    optional("summaryPrompt", TEXT),
    optional("useInternalAnalyticsModel", Kind::Flag),
    optional("useReasoningModel", Kind::Flag),
]);

const WIDGET: Kind = Kind::Object(&[
    optional(
        "position",
        Kind::OneOf(&["bottom-right", "bottom-left", "top-right", "top-left"]),
    ),
    optional("size", Kind::OneOf(&["tiny", "compact", "full"])),
    optional("mode", Kind::OneOf(&["chat", "voice"])),
    optional("theme", Kind::OneOf(&["light", "dark"])),
    optional("baseColor", TEXT),
    optional("accentColor", TEXT),
    optional("agentBubbleColor", TEXT),
    optional("textOnAccentColor", TEXT),
    optional("secondaryTextColor", TEXT),
    optional("primaryTextColor", TEXT),
    optional("startButtonText", TEXT),
    optional("endButtonText", TEXT),
    optional("ctaName", TEXT),
    optional("widgetName", TEXT),
    optional("avatarUrl", Kind::OrNull(&TEXT)),
    optional("chatPlaceholder", TEXT),
    optional("consentRequired", Kind::Flag),
    optional("consentTitle", TEXT),
    optional("consentContent", TEXT),
    optional("assistantId", Kind::OrNull(&TEXT)),
    optional("allowlist", Kind::List(&TEXT)),
]);
