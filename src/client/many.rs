//! Releases of many agents in one call.

use super::arguments::Options;
use super::call::{Member, Prepared, Running, now_ms, run};
use super::connection::Connection;
use super::listener::tell;
use super::object::{field, set, text_field};
use super::signal::{self, Watch};
use super::targets::Targets;
use crate::core::error::Error;
use crate::core::many::{FIRST_ERRORS, Tally, concurrency};
use crate::core::model::checkpoint::Call;
use js_sys::{Array, Function, Object, Promise};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

impl Connection {
    /// Releases to many agents, a few at a time, each as `release` does.
    ///
    /// A target is taken when there is room for it, and nothing of it is kept
    /// when it ended.
    pub(super) fn release_many(&self, targets: &JsValue, options: &JsValue) -> Promise {
        let many = Many::new(self, options).and_then(|many| {
            // Not before the options are known to be good: nobody would close it.
            Ok((many, Targets::open(targets)?))
        });
        let session = Rc::clone(&self.0);
        let releasing: Running = Box::pin(async move {
            match many {
                Ok((many, targets)) => release_all(&Rc::new(many), targets).await,
                Err(error) => Err(session.error(error, &JsValue::UNDEFINED)),
            }
        });
        future_to_promise(releasing)
    }
}

/// One type for all waits, so that waiting is compiled once.
type Waiting<'a> = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>> + 'a>>;

struct Many {
    connection: Connection,
    options: Options,
    watch: Rc<Watch>,
    concurrency: usize,
    on_progress: Option<Function>,
    on_result: Option<Function>,
    stop_on_error: bool,
    /// Those under way, by the index of their target.
    running: RefCell<Vec<(u32, JsValue)>>,
    waker: RefCell<Option<Waker>>,
    tally: Cell<Tally>,
    first_errors: Array,
    requests: Rc<Cell<u32>>,
}

impl Many {
    fn new(connection: &Connection, options: &JsValue) -> Result<Self, Error> {
        let options = Options::new("options", options)?;
        let concurrency = concurrency(options.number("concurrency"))?;
        let on_result = options.function("onResult")?;
        let stop_on_error = options.flag("stopOnError")?;
        // A release that never runs shows what is wrong with the options of
        // all; each may have a branch of its own.
        let (patch, lacking) = (Object::new(), Object::new());
        set(&patch, "firstMessage", &"any".into());
        set(&lacking, "branch", &"any".into());
        let any_id = "0".repeat(24).into();
        let shown = options.over(&lacking);
        connection.prepare_anew(Call::Release, &any_id, &[("patch", patch.into())], &shown)?;
        Ok(Self {
            connection: Connection::new(Rc::clone(&connection.0)),
            watch: Rc::new(Watch::new(signal::read(&options.get("signal"))?)),
            concurrency,
            on_progress: options.function("onProgress")?,
            on_result,
            stop_on_error,
            options,
            running: RefCell::default(),
            waker: RefCell::default(),
            tally: Cell::default(),
            first_errors: Array::new(),
            requests: Rc::default(),
        })
    }

    /// No further target is to be started.
    fn is_stopped(&self) -> bool {
        self.stop_on_error && self.tally.get().failed > 0
    }

