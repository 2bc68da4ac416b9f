//! Any reply through everything that reads replies: an error of that reply, or
//! a value, and never a panic.
//!
//! An input is a line with the status and, behind a space, a `Retry-After`
//! header; what follows the line is the body.
#![no_main]

use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::model::branch_facts::{
    BranchDraftFacts, BranchFacts, RevisionFacts, read_published,
};
use atoms_lifecycle::core::model::facts::{AgentFacts, CheckFacts, DraftFacts, VersionsPage};
use atoms_lifecycle::core::reply::Reply;
use libfuzzer_sys::fuzz_target;

/// The most that a message may hold where the platform gave no text, in characters.
const LONGEST_MESSAGE: usize = 480;
const KEY: &str = "sk_live_0123456789";

fn read(input: &[u8]) -> Option<Reply> {
    let text = String::from_utf8_lossy(input);
    let (head, body) = text.split_once('\n')?;
    let (status, retry_after) = head.split_once(' ').unwrap_or((head, ""));
    Some(Reply {
        request_id: Some("req_1".to_owned()),
        retry_after_s: retry_after.parse().ok(),
        ..Reply::new(status.parse().ok()?, body)
    })
}

fn readings(reply: &Reply) -> Vec<Result<(), Error>> {
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

fn check(mut error: Error, reply: &Reply) {
    assert_eq!(error.status, Some(reply.status));
    assert_eq!(error.request_id, reply.request_id);
    if error.errors.is_empty() {
        assert!(
            error.message.chars().count() <= LONGEST_MESSAGE,
            "{}",
            error.message
        );
    }
    error.redact(KEY);
    let texts = [&error.code, &error.message];
    assert!(
        texts
            .into_iter()
            .chain(&error.errors)
            .all(|text| !text.contains(KEY))
    );
}

fuzz_target!(|input: &[u8]| {
    let Some(reply) = read(input) else { return };
    for reading in readings(&reply) {
        match reading {
            Ok(()) => assert!(reply.is_success()),
            Err(error) => check(error, &reply),
        }
    }
    check(reply.failure(), &reply);
});
