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

/// The languages of a body: one default among the supported ones, and Tamil alone.
pub fn check_languages(body: &Fields) -> Result<(), Failure> {
    let Some(language) = body.get("language") else {
        return Ok(());
    };
    let Some(supported) = language.get("supported").and_then(Json::as_list) else {
        return Ok(());
    };
    if supported.len() > 1 && supported.iter().any(|code| code.as_str() == Some("ta")) {
        return Err(Failure::input(
            "Tamil (ta) cannot be combined with other languages",
        ));
    }
    match language.get("default") {
        Some(default) if !supported.contains(default) => Err(Failure::input(
            "Default language must be one of the supported languages",
        )),
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
    if config.text(Section::Language, "defaultLanguage") == "north_indic"
        && config.text(Section::Audio, "transcriberType") != "pulse"
    {
        return Err(Failure::input(
            "Language north_indic needs transcriberType pulse",
        ));
    }
    Ok(())
}
