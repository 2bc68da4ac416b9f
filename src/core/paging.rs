//! All pages of a list, one after the other.

use super::json::{Json, Map};

/// A method that reads one page of a list.
#[derive(Debug)]
struct Listing {
    method: &'static str,
    /// The field of a page's `data` that holds its items.
    items: &'static str,
    /// The field of the query that says where a page begins, and its default.
    place: (&'static str, u32),
    /// The field of the query that says how much a page holds, and its
    /// default: the platform's largest page takes the fewest requests.
    size: (&'static str, u32),
}

static LISTINGS: [Listing; 3] = [
    Listing {
        method: "listAgents",
        items: "agents",
        place: ("page", 1),
        size: ("pageSize", 50),
    },
    Listing {
        method: "listVersions",
        items: "versions",
        place: ("skip", 0),
        size: ("limit", 100),
    },
    Listing {
        method: "listRevisions",
        items: "revisions",
        place: ("skip", 0),
        size: ("limit", 100),
    },
];

/// What a page said about itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageFacts {
    /// Items on it.
    pub count: u32,
    /// Items on all pages, where it says so.
    pub total: Option<f64>,
    /// Whether there is another page, where it says so.
    pub has_more: Option<bool>,
}

/// A place between two pages of a list.
#[derive(Debug)]
pub struct Pages {
    listing: &'static Listing,
    query: Map,
}

impl Pages {
    /// Before the page that a query asks for; `None` where the method reads no
    /// list in pages. Whoever asks for the page checks the query.
    pub fn of(method: &str, query: &Json) -> Option<Self> {
        let listing = LISTINGS.iter().find(|it| it.method == method)?;
        let query = query.as_object().cloned().unwrap_or_default();
        let mut pages = Self { listing, query };
        pages.fill_in(listing.place);
        pages.fill_in(listing.size);
        Some(pages)
    }

    /// The field of a page's `data` that holds its items.
    pub fn items_field(&self) -> &'static str {
        self.listing.items
    }

    /// What to ask for next.
    pub fn query(&self) -> Json {
        Json::Object(self.query.clone())
    }

    /// Moves behind a page that came; says whether another one is worth a request.
    pub fn advance(&mut self, page: PageFacts) -> bool {
        let (name, _) = self.listing.place;
        let (place, size) = (self.number(name), self.number(self.listing.size.0));
        let (next, read) = if name == "page" {
            (place.saturating_add(1), u64::from(place) * u64::from(size))
        } else {
            let behind = place.saturating_add(page.count);
            (behind, u64::from(behind))
        };
        self.query.insert(name, next.into());
        if page.count == 0 {
            return false;
        }
        match (page.has_more, page.total) {
            (Some(has_more), _) => has_more,
            (None, Some(total)) => (read as f64) < total,
            (None, None) => page.count >= size,
        }
    }

    fn fill_in(&mut self, (name, default): (&str, u32)) {
        if self.query.get(name).is_none_or(Json::is_null) {
            self.query.insert(name, default.into());
        }
    }

    fn number(&self, name: &str) -> u32 {
        let number = self.query.get(name).and_then(Json::as_f64);
        number.unwrap_or_default() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::super::operation::named;
    use super::*;
    use crate::core::json::json;

    fn pages(method: &str, query: Json) -> Pages {
        Pages::of(method, &query).unwrap()
    }

    fn page(count: u32, total: Option<f64>, has_more: Option<bool>) -> PageFacts {
        PageFacts {
            count,
            total,
            has_more,
        }
    }

    #[test]
    fn only_a_list_has_pages() {
        assert!(Pages::of("listBranches", &Json::Null).is_none());
        for listing in &LISTINGS {
            assert!(named(listing.method).is_some(), "{}", listing.method);
        }
    }

    #[test]
    fn versions_skip_what_came() {
        let mut pages = pages("listVersions", Json::Null);
        assert_eq!(pages.query(), json!({"limit": 100, "skip": 0}));
        assert!(pages.advance(page(100, Some(150.0), None)));
        assert_eq!(pages.query(), json!({"limit": 100, "skip": 100}));
        assert!(!pages.advance(page(50, Some(150.0), None)));
    }

    #[test]
    fn revisions_skip_what_came() {
        let mut pages = pages("listRevisions", json!({"limit": 2, "skip": 1}));
        assert_eq!(pages.items_field(), "revisions");
        assert_eq!(pages.query(), json!({"limit": 2, "skip": 1}));
        assert!(pages.advance(page(2, Some(4.0), None)));
        assert_eq!(pages.query(), json!({"limit": 2, "skip": 3}));
        assert!(!pages.advance(page(1, Some(4.0), None)));
    }

    #[test]
    fn agents_turn_pages() {
        let mut pages = pages("listAgents", json!({"pageSize": 2, "page": null}));
        assert_eq!(pages.query(), json!({"page": 1, "pageSize": 2}));
        assert!(pages.advance(page(2, None, Some(true))));
        assert_eq!(pages.query(), json!({"page": 2, "pageSize": 2}));
        assert!(!pages.advance(page(2, Some(4.0), None)));
    }

    #[test]
    fn an_empty_page_ends_it_whatever_it_says() {
        let mut empty = pages("listVersions", Json::Null);
        assert!(!empty.advance(page(0, Some(9.0), Some(true))));
        let mut full = pages("listVersions", Json::Null);
        assert!(full.advance(page(100, None, None)), "a full page, no total");
        assert!(!full.advance(page(99, None, None)));
    }

    #[test]
    fn a_place_is_counted_no_further_than_it_can_be_asked_for() {
        let mut pages = pages("listVersions", json!({"skip": u32::MAX - 1}));
        assert!(pages.advance(page(100, None, None)));
        assert_eq!(pages.query(), json!({"limit": 100, "skip": u32::MAX}));
    }
}
