//! What a body must hold before it is worth a request.
//!
//! Bodies stay the documents that came in; these checks read the few fields
//! they need and rebuild nothing.

use super::error::Error;
use super::fields::Fields;
use super::path::check_id;
use super::search;
use super::text::{decimal, fill};
use crate::core::json::{Json, Map};

/// The longest label the platform takes, in characters.
const MAX_LABEL: usize = 200;
/// The longest description the platform takes, in characters.
const MAX_DESCRIPTION: usize = 2_000;
/// The longest draft name the platform takes, in characters.
const MAX_DRAFT_NAME: usize = 100;
/// The longest branch name the platform takes, in characters.
const MAX_BRANCH_NAME: usize = 100;

/// Creating an agent: a name, and `switching` inside `language`.
pub fn check_create_agent(document: &Json) -> Result<(), Error> {
    check("agent", document, |agent| {
        match agent.get("name") {
            Some(Json::String(name)) if !search::is_blank(name) => {}
            _ => return Err(Error::input("name must be a non-empty string")),
        }
        if let Some(language) = agent.get("language")
            && language.get("switching").is_none_or(Json::is_null)
        {
            return Err(Error::input(
                "language needs switching; pass language.switching: {isEnabled: false} or leave language out",
            ));
        }
        Ok(())
    })
}

/// Forking: a source, always.
pub fn check_fork(document: &Json) -> Result<(), Error> {
    check("source", document, |source| {
        let mut sources = 0;
        for name in &["sourceVersionId", "sourceDraftId"] {
            if let Some(id) = source.text(name)? {
                check_id(name, id)?;
                sources += 1;
            }
        }
        if sources == 0 {
            return Err(Error::input(
                "a fork needs a source; pass sourceVersionId or sourceDraftId",
            ));
        }
        match source.text("draftName")? {
            Some(name) => check_draft_name(name),
            None => Ok(()),
        }
    })
}

/// Renaming a draft.
pub fn check_rename_draft(document: &Json) -> Result<(), Error> {
    check("draft", document, |draft| {
        check_draft_name(draft.text("draftName")?.unwrap_or(""))
    })
}

/// A draft's name: 1 to 100 characters.
pub fn check_draft_name(name: &str) -> Result<(), Error> {
    if search::is_blank(name) {
        return Err(Error::input("draftName is empty; give 1 to 100 characters"));
    }
    check_length("draftName", name, MAX_DRAFT_NAME)
}

/// A config patch: at least one field, and none that is not config.
pub fn check_patch(document: &Json) -> Result<(), Error> {
    check("patch", document, |patch| {
        // Agent metadata, which the platform silently leaves out of a draft.
        if patch.get("name").is_some() || patch.get("telephonyProductId").is_some() {
            return Err(Error::input(
                "name and telephonyProductId are agent metadata, not config; use updateAgent",
            ));
        }
        if patch.is_empty() {
            return Err(Error::input(
                "patch is empty; name at least one config field",
            ));
        }
        Ok(())
    })
}

/// Creating a branch: a source and a name.
pub fn check_create_branch(document: &Json) -> Result<(), Error> {
    check("branch", document, |branch| {
        check_id(
            "sourceBranchId",
            branch.text("sourceBranchId")?.unwrap_or(""),
        )?;
        check_branch_name(branch.text("name")?.unwrap_or(""))
    })
}

/// Renaming a branch.
pub fn check_rename_branch(document: &Json) -> Result<(), Error> {
    check("branch", document, |branch| {
        check_branch_name(branch.text("name")?.unwrap_or(""))
    })
}

/// A branch's name: 1 to 100 characters.
pub fn check_branch_name(name: &str) -> Result<(), Error> {
    if search::is_blank(name) {
        return Err(Error::input(
            "the branch's name is empty; give 1 to 100 characters",
        ));
    }
    check_length("name", name, MAX_BRANCH_NAME)
}

/// Publishing a branch's draft: a label within its limit, and no `activate`.
pub fn check_branch_publish(document: &Json) -> Result<(), Error> {
    check("details", document, |details| {
        if details.get("activate").is_some() {
            return Err(Error::input(
                "publish takes no activate: on the live branch it goes live by itself, on another one by makeBranchLive",
            ));
        }
        check_label(details.text("label")?, None)
    })
}

