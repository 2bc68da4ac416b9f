//! The lifecycle in one call each.

use super::calls::{Body, Finished, Running, Work};
use super::options::{Kind, Known, OF_ANY, Options, text};
use super::session::Session;
use crate::core::body::check_branch_name;
use crate::core::check::Polling;
use crate::core::duration::{DEFAULT_CHECK_DEADLINE_MS, DEFAULT_DEADLINE_MS};
use crate::core::error::Error;
use crate::core::fields::Fields;
use crate::core::json::wire::Reader;
use crate::core::json::{Json, Map};
use crate::core::model::checkpoint::{Call, Checkpoint};
use crate::core::model::report::Step;
use crate::core::path::check_id;
use crate::core::port::Port;
use crate::core::release::{self, MergeInput, OnConflict, OpenDraft, ReleaseInput, Start, Target};
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;

/// The options that say how a call is to be done, besides those of a release.
const HOW: [Known; 5] = [
    ("deadlineMs", Kind::Millis),
    OF_ANY[0],
    OF_ANY[1],
    OF_ANY[2],
    ("onProgress", Kind::Any),
];

/// The options that say what a call is about: a checkpoint keeps them.
fn kept(call: Call) -> &'static [Known] {
    match call {
        Call::Release => &[
            ("label", Kind::Text),
            ("description", Kind::Text),
            ("branch", Kind::Text),
            ("createBranch", Kind::Flag),
            ("goLive", Kind::Flag),
            ("openDraft", Kind::Text),
            ("onConflict", Kind::Text),
            ("waitOutFreeze", Kind::Flag),
        ],
        Call::Plan => &[("branch", Kind::Text), ("waitOutFreeze", Kind::Flag)],
        Call::Rollback => &[("to", Kind::Text), ("waitOutFreeze", Kind::Flag)],
        Call::Promote => &[("waitOutFreeze", Kind::Flag)],
        Call::MergeBranch => &[("preview", Kind::Flag)],
        Call::WaitForSecurityCheck => &[],
    }
}

impl Session {
    /// A call from its beginning, or the one that a checkpoint is of.
    pub(super) fn lifecycle(
        &self,
        name: &str,
        values: &mut Reader,
        of: &str,
        options: &Options,
    ) -> Result<Box<Running>, Error> {
        // What releases of many know besides.
        let besides: &[Known] = match name {
            "resume" => return self.resumed(values, options),
            "releaseMany" => &[
                ("concurrency", Kind::Any),
                ("onResult", Kind::Any),
                ("stopOnError", Kind::Any),
            ],
            "releaseTarget" => &[("patch", Kind::Any), ("agentId", Kind::Any)],
            _ => &[],
        };
        let call = match name {
            "releaseMany" | "releaseTarget" => Some(Call::Release),
            name => Call::named(name),
        };
        let call = call.ok_or_else(|| Error::input(fill("there is no {}", &[name])))?;
        let agent_id = values.argument("agentId")?;
        let agent_id = id("agentId", &agent_id)?;
        let mut all = Map::default();
        for (name, _) in kept(call) {
            let value = options.get(name);
            if !value.is_null() {
                all.insert(name, value.clone());
            }
        }
        for name in call.arguments() {
            all.insert(name, values.argument(name)?);
        }
        let arguments = Options::new("arguments", &Json::Object(all))?;
        self.steps(
            Start::anew(call, agent_id),
            &arguments,
            of,
            options,
            [besides, kept(call)],
        )
    }

    fn resumed(&self, values: &mut Reader, options: &Options) -> Result<Box<Running>, Error> {
        let checkpoint = values.argument("checkpoint")?;
        // A later version may write fields that this one does not know.
        let at = Checkpoint::read(&Fields::of("checkpoint", &checkpoint)?)?;
        let arguments = checkpoint.get("arguments").unwrap_or(&Json::Null);
        let arguments = Options::new("checkpoint.arguments", arguments)?;
        self.steps(Start::from(at), &arguments, "options", options, [&[], &[]])
    }

