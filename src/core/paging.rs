//! All pages of a list, one after the other.

use super::endpoint::{agents, revisions, versions};
use super::error::Error;
use super::model::query::{AgentsQuery, RevisionsQuery, VersionsQuery};
use super::request::Request;
use alloc::string::String;

/// The platform's largest page of versions or revisions: the fewest requests.
const LARGEST_PAGE: u32 = 100;
/// Agents on a page, unless the caller says otherwise.
const AGENTS_PAGE: u32 = 50;

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

/// A list whose pages are asked for in turn.
#[derive(Debug)]
pub enum Pages {
    /// `GET /agent`
    Agents(AgentsQuery),
    /// `GET /agent/{agentId}/versions`
    Versions {
        /// Whose versions.
        agent_id: String,
        /// Where the next page begins.
        query: VersionsQuery,
    },
    /// `GET /agent/{agentId}/branches/{branchId}/revisions`
    Revisions {
        /// Whose revisions.
        agent_id: String,
        /// On which branch.
        branch_id: String,
        /// Where the next page begins.
        query: RevisionsQuery,
    },
}

impl Pages {
    /// All agents from the query's page on.
    pub fn agents(mut query: AgentsQuery) -> Result<Self, Error> {
        query.page.get_or_insert(1);
        query.page_size.get_or_insert(AGENTS_PAGE);
        agents::list(&query)?;
        Ok(Self::Agents(query))
    }

    /// All versions of an agent from the query's `skip` on.
    pub fn versions(agent_id: String, mut query: VersionsQuery) -> Result<Self, Error> {
        query.limit.get_or_insert(LARGEST_PAGE);
        query.skip.get_or_insert(0);
        versions::list(&agent_id, &query)?;
        Ok(Self::Versions { agent_id, query })
    }

    /// All revisions of a branch from the query's `skip` on.
    pub fn revisions(
        agent_id: String,
        branch_id: String,
        mut query: RevisionsQuery,
    ) -> Result<Self, Error> {
        query.limit.get_or_insert(LARGEST_PAGE);
        query.skip.get_or_insert(0);
        revisions::list(&agent_id, &branch_id, &query)?;
        Ok(Self::Revisions {
            agent_id,
            branch_id,
            query,
        })
    }

    /// The field of a page's `data` that holds its items.
    pub fn items_field(&self) -> &'static str {
        match self {
            Self::Agents(_) => "agents",
            Self::Versions { .. } => "versions",
            Self::Revisions { .. } => "revisions",
        }
    }

    /// What to ask for next.
    pub fn request(&self) -> Result<Request, Error> {
        match self {
            Self::Agents(query) => agents::list(query),
            Self::Versions { agent_id, query } => versions::list(agent_id, query),
            Self::Revisions {
                agent_id,
                branch_id,
                query,
            } => revisions::list(agent_id, branch_id, query),
        }
    }

    /// Moves behind a page that came; says whether another one is worth a request.
    pub fn advance(&mut self, page: PageFacts) -> bool {
        let (read, size) = match self {
            Self::Agents(query) => {
                let number = query.page.unwrap_or(1);
                query.page = Some(number.saturating_add(1));
                let size = query.page_size.unwrap_or(AGENTS_PAGE);
                (u64::from(number) * u64::from(size), size)
            }
            Self::Versions { query, .. } => pass(&mut query.skip, query.limit, page.count),
            Self::Revisions { query, .. } => pass(&mut query.skip, query.limit, page.count),
        };
        if page.count == 0 {
            return false;
        }
        match (page.has_more, page.total) {
            (Some(has_more), _) => has_more,
            (None, Some(total)) => (read as f64) < total,
            (None, None) => page.count >= size,
        }
    }
}

/// Moves `skip` behind a page; gives what is behind it now, and a page's size.
fn pass(skip: &mut Option<u32>, limit: Option<u32>, count: u32) -> (u64, u32) {
    let read = skip.unwrap_or(0).saturating_add(count);
    *skip = Some(read);
    (u64::from(read), limit.unwrap_or(LARGEST_PAGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(count: u32, total: Option<f64>, has_more: Option<bool>) -> PageFacts {
        PageFacts {
            count,
            total,
            has_more,
        }
    }

    #[test]
    fn versions_skip_what_came() {
        let mut pages = Pages::versions("a".into(), VersionsQuery::default()).unwrap();
        assert!(pages.request().unwrap().path.ends_with("?limit=100&skip=0"));
        assert!(pages.advance(page(100, Some(150.0), None)));
        assert!(
            pages
                .request()
                .unwrap()
                .path
                .ends_with("?limit=100&skip=100")
        );
        assert!(!pages.advance(page(50, Some(150.0), None)));
    }

    #[test]
    fn revisions_skip_what_came() {
        let query = RevisionsQuery {
            limit: Some(2),
            skip: Some(1),
        };
        let mut pages = Pages::revisions("a".into(), "b".into(), query).unwrap();
        assert_eq!(pages.items_field(), "revisions");
        let path = |pages: &Pages| pages.request().unwrap().path.clone();
        assert_eq!(path(&pages), "/agent/a/branches/b/revisions?limit=2&skip=1");
        assert!(pages.advance(page(2, Some(4.0), None)));
        assert!(path(&pages).ends_with("?limit=2&skip=3"));
        assert!(!pages.advance(page(1, Some(4.0), None)));
        let bad = Pages::revisions("a".into(), "../b".into(), RevisionsQuery::default());
        assert!(bad.unwrap_err().message.starts_with("branchId "));
    }

    #[test]
    fn agents_turn_pages() {
        let query = AgentsQuery {
            page_size: Some(2),
            ..AgentsQuery::default()
        };
        let mut pages = Pages::agents(query).unwrap();
        assert!(pages.advance(page(2, None, Some(true))));
        assert!(pages.request().unwrap().path.contains("page=2&offset=2"));
        assert!(!pages.advance(page(2, Some(4.0), None)));
    }

    #[test]
    fn an_empty_page_ends_it_whatever_it_says() {
        let mut pages = Pages::versions("a".into(), VersionsQuery::default()).unwrap();
        assert!(!pages.advance(page(0, Some(9.0), Some(true))));
        let mut pages = Pages::versions("a".into(), VersionsQuery::default()).unwrap();
        assert!(
            pages.advance(page(100, None, None)),
            "a full page, no total"
        );
        assert!(!pages.advance(page(99, None, None)));
    }
}
