//! What a body must hold before it is worth a request.
//!
//! Bodies stay the JSON text that came in; these checks read the few fields
//! they need and rebuild nothing.

use super::error::Error;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// The longest label the platform takes, in characters.
const MAX_LABEL: usize = 200;
/// The longest description the platform takes, in characters.
const MAX_DESCRIPTION: usize = 2_000;
/// The longest draft name the platform takes, in characters.
const MAX_DRAFT_NAME: usize = 100;

/// Reads the fields of `T` out of a body's text.
pub fn read<T: DeserializeOwned>(name: &str, json: &str) -> Result<T, Error> {
    if !json.trim_start().starts_with('{') {
        return Err(Error::input(format!("{name} must be an object")));
    }
    check_text(name, json)?;
    serde_json::from_str(json).map_err(|error| Error::input(format!("{name}: {error}")))
}

/// Refuses half characters: `JSON.stringify` escapes a lone surrogate, and
/// only a lone one, so its escape is the whole evidence.
pub fn check_text(name: &str, json: &str) -> Result<(), Error> {
    let bytes = json.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'\\'))
    {
        at += found;
        if let Some(
            [
                b'\\',
                b'u',
                b'd' | b'D',
                b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F',
            ],
        ) = bytes.get(at..at + 4)
        {
            return Err(Error::input(format!(
                "{name} holds half a character (a lone surrogate); send well-formed text"
            )));
        }
        at += 2;
    }
    Ok(())
}

/// Creating an agent: a name, and `switching` inside `language`.
pub fn check_create_agent(json: &str) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Create {
        name: Option<Value>,
        language: Option<Language>,
    }
    #[derive(Deserialize)]
    struct Language {
        switching: Option<IgnoredAny>,
    }
    let create: Create = read("agent", json)?;
    match create.name {
        Some(Value::String(name)) if !name.trim().is_empty() => {}
        _ => return Err(Error::input("name must be a non-empty string")),
    }
    if create.language.is_some_and(|it| it.switching.is_none()) {
        return Err(Error::input(
            "language needs switching; pass language.switching: {isEnabled: false} or leave language out",
        ));
    }
    Ok(())
}

/// Forking: a source, always.
pub fn check_fork(json: &str) -> Result<(), Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Fork {
        source_version_id: Option<String>,
        source_draft_id: Option<String>,
        draft_name: Option<String>,
    }
    let fork: Fork = read("source", json)?;
    if fork.source_version_id.is_none() && fork.source_draft_id.is_none() {
        return Err(Error::input(
            "a fork needs a source; pass sourceVersionId or sourceDraftId",
        ));
    }
    for (name, id) in [
        ("sourceVersionId", fork.source_version_id),
        ("sourceDraftId", fork.source_draft_id),
    ] {
        if let Some(id) = id {
            super::path::check_id(name, &id)?;
        }
    }
    if let Some(name) = fork.draft_name {
        check_draft_name(&name)?;
    }
    Ok(())
}

/// A draft's name: 1 to 100 characters.
pub fn check_draft_name(name: &str) -> Result<(), Error> {
    if name.trim().is_empty() {
        return Err(Error::input("draftName is empty; give 1 to 100 characters"));
    }
    check_length("draftName", name, MAX_DRAFT_NAME)
}

/// A config patch: at least one field, and none that is not config.
pub fn check_patch(json: &str) -> Result<(), Error> {
    /// Agent metadata that the platform silently leaves out of a draft.
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Metadata {
        name: Option<IgnoredAny>,
        telephony_product_id: Option<IgnoredAny>,
    }
    let metadata: Metadata = read("patch", json)?;
    if metadata.name.is_some() || metadata.telephony_product_id.is_some() {
        return Err(Error::input(
            "name and telephonyProductId are agent metadata, not config; use updateAgent",
        ));
    }
    let inside = json.trim_start().trim_start_matches('{');
    if inside.trim_start().starts_with('}') {
        return Err(Error::input(
            "patch is empty; name at least one config field",
        ));
    }
    Ok(())
}

/// Publishing: label and description within their limits, and no `activate`.
pub fn check_publish(json: &str) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Publish {
        label: Option<String>,
        description: Option<String>,
        activate: Option<IgnoredAny>,
    }
    let publish: Publish = read("publish options", json)?;
    if publish.activate.is_some() {
        return Err(Error::input(
            "publish does not activate, whatever its activate field says; call activateVersion after the security check",
        ));
    }
    check_label(publish.label.as_deref(), publish.description.as_deref())
}

/// A label of at most 200 and a description of at most 2,000 characters.
pub fn check_label(label: Option<&str>, description: Option<&str>) -> Result<(), Error> {
    if let Some(label) = label {
        check_length("label", label, MAX_LABEL)?;
    }
    if let Some(description) = description {
        check_length("description", description, MAX_DESCRIPTION)?;
    }
    Ok(())
}

/// A version's metadata: at least one of the three fields that may change.
pub fn check_version_metadata(json: &str) -> Result<(), Error> {
    // A null label clears it, so what counts is which keys are there.
    let fields: serde_json::Map<String, Value> = read("metadata", json)?;
    if !["label", "description", "isPinned"]
        .iter()
        .any(|name| fields.contains_key(*name))
    {
        return Err(Error::input(
            "nothing to change; pass label, description or isPinned",
        ));
    }
    if fields.get("isPinned").is_some_and(|it| !it.is_boolean()) {
        return Err(Error::input("isPinned must be true or false"));
    }
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    check_label(text("label"), text("description"))
}

