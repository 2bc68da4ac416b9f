//! Bodies that a caller passes: accepted as they are, or refused by name.

use crate::documents;
use atoms_lifecycle::core::body;
use atoms_lifecycle::core::endpoint::{branch_drafts, drafts};
use atoms_lifecycle::core::error::{Error, Kind};
use atoms_lifecycle::core::json::Json;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Every check of a body.
fn check_all(document: &Json) -> Vec<Result<(), Error>> {
    vec![
        body::check_patch(document),
        body::check_create_agent(document),
        body::check_fork(document),
        body::check_publish(document),
        body::check_branch_publish(document),
        body::check_agent_metadata(document),
        body::check_version_metadata(document),
        body::check_test_call(document),
        body::check_branch_test_call(document),
        body::check_outbound_call(document),
    ]
}

fn body() -> impl Strategy<Value = Json> {
    prop_oneof![
        documents::json().prop_map(Json::from),
        documents::object().prop_map(|fields| Value::Object(fields).into()),
    ]
}

/// An object that a patch may be.
fn patch() -> impl Strategy<Value = Map<String, Value>> {
    documents::object().prop_map(|mut fields| {
        fields.remove("name");
        fields.insert("firstMessage".to_owned(), "Hello!".into());
        fields
    })
}

proptest! {
    #[test]
    fn whatever_is_refused_is_an_input_error(document in body()) {
        for error in check_all(&document).into_iter().filter_map(Result::err) {
            prop_assert_eq!(error.kind, Kind::Input);
            prop_assert_eq!(error.status, None);
        }
    }

    #[test]
    fn an_accepted_patch_is_sent_untouched(patch in body(), revision in any::<u32>()) {
        let revision = u64::from(revision);
        if body::check_patch(&patch).is_err() {
            prop_assert!(drafts::update_config("a", "d", &patch).is_err());
            prop_assert!(branch_drafts::update("a", "b", &patch, Some(revision)).is_err());
            return Ok(());
        }
        let sent = drafts::update_config("a", "d", &patch).unwrap().body.clone().unwrap();
        prop_assert!(sent.is(&patch));
        let sent = branch_drafts::update("a", "b", &patch, None).unwrap().body.clone().unwrap();
        prop_assert!(sent.is(&patch));
    }

    #[test]
    fn an_expected_revision_joins_the_patch_and_changes_nothing_of_it(
        fields in patch(),
        revision in any::<u32>(),
    ) {
        let mut expected = fields.clone();
        let patch = Value::Object(fields).into();
        let sent = branch_drafts::update("a", "b", &patch, Some(revision.into())).unwrap();
        expected.entry("expectedRevision").or_insert_with(|| revision.into());
        prop_assert_eq!(sent.body.clone().unwrap(), Value::Object(expected));
    }

    #[test]
    fn well_formed_text_is_never_refused(text in any::<String>()) {
        let looks_broken = format!("\\ud800{text}\\\\udfff");
        for text in [text, looks_broken] {
            let patch = json!({"firstMessage": text}).into();
            prop_assert!(body::check_patch(&patch).is_ok());
        }
    }

    #[test]
    fn language_needs_switching_whatever_its_shape(language in documents::json(), null in any::<bool>()) {
        let mut language = language;
        if let Value::Object(fields) = &mut language {
            fields.remove("switching");
            if null {
                fields.insert("switching".to_owned(), Value::Null);
            }
        }
        let created = body::check_create_agent(&json!({"name": "a", "language": language}).into());
        match language {
            Value::Null => prop_assert!(created.is_ok()),
            _ => prop_assert!(created.unwrap_err().message.contains("switching")),
        }
    }

    #[test]
    fn nobody_is_dialled_at_what_is_no_number(number in prop_oneof!["[+]?[0-9]{6,16}", any::<String>()]) {
        let digits = number.strip_prefix('+').unwrap_or_default();
        let is_number = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.chars().all(|digit| digit.is_ascii_digit());
        let call = json!({"agentId": "a", "phoneNumber": number}).into();
        prop_assert_eq!(body::check_outbound_call(&call).is_ok(), is_number);
    }
}
