//! Bodies that a caller passes: accepted as they are, or refused by name.

use crate::documents;
use atoms_lifecycle::core::body;
use atoms_lifecycle::core::endpoint::{branch_drafts, drafts};
use atoms_lifecycle::core::error::{Error, Kind};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Every check that parses a body.
fn check_all(text: &str) -> Vec<Result<(), Error>> {
    vec![
        body::check_patch(text).map(drop),
        body::check_create_agent(text),
        body::check_fork(text),
        body::check_publish(text),
        body::check_branch_publish(text),
        body::check_agent_metadata(text),
        body::check_version_metadata(text),
        body::check_test_call(text),
        body::check_branch_test_call(text),
        body::check_outbound_call(text),
    ]
}

/// JSON of any shape, and text that is none.
fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        documents::json().prop_map(|value| value.to_string()),
        documents::object().prop_map(|fields| format!("{:#}", Value::Object(fields))),
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
    fn whatever_is_refused_is_an_input_error(text in body()) {
        for error in check_all(&text).into_iter().filter_map(Result::err) {
            prop_assert_eq!(error.kind, Kind::Input);
            prop_assert_eq!(error.status, None);
        }
    }

    #[test]
    fn an_accepted_patch_is_sent_untouched(text in body(), revision in any::<u32>()) {
        let revision = u64::from(revision);
        let Ok(patch) = body::check_patch(&text) else {
            prop_assert!(drafts::update_config("a", "d", &text).is_err());
            prop_assert!(branch_drafts::update("a", "b", &text, Some(revision)).is_err());
            return Ok(());
        };
        prop_assert_eq!(&patch, &serde_json::from_str::<Value>(&text).unwrap());
        let sent = drafts::update_config("a", "d", &text).unwrap().body;
        prop_assert_eq!(sent.as_deref(), Some(text.as_str()));
        let sent = branch_drafts::update("a", "b", &text, None).unwrap().body;
        prop_assert_eq!(sent.as_deref(), Some(text.as_str()));
    }

    #[test]
    fn an_expected_revision_joins_the_patch_and_changes_nothing_of_it(
        fields in patch(),
        revision in any::<u64>(),
        pretty in any::<bool>(),
    ) {
        let mut expected = fields.clone();
        let text = match pretty {
            true => format!(" \n{:#}\n", Value::Object(fields)),
            false => Value::Object(fields).to_string(),
        };
        let sent = branch_drafts::update("a", "b", &text, Some(revision)).unwrap().body.unwrap();
        // Field by field, in the caller's own digits.
        let fields_as_they_were = text.trim_start().get(1..).unwrap();
        prop_assert!(sent.ends_with(fields_as_they_were));
        expected.entry("expectedRevision").or_insert_with(|| revision.into());
        let names = |value: &Map<String, Value>| value.keys().cloned().collect::<Vec<_>>();
        let sent: Map<String, Value> = serde_json::from_str(&sent).unwrap();
        prop_assert_eq!(names(&sent), names(&expected));
        prop_assert_eq!(&sent["expectedRevision"], &expected["expectedRevision"]);
    }

    #[test]
    fn half_a_character_is_refused_wherever_it_stands(
        half in 0xd800..0xe000_u32,
        upper in any::<bool>(),
        (before, after) in (any::<String>(), any::<String>()),
        place in 0..3,
    ) {
        let quoted = |text: &str| {
            let quoted = Value::from(text).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        };
        let half = if upper { format!("\\u{half:04X}") } else { format!("\\u{half:04x}") };
        let text = format!("\"{}{half}{}\"", quoted(&before), quoted(&after));
        let text = match place {
            0 => format!("{{\"firstMessage\":{text}}}"),
            1 => format!("{{\"defaultVariables\":{{\"a\":[1,{text}]}}}}"),
            _ => format!("{{{text}:1}}"),
        };
        for error in check_all(&text) {
            let error = error.unwrap_err();
            prop_assert_eq!(error.kind, Kind::Input);
            prop_assert!(error.message.contains("half a character"), "{}", error.message);
        }
    }

    #[test]
    fn well_formed_text_is_never_refused(text in any::<String>()) {
        let looks_broken = format!("\\ud800{text}\\\\udfff");
        for text in [text, looks_broken] {
            let patch = json!({"firstMessage": text}).to_string();
            let accepted = body::check_patch(&patch);
            prop_assert_eq!(accepted.unwrap(), json!({"firstMessage": text}));
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
        let created = body::check_create_agent(&json!({"name": "a", "language": language}).to_string());
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
        let call = json!({"agentId": "a", "phoneNumber": number}).to_string();
        prop_assert_eq!(body::check_outbound_call(&call).is_ok(), is_number);
    }
}