/// A test call: telephony needs a number.
pub fn check_test_call(json: &str) -> Result<(), Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct TestCall {
        mode: Option<String>,
        to_phone: Option<String>,
    }
    let call: TestCall = read("call", json)?;
    match (call.mode.as_deref(), call.to_phone) {
        (_, Some(phone)) => check_phone("toPhone", &phone),
        (Some("telephony"), None) => Err(Error::input(
            "mode telephony needs toPhone, the number to call",
        )),
        _ => Ok(()),
    }
}

/// An outbound call dials a real person: everything that can be checked is.
pub fn check_outbound_call(json: &str) -> Result<(), Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Outbound {
        agent_id: Option<String>,
        phone_number: Option<String>,
        version_id: Option<String>,
        from_product_id: Option<String>,
        variables: Option<serde_json::Map<String, Value>>,
    }
    let call: Outbound = read("call", json)?;
    super::path::check_id("agentId", call.agent_id.as_deref().unwrap_or(""))?;
    check_phone("phoneNumber", call.phone_number.as_deref().unwrap_or(""))?;
    for (name, id) in [
        ("versionId", call.version_id),
        ("fromProductId", call.from_product_id),
    ] {
        if let Some(id) = id {
            super::path::check_id(name, &id)?;
        }
    }
    for (name, value) in call.variables.iter().flatten() {
        if matches!(value, Value::Object(_) | Value::Array(_) | Value::Null) {
            return Err(Error::input(format!(
                "variables.{name} must be a string, a number or a boolean"
            )));
        }
    }
    Ok(())
}

fn check_phone(name: &str, number: &str) -> Result<(), Error> {
    let digits = number.strip_prefix('+').unwrap_or("");
    let valid = (7..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if valid {
        return Ok(());
    }
    Err(Error::input(format!(
        "{name} must be an E.164 number: + and 7 to 15 digits, such as +14155550123"
    )))
}

fn check_length(name: &str, text: &str, most: usize) -> Result<(), Error> {
    let length = text.chars().count();
    if length > most {
        return Err(Error::input(format!(
            "{name} has {length} characters; at most {most} are allowed"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(result: Result<(), Error>, part: &str) {
        let error = result.unwrap_err();
        assert!(error.message.contains(part), "{}", error.message);
    }

    #[test]
    fn a_lone_surrogate_is_refused_and_a_pair_is_not() {
        refused(
            check_text("patch", r#"{"firstMessage":"\ud83d"}"#),
            "half a character",
        );
        assert!(check_text("patch", r#"{"a":"😀 \\ud83d \n"}"#).is_ok());
    }

    #[test]
    fn language_needs_switching() {
        refused(
            check_create_agent(r#"{"name":"a","language":{"default":"en"}}"#),
            "switching",
        );
        assert!(
            check_create_agent(r#"{"name":"a","language":{"switching":{"isEnabled":false}}}"#)
                .is_ok()
        );
        assert!(check_create_agent(r#"{"name":"a"}"#).is_ok());
        refused(check_create_agent(r#"{"name":" "}"#), "name");
        refused(check_create_agent("[]"), "must be an object");
    }

    #[test]
    fn a_fork_needs_a_source() {
        refused(check_fork("{}"), "needs a source");
        refused(check_fork(r#"{"sourceVersionId":"../x"}"#), "path");
        refused(check_fork(r#"{"sourceVersionId":7}"#), "source");
        refused(
            check_fork(r#"{"sourceDraftId":"d","draftName":""}"#),
            "draftName",
        );
        assert!(check_fork(r#"{"sourceDraftId":"d"}"#).is_ok());
    }

    #[test]
    fn publish_never_activates() {
        refused(check_publish(r#"{"activate":true}"#), "activateVersion");
        refused(
            check_publish(&format!(r#"{{"label":"{}"}}"#, "x".repeat(201))),
            "at most 200",
        );
        assert!(check_publish(r#"{"label":"v2"}"#).is_ok());
    }

    #[test]
    fn a_patch_holds_config() {
        refused(check_patch("{ }"), "empty");
        refused(check_patch(r#"{"name":"x"}"#), "updateAgent");
        assert!(check_patch(r#"{"firstMessage":"x","somethingNew":1}"#).is_ok());
    }

    #[test]
    fn version_metadata_may_clear_but_not_be_empty() {
        refused(check_version_metadata("{}"), "nothing to change");
        assert!(check_version_metadata(r#"{"label":null}"#).is_ok());
        refused(check_version_metadata(r#"{"isPinned":"yes"}"#), "isPinned");
    }

    #[test]
    fn nobody_is_dialled_by_mistake() {
        let call = |fields: &str| check_outbound_call(&format!(r#"{{"agentId":"a",{fields}}}"#));
        refused(call(r#""phoneNumber":"14155550123""#), "E.164");
        refused(call(r#""phoneNumber":"+0155550123""#), "E.164");
        refused(
            call(r#""phoneNumber":"+14155550123","variables":{"a":{}}"#),
            "variables.a",
        );
        assert!(call(r#""phoneNumber":"+14155550123","variables":{"a":1}"#).is_ok());
        refused(check_test_call(r#"{"mode":"telephony"}"#), "toPhone");
        assert!(check_test_call("{}").is_ok());
    }
}