    /// `arguments` says what the call is about, `options` how to do it.
    /// `besides` are further options that may be there, which messages list
    /// before and after the common ones.
    fn steps(
        &self,
        start: Start,
        arguments: &Options,
        of: &str,
        options: &Options,
        besides: [&[Known]; 2],
    ) -> Result<Box<Running>, Error> {
        let call = start.call();
        let stops: &[Known] = match call {
            Call::Release => &[("stopAfter", Kind::Text)],
            _ => &[],
        };
        let known: [&[Known]; 5] = [
            besides[0],
            &[("polling", Kind::Any)],
            stops,
            &HOW,
            besides[1],
        ];
        options.check(&known)?;
        arguments.check(&[kept(call)])?;
        let (what, deadline_ms) = match call {
            Call::WaitForSecurityCheck => {
                ("the wait for the security check", DEFAULT_CHECK_DEADLINE_MS)
            }
            call => (call.name(), DEFAULT_DEADLINE_MS),
        };
        let body = self.body(start, arguments, options)?;
        options.refuse_others(of, &known)?;
        let asked = options.whole("deadlineMs");
        Ok(Running::new(
            what,
            self.limits(options, asked.unwrap_or(deadline_ms)),
            Work::Steps(body),
            Json::Null,
            arguments.document(),
        ))
    }

    fn body(&self, start: Start, arguments: &Options, options: &Options) -> Result<Body, Error> {
        let about = About::read(&start, arguments, options)?;
        let start = start.until(Step::read(options.text("stopAfter"))?);
        let known = self.memory.known();
        Ok(Box::new(move |port| about.take_steps(port, &known, &start)))
    }
}

/// What a call is about, checked.
enum About {
    Release(ReleaseInput),
    Plan(ReleaseInput),
    Rollback(Option<String>, Polling, bool),
    Promote(String, bool),
    MergeBranch(MergeInput),
    WaitForSecurityCheck(String, Polling),
}

impl About {
    fn read(start: &Start, arguments: &Options, options: &Options) -> Result<Self, Error> {
        let polling = options.parsed("polling", Polling::read)?;
        let waits = arguments.flag("waitOutFreeze");
        let branch = |name: &str| {
            let branch = text(name, arguments.get(name))?;
            check_branch_name(branch).map(|()| branch.to_owned())
        };
        Ok(match start.call() {
            Call::Release => Self::Release(release_input(start, arguments, polling)?),
            Call::Plan => Self::Plan(plan_input(start, arguments, polling)?),
            Call::Rollback => {
                let to = arguments.text("to").map(str::to_owned);
                if let Some(to) = &to {
                    check_id("to", to)?;
                }
                Self::Rollback(to, polling, waits)
            }
            Call::Promote => Self::Promote(branch("branch")?, waits),
            Call::MergeBranch => Self::MergeBranch(MergeInput {
                from: branch("from")?,
                into: branch("into")?,
                preview: arguments.flag("preview"),
            }),
            Call::WaitForSecurityCheck => {
                let version_id = id("versionId", arguments.get("versionId"))?;
                Self::WaitForSecurityCheck(version_id.to_owned(), polling)
            }
        })
    }

    fn take_steps(&self, port: Port, known: &release::Known, start: &Start) -> Finished {
        let report = match self {
            Self::Release(input) => release::release(port, input, known, start),
            Self::Plan(input) => release::plan(port, input, known, start),
            Self::Rollback(to, polling, waits) => {
                release::rollback(port, to.as_deref(), *polling, *waits, known, start)
            }
            Self::Promote(branch, waits) => release::promote(port, branch, *waits, known, start),
            Self::MergeBranch(input) => release::merge_branch(port, input, known, start),
            Self::WaitForSecurityCheck(version_id, polling) => {
                release::wait_for_security_check(port, version_id, *polling, known, start)
            }
        };
        report.map(Some)
    }
}

fn id<'a>(name: &str, value: &'a Json) -> Result<&'a str, Error> {
    let id = text(name, value)?;
    check_id(name, id).map(|()| id)
}

/// It leaves nothing behind, so there is nothing to say about how.
fn plan_input(start: &Start, arguments: &Options, polling: Polling) -> Result<ReleaseInput, Error> {
    ReleaseInput::new(
        start.agent_id(),
        arguments.get("patch"),
        None,
        None,
        polling,
    )?
    .onto(Target {
        branch: arguments.text("branch").map(str::to_owned),
        wait_out_freeze: arguments.flag("waitOutFreeze"),
        ..Target::default()
    })
}

fn release_input(
    start: &Start,
    arguments: &Options,
    polling: Polling,
) -> Result<ReleaseInput, Error> {
    ReleaseInput::new(
        start.agent_id(),
        arguments.get("patch"),
        arguments.text("label"),
        arguments.text("description"),
        polling,
    )?
    .onto(Target {
        branch: arguments.text("branch").map(str::to_owned),
        create_branch: arguments.flag("createBranch"),
        go_live: arguments.get("goLive").as_bool().unwrap_or(true),
        open_draft: OpenDraft::read(arguments.text("openDraft"))?,
        on_conflict: OnConflict::read(arguments.text("onConflict"))?,
        wait_out_freeze: arguments.flag("waitOutFreeze"),
    })
}
