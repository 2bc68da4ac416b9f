//! What the platform's headers say about endpoints that are going away.

use super::json::{Json, Object, ToJson};
use super::search;
use super::text::fill;
use alloc::string::String;
use alloc::vec::Vec;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// An endpoint that is going away: what `onDeprecation` is told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DeprecationNotice<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The endpoint below the base URL, such as `/agent/{agentId}/versions`.
    pub path: String,
    /// The `Deprecation` header: `true`, or since when.
    pub deprecation: &'a str,
    /// The `Sunset` header: when the endpoint goes away; null when not said.
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub sunset: Option<&'a str>,
}

impl ToJson for DeprecationNotice<'_> {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("method", &self.method);
        object.add("path", &self.path);
        object.add("deprecation", &self.deprecation);
        object.add("sunset", &self.sunset);
        object.end()
    }
}

/// The endpoints that a caller was told of, each with its method, so that each
/// is told of once.
#[derive(Debug, Default)]
pub struct Deprecations(Vec<String>);

impl Deprecations {
    /// What to tell of a reply with these headers to a request.
    pub fn notice<'a>(
        &mut self,
        method: &'a str,
        path: &str,
        deprecation: &'a str,
        sunset: Option<&'a str>,
    ) -> Option<DeprecationNotice<'a>> {
        let path = endpoint(path);
        let named = fill("{} {}", &[method, &path]);
        if self.0.contains(&named) {
            return None;
        }
        self.0.push(named);
        Some(DeprecationNotice {
            method,
            path,
            deprecation,
            sunset,
        })
    }
}

/// The endpoint that a path with its query belongs to: ids give way to their
/// names.
fn endpoint(path: &str) -> String {
    let mut rest = before(path, |c| c == '?');
    let mut endpoint = String::new();
    let mut id = None;
    while let Some((_, after)) = search::split(rest, |c| c == '/') {
        rest = after;
        let segment = before(rest, |c| c == '/');
        endpoint.push('/');
        match id.take() {
            // The one fixed segment in the place of an id.
            Some(name) if name != "{versionId}" || segment != "diff" => endpoint.push_str(name),
            _ => {
                endpoint.push_str(segment);
                id = id_below(segment);
            }
        }
    }
    endpoint
}

fn before(text: &str, is_end: fn(char) -> bool) -> &str {
    search::split(text, is_end).map_or(text, |(before, _)| before)
}

fn id_below(collection: &str) -> Option<&'static str> {
    Some(match collection {
        "agent" => "{agentId}",
        "drafts" => "{draftId}",
        "versions" => "{versionId}",
        "branches" => "{branchId}",
        "revisions" => "{revisionId}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::endpoint::{agents, branch_drafts, drafts, revisions, versions};
    use super::super::error::Error;
    use super::super::model::query::{AgentsQuery, VersionsQuery};
    use super::super::request::Request;
    use super::*;
    use crate::core::json::json;

    fn hear(
        told: &mut Deprecations,
        request: Result<Request, Error>,
    ) -> Option<DeprecationNotice<'static>> {
        let request = request.unwrap();
        told.notice(request.method.as_str(), &request.path, "true", None)
    }

    #[test]
    fn an_endpoint_has_names_in_place_of_ids() {
        let query = VersionsQuery {
            limit: Some(1),
            ..VersionsQuery::default()
        };
        let all: [(Result<Request, Error>, &str); 9] = [
            (agents::list(&AgentsQuery::default()), "/agent"),
            (agents::ARCHIVE.of(&["a"]), "/agent/{agentId}/archive"),
            (versions::list("a", &query), "/agent/{agentId}/versions"),
            (
                versions::activate("a", "v"),
                "/agent/{agentId}/versions/{versionId}/activate",
            ),
            (
                versions::diff("a", "v", "w"),
                "/agent/{agentId}/versions/diff",
            ),
            // Ids that read like a part of the route.
            (
                drafts::discard("drafts", "versions"),
                "/agent/{agentId}/drafts/{draftId}",
            ),
            (
                drafts::diff("diff", "diff", None),
                "/agent/{agentId}/drafts/{draftId}/diff",
            ),
            (
                branch_drafts::cancel_publish("a", "b"),
                "/agent/{agentId}/branches/{branchId}/draft/publish/cancel",
            ),
            (
                revisions::HISTORY.of(&["a", "branches", "é"]),
                "/agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history",
            ),
        ];
        for (request, expected) in all {
            assert_eq!(endpoint(&request.unwrap().path), expected);
        }
    }

    #[test]
    fn each_endpoint_is_told_of_once() {
        let mut told = Deprecations::default();
        let notice = hear(&mut told, versions::get("a", "v"));
        assert_eq!(
            notice,
            Some(DeprecationNotice {
                method: "GET",
                path: "/agent/{agentId}/versions/{versionId}".into(),
                deprecation: "true",
                sunset: None,
            })
        );
        let again = hear(&mut told, versions::get("b", "w"));
        assert_eq!(again, None, "another agent, the same endpoint");
        let other = hear(
            &mut told,
            versions::UPDATE.with(&["a", "v"], &json!({"label":"x"})),
        );
        assert_eq!(other.unwrap().method, "PATCH");
    }
}
