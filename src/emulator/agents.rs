//! Agents: create, read, list, metadata, archive.

use super::Platform;
use super::answer::Failure;
use super::branches::{self, Branches};
use super::config::resolved::{Flat, Workflow};
use super::config::{Config, fields, rules};
use super::ids::{Id, Ids};
use super::json::{Fields, Json, Out, ToJson, object};
use super::kept::Kept;
use super::options::{AgentListBody, Generation};
use super::schema::{self, Field, Kind, TEXT, flag, optional, required, text};
use super::search::{find, lower_case};
use super::state::{Agent, State};
use super::time::Iso;
use super::versions::{self, History, Version, workflow_type};
use super::wire::{Call, Response};
use std::cmp::Ordering;

/// The agent that a path names.
pub fn of<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Agent, Failure> {
    state.agent(id(call)?).ok_or_else(no_agent)
}

/// The agent that a path names, to change it, with the source of new ids.
pub fn of_mut<'s>(
    state: &'s mut State,
    call: &Call<'_>,
) -> Result<(&'s mut Agent, &'s mut Ids), Failure> {
    state.agent_mut(id(call)?).ok_or_else(no_agent)
}

fn id(call: &Call<'_>) -> Result<Id, Failure> {
    Id::parse(call.segment(1)).ok_or_else(|| Failure::bad_request("Invalid agent id"))
}

/// The platform's way to say it: 400, except on archive and branches.
fn no_agent() -> Failure {
    Failure::bad_request("No agent found")
}

/// As [`of`], for the routes where a missing agent is 404.
pub fn existing<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Agent, Failure> {
    state.agent(id(call)?).ok_or_else(not_existing)
}

/// As [`of_mut`], for the routes where a missing agent is 404.
pub fn existing_mut<'s>(
    state: &'s mut State,
    call: &Call<'_>,
) -> Result<(&'s mut Agent, &'s mut Ids), Failure> {
    state.agent_mut(id(call)?).ok_or_else(not_existing)
}

fn not_existing() -> Failure {
    Failure::not_found("Agent not found")
}

impl Platform {
    /// The version that reads show as serving.
    pub(super) fn seen_active<'a>(&self, agent: &'a Agent) -> Option<&'a Version> {
        agent
            .history
            .seen_active(self.state.now_ms, self.options.read_lag_ms)
    }
}

const CREATE: &[Field] = &[
    required("name", Kind::Name(usize::MAX)),
    optional("description", TEXT),
    optional("telephonyProductId", Kind::List(&TEXT)),
    optional("allowInboundCall", Kind::Flag),
    optional("firstMessage", Kind::Text(500)),
    optional("backgroundSound", fields::BACKGROUND_SOUND),
];

/// Config that a create body does not set: left out by the contract, or
/// overridden by the server once it was checked.
const NOT_ON_CREATE: [&str; 5] = [
    "backgroundSound",
    "singlePromptConfig",
    "postCallAnalyticsConfig",
    "customLLMWebSocketUrl",
    "widgetConfig",
];

/// `POST /agent`: the data is the id alone.
pub fn create(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let mut config_body = call.body()?;
    let body = call.body_of(CREATE)?;
    let language = config_body.get("language").and_then(Json::as_object);
    if language.is_some_and(|language| !language.has("switching")) {
        return Err(Failure::input("Required"));
    }
    for name in NOT_ON_CREATE {
        config_body.remove(name);
    }
    let patch = fields::patch(config_body).map_err(|issue| Failure::input(&issue))?;

    let name_of_default = platform.options.default_branch_name;
    let state = &mut platform.state;
    let (now_ms, ids) = (state.now_ms, &mut state.ids);
    let mut config = Config::new(&state.defaults, ids);
    config.edit(patch.unwrap_or_default(), ids);
    rules::check_config(&config)?;
    let agent_id = ids.id();
    let mut agent = Agent {
        id: agent_id,
        workflow_id: ids.id(),
        name: text(&body, "name").unwrap_or_default(),
        description: text(&body, "description"),
        avatar_url: None,
        telephony_product_ids: texts(&body, "telephonyProductId").unwrap_or_default(),
        allow_inbound_call: flag(&body, "allowInboundCall").unwrap_or(true),
        visible_to_everyone: false,
        created_at: now_ms,
        updated_at: now_ms,
        archived_at: None,
        total_calls: 0,
        history: History::new(Version {
            id: ids.id(),
            // A branch counts its revisions itself.
            number: (state.generation == Generation::Versions).then_some(1),
            label: None,
            description: None,
            is_pinned: false,
            parent: None,
            created_at: now_ms,
            updated_at: now_ms,
            activated_at: Some(now_ms),
            check: None,
            config,
            commit: None,
            listed: Kept::default(),
        }),
        branches: Branches::default(),
        legacy_workflow: None,
    };
    if state.generation == Generation::Branches {
        branches::seed(&mut agent, ids, name_of_default, now_ms);
    }
    state.add(agent);
    Ok(Response::success(201, &agent_id))
}

