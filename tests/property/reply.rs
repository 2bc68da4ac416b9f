//! Replies of any status, with any headers, around any body.

use crate::documents;
use atoms_lifecycle::core::error::{Error, Kind};
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::model::branch_facts::{
    BranchDraftFacts, BranchFacts, RevisionFacts, read_published,
};
use atoms_lifecycle::core::model::facts::{AgentFacts, CheckFacts, DraftFacts, VersionsPage};
use atoms_lifecycle::core::reply::{BAD_REPLY, Reply};
use proptest::prelude::*;
use serde_json::{Value, json};

/// How much of a body that has no error text a message may show, in characters.
const SHOWN: usize = 160;

fn body() -> impl Strategy<Value = String> {
    let json = documents::json().prop_map(|value| value.to_string());
    let envelope = documents::object().prop_map(|fields| Value::Object(fields).to_string());
    let cut = (documents::json(), any::<prop::sample::Index>()).prop_map(|(data, at)| {
        let whole = json!({"status": true, "data": data}).to_string();
        cut(&whole, at)
    });
    prop_oneof![
        any::<String>(),
        json,
        envelope,
        cut,
        documents::text().prop_map(|said| format!("<html>{said}")),
    ]
}

/// A part of a text from its beginning, never all of it.
fn cut(whole: &str, at: prop::sample::Index) -> String {
    whole
        .chars()
        .take(at.index(whole.chars().count()))
        .collect()
}

fn seconds() -> impl Strategy<Value = Option<f64>> {
    prop::option::of(prop_oneof![
        any::<u32>().prop_map(f64::from),
        any::<f64>(),
        Just(f64::NAN)
    ])
}

fn status() -> impl Strategy<Value = u16> {
    let usual = [
        200, 201, 202, 204, 400, 401, 403, 404, 409, 418, 422, 423, 429, 500, 503,
    ];
    prop_oneof![prop::sample::select(usual.to_vec()), any::<u16>()]
}

prop_compose! {
    fn reply()(
        status in status(),
        request_id in any::<Option<String>>(),
        retry_after_s in seconds(),
        body in body(),
    ) -> Reply {
        Reply { request_id, retry_after_s, ..Reply::new(status, &body) }
    }
}

fn success(data: &Value) -> Reply {
    Reply::new(200, &json!({"status": true, "data": data}).to_string())
}

/// Everything that reads a reply.
fn read_all(reply: &Reply) -> Vec<Result<(), Error>> {
    vec![
        reply.data().map(drop),
        reply.has_data(),
        reply.accepted(),
        reply.facts(AgentFacts::read).map(drop),
        reply.facts(DraftFacts::read).map(drop),
        reply.facts(DraftFacts::read_list).map(drop),
        reply.facts(VersionsPage::read).map(drop),
        reply.facts(CheckFacts::read).map(drop),
        reply.facts(BranchFacts::read).map(drop),
        reply.facts(BranchFacts::read_list).map(drop),
        reply.facts(BranchDraftFacts::read).map(drop),
        reply.facts(RevisionFacts::read).map(drop),
        reply.facts(RevisionFacts::read_page).map(drop),
        reply.facts(read_published).map(drop),
    ]
}

proptest! {
    #[test]
    fn every_reading_is_a_value_or_an_error_of_this_reply(reply in reply()) {
        let failure = reply.failure();
        for error in read_all(&reply).into_iter().filter_map(Result::err).chain([failure]) {
            prop_assert_eq!(error.status, Some(reply.status));
            prop_assert_eq!(&error.request_id, &reply.request_id);
            let status = format!("({})", reply.status);
            prop_assert!(error.message.contains(&status));
            // A reply came, so it is none of those that are about none.
            let about_no_reply = matches!(
                error.kind,
                Kind::Input | Kind::Network | Kind::Timeout | Kind::Abort
            );
            prop_assert!(!about_no_reply, "{:?}", error.kind);
        }
        if !reply.is_success() {
            prop_assert!(read_all(&reply).iter().all(Result::is_err));
        }
    }

    #[test]
    fn the_data_of_a_success_comes_back_equal(data in documents::json(), other in documents::object()) {
        let mut envelope = other;
        envelope.insert("status".to_owned(), true.into());
        envelope.insert("data".to_owned(), data);
        let body = Value::Object(envelope).to_string();
        // As the parser reads it: the last digit of a number may be another.
        let sent: Value = serde_json::from_str(&body).unwrap();
        let reply = Reply::new(200, &body);
        match reply.data() {
            Ok(data) => prop_assert_eq!(data, &sent["data"]),
            Err(error) => {
                prop_assert!(sent["data"].is_null());
                prop_assert_eq!(error.code.as_str(), BAD_REPLY);
            }
        }
    }

    #[test]
    fn a_success_that_was_cut_off_is_none(data in documents::json(), at in any::<prop::sample::Index>()) {
        let whole = success(&data);
        let part = Reply::new(200, &cut(&whole.text, at));
        for error in read_all(&part) {
            let error = error.unwrap_err();
            prop_assert_eq!(error.code.as_str(), BAD_REPLY);
            prop_assert_eq!(error.kind, Kind::Api);
        }
    }

    #[test]
    fn little_of_a_foreign_body_is_shown(
        status in status(),
        words in prop::collection::vec("ж{1,200}", 0..80),
        tag in any::<bool>(),
    ) {
        let body = words.join(" ");
        let body = if tag { format!(" \n<{body}>") } else { body };
        let reply = Reply::new(status, &body);
        for error in [reply.failure(), reply.data().unwrap_err()] {
            let shown = error.message.chars().filter(|letter| *letter == 'ж').count();
            prop_assert!(shown <= if tag { 0 } else { SHOWN }, "{}", error.message);
            prop_assert_eq!(&error.details, &Json::Null);
        }
    }

    #[test]
    fn a_body_without_an_error_text_never_makes_a_long_message(reply in reply()) {
        let error = reply.failure();
        if error.errors.is_empty() {
            prop_assert!(error.message.chars().count() < 2 * SHOWN + 160, "{}", error.message);
        }
    }

    #[test]
    fn whole_seconds_are_waited_exactly(seconds in 0..u32::MAX, in_body in any::<bool>()) {
        let body = if in_body { json!({"retry_after": seconds}).to_string() } else { String::new() };
        let retry_after_s = (!in_body).then(|| f64::from(seconds));
        let reply = Reply { retry_after_s, ..Reply::new(429, &body) };
        prop_assert_eq!(reply.failure().retry_after_ms, Some(u64::from(seconds) * 1_000));
    }

    #[test]
    fn every_error_text_is_kept_in_its_order(
        texts in prop::collection::vec(documents::text(), 1..6),
        name in prop::sample::select(vec!["errors", "error", "message"]),
        status in 400..600_u16,
    ) {
        let reply = Reply::new(status, &json!({name: texts}).to_string());
        prop_assert_eq!(&reply.failure().errors, &texts);
    }
}
