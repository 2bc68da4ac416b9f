//! Every call of one request, by the name of its method in JavaScript.
//!
//! A table, so that a page downloads one function that reads arguments and not
//! one for each method.

use super::endpoint::{
    Endpoint, agents, branch_drafts, branches, calls, drafts, revisions, versions,
};
use super::error::Error;
use super::fields::Fields;
use super::flow::Expect;
use super::json::Json;
use super::model::diff::DiffSide;
use super::model::query::{AgentPreview, AgentsQuery, DraftQuery, RevisionsQuery, VersionsQuery};
use super::request::Request;

/// The arguments of a call that come before its options.
#[derive(Debug)]
pub struct Given<'a> {
    /// Those that are text, in their order; empty where there are fewer.
    pub texts: [&'a str; 3],
    /// The last one, where it is no such text.
    pub document: &'a Json,
    /// The same, of a call that reads it field by field. What it did not ask
    /// for is refused by whoever began the call.
    pub fields: &'a Fields<'a>,
    /// The option that only this call has: a count, or 1 for true.
    pub option: Option<u64>,
}

/// What comes after the arguments that are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// The options.
    Nothing,
    /// An object of this name.
    Object(&'static str),
    /// The same, and only the names of its fields are looked at before it is sent.
    Outline(&'static str),
    /// The same; `{}` when it is missing.
    MaybeObject(&'static str),
    /// The same, and the call reads it field by field.
    MaybeFields(&'static str),
    /// Another text, which may be missing.
    MaybeText(&'static str),
}

/// An option that only one call has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// None.
    Nothing,
    /// `expectedRevision`, a whole number.
    ExpectedRevision,
    /// `testCall`, true or false.
    TestCall,
}

/// A call of one request.
#[derive(Debug)]
pub struct Operation {
    /// The method in JavaScript.
    pub name: &'static str,
    /// The names of the arguments that are text.
    pub texts: &'static [&'static str],
    /// The argument after them.
    pub last: Last,
    /// An option of its own.
    pub extra: Extra,
    /// What its reply must hold.
    pub expect: Expect,
    /// Where it goes.
    pub to: To,
}

/// Where a call goes.
#[derive(Debug, Clone, Copy)]
pub enum To {
    /// To an endpoint that takes its texts as ids, and its document.
    Endpoint(&'static Endpoint),
    /// To one that is asked in a way of its own.
    Own(fn(&Given) -> Result<Request, Error>),
}

impl Operation {
    /// Checks the arguments.
    pub fn request(&self, given: &Given) -> Result<Request, Error> {
        match self.to {
            To::Endpoint(endpoint) => {
                endpoint.with(&given.texts[..self.texts.len()], given.document)
            }
            To::Own(request) => request(given),
        }
    }
}

/// The call of that name.
pub fn named(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|it| it.name == name)
}

const OF_AGENT: &[&str] = &["agentId"];
const OF_DRAFT: &[&str] = &["agentId", "draftId"];
const OF_VERSION: &[&str] = &["agentId", "versionId"];
const OF_BRANCH: &[&str] = &["agentId", "branchId"];
const OF_REVISION: &[&str] = &["agentId", "branchId", "revisionId"];

const fn operation(
    name: &'static str,
    texts: &'static [&'static str],
    last: Last,
    endpoint: &'static Endpoint,
) -> Operation {
    call(name, texts, last, To::Endpoint(endpoint))
}

const fn own(
    name: &'static str,
    texts: &'static [&'static str],
    last: Last,
    request: fn(&Given) -> Result<Request, Error>,
) -> Operation {
    call(name, texts, last, To::Own(request))
}

