//! Ids and query values on their way into a URL.

use atoms_lifecycle::core::endpoint::{agents, branches, drafts, revisions, versions};
use atoms_lifecycle::core::error::{Error, Kind};
use atoms_lifecycle::core::model::query::AgentsQuery;
use atoms_lifecycle::core::request::Request;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

/// Ids as they are, and what somebody might send to reach another route.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[0-9a-f]{24}",
        2 => any::<String>(),
        1 => "[ -~]{1,40}",
        1 => prop::collection::vec(
            prop::sample::select(vec![
                ".", "..", "%", "2e", "%2e", "%2E", "%2f", "%5c", "/", "\\", "?", "#", ";", ":", "@", "&",
                "=", "+", " ", "\t", "\n", "\r", "\0", "\u{7f}", "\u{85}", "\u{2028}", "\u{202e}",
                "\u{feff}", "\u{fffd}", "a", "é", "😀",
            ]),
            0..6,
        ).prop_map(|parts| parts.concat()),
        1 => prop::sample::select(vec!["", ".", "..", "...", "%2e%2e", "../versions"]).prop_map(str::to_owned),
        1 => "a{250,260}",
    ]
}

/// A request whose path has an id wherever `None` stands, or the refusal of one.
fn check(
    request: Result<Request, Error>,
    segments: &[Option<&'static str>],
    ids: &[&str],
) -> Result<(), TestCaseError> {
    let request = match request {
        Ok(request) => request,
        Err(error) => {
            prop_assert_eq!(error.kind, Kind::Input);
            return Ok(());
        }
    };
    let path = request.path.strip_prefix('/').unwrap();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte);
    prop_assert!(path.bytes().all(is_plain), "{}", path);
    let parts: Vec<_> = path.split('/').collect();
    prop_assert_eq!(parts.len(), segments.len(), "{}", path);
    let mut ids = ids.iter();
    for (part, segment) in parts.into_iter().zip(segments) {
        let decoded = percent_decode_str(part).decode_utf8().unwrap();
        let expected = segment.or_else(|| ids.next().copied());
        prop_assert_eq!(Some(decoded.as_ref()), expected);
        // Not even encoded: what stands between may decode before it routes.
        prop_assert!(decoded != "." && decoded != "..", "{}", path);
        let splits = |letter: char| "/\\?#".contains(letter) || letter.is_control();
        prop_assert!(!decoded.contains(splits), "{}", path);
    }
    Ok(())
}

fn query_of(request: &Request) -> Vec<(String, String)> {
    let (_, query) = request.path.split_once('?').unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

proptest! {
    #[test]
    fn an_id_is_refused_or_stays_one_segment(a in id(), b in id(), c in id()) {
        check(agents::ARCHIVE.of(&[&a]), &[Some("agent"), None, Some("archive")], &[&a])?;
        check(drafts::discard(&a, &b), &[Some("agent"), None, Some("drafts"), None], &[&a, &b])?;
        check(
            versions::activate(&a, &b),
            &[Some("agent"), None, Some("versions"), None, Some("activate")],
            &[&a, &b],
        )?;
        check(
            branches::make_live(&a, &b),
            &[Some("agent"), None, Some("branches"), None, Some("live")],
            &[&a, &b],
        )?;
        check(
            revisions::restore(&a, &b, &c),
            &[Some("agent"), None, Some("branches"), None, Some("revisions"), None, Some("restore")],
            &[&a, &b, &c],
        )?;
    }

    #[test]
    fn an_id_of_the_platform_is_never_refused(id in "[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") {
        prop_assert_eq!(drafts::list(&id).unwrap().path.clone(), format!("/agent/{id}/drafts"));
    }

    #[test]
    fn query_values_round_trip(search in any::<String>(), kind in any::<String>(), page in 1..u32::MAX) {
        let query = AgentsQuery {
            page: Some(page),
            search: Some(&search),
            workflow_type: Some(&kind),
            ..AgentsQuery::default()
        };
        let request = agents::list(&query).unwrap();
        let expected = [("page", page.to_string()), ("search", search), ("type", kind)];
        let expected = expected.map(|(name, value)| (name.to_owned(), value));
        prop_assert_eq!(query_of(&request), expected);
    }

    #[test]
    fn ids_in_a_query_round_trip(base in id(), compared in id()) {
        match versions::diff("a", &base, &compared) {
            Err(error) => prop_assert_eq!(error.kind, Kind::Input),
            Ok(request) => {
                let names = ["baseId", "compareId", "versionA", "versionB"];
                let values = [&base, &compared, &base, &compared];
                let expected: Vec<_> = names.into_iter().zip(values).collect();
                let query = query_of(&request);
                let query: Vec<_> = query.iter().map(|(name, value)| (name.as_str(), value)).collect();
                prop_assert_eq!(query, expected);
            }
        }
    }
}