    /// Waits until fewer than `most` are under way, and not this agent.
    async fn room(&self, most: usize, agent_id: Option<&JsValue>) -> Result<JsValue, JsValue> {
        poll_fn(|context| {
            let running = self.running.borrow();
            let is_alone = !running.iter().any(|(_, id)| Some(id) == agent_id);
            if running.len() < most && is_alone {
                return Poll::Ready(Ok(JsValue::UNDEFINED));
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }

    /// What a wait comes to; `None` when no further target is to be started.
    async fn unless_over(&self, wait: Waiting<'_>) -> Option<Result<JsValue, JsValue>> {
        let done = self.watch.unless_fired(wait).await?;
        (!self.is_stopped()).then_some(done)
    }

    fn prepare(&self, target: &JsValue, member: &Member) -> Result<Prepared, Error> {
        if !target.is_object() {
            return Err(Error::input(
                "a target must be an object with agentId and patch",
            ));
        }
        let options = Options::new("the target", target)?.over(self.options.as_value());
        for of_all in ["signal", "onProgress"] {
            if options.names(of_all) {
                return Err(Error::input(format!(
                    "the target knows no {of_all}; it is an option of all targets"
                )));
            }
        }
        let (id, patch) = (&member.agent_id, options.get("patch"));
        options.know("agentId");
        let mut prepared =
            self.connection
                .prepare_anew(Call::Release, id, &[("patch", patch)], &options)?;
        prepared.options.on_progress = self.on_progress.clone();
        prepared.options.member = Some(member.clone());
        Ok(prepared)
    }

    async fn release(&self, target: &JsValue, member: &Member) {
        let done = run(&self.connection.0, self.prepare(target, member)).await;
        let result = Object::new();
        member.mark(&result);
        let mut tally = self.tally.get();
        match &done {
            Ok(report) => {
                set(&result, "report", report);
                tally.add(Some(&text_field(report, "outcome").unwrap_or_default()));
            }
            Err(error) => {
                set(&result, "error", error);
                tally.add(None);
                if tally.failed <= FIRST_ERRORS {
                    self.first_errors.push(&result);
                }
            }
        }
        self.tally.set(tally);
        if let Some(on_result) = &self.on_result
            && let Some(promise) = tell("onResult", on_result, &result)
        {
            let watch = self.watch.another();
            let settled: Waiting = Box::pin(JsFuture::from(promise));
            watch.unless_fired(settled).await;
        }
    }

    fn report(&self, targets: u32, began_ms: u64) -> JsValue {
        let tally = self.tally.get();
        let report = Object::new();
        let count = |name: &str, count: u32| set(&report, name, &count.into());
        let Tally {
            released,
            staged,
            stopped,
            unchanged,
            failed,
        } = tally;
        count("total", targets);
        count("released", released);
        count("staged", staged);
        count("stopped", stopped);
        count("unchanged", unchanged);
        count("failed", failed);
        if self.is_stopped() {
            let started = released + staged + stopped + unchanged + failed;
            count("notStarted", targets.saturating_sub(started));
        }
        set(&report, "firstErrors", &self.first_errors);
        let elapsed_ms = (now_ms() - began_ms) as f64;
        set(&report, "elapsedMs", &elapsed_ms.into());
        count("requests", self.requests.get());
        report.into()
    }
}

/// Starts one, and makes room when it ended.
fn start(many: &Rc<Many>, target: JsValue, member: Member) {
    let many = Rc::clone(many);
    let entry = (member.index, member.agent_id.clone());
    many.running.borrow_mut().push(entry);
    spawn_local(async move {
        many.release(&target, &member).await;
        let ended = |(index, _): &(u32, JsValue)| *index != member.index;
        many.running.borrow_mut().retain(ended);
        if let Some(waker) = many.waker.take() {
            waker.wake();
        }
    });
}

async fn release_all(many: &Rc<Many>, targets: Targets) -> Result<JsValue, JsValue> {
    let began_ms = now_ms();
    let session = &many.connection.0;
    let mut taken = 0;
    let broken = loop {
        let room = Box::pin(many.room(many.concurrency, None));
        if many.unless_over(room).await.is_none() {
            break None;
        }
        let target = match many
            .watch
            .unless_fired(Box::pin(targets.next(session)) as Waiting)
            .await
        {
            None => break None,
            Some(Err(thrown)) => break Some(thrown),
            Some(Ok(_)) if targets.is_over() => break None,
            Some(Ok(target)) => target,
        };
        let member = Member {
            index: taken,
            agent_id: field(&target, "agentId"),
            watch: Rc::clone(&many.watch),
            requests: Rc::clone(&many.requests),
        };
        taken += 1;
        let alone = Box::pin(many.room(usize::MAX, Some(&member.agent_id)));
        if many.unless_over(alone).await.is_none() {
            break None;
        }
        start(many, target, member);
    };
    // There is nothing that it could fail with.
    let _ = many.room(1, None).await;
    let length = targets.length.unwrap_or_default();
    targets.close().await;
    if many.watch.has_fired() {
        return Err(session.error(Error::aborted(), &many.watch.reason()));
    }
    match broken {
        Some(thrown) => Err(thrown),
        None => Ok(many.report(length.max(taken), began_ms)),
    }
}