/// An agent as reads show it.
struct Document<'a> {
    id: Id,
    name: &'a str,
    description: Option<&'a str>,
    avatar_url: Option<&'a str>,
    organization: Id,
    workflow_id: Id,
    workflow_type: &'a str,
    created_by: Id,
    created_at: Iso,
    updated_at: Iso,
    archived: bool,
    archived_at: Option<Iso>,
    allow_inbound_call: bool,
    visible_to_everyone: bool,
    total_calls: u64,
    active_version_id: Option<Id>,
    version_id: Option<Id>,
    resolved_config: Option<Flat<'a>>,
    versioned_workflow: Option<Workflow<'a>>,
    config_source: Option<&'static str>,
}

impl ToJson for Document<'_> {
    fn fields(&self, out: &mut Out) {
        out.field("_id", &self.id);
        out.field("name", &self.name);
        out.optional("description", self.description.as_ref());
        out.optional("avatarUrl", self.avatar_url.as_ref());
        out.field("organization", &self.organization);
        out.field("workflowId", &self.workflow_id);
        out.field("workflowType", &self.workflow_type);
        out.field("createdBy", &self.created_by);
        out.field("createdAt", &self.created_at);
        out.field("updatedAt", &self.updated_at);
        out.field("archived", &self.archived);
        out.optional("archivedAt", self.archived_at.as_ref());
        out.field("allowInboundCall", &self.allow_inbound_call);
        out.field("visibleToEveryone", &self.visible_to_everyone);
        out.field("totalCalls", &self.total_calls);
        out.field("activeVersionId", &self.active_version_id);
        out.field("versionId", &self.version_id);
        out.optional("_resolvedConfig", self.resolved_config.as_ref());
        out.optional("_versionedWorkflow", self.versioned_workflow.as_ref());
        out.optional("_configSource", self.config_source.as_ref());
    }
}

fn document<'a>(platform: &Platform, agent: &'a Agent) -> Document<'a> {
    let active = platform.seen_active(agent);
    let active_id = active.map(|version| version.id);
    Document {
        id: agent.id,
        name: &agent.name,
        description: agent.description.as_deref(),
        avatar_url: agent.avatar_url.as_deref(),
        organization: platform.state.organization,
        workflow_id: agent.workflow_id,
        workflow_type: active.map_or("single_prompt", |it| workflow_type(&it.config)),
        created_by: platform.state.user,
        created_at: Iso(agent.created_at),
        updated_at: Iso(agent.updated_at),
        archived: agent.archived_at.is_some(),
        archived_at: agent.archived_at.map(Iso),
        allow_inbound_call: agent.allow_inbound_call,
        visible_to_everyone: agent.visible_to_everyone,
        total_calls: agent.total_calls,
        active_version_id: active_id,
        version_id: active_id,
        resolved_config: None,
        versioned_workflow: None,
        config_source: None,
    }
}

/// `GET /agent/{id}`, with the active config or a draft's or a version's.
pub fn get(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = of(&platform.state, call)?;
    let (config, source) = match (call.query("draftId"), call.query("versionId")) {
        (Some(id), _) => (
            Some(&versions::find_draft(agent, id)?.config),
            Some("draft"),
        ),
        (None, Some(id)) => (Some(&versions::find(agent, id)?.config), Some("version")),
        (None, None) => (platform.seen_active(agent).map(|it| &it.config), None),
    };
    Ok(Response::ok(&Document {
        resolved_config: config.map(Flat),
        versioned_workflow: config.map(Workflow),
        config_source: source,
        ..document(platform, agent)
    }))
}

/// Agents on a page when no `offset` is given. (`offset` is the page's size.)
const PAGE: u64 = 10;

