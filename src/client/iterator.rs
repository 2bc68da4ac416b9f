//! All items of a list, page after page.

use super::call::{CallOptions, Prepared, Running, run};
use super::object::{field, set};
use super::session::Session;
use crate::core::error::Error;
use crate::core::flow::{Expect, single};
use crate::core::paging::{PageFacts, Pages};
use js_sys::{Array, Object, Promise};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

struct State {
    session: Rc<Session>,
    options: CallOptions,
    pages: RefCell<Pages>,
    items: RefCell<VecDeque<JsValue>>,
    more: Cell<bool>,
    /// The call before: two at once would ask for the same page twice.
    tail: RefCell<Promise>,
}

/// An async iterator over all pages of a list. Ask it with `for await`.
#[wasm_bindgen]
pub struct PageIterator(Rc<State>);

impl PageIterator {
    pub(super) fn new(session: &Rc<Session>, options: CallOptions, pages: Pages) -> Self {
        Self(Rc::new(State {
            session: Rc::clone(session),
            options,
            pages: RefCell::new(pages),
            items: RefCell::default(),
            more: Cell::new(true),
            tail: RefCell::new(Promise::resolve(&JsValue::UNDEFINED)),
        }))
    }
}

#[wasm_bindgen]
impl PageIterator {
    /// The next item; asks for another page when the last one is used up.
    #[wasm_bindgen(unchecked_return_type = "Promise<IteratorResult<any>>")]
    pub fn next(&self) -> Promise {
        let state = Rc::clone(&self.0);
        let before = self.0.tail.borrow().clone();
        let next: Running = Box::pin(async move {
            // Whatever came of the call before, this one is the next.
            let _ = JsFuture::from(before).await;
            loop {
                let item = state.items.borrow_mut().pop_front();
                if let Some(item) = item {
                    return Ok(result(&item, false));
                }
                if !state.more.get() {
                    return Ok(result(&JsValue::UNDEFINED, true));
                }
                read_page(&state).await?;
            }
        });
        let next = future_to_promise(next);
        *self.0.tail.borrow_mut() = next.clone();
        next
    }

    /// Ends the iteration: a `break` out of `for await` comes here.
    #[wasm_bindgen(js_name = return, unchecked_return_type = "Promise<IteratorResult<any>>")]
    pub fn finish(&self) -> Promise {
        self.0.more.set(false);
        self.0.items.borrow_mut().clear();
        Promise::resolve(&result(&JsValue::UNDEFINED, true))
    }
}

async fn read_page(state: &State) -> Result<(), JsValue> {
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
    state.items.borrow_mut().extend(items.iter());
    Ok(())
}

fn result(value: &JsValue, done: bool) -> JsValue {
    let result = Object::new();
    set(&result, "value", value);
    set(&result, "done", &done.into());
    result.into()
}
