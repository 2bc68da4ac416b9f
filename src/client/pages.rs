//! All pages of a list, one after the other.

use super::calls::{Prepared, Running};
use super::session::{Session, bytes};
use crate::core::error::Error;
use crate::core::flow::{Expect, Limits, single};
use crate::core::json::Json;
use crate::core::paging::{PageFacts, Pages};
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

/// A place between two pages of a list.
#[wasm_bindgen]
pub struct PageCursor {
    session: Rc<Session>,
    limits: Limits,
    pages: Pages,
}

impl PageCursor {
    pub(super) fn new(session: &Rc<Session>, limits: Limits, pages: Pages) -> Self {
        Self {
            session: Rc::clone(session),
            limits,
            pages,
        }
    }
}

#[wasm_bindgen]
impl PageCursor {
    /// The field of a page that holds its items.
    #[wasm_bindgen(js_name = itemsField)]
    pub fn items_field(&self) -> String {
        self.pages.items_field().to_owned()
    }

    /// Begins the call that reads the next page. Gives its number.
    pub fn begin(&self, now_ms: f64, seed: f64) -> u32 {
        let running = self.pages.request().map(|request| {
            let prepared = Prepared {
                what: "the list",
                limits: self.limits,
                only: Some(request.clone()),
                body: Box::new(move |port| single(&port, &request, Expect::Data).map(|()| None)),
                given: Json::Null,
                arguments: Json::Null,
            };
            Running::new(prepared, now_ms as u64, seed as u64)
        });
        self.session.calls.borrow_mut().add(running)
    }

    /// Moves behind a page that came, with so many items; says whether there
    /// is another one. `total` is NaN where the page says none.
    pub fn advance(&mut self, count: u32, total: f64, has_more: Option<bool>) -> bool {
        self.pages.advance(PageFacts {
            count,
            total: Some(total).filter(|total| !total.is_nan()),
            has_more,
        })
    }

    /// What an `Error` object is made of when a page holds no list.
    #[wasm_bindgen(js_name = badPage)]
    pub fn bad_page(&self) -> Vec<u8> {
        bytes(
            &self
                .session
                .error(Error::bad_page(self.pages.items_field())),
        )
    }
}