/// `GET /agent`
pub fn list(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let page = call.query_number("page", 1, u64::MAX)?.unwrap_or(1);
    let size = call.query_number("offset", 1, u64::MAX)?.unwrap_or(PAGE);
    let kind = call.query_word("type", &["single_prompt", "workflow_graph"])?;
    let sort_fields = [
        "createdAt",
        "updatedAt",
        "totalCalls",
        "name",
        "workflowType",
    ];
    let sort_field = call.query_word("sortField", &sort_fields)?;
    let ascending = call.query_word("sortOrder", &["asc", "desc"])? == Some("asc");
    let archived = call.query_flag("archived")?.unwrap_or(false);
    let search = lower_case(call.query("search").unwrap_or_default());

    let found: Vec<_> = platform
        .state
        .agents()
        .iter()
        .filter(|agent| agent.archived_at.is_some() == archived)
        .filter(|agent| kind.is_none() || type_of(agent) == kind)
        .filter(|agent| search.is_empty() || find(&lower_case(&agent.name), &search).is_some())
        .collect();
    let mut found = match sort_field {
        Some("updatedAt") => sorted(found, |a, b| a.updated_at.cmp(&b.updated_at)),
        Some("totalCalls") => sorted(found, |a, b| a.total_calls.cmp(&b.total_calls)),
        Some("name") => sorted(found, |a, b| a.name.cmp(&b.name)),
        Some("workflowType") => sorted(found, |a, b| type_of(a).cmp(&type_of(b))),
        // They are kept in the order of their creation.
        _ => found,
    };
    if !ascending {
        found.reverse();
    }

    let total = found.len() as u64;
    let skip = (page - 1).saturating_mul(size);
    let agents: Vec<_> = found
        .into_iter()
        .skip(usize::try_from(skip).unwrap_or(usize::MAX))
        .take(usize::try_from(size).unwrap_or(usize::MAX))
        .map(|agent| document(platform, agent))
        .collect();
    let total_pages = total.div_ceil(size);
    Ok(Response::ok(&object(|out| {
        out.field("agents", &agents);
        match platform.options.agent_list_body {
            AgentListBody::Live => {
                out.field("hasMore", &(page < total_pages));
                out.field("totalCount", &total);
                out.field("totalPages", &total_pages);
                out.field("isSearchResults", &!search.is_empty());
            }
            AgentListBody::Contract => out.field("total", &total),
        }
    })))
}

fn type_of(agent: &Agent) -> Option<&str> {
    let active = agent.history.active();
    active.map(|it| workflow_type(&it.config))
}

/// Each put in its place: the standard library's sort is many times as large.
/// Equal ones stay in their order.
fn sorted(agents: Vec<&Agent>, order: fn(&Agent, &Agent) -> Ordering) -> Vec<&Agent> {
    let mut sorted: Vec<&Agent> = Vec::with_capacity(agents.len());
    for agent in agents {
        let place = sorted.partition_point(|it| order(it, agent) != Ordering::Greater);
        sorted.insert(place, agent);
    }
    sorted
}

const METADATA: &[Field] = &[
    optional("name", Kind::Name(usize::MAX)),
    optional("description", TEXT),
    optional("avatarUrl", TEXT),
    optional("telephonyProductId", Kind::List(&TEXT)),
    optional("allowInboundCall", Kind::Flag),
    optional("visibleToEveryone", Kind::Flag),
];

/// `PATCH /agent/{id}`: metadata only.
pub fn update(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, _) = of_mut(&mut platform.state, call)?;
    let body = call.body()?;
    if body.iter().any(|(name, _)| fields::is_config(name)) {
        return Err(Failure::bad_request(
            "Agent has versioning enabled. Config changes must be made through drafts.",
        ));
    }
    let body = schema::check_fields(METADATA, body).map_err(|issue| Failure::input(&issue))?;
    if let Some(name) = text(&body, "name") {
        agent.name = name;
    }
    if let Some(description) = text(&body, "description") {
        agent.description = Some(description);
    }
    if let Some(url) = text(&body, "avatarUrl") {
        agent.avatar_url = Some(url);
    }
    if let Some(products) = texts(&body, "telephonyProductId") {
        agent.telephony_product_ids = products;
    }
    if let Some(allow) = flag(&body, "allowInboundCall") {
        agent.allow_inbound_call = allow;
    }
    if let Some(visible) = flag(&body, "visibleToEveryone") {
        agent.visible_to_everyone = visible;
    }
    agent.updated_at = now_ms;
    Ok(Response::ok(&agent.id))
}

fn texts(body: &Fields, name: &str) -> Option<Vec<String>> {
    let items = body.get(name)?.as_list()?.iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
}

/// `DELETE /agent/{id}/archive`, and back with `?on=false`.
pub fn archive(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, _) = existing_mut(&mut platform.state, call)?;
    let on = call.query_flag("on")?.unwrap_or(true);
    let said = match (on, agent.archived_at) {
        (true, Some(_)) => return Err(Failure::conflict("Agent is already archived")),
        (false, None) => return Err(Failure::conflict("Agent is already active")),
        (true, None) => "Agent archived",
        (false, Some(_)) => "Agent unarchived",
    };
    agent.archived_at = on.then_some(now_ms);
    agent.updated_at = now_ms;
    Ok(Response::ok(&object(|out| out.field("message", said))))
}
