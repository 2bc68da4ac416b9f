//! The platform's defaults: those of the contract. A field that has none
//! there is absent until it is set. *Assumed*: the empty texts and lists, and
//! which language is supported.

use super::{SECTIONS, Section};
use crate::emulator::kept::KeptFields;
use serde_json::{Value, json};
use std::rc::Rc;

/// Each section as a fresh agent has it.
#[derive(Debug)]
pub struct Defaults([Rc<KeptFields>; SECTIONS]);

impl Defaults {
    pub fn new() -> Self {
        Self(Section::ALL.map(|section| match fields(section) {
            Value::Object(fields) => Rc::new(KeptFields::new(fields)),
            _ => Rc::default(),
        }))
    }

    pub fn section(&self, section: Section) -> &Rc<KeptFields> {
        &self.0[section as usize]
    }
}

fn fields(section: Section) -> Value {
    match section {
        Section::WorkflowPrompt => json!({ "prompt": "", "globalPrompt": "" }),
        Section::WorkflowTools => json!({ "tools": [] }),
        Section::WorkflowGraph => json!({ "workflowType": "single_prompt", "workflowGraph": null }),
        Section::Llm => json!({ "modelName": "electron", "enableStyleGuide": true }),
        Section::Voice => json!({
            "synthesizer": {
                "voiceConfig": {
                    "model": "waves_lightning_v3_1",
                    "voiceId": "nyah",
                    "gender": "female",
                },
                "speed": 1.2,
                "consistency": 0.5,
                "similarity": 0,
                "enhancement": 1,
                "sampleRate": 16_000,
            },
        }),
        Section::Language => json!({
            "defaultLanguage": "en",
            "supportedLanguages": ["en"],
            "languageSwitching": {
                "isEnabled": false,
                "minWordsForDetection": 2,
                "strongSignalThreshold": 0.7,
                "weakSignalThreshold": 0.3,
                "minConsecutiveForWeakThresholdSwitch": 2,
            },
        }),
        Section::CallHandling => json!({
            "firstMessage": "",
            "muteUserUntilFirstBotResponse": false,
            "timezone": { "label": "(GMT+0:00) UTC", "offset": 0 },
        }),
        Section::Detection => json!({
            "voiceMailDetectionConfig": {
                "enabled": false,
                "endText": "Terminating call, you can call us back anytime. Thank you for calling.",
            },
        }),
        Section::Analytics => json!({
            "callDispositionConfig": "",
            "postCallAnalyticsConfig": {
                "dispositionMetrics": [],
                "successMetrics": [],
                "summaryPrompt": "",
                "useInternalAnalyticsModel": true,
                "useReasoningModel": false,
            },
        }),
        Section::Timeouts => json!({ "sessionTimeoutConfig": { "timeoutTimeInSecs": 1_800 } }),
        Section::Audio => json!({ "backgroundSound": "" }),
        Section::Privacy => json!({}),
        Section::Widget => json!({
            "widgetConfig": {
                "position": "bottom-right",
                "size": "full",
                "mode": "chat",
                "theme": "light",
                "baseColor": "#ffffff",
                "accentColor": "#2d9d9f",
                "agentBubbleColor": "#f3f4f6",
                "textOnAccentColor": "#FFFFFF",
                "secondaryTextColor": "#6b7280",
                "primaryTextColor": "#111827",
                "startButtonText": "Start",
                "endButtonText": "End",
                "ctaName": "Talk to Atoms",
                "widgetName": "Atoms",
                "chatPlaceholder": "Type your message...",
                "consentRequired": false,
                "consentTitle": "Privacy Agreement",
            },
        }),
    }
}