/// As most of them are.
const fn call(name: &'static str, texts: &'static [&'static str], last: Last, to: To) -> Operation {
    Operation {
        name,
        texts,
        last,
        extra: Extra::Nothing,
        expect: Expect::Data,
        to,
    }
}

/// All of them.
pub static OPERATIONS: [Operation; 39] = [
    operation("createAgent", &[], Last::Object("agent"), &agents::CREATE),
    own("getAgent", OF_AGENT, Last::MaybeFields("preview"), |it| {
        let preview = AgentPreview::read(it.fields)?;
        agents::get(it.texts[0], &preview)
    }),
    own("listAgents", &[], Last::MaybeFields("query"), |it| {
        agents::list(&AgentsQuery::read(it.fields)?)
    }),
    operation(
        "updateAgent",
        OF_AGENT,
        Last::MaybeObject("metadata"),
        &agents::UPDATE,
    ),
    operation("archiveAgent", OF_AGENT, Last::Nothing, &agents::ARCHIVE),
    operation(
        "unarchiveAgent",
        OF_AGENT,
        Last::Nothing,
        &agents::UNARCHIVE,
    ),
    operation("listDrafts", OF_AGENT, Last::Nothing, &drafts::LIST),
    operation(
        "forkDraft",
        OF_AGENT,
        Last::MaybeObject("source"),
        &drafts::FORK,
    ),
    own("getDraft", OF_DRAFT, Last::MaybeFields("query"), |it| {
        let query = DraftQuery::read(it.fields)?;
        drafts::get(it.texts[0], it.texts[1], &query)
    }),
    own(
        "renameDraft",
        &["agentId", "draftId", "draftName"],
        Last::Nothing,
        |it| drafts::rename(it.texts[0], it.texts[1], it.texts[2]),
    ),
    operation(
        "updateDraftConfig",
        OF_DRAFT,
        Last::Outline("patch"),
        &drafts::UPDATE_CONFIG,
    ),
    own("diffDraft", OF_DRAFT, Last::MaybeText("versionId"), |it| {
        drafts::diff(it.texts[0], it.texts[1], it.document.as_str())
    }),
    Operation {
        expect: Expect::Success,
        ..operation("discardDraft", OF_DRAFT, Last::Nothing, &drafts::DISCARD)
    },
    operation(
        "publishDraft",
        OF_DRAFT,
        Last::MaybeObject("details"),
        &drafts::PUBLISH,
    ),
    operation(
        "testCallDraft",
        OF_DRAFT,
        Last::MaybeObject("call"),
        &drafts::TEST_CALL,
    ),
    own("listVersions", OF_AGENT, Last::MaybeFields("query"), |it| {
        let query = VersionsQuery::read(it.fields)?;
        versions::list(it.texts[0], &query)
    }),
    operation("getVersion", OF_VERSION, Last::Nothing, &versions::GET),
    own(
        "diffVersions",
        &["agentId", "baseId", "compareId"],
        Last::Nothing,
        |it| versions::diff(it.texts[0], it.texts[1], it.texts[2]),
    ),
    operation(
        "updateVersion",
        OF_VERSION,
        Last::MaybeObject("metadata"),
        &versions::UPDATE,
    ),
    operation(
        "activateVersion",
        OF_VERSION,
        Last::Nothing,
        &versions::ACTIVATE,
    ),
    operation(
        "testCallVersion",
        OF_VERSION,
        Last::MaybeObject("call"),
        &versions::TEST_CALL,
    ),
    operation("listBranches", OF_AGENT, Last::Nothing, &branches::LIST),
    own(
        "createBranch",
        OF_AGENT,
        Last::MaybeFields("branch"),
        |it| {
            let source = it.fields.needed("sourceBranchId")?;
            let name = it.fields.needed("name")?;
            branches::create(it.texts[0], &source, &name)
        },
    ),
    operation("getBranch", OF_BRANCH, Last::Nothing, &branches::GET),
    own(
        "renameBranch",
        &["agentId", "branchId", "name"],
        Last::Nothing,
        |it| branches::rename(it.texts[0], it.texts[1], it.texts[2]),
    ),
    operation(
        "archiveBranch",
        OF_BRANCH,
        Last::Nothing,
        &branches::ARCHIVE,
    ),
    operation(
        "makeBranchLive",
        OF_BRANCH,
        Last::Nothing,
        &branches::MAKE_LIVE,
    ),
    operation(
        "testCallBranch",
        OF_BRANCH,
        Last::MaybeObject("call"),
        &branches::TEST_CALL,
    ),
    operation(
        "getBranchDraft",
        OF_BRANCH,
        Last::Nothing,
        &branch_drafts::GET,
    ),
    Operation {
        extra: Extra::ExpectedRevision,
        ..own(
            "updateBranchDraft",
            OF_BRANCH,
            Last::Outline("patch"),
            |it| branch_drafts::update(it.texts[0], it.texts[1], it.document, it.option),
        )
    },
    operation(
        "discardBranchDraft",
        OF_BRANCH,
        Last::Nothing,
        &branch_drafts::DISCARD,
    ),
    operation(
        "publishBranchDraft",
        OF_BRANCH,
        Last::MaybeObject("details"),
        &branch_drafts::PUBLISH,
    ),
    operation(
        "cancelPublish",
        OF_BRANCH,
        Last::Nothing,
        &branch_drafts::CANCEL_PUBLISH,
    ),
    own(
        "listRevisions",
        OF_BRANCH,
        Last::MaybeFields("query"),
        |it| {
            let query = RevisionsQuery::read(it.fields)?;
            revisions::list(it.texts[0], it.texts[1], &query)
        },
    ),
    operation("getRevision", OF_REVISION, Last::Nothing, &revisions::GET),
    operation(
        "getRevisionHistory",
        OF_REVISION,
        Last::Nothing,
        &revisions::HISTORY,
    ),
    operation(
        "restoreRevision",
        OF_REVISION,
        Last::Nothing,
        &revisions::RESTORE,
    ),
    own("diff", OF_AGENT, Last::Object("sides"), |it| {
        let sides = Fields::of("sides", it.document)?;
        let side = |name| Fields::of(name, sides.get(name).unwrap_or(&Json::Null));
        let a = side("a")?;
        let a = DiffSide::read(&a)?;
        let b = side("b")?;
        revisions::diff(it.texts[0], &a, &DiffSide::read(&b)?)
    }),
    Operation {
        extra: Extra::TestCall,
        ..own("startOutboundCall", &[], Last::Object("call"), |it| {
            calls::start_outbound(it.document, it.option.is_some())
        })
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_operation_whose_texts_have_a_place() {
        for operation in &OPERATIONS {
            let found = named(operation.name).unwrap();
            assert!(
                core::ptr::eq(found, operation),
                "{} is twice",
                operation.name
            );
            assert!(operation.texts.len() <= 3);
        }
        assert!(named("release").is_none());
    }
}
