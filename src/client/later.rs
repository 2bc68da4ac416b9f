//! What JavaScript does and tells of later.
//!
//! One function takes all that is told, each by its number: a promise for
//! each would cost two closures, and every closure costs the engine's garbage
//! collector more than the call that it is for.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/client/transport.js")]
extern "C" {
    /// Something that goes on in JavaScript.
    pub type Underway;

    #[wasm_bindgen(method)]
    fn stop(this: &Underway);

    fn wait(tell: &JsValue, number: u32, ms: f64) -> Underway;
}

enum Place {
    Free,
    Waiting(Option<Waker>),
    Told(JsValue),
}

/// A place for all that goes on; its index is the number.
struct Places {
    all: Vec<Place>,
    free: Vec<u32>,
}

impl Places {
    fn take(&mut self) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| {
            self.all.push(Place::Free);
            self.all.len() as u32 - 1
        });
        self.put(number, Place::Waiting(None));
        number
    }

    fn put(&mut self, number: u32, place: Place) -> Place {
        std::mem::replace(&mut self.all[number as usize], place)
    }

    fn free(&mut self, number: u32) -> Place {
        self.free.push(number);
        self.put(number, Place::Free)
    }
}

thread_local! {
    static PLACES: RefCell<Places> = const {
        RefCell::new(Places { all: Vec::new(), free: Vec::new() })
    };
    static TELL: Closure<dyn FnMut(u32, JsValue)> = Closure::new(told);
}

fn told(number: u32, answer: JsValue) {
    let before = PLACES.with_borrow_mut(|places| places.put(number, Place::Told(answer)));
    if let Place::Waiting(Some(waker)) = before {
        waker.wake();
    }
}

/// What will be told. Stops what goes on when it is dropped before.
pub struct Later {
    number: u32,
    /// Until it was told of.
    underway: Option<Underway>,
}

impl Later {
    /// Begins something that, when it is over, calls the function with the number.
    pub fn new(begin: impl FnOnce(&JsValue, u32) -> Underway) -> Self {
        let number = PLACES.with_borrow_mut(Places::take);
        let underway = TELL.with(|tell| begin(tell.as_ref(), number));
        Self {
            number,
            underway: Some(underway),
        }
    }
}

impl Future for Later {
    type Output = JsValue;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        let waiting = Place::Waiting(Some(context.waker().clone()));
        match PLACES.with_borrow_mut(|places| places.put(self.number, waiting)) {
            Place::Told(answer) => {
                self.underway = None;
                Poll::Ready(answer)
            }
            _ => Poll::Pending,
        }
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        // Its number goes to another one, which must not be told of this.
        if let Some(underway) = &self.underway {
            underway.stop();
        }
        // What was there is dropped outside: it may be the last of something.
        drop(PLACES.with_borrow_mut(|places| places.free(self.number)));
    }
}

/// Waits, in steps that a host's timer can count.
pub async fn sleep(ms: u64) {
    Later::new(|tell, number| wait(tell, number, ms as f64)).await;
}

/// The output of a future that ends in time.
pub async fn within<T>(ms: u64, future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    let mut timer = std::pin::pin!(sleep(ms));
    std::future::poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}