/// Publishing: label and description within their limits, and no `activate`.
pub fn check_publish(document: &Json) -> Result<(), Error> {
    check("details", document, |details| {
        if details.get("activate").is_some() {
            return Err(Error::input(
                "publish does not activate, whatever its activate field says; call activateVersion after the security check",
            ));
        }
        check_label(details.text("label")?, details.text("description")?)
    })
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

/// An agent's metadata: at least one field.
pub fn check_agent_metadata(document: &Json) -> Result<(), Error> {
    check("metadata", document, |metadata| {
        if metadata.is_empty() {
            return Err(Error::input("nothing to change; pass at least one field"));
        }
        Ok(())
    })
}

/// A version's metadata: at least one of the three fields that may change.
pub fn check_version_metadata(document: &Json) -> Result<(), Error> {
    check("metadata", document, |metadata| {
        // A null label clears it, so what counts is which fields are named.
        if !["label", "description", "isPinned"]
            .iter()
            .any(|name| metadata.names(name))
        {
            return Err(Error::input(
                "nothing to change; pass label, description or isPinned",
            ));
        }
        if metadata.names("isPinned") && metadata.flag("isPinned")?.is_none() {
            return Err(Error::input("isPinned must be true or false"));
        }
        check_label(metadata.text("label")?, metadata.text("description")?)
    })
}

/// A test call: telephony needs a number.
pub fn check_test_call(document: &Json) -> Result<(), Error> {
    check("call", document, |call| {
        match (call.text("mode")?, call.text("toPhone")?) {
            (_, Some(phone)) => check_phone("toPhone", phone),
            (Some("telephony"), None) => Err(Error::input(
                "mode telephony needs toPhone, the number to call",
            )),
            _ => Ok(()),
        }
    })
}

/// A test call of a branch: of its draft or of one revision, never both.
pub fn check_branch_test_call(document: &Json) -> Result<(), Error> {
    check_test_call(document)?;
    check("call", document, |call| {
        let of_draft = call.flag("includeDraft")?.unwrap_or(false);
        match call.text("revisionId")? {
            Some(_) if of_draft => Err(Error::input(
                "a test call is of the draft or of one revision; pass includeDraft or revisionId, not both",
            )),
            Some(revision_id) => check_id("revisionId", revision_id),
            None => Ok(()),
        }
    })
}

/// An outbound call dials a real person: everything that can be checked is.
pub fn check_outbound_call(document: &Json) -> Result<(), Error> {
    check("call", document, |call| {
        check_id("agentId", call.text("agentId")?.unwrap_or(""))?;
        check_phone("phoneNumber", call.text("phoneNumber")?.unwrap_or(""))?;
        for name in &["versionId", "fromProductId"] {
            if let Some(id) = call.text(name)? {
                check_id(name, id)?;
            }
        }
        match call.get("variables") {
            None => Ok(()),
            Some(Json::Object(variables)) => check_variables(variables),
            Some(_) => Err(Error::input(
                "variables must be an object of names and values",
            )),
        }
    })
}

/// Reads an argument's fields for a rule, in one place for all rules.
#[inline(never)]
fn check(
    argument: &str,
    document: &Json,
    rule: fn(&Fields) -> Result<(), Error>,
) -> Result<(), Error> {
    rule(&Fields::of(argument, document)?)
}

fn check_variables(variables: &Map) -> Result<(), Error> {
    for (name, value) in variables {
        if matches!(value, Json::Object(_) | Json::Array(_) | Json::Null) {
            return Err(Error::input(fill(
                "variables.{} must be a string, a number or a boolean",
                &[name],
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
    Err(Error::input(fill(
        "{} must be an E.164 number: + and 7 to 15 digits, such as +14155550123",
        &[name],
    )))
}

fn check_length(name: &str, text: &str, most: usize) -> Result<(), Error> {
    let length = search::length(text);
    if length > most {
        return Err(Error::input(fill(
            "{} has {} characters; at most {} are allowed",
            &[name, &decimal(length as u64), &decimal(most as u64)],
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    fn refused(result: Result<(), Error>, part: &str) {
        let error = result.unwrap_err();
        assert!(error.message.contains(part), "{}", error.message);
    }

    #[test]
    fn language_needs_switching() {
        refused(
            check_create_agent(&json!({"name":"a","language":{"default":"en"}})),
            "switching",
        );
        assert!(
            check_create_agent(&json!({"name":"a","language":{"switching":{"isEnabled":false}}}))
                .is_ok()
        );
        assert!(check_create_agent(&json!({"name":"a"})).is_ok());
        refused(check_create_agent(&json!({"name":" "})), "name");
        refused(check_create_agent(&json!([])), "must be an object");
    }

    #[test]
    fn a_fork_needs_a_source() {
        refused(check_fork(&json!({})), "needs a source");
        refused(check_fork(&json!({"sourceVersionId":"../x"})), "path");
        refused(check_fork(&json!({"sourceVersionId":7})), "source");
        refused(
            check_fork(&json!({"sourceDraftId":"d","draftName":""})),
            "draftName",
        );
        assert!(check_fork(&json!({"sourceDraftId":"d"})).is_ok());
    }

    #[test]
    fn publish_never_activates() {
        refused(check_publish(&json!({"activate":true})), "activateVersion");
        refused(
            check_publish(&json!({"label": "x".repeat(201)})),
            "at most 200",
        );
        assert!(check_publish(&json!({"label":"v2"})).is_ok());
    }

    #[test]
    fn a_patch_holds_config() {
        refused(check_patch(&json!({})), "empty");
        refused(check_patch(&json!({"name":"x"})), "updateAgent");
        assert!(check_patch(&json!({"firstMessage":"x","somethingNew":1})).is_ok());
    }

    #[test]
    fn version_metadata_may_clear_but_not_be_empty() {
        refused(check_version_metadata(&json!({})), "nothing to change");
        assert!(check_version_metadata(&json!({"label":null})).is_ok());
        refused(
            check_version_metadata(&json!({"isPinned":"yes"})),
            "isPinned",
        );
    }

    #[test]
    fn nobody_is_dialled_by_mistake() {
        let call = |fields: &str| {
            let text = format!(r#"{{"agentId":"a",{fields}}}"#);
            check_outbound_call(&crate::core::json::parse(&text).unwrap())
        };
        refused(call(r#""phoneNumber":"14155550123""#), "E.164");
        refused(call(r#""phoneNumber":"+0155550123""#), "E.164");
        refused(
            call(r#""phoneNumber":"+14155550123","variables":{"a":{}}"#),
            "variables.a",
        );
        assert!(call(r#""phoneNumber":"+14155550123","variables":{"a":1}"#).is_ok());
        refused(check_test_call(&json!({"mode":"telephony"})), "toPhone");
        assert!(check_test_call(&json!({})).is_ok());
    }
}
