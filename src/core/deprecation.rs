//! What the platform's headers say about endpoints that are going away.

use super::request::Request;
use serde::Serialize;
use std::cell::RefCell;
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// An endpoint that is going away: what `onDeprecation` is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DeprecationNotice {
    /// The HTTP method.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub method: &'static str,
    /// The endpoint below the base URL, such as `/agent/{agentId}/versions`.
    pub path: String,
    /// The `Deprecation` header: `true`, or since when.
    pub deprecation: String,
    /// The `Sunset` header: when the endpoint goes away; null when not said.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub sunset: Option<String>,
}

/// The endpoints that a caller was told of, so that each is told of once.
#[derive(Debug, Default)]
pub struct Deprecations(RefCell<Vec<(&'static str, String)>>);

impl Deprecations {
    /// What to tell of a reply to this request, whose headers are asked for
    /// by name.
    pub fn notice(
        &self,
        request: &Request,
        header: impl Fn(&str) -> Option<String>,
    ) -> Option<DeprecationNotice> {
        let deprecation = header("deprecation")?;
        let endpoint = (request.method.as_str(), endpoint(&request.path));
        let mut told = self.0.borrow_mut();
        if told.contains(&endpoint) {
            return None;
        }
        told.push(endpoint.clone());
        let (method, path) = endpoint;
        Some(DeprecationNotice {
            method,
            path,
            deprecation,
            sunset: header("sunset"),
        })
    }
}

/// The endpoint that a path with its query belongs to: ids give way to their
/// names.
fn endpoint(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let mut endpoint = String::with_capacity(path.len());
    let mut id = None;
    for segment in path.split('/').skip(1) {
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
    use super::*;

    fn deprecated(name: &str) -> Option<String> {
        (name == "deprecation").then(|| "true".to_owned())
    }

    #[test]
    fn an_endpoint_has_names_in_place_of_ids() {
        let query = VersionsQuery {
            limit: Some(1),
            ..VersionsQuery::default()
        };
        let all: [(Result<Request, Error>, &str); 9] = [
            (agents::list(&AgentsQuery::default()), "/agent"),
            (agents::archive("a"), "/agent/{agentId}/archive"),
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
                revisions::history("a", "branches", "é"),
                "/agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history",
            ),
        ];
        for (request, expected) in all {
            assert_eq!(endpoint(&request.unwrap().path), expected);
        }
    }

    #[test]
    fn each_endpoint_is_told_of_once() {
        let told = Deprecations::default();
        let notice = told.notice(&versions::get("a", "v").unwrap(), deprecated);
        assert_eq!(
            notice,
            Some(DeprecationNotice {
                method: "GET",
                path: "/agent/{agentId}/versions/{versionId}".into(),
                deprecation: "true".into(),
                sunset: None,
            })
        );
        let again = told.notice(&versions::get("b", "w").unwrap(), deprecated);
        assert_eq!(again, None, "another agent, the same endpoint");
        let other = versions::update("a", "v", r#"{"label":"x"}"#).unwrap();
        let other = told
            .notice(&other, |name| Some(format!("{name}!")))
            .unwrap();
        assert_eq!(other.method, "PATCH");
        assert_eq!(other.sunset.as_deref(), Some("sunset!"));
    }

    #[test]
    fn an_endpoint_that_stays_is_not_remembered() {
        let told = Deprecations::default();
        let request = versions::get("a", "v").unwrap();
        assert_eq!(told.notice(&request, |_| None), None);
        assert!(told.notice(&request, deprecated).is_some());
    }
}
