//! Lists of any length, in pages of any size.

use atoms_lifecycle::core::fields::Fields;
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::operation::{Given, named};
use atoms_lifecycle::core::paging::{PageFacts, Pages};
use proptest::prelude::*;
use serde_json::json;
use std::ops::Range;

/// What a platform says about a page besides its items.
#[derive(Debug, Clone, Copy)]
enum Says {
    Nothing,
    Total,
    HasMore,
    Both,
}

fn says() -> impl Strategy<Value = Says> {
    prop::sample::select(vec![Says::Nothing, Says::Total, Says::HasMore, Says::Both])
}

/// A number of a request's query.
fn number(path: &str, name: &str) -> usize {
    let (_, query) = path.split_once('?').unwrap();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(given, _)| given == name)
        .unwrap()
        .1
        .parse()
        .unwrap()
}

/// What is sent for the next page.
fn path(method: &str, pages: &Pages) -> String {
    let query = pages.query();
    let given = Given {
        texts: ["a", "b", ""],
        document: &query,
        fields: &Fields::of("query", &query).unwrap(),
        option: None,
    };
    named(method).unwrap().request(&given).unwrap().path.clone()
}

/// Which of so many items the platform puts on the page that is asked for.
fn page(method: &str, pages: &Pages, total: usize) -> Range<usize> {
    let path = path(method, pages);
    let (skip, size) = match method {
        "listAgents" => {
            let size = number(&path, "offset");
            ((number(&path, "page") - 1) * size, size)
        }
        _ => (number(&path, "skip"), number(&path, "limit")),
    };
    skip.min(total)..(skip + size).min(total)
}

/// All items in the order they came, and how many requests that took.
fn read(method: &str, query: Json, total: usize, says: Says) -> (Vec<usize>, usize) {
    let mut pages = Pages::of(method, &query).unwrap();
    let (mut items, mut requests) = (Vec::new(), 0);
    loop {
        let range = page(method, &pages, total);
        requests += 1;
        items.extend(range.clone());
        let said = PageFacts {
            count: range.len() as u32,
            total: matches!(says, Says::Total | Says::Both).then_some(total as f64),
            has_more: matches!(says, Says::HasMore | Says::Both).then_some(range.end < total),
        };
        if !pages.advance(said) || requests > total + 2 {
            return (items, requests);
        }
    }
}

/// Every item from the first on, once, in order, with at most one request too many.
fn check(
    method: &str,
    query: serde_json::Value,
    first: usize,
    size: usize,
    total: usize,
    says: Says,
) -> Result<(), TestCaseError> {
    let (items, requests) = read(method, query.into(), total, says);
    prop_assert_eq!(items, (first.min(total)..total).collect::<Vec<_>>());
    let needed = total.saturating_sub(first).div_ceil(size).max(1);
    let blind = matches!(says, Says::Nothing);
    prop_assert!(
        requests <= needed + usize::from(blind),
        "{} requests",
        requests
    );
    Ok(())
}

proptest! {
    #[test]
    fn every_agent_comes_once(total in 0..400_usize, size in 1..120_u32, page in 1..6_u32, says in says()) {
        let query = json!({"page": page, "pageSize": size});
        let size = size as usize;
        check("listAgents", query, (page as usize - 1) * size, size, total, says)?;
    }

    #[test]
    fn every_version_comes_once(total in 0..400_usize, limit in 1..=100_u32, skip in 0..50_u32, says in says()) {
        let query = json!({"limit": limit, "skip": skip});
        check("listVersions", query, skip as usize, limit as usize, total, says)?;
    }

    #[test]
    fn every_revision_comes_once(total in 0..400_usize, limit in 1..=100_u32, skip in 0..50_u32, says in says()) {
        let query = json!({"limit": limit, "skip": skip});
        check("listRevisions", query, skip as usize, limit as usize, total, says)?;
    }

    #[test]
    fn an_empty_page_ends_it_whatever_it_says(total in prop::option::of(any::<f64>()), has_more in any::<Option<bool>>()) {
        let mut pages = Pages::of("listAgents", &Json::Null).unwrap();
        let another = pages.advance(PageFacts { count: 0, total, has_more });
        prop_assert!(!another);
    }
}
