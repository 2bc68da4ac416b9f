//! What the contract says about fields together. The texts are *assumed*.

use super::{Config, Section};
use crate::emulator::answer::Failure;
use crate::emulator::json::{Fields, Json};

/// Models that need leave for the whole organisation; the emulated one has none.
const GATED_MODELS: [&str; 3] = ["gpt-5.2", "electron-kogta", "electron-kogta-v2"];

/// A prompt's config has a prompt, by the contract. On branches the vendor's own
/// client writes tools alone, and the prompt stays.
pub fn check_prompt(body: &Fields) -> Result<(), Failure> {
    let prompt = body.get("singlePromptConfig").and_then(Json::as_object);
    match prompt {
        Some(parts) if !parts.has("prompt") => Err(Failure::input("Required")),
        _ => Ok(()),
    }
}

/// The config that an edit would leave.
pub fn check_config(config: &Config) -> Result<(), Failure> {
    let model = config.text(Section::Llm, "modelName");
    if GATED_MODELS.contains(&model) {
        return Err(Failure::forbidden(format!(
            "Model {model} is not available for your organization"
        )));
    }
    // The emulated organisation is not among those that may have playbooks.
    let workflow_type = config.text(Section::WorkflowGraph, "workflowType");
    if workflow_type == "multi_agents" {
        return Err(Failure::forbidden(
            "Multi-Agent agents are not available for your account.",
        ));
    }
    let voice = config
        .field(Section::Voice, "synthesizer")
        .and_then(|it| it.get("voiceConfig")?.get("model"))
        .and_then(Json::as_str)
        .unwrap_or_default();
    let realtime = [model, voice]
        .iter()
        .any(|model| model.starts_with("gpt-realtime"));
    if realtime && workflow_type != "single_prompt" {
        return Err(Failure::input(
            "Realtime models need workflowType single_prompt",
        ));
    }
    check_languages(config)
}

/// One default language among the supported ones, and Tamil alone.
fn check_languages(config: &Config) -> Result<(), Failure> {
    let supported = config.field(Section::Language, "supportedLanguages");
    let supported = supported.and_then(Json::as_list).unwrap_or_default();
    let knows = |code: &str| supported.iter().any(|it| it.as_str() == Some(code));
    if supported.len() > 1 && knows("ta") {
        return Err(Failure::input(
            "Tamil (ta) cannot be combined with other languages",
        ));
    }
    let default = config.text(Section::Language, "defaultLanguage");
    if !knows(default) {
        return Err(Failure::input(
            "Default language must be one of the supported languages",
        ));
    }
    if default == "north_indic" && config.text(Section::Audio, "transcriberType") != "pulse" {
        return Err(Failure::input(
            "Language north_indic needs transcriberType pulse",
        ));
    }
    Ok(())
}
