//! All pages of a list, one after the other.

use super::call::{CallOptions, Prepared, run};
use super::object::field;
use super::session::Session;
use crate::core::error::Error;
use crate::core::flow::{Expect, single};
use crate::core::paging::{PageFacts, Pages};
use js_sys::{Array, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

struct State {
    session: Rc<Session>,
    options: CallOptions,
    pages: RefCell<Pages>,
    more: Cell<bool>,
}

/// A place between two pages of a list.
#[wasm_bindgen]
pub struct PageCursor(Rc<State>);

impl PageCursor {
    pub(super) fn new(session: &Rc<Session>, options: CallOptions, pages: Pages) -> Self {
        Self(Rc::new(State {
            session: Rc::clone(session),
            options,
            pages: RefCell::new(pages),
            more: Cell::new(true),
        }))
    }
}

#[wasm_bindgen]
impl PageCursor {
    /// The items of the next page, or `undefined` behind the last one. One
    /// call at a time: two would read the same page.
    #[wasm_bindgen(unchecked_return_type = "Promise<any[] | undefined>")]
    pub fn next(&self) -> Promise {
        let state = Rc::clone(&self.0);
        future_to_promise(async move {
            match state.more.get() {
                true => read_page(&state).await,
                false => Ok(JsValue::UNDEFINED),
            }
        })
    }
}

async fn read_page(state: &State) -> Result<JsValue, JsValue> {
    let request = state.pages.borrow().request();
    let list = state.pages.borrow().items_field();
    let options = state.options.clone();
    let limits = options.limits(&state.session, u64::MAX);
    let prepared = request.map(|request| {
        Prepared::new("the list", options, limits, move |port| {
            single(&port, &request, Expect::Data).map(|()| None)
        })
    });
    let page = run(&state.session, prepared).await?;
    let get = |name: &str| field(&page, name);
    let items = get(list);
    if !Array::is_array(&items) {
        let error = Error::bad_page(list);
        return Err(state.session.error(error, &JsValue::UNDEFINED));
    }
    let items: Array = items.unchecked_into();
    let more = state.pages.borrow_mut().advance(PageFacts {
        count: items.length(),
        total: get("total").as_f64().or_else(|| get("totalCount").as_f64()),
        has_more: get("hasMore").as_bool(),
    });
    state.more.set(more);
    Ok(items.into())
}
