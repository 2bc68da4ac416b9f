//! Which handler answers which route.

use super::answer::Failure;
use super::wire::{Call, Response};
use super::{Platform, agents, calls, versions, workflow};

/// Answers one route.
pub type Handler = fn(&mut Platform, &Call<'_>) -> Result<Response, Failure>;

/// The handler of a route; the path is what lies below the base.
pub fn find(method: &str, path: &[&str]) -> Option<Handler> {
    if path.contains(&"") {
        return None;
    }
    let handler: Handler = match (method, path) {
        ("POST", ["agent"]) => agents::create,
        ("GET", ["agent"]) => agents::list,
        ("GET", ["agent", _]) => agents::get,
        ("PATCH", ["agent", _]) => agents::update,
        ("DELETE", ["agent", _, "archive"]) => agents::archive,

        ("POST", ["agent", _, "drafts"]) => versions::fork,
        ("GET", ["agent", _, "drafts"]) => versions::list_drafts,
        ("GET", ["agent", _, "drafts", _]) => versions::get_draft,
        ("PATCH", ["agent", _, "drafts", _]) => versions::rename,
        ("DELETE", ["agent", _, "drafts", _]) => versions::discard,
        ("GET", ["agent", _, "drafts", _, "diff"]) => versions::diff_draft,
        ("PATCH", ["agent", _, "drafts", _, "config"]) => versions::edit,
        ("POST", ["agent", _, "drafts", _, "publish"]) => versions::publish,
        ("POST", ["agent", _, "drafts", _, "test-call"]) => calls::test_draft,

        ("GET", ["agent", _, "versions"]) => versions::list,
        ("GET", ["agent", _, "versions", "diff"]) => versions::diff,
        ("GET", ["agent", _, "versions", _]) => versions::get,
        ("PATCH", ["agent", _, "versions", _]) => versions::update,
        ("PATCH", ["agent", _, "versions", _, "activate"]) => versions::activate,
        ("POST", ["agent", _, "versions", _, "test-call"]) => calls::test_version,

        ("POST", ["conversation", "outbound"]) => calls::outbound,
        ("PATCH", ["workflow", _]) => workflow::update,
        _ => return None,
    };
    Some(handler)
}
