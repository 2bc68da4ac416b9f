//! Lists of any length, in pages of any size.

use atoms_lifecycle::core::model::query::{AgentsQuery, RevisionsQuery, VersionsQuery};
use atoms_lifecycle::core::paging::{PageFacts, Pages};
use proptest::prelude::*;
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

/// Which of so many items the platform puts on the page that is asked for.
fn page(pages: &Pages, total: usize) -> Range<usize> {
    let path = pages.request().unwrap().path.clone();
    let (skip, size) = match pages {
        Pages::Agents(_) => {
            let size = number(&path, "offset");
            ((number(&path, "page") - 1) * size, size)
        }
        _ => (number(&path, "skip"), number(&path, "limit")),
    };
    skip.min(total)..(skip + size).min(total)
}

/// All items in the order they came, and how many requests that took.
fn read(mut pages: Pages, total: usize, says: Says) -> (Vec<usize>, usize) {
    let (mut items, mut requests) = (Vec::new(), 0);
    loop {
        let range = page(&pages, total);
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
    pages: Pages,
    first: usize,
    size: usize,
    total: usize,
    says: Says,
) -> Result<(), TestCaseError> {
    let (items, requests) = read(pages, total, says);
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
        let query = AgentsQuery { page: Some(page), page_size: Some(size), ..AgentsQuery::default() };
        let size = size as usize;
        check(Pages::agents(query).unwrap(), (page as usize - 1) * size, size, total, says)?;
    }

    #[test]
    fn every_version_comes_once(total in 0..400_usize, limit in 1..=100_u32, skip in 0..50_u32, says in says()) {
        let query = VersionsQuery { limit: Some(limit), skip: Some(skip), is_pinned: None };
        let pages = Pages::versions("a".to_owned(), query).unwrap();
        check(pages, skip as usize, limit as usize, total, says)?;
    }

    #[test]
    fn every_revision_comes_once(total in 0..400_usize, limit in 1..=100_u32, skip in 0..50_u32, says in says()) {
        let query = RevisionsQuery { limit: Some(limit), skip: Some(skip) };
        let pages = Pages::revisions("a".to_owned(), "b".to_owned(), query).unwrap();
        check(pages, skip as usize, limit as usize, total, says)?;
    }

    #[test]
    fn an_empty_page_ends_it_whatever_it_says(total in prop::option::of(any::<f64>()), has_more in any::<Option<bool>>()) {
        let mut pages = Pages::agents(AgentsQuery::default()).unwrap();
        let another = pages.advance(PageFacts { count: 0, total, has_more });
        prop_assert!(!another);
    }
}
