//! No key survives in an error, wherever it was echoed.

use crate::documents;
use atoms_lifecycle::core::connection::clean_key;
use atoms_lifecycle::core::error::{Error, Kind};
use atoms_lifecycle::core::reply::Reply;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Any key of four characters and more; one with quotes or a backslash would
/// look different inside JSON, one with brackets could grow out of the mark
/// that takes its place.
fn key() -> impl Strategy<Value = String> {
    let key = prop_oneof!["sk_[0-9a-zA-Z]{1,40}", "[!#-Z^-~]{3,40}[a-zA-Z]"];
    key.prop_filter("a part of the mark itself", |key| {
        !"[redacted]".contains(key.as_str()) && clean_key("apiKey", key).as_deref() == Ok(key)
    })
}

/// Every text of an error: names of fields are nobody's secret.
fn texts(error: &Error, texts: &mut Vec<String>) {
    texts.extend([error.code.clone(), error.message.clone()]);
    texts.extend(error.errors.iter().cloned());
    texts.extend(error.request_id.clone());
    texts_of(&serde_json::to_value(&error.details).unwrap(), texts);
    if let Some(cause) = &error.cause {
        self::texts(cause, texts);
    }
}

fn texts_of(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts_of(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| texts_of(field, texts)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn a_key_survives_nowhere(
        key in key(),
        around in prop::collection::vec(documents::text(), 8),
        status in 400..600_u16,
        causes in 0..4,
    ) {
        let echo = |at: usize| format!("{}{key}{key}{}", around[at], around[at + 1]);
        let body = json!({
            "errors": [echo(1), {"echo": echo(2)}],
            "code": echo(3),
            "data": {"conflict": {"diffs": [{"path": echo(4)}]}, "list": [[echo(5)]]},
        });
        let reply = Reply {
            request_id: Some(echo(0)),
            ..Reply::new(status, &body.to_string())
        };
        let mut error = reply.failure();
        for _ in 0..causes {
            let mut outer = Error::new(Kind::Release, &key, echo(6));
            outer.cause = Some(error);
            error = outer;
        }
        error.redact(&key);
        let mut left = Vec::new();
        texts(&error, &mut left);
        prop_assert!(left.len() >= 7);
        for text in left {
            prop_assert!(!text.contains(&key), "{}", text);
        }
    }

    #[test]
    fn a_text_without_the_key_stays_as_it_is(key in key(), message in any::<String>()) {
        let mut error = Error::input(message.clone()).with_detail("sent", message.clone());
        error.redact(&key);
        let expected = message.replace(&key, "[redacted]");
        prop_assert_eq!(&error.message, &expected);
        prop_assert_eq!(error.details.get("sent").unwrap().as_str(), Some(expected.as_str()));
    }
}
