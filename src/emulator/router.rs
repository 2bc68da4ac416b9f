//! Which handler answers which route.

use super::answer::Failure;
use super::options::Generation;
use super::wire::{Call, Response};
use super::{Platform, agents, branches, calls, migration, versions, workflow};

/// Answers one route.
pub type Handler = fn(&mut Platform, &Call<'_>) -> Result<Response, Failure>;

/// Which generation a route belongs to.
#[derive(Clone, Copy)]
enum Part {
    Both,
    /// Versions, and nothing else: refused beside branches.
    Versions,
    /// Versions, and for a while beside branches.
    Remains,
    Branches,
}

/// Method, path below the base with `*` for an id, handler. The first that
/// fits counts. A row is a line, however long.
#[rustfmt::skip]
const ROUTES: &[(&str, &str, Handler, Part)] = &[
    ("POST", "agent", agents::create, Part::Both),
    ("GET", "agent", agents::list, Part::Both),
    ("GET", "agent/*", agents::get, Part::Both),
    ("PATCH", "agent/*", agents::update, Part::Both),
    ("DELETE", "agent/*/archive", agents::archive, Part::Both),
    ("POST", "conversation/outbound", calls::outbound, Part::Both),
    ("PATCH", "workflow/*", workflow::update, Part::Both),

    ("POST", "agent/*/drafts", versions::fork, Part::Versions),
    ("GET", "agent/*/drafts", versions::list_drafts, Part::Versions),
    ("GET", "agent/*/drafts/*", versions::get_draft, Part::Remains),
    ("PATCH", "agent/*/drafts/*", versions::rename, Part::Versions),
    ("DELETE", "agent/*/drafts/*", versions::discard, Part::Versions),
    ("GET", "agent/*/drafts/*/diff", versions::diff_draft, Part::Remains),
    ("PATCH", "agent/*/drafts/*/config", versions::edit, Part::Versions),
    ("POST", "agent/*/drafts/*/publish", versions::publish, Part::Versions),
    ("POST", "agent/*/drafts/*/test-call", calls::test_draft, Part::Remains),

    ("GET", "agent/*/versions", versions::list, Part::Versions),
    ("GET", "agent/*/versions/diff", versions::diff, Part::Remains),
    ("GET", "agent/*/versions/*", versions::get, Part::Remains),
    ("PATCH", "agent/*/versions/*", versions::update, Part::Versions),
    ("PATCH", "agent/*/versions/*/activate", versions::activate, Part::Versions),
    ("POST", "agent/*/versions/*/test-call", calls::test_version, Part::Remains),

    ("GET", "agent/*/diff", branches::diff, Part::Branches),
    ("GET", "agent/*/branches", branches::list, Part::Branches),
    ("POST", "agent/*/branches", branches::create, Part::Branches),
    ("GET", "agent/*/branches/*", branches::get, Part::Branches),
    ("PATCH", "agent/*/branches/*", branches::rename, Part::Branches),
    ("POST", "agent/*/branches/*/archive", branches::archive, Part::Branches),
    ("POST", "agent/*/branches/*/live", branches::make_live, Part::Branches),
    ("POST", "agent/*/branches/*/test-call", branches::test_call, Part::Branches),
    ("PUT", "agent/*/branches/*/draft", branches::put_draft, Part::Branches),
    ("GET", "agent/*/branches/*/draft", branches::get_draft, Part::Branches),
    ("DELETE", "agent/*/branches/*/draft", branches::discard, Part::Branches),
    ("POST", "agent/*/branches/*/draft/publish", branches::publish, Part::Branches),
    ("POST", "agent/*/branches/*/draft/publish/cancel", branches::cancel, Part::Branches),
    ("GET", "agent/*/branches/*/revisions", branches::list_revisions, Part::Branches),
    ("GET", "agent/*/branches/*/revisions/*", branches::get_revision, Part::Branches),
    ("GET", "agent/*/branches/*/revisions/*/history", branches::history, Part::Branches),
    ("POST", "agent/*/branches/*/revisions/*/restore", branches::restore, Part::Branches),
];

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
    let mut routes = ROUTES.iter();
    let (.., handler, part) =
        *routes.find(|(of_method, pattern, ..)| *of_method == method && fits(pattern, path))?;
    let plain = Route {
        handler,
        is_deprecated: false,
        freezes: false,
    };
    Some(match (part, generation) {
        (Part::Both, _) | (Part::Versions | Part::Remains, Generation::Versions) => plain,
        (Part::Remains, Generation::Branches) => Route {
            is_deprecated: true,
            ..plain
        },
        (Part::Versions, Generation::Branches) => Route {
            handler: migration::refuse,
            is_deprecated: true,
            ..plain
        },
        (Part::Branches, Generation::Versions) => return None,
        (Part::Branches, Generation::Branches) => Route {
            // Also where the contract lists no 423.
            freezes: method != "GET" && path.last() != Some(&"test-call"),
            ..plain
        },
    })
}

fn fits(pattern: &str, path: &[&str]) -> bool {
    let mut parts = pattern.as_bytes().split(|byte| *byte == b'/');
    let fits = |given: &&str| match parts.next() {
        Some(b"*") => !given.is_empty(),
        part => part == Some(given.as_bytes()),
    };
    path.iter().all(fits) && parts.next().is_none()
}
