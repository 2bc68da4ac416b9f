//! Which handler answers which route.

use super::answer::Failure;
use super::options::Generation;
use super::wire::{Call, Response};
use super::{Platform, agents, branches, calls, migration, versions, workflow};

/// Answers one route.
pub type Handler = fn(&mut Platform, &Call<'_>) -> Result<Response, Failure>;

/// A route that there is.
pub struct Route {
    pub handler: Handler,
    /// Whether it is on its way out.
    pub is_deprecated: bool,
    /// Whether a config freeze refuses it.
    pub freezes: bool,
}

/// The route of a request; the path is what lies below the base.
pub fn find(generation: Generation, method: &str, path: &[&str]) -> Option<Route> {
    if path.contains(&"") {
        return None;
    }
    let plain = |handler| Route {
        handler,
        is_deprecated: false,
        freezes: false,
    };
    let old = || {
        let (handler, remains) = of_versions(method, path)?;
        Some(match (generation, remains) {
            (Generation::Versions, _) => plain(handler),
            (Generation::Branches, true) => Route {
                is_deprecated: true,
                ..plain(handler)
            },
            (Generation::Branches, false) => Route {
                is_deprecated: true,
                ..plain(migration::refuse)
            },
        })
    };
    let new = || {
        let handler = of_branches(method, path)?;
        (generation == Generation::Branches).then_some(Route {
            // Also where the contract lists no 423.
            freezes: method != "GET" && path.last() != Some(&"test-call"),
            ..plain(handler)
        })
    };
    of_both(method, path).map(plain).or_else(old).or_else(new)
}

/// The routes of both generations.
fn of_both(method: &str, path: &[&str]) -> Option<Handler> {
    let handler: Handler = match (method, path) {
        ("POST", ["agent"]) => agents::create,
        ("GET", ["agent"]) => agents::list,
        ("GET", ["agent", _]) => agents::get,
        ("PATCH", ["agent", _]) => agents::update,
        ("DELETE", ["agent", _, "archive"]) => agents::archive,
        ("POST", ["conversation", "outbound"]) => calls::outbound,
        ("PATCH", ["workflow", _]) => workflow::update,
        _ => return None,
    };
    Some(handler)
}

/// The routes of the versions generation, and whether they go on beside branches.
fn of_versions(method: &str, path: &[&str]) -> Option<(Handler, bool)> {
    let route: (Handler, bool) = match (method, path) {
        ("POST", ["agent", _, "drafts"]) => (versions::fork, false),
        ("GET", ["agent", _, "drafts"]) => (versions::list_drafts, false),
        ("GET", ["agent", _, "drafts", _]) => (versions::get_draft, true),
        ("PATCH", ["agent", _, "drafts", _]) => (versions::rename, false),
        ("DELETE", ["agent", _, "drafts", _]) => (versions::discard, false),
        ("GET", ["agent", _, "drafts", _, "diff"]) => (versions::diff_draft, true),
        ("PATCH", ["agent", _, "drafts", _, "config"]) => (versions::edit, false),
        ("POST", ["agent", _, "drafts", _, "publish"]) => (versions::publish, false),
        ("POST", ["agent", _, "drafts", _, "test-call"]) => (calls::test_draft, true),

        ("GET", ["agent", _, "versions"]) => (versions::list, false),
        ("GET", ["agent", _, "versions", "diff"]) => (versions::diff, true),
        ("GET", ["agent", _, "versions", _]) => (versions::get, true),
        ("PATCH", ["agent", _, "versions", _]) => (versions::update, false),
        ("PATCH", ["agent", _, "versions", _, "activate"]) => (versions::activate, false),
        ("POST", ["agent", _, "versions", _, "test-call"]) => (calls::test_version, true),
        _ => return None,
    };
    Some(route)
}

/// The routes of the branches generation.
fn of_branches(method: &str, path: &[&str]) -> Option<Handler> {
    let ["agent", _, below @ ..] = path else {
        return None;
    };
    let handler: Handler = match (method, below) {
        ("GET", ["diff"]) => branches::diff,
        ("GET", ["branches"]) => branches::list,
        ("POST", ["branches"]) => branches::create,
        ("GET", ["branches", _]) => branches::get,
        ("PATCH", ["branches", _]) => branches::rename,
        ("POST", ["branches", _, "archive"]) => branches::archive,
        ("POST", ["branches", _, "live"]) => branches::make_live,
        ("POST", ["branches", _, "test-call"]) => branches::test_call,

        ("PUT", ["branches", _, "draft"]) => branches::put_draft,
        ("GET", ["branches", _, "draft"]) => branches::get_draft,
        ("DELETE", ["branches", _, "draft"]) => branches::discard,
        ("POST", ["branches", _, "draft", "publish"]) => branches::publish,
        ("POST", ["branches", _, "draft", "publish", "cancel"]) => branches::cancel,

        ("GET", ["branches", _, "revisions"]) => branches::list_revisions,
        ("GET", ["branches", _, "revisions", _]) => branches::get_revision,
        ("GET", ["branches", _, "revisions", _, "history"]) => branches::history,
        ("POST", ["branches", _, "revisions", _, "restore"]) => branches::restore,
        _ => return None,
    };
    Some(handler)
}
